"""Which instrument a part is: its MusicXML sound, its name in five languages, its MIDI program."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from engraving.instruments.keys import KEY_RULES, KEY_UNNAMED, OCTAVES, Key, in_key, parse_key
from engraving.instruments.model import Instrument
from engraving.instruments.players import LONGEST_NAME, plain, strip_player, tokens
from engraving.instruments.table import INSTRUMENTS, by_program, by_sound
from engraving.instruments.unpitched import BY_MIDI_KEY, UNPITCHED, UnpitchedSound


class Match(Struct, frozen=True, gc=False):
    """What `lookup` found.

    `how`: "sound", "name" (also when the name refined a generic sound), "midi" or "none". `key`: the key the
    name names ("Bb", "F#"), which `instrument.transposition` already follows; "" if none, or if it says how
    the instrument is built or tuned and not how it is written ("Tuba in F", "Timpani in D"). `players`: the player
    numbers in the name. `doubles`: further instruments named ("Flute 3/Piccolo"). `disagrees`: the name is of
    another instrument than the sound, which won. `doubt`: what had to be assumed, "" if nothing.
    """

    instrument: Instrument | None
    how: str = "none"
    key: str = ""
    players: tuple[int, ...] = ()
    doubles: tuple[Instrument, ...] = ()
    disagrees: bool = False
    doubt: str = ""


_PLURALS = {
    plural: single
    for single, plurals in {
        "arpa": "arpe",
        "bass": "basse basso basses bassi baesse",
        "bassklarinette": "bassklarinetten",
        "bratsche": "bratschen",
        "cello": "celli",
        "chitarra": "chitarre",
        "clarinetto": "clarinetti",
        "contrabbasso": "contrabbassi",
        "contrafagotto": "contrafagotti",
        "controfagotto": "controfagotti",
        "corno": "corni",
        "cornetta": "cornette",
        "englischhorn": "englischhorner",
        "fagott": "fagotte",
        "fagotto": "fagotti",
        "flaute": "flautes",
        "flauto": "flauti",
        "flote": "floten floete floeten",
        "flugelhorn": "flugelhorner",
        "geige": "geigen",
        "gitarre": "gitarren",
        "glocke": "glocken",
        "gross": "grosse grosser grosses gr",
        "harfe": "harfen",
        "horn": "horner hoerner",
        "inglese": "inglesi",
        "klarinette": "klarinetten",
        "klein": "kleine kleiner kleines kl",
        "kontrabass": "kontrabasse kontrabaesse",
        "contrabass": "contrabasses contrabasse",
        "kontrafagott": "kontrafagotte",
        "oboe": "oboi oboen",
        "ottavino": "ottavini",
        "pauke": "pauken",
        "piccolo": "piccoli",
        "piccoloflote": "piccolofloten",
        "posaune": "posaunen",
        "bassposaune": "bassposaunen",
        "saxophon": "saxophone",
        "saxofon": "saxofone",
        "sassofono": "sassofoni",
        "soprano": "soprani",
        "sopran": "soprane",
        "tenor": "tenore tenori",
        "alt": "alte",
        "tromba": "trombe",
        "trombone": "tromboni",
        "trompete": "trompeten",
        "tuba": "tuben tube",
        "viola": "viole violen",
        "violine": "violinen",
        "violino": "violini",
        "violoncello": "violoncelli",
        "voce": "voci",
        "altflote": "altfloten",
        "violin": "violines",
        "violon": "violons",
        "violoncell": "violoncelle",
        "trombon": "trombones",
        "fagot": "fagotes",
        "saxofono": "saxofoni",
    }.items()
    for plural in plurals.split()
}
_NO_STRIP = {"claves", "keys", "timps", "vcs"}


def _stem(word: str) -> str:
    """One form for singular and plural: the same for the table's spellings and for what is looked up."""
    if word in _PLURALS:
        return _PLURALS[word]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss") and word not in _NO_STRIP:
        word = word[:-1]
    return _PLURALS.get(word, word)


def _joined(words: Iterable[str]) -> str:
    return "".join(_stem(word) for word in words)


def _index(short: bool) -> dict[str, tuple[Instrument, ...]]:
    """Joined spelling to instruments; where several share it, the first language and lowest rank come first."""
    found: dict[str, list[Instrument]] = {}
    for language in range(5):
        for instrument in INSTRUMENTS:
            for spelling in (instrument.abbreviations if short else instrument.names)[language]:
                sharing = found.setdefault(_joined(tokens(spelling)), [])
                if instrument not in sharing:
                    sharing.append(instrument)
    for spelling, preferred in _PREFERRED.items():
        sharing = found.get(spelling, [])
        sharing.sort(key=lambda instrument: instrument.id != preferred)
    return {spelling: tuple(sharing) for spelling, sharing in found.items()}


_PREFERRED = {
    "bass": "doublebass",
    "piccolo": "piccolo",
    "alto": "voice.alto",
    "trombone": "trombone",
    "horn": "horn",
    "tuba": "tuba",
    "clarinetto": "clarinet.bflat",
    "cl": "clarinet.bflat",
    "tr": "trumpet.bflat",
    "cb": "doublebass",
    "vl": "violin",
    "pno": "piano",
    "cor": "cornet.bflat",
    "tb": "tuba",
    "a": "voice.alto",
    "b": "voice.bass",
    "cel": "celesta",
    "timb": "timpani",
    "hb": "oboe",
    "perc": "percussion",
    "harm": "harmonica",
    "kl": "clarinet.bflat",
    "ar": "harp",
    "sarrusophone": "sarrusophone",
    "clave": "harpsichord",
    "glk": "glockenspiel",
    "trb": "trombone",
    "mar": "marimba",
    "crt": "crotales",
    "tamb": "tambourine",
    "tamburo": "snare",
    "flugel": "flugelhorn",
    "bsax": "sax.baritone",
    "vla": "viola",
    "camp": "tubularbells",
}
"""Spellings that several instruments share, and whose they are when nothing else decides."""

_NAMES = _index(short=False)
_SHORT = _index(short=True)
_LONGEST = max(
    len(tokens(spelling)) for instrument in INSTRUMENTS for row in instrument.names for spelling in row
)
_SEGMENTS = re.compile(
    r"[/&+;:,\n()]|\s(?:and|und|et|e|y|doubling|doubles|doubl\.|dbl\.|auch|also|muta in|mit|with|w)\s",
    re.IGNORECASE,
)
_PLAYING = re.compile(r"\b(?:div\w*|unis\w*|soli|tutti|solo)\b.*$", re.IGNORECASE)
"""How a part is played, which is none of its name: "Vln. div. a 3", "Vc. solo"."""

_PERCUSSIVE = ("drum.", "metal.", "wood.", "rattle.", "effect.", "pitched-percussion.")


class _Named(Struct, frozen=True, gc=False):
    """A reading of one name: the instruments it can mean (best first), the key, whether the key is in the name."""

    choices: tuple[Instrument, ...] = ()
    key: Key | None = None
    length: int = 0


def _find_key(words: tuple[str, ...], dotted: bool) -> tuple[Key | None, int, int]:
    """The key in a name with the place of its words; `dotted`: the first letter is an abbreviation ("E. Hn.")."""
    for at, word in enumerate(words[:-1]):
        if word in ("in", "en"):
            before = OCTAVES.get(words[at + 1], "")
            first = at + 2 if before and at + 2 < len(words) else at + 1
            key = parse_key(words[first])
            if key is not None:
                end = first + 1
                after = OCTAVES.get(words[end], "") if end < len(words) else ""
                return (
                    Key(key.name, key.step, key.semitone, before if first == at + 2 else after),
                    at,
                    end + bool(after),
                )
    if len(words) > 1:
        key = None if dotted else parse_key(words[0], solfa=False)
        if key is not None:
            low = words[1] == "basso" and len(words) > 2
            return Key(key.name, key.step, key.semitone, "basso" if low else ""), 0, 2 if low else 1
        octave = OCTAVES.get(words[-1], "") if len(words) > 2 else ""
        at = len(words) - 2 if octave else len(words) - 1
        key = parse_key(words[at])
        if key is not None:
            return Key(key.name, key.step, key.semitone, octave), at, len(words)
    return None, 0, 0


def _longest(words: tuple[str, ...]) -> tuple[tuple[Instrument, ...], int, int]:
    """The instruments of the longest known name inside `words`, with its place; ties go to the earlier."""
    best: tuple[tuple[Instrument, ...], int, int] = ((), 0, 0)
    size = 0
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + _LONGEST + 2) + 1):
            spelling = _joined(words[start:end])
            if len(spelling) > size and spelling in _NAMES:
                best, size = (_NAMES[spelling], start, end), len(spelling)
    return best


def _read(text: str, whole: bool = False) -> _Named:
    """Read one name without player numbers; `whole`: only if all of it is one known name."""
    words = tokens(text)
    if not words:
        return _Named()
    dotted = re.match(r"\s*[A-Za-z]{1,2}\.", text) is not None
    key, start, end = _find_key(words, dotted)
    exact = _joined(words)
    for index in (_NAMES, _SHORT):
        if exact in index:
            own = key if index[exact][0].id in KEY_RULES and not (dotted and start == 0) else None
            if own is not None and in_key(index[exact][0], own) != index[exact][0]:
                own = None
            return _Named(index[exact], own, len(exact))
    if whole:
        return _Named()
    rest = words[:start] + words[end:] if key is not None else words
    full, first, last = _longest(words)
    without, *_ = _longest(rest)
    if key is not None and rest and not without and _joined(rest) in _SHORT:
        without = _SHORT[_joined(rest)]
    if not full:
        return _Named(without, key if without else None, len(_joined(rest)))
    if key is None:
        return _Named(full, None, last - first)
    if first <= start and end <= last and not (without and without[0].id in KEY_RULES):
        return _Named(full, None, last - first)
    if without:
        return _Named(without, key, len(rest))
    return _Named(full, None, last - first)


def _readings(name: str) -> tuple[_Named, tuple[Instrument, ...], tuple[int, ...]]:
    """The first instrument a name mentions, the further ones, the player numbers."""
    bare, players = strip_player(name[:LONGEST_NAME])
    bare = _PLAYING.sub("", bare).strip() or bare
    reading = _read(bare, whole=True)
    if reading.choices:
        return reading, (), players
    keyed = re.sub(
        r"\(([^()]*)\)",
        lambda found: (
            f" {found[1]} " if plain(found[1]).strip() in OCTAVES or _is_key(found[1]) else found[0]
        ),
        bare,
    )
    if keyed != bare:
        reading = _read(keyed, whole=True)
        if reading.choices:
            return reading, (), players
    found: list[_Named] = []
    for segment in _SEGMENTS.split(keyed):
        piece = _read(strip_player(segment)[0])
        if piece.choices:
            found.append(piece)
    if not found:
        return _Named(), (), players
    others = tuple({piece.choices[0].id: piece.choices[0] for piece in found[1:]}.values())
    return found[0], tuple(other for other in others if other not in found[0].choices), players


def _is_key(text: str) -> bool:
    words = tokens(text)
    words = words[1:] if words[:1] in (("in",), ("en",)) else words
    return len(words) == 1 and parse_key(words[0]) is not None


def _fits(instrument: Instrument, sound: str) -> bool:
    """Whether an instrument is the sound or a finer kind of it ("brass.group" and "drum.group" take all theirs)."""
    own = instrument.sound
    if own == sound or own.startswith(sound + "."):
        return True
    if sound.endswith(".group"):
        return own.startswith(_PERCUSSIVE if sound == "drum.group" else sound.removesuffix("group"))
    return sound == "synth.group" and instrument.family == "electronic"


def _related(one: Instrument, other: Instrument) -> bool:
    """Whether two rows are one instrument in other keys, or one is a finer kind of the other."""
    rule, other_rule = KEY_RULES.get(one.id), KEY_RULES.get(other.id)
    if (
        rule is not None
        and other_rule is not None
        and rule.group.split(".")[0] == other_rule.group.split(".")[0]
    ):
        return True
    stems = {_trunk(one.sound), _trunk(other.sound)}
    return len(stems) == 1 or any(
        first.startswith(second + ".")
        for first, second in ((one.sound, other.sound), (other.sound, one.sound))
    )


def _trunk(sound: str) -> str:
    """The sound without the word that tells keys and sizes: "brass.trumpet.c" -> "brass.trumpet"."""
    parts = sound.split(".")
    return ".".join(parts[: 3 if parts[0] == "wind" else 2])


def _choose(choices: tuple[Instrument, ...], sound: str, program: int | None) -> tuple[Instrument, str]:
    """One of the instruments a spelling can mean, and what was assumed."""
    if len(choices) == 1:
        return choices[0], ""
    if sound:
        listed = by_sound(sound)
        for choice in choices:
            if choice == listed or _fits(choice, sound):
                return choice, ""
    likely = by_program(program)
    if likely is not None:
        for test in (
            [choice for choice in choices if choice == likely],
            [choice for choice in choices if choice.midi_program == program],
            [choice for choice in choices if choice.family == likely.family],
        ):
            if test:
                return test[0], ""
        if likely.id.startswith("bass."):
            return likely, ""
    others = ", ".join(f"{choice.names[0][0]} ({choice.family})" for choice in choices[1:])
    return choices[0], f"the name can also mean {others}: taken as {choices[0].names[0][0]}"


def lookup(name: str, sound: str = "", midi_program: int | None = None) -> Match:
    """Find the instrument of a part.

    `name`: part or instrument name in any of the five languages, player numbers and all. `sound`: MusicXML
    `<instrument-sound>`, empty if none. `midi_program`: 1..128 as in `<midi-program>`; program 1 counts as
    none. The sound decides, then the name, then the program; a name that is a finer kind of the sound
    ("Alto Flute" with "wind.flutes.flute") refines it, and a key in the name sets the transposition.
    """
    sound = sound.strip().lower()
    reading, doubles, players = _readings(name)
    named, doubt = _choose(reading.choices, sound, midi_program) if reading.choices else (None, "")
    listed = by_sound(sound) if sound else None
    how, disagrees = "none", False
    instrument: Instrument | None = None
    if listed is not None:
        instrument, how = listed, "sound"
        if named is not None and named != listed:
            if _fits(named, sound) or (
                listed.id == "percussion" and named.family in ("percussion", "timpani")
            ):
                instrument, how = named, "name"
            else:
                disagrees, doubt = not _related(named, listed), ""
    elif named is not None:
        instrument, how = named, "name"
    else:
        instrument = by_program(midi_program)
        how = "none" if instrument is None else "midi"
    if instrument is None:
        return Match(None, players=players)
    key = reading.key if instrument.id in KEY_RULES else None
    if key is not None:
        instrument = in_key(instrument, key)
        if instrument.id in ("horn", "horn.natural") and key.name == "Bb" and not key.octave:
            doubt = "horn in B flat, basso or alto not named: taken as basso"
    elif (sound != instrument.sound and instrument.id in KEY_UNNAMED) or sound == "brass.wagner-tuba":
        doubt = doubt or KEY_UNNAMED.get(instrument.id, "")
    return Match(instrument, how, key.name if key is not None else "", players, doubles, disagrees, doubt)


_UNPITCHED_BY_ID: dict[str, UnpitchedSound] = {sound.id: sound for sound in UNPITCHED}


def lookup_unpitched(name: str, sound: str = "", midi_key: int | None = None) -> UnpitchedSound | None:
    """The unpitched percussion a `<score-instrument>` is: by sound, name, then `<midi-unpitched>` (1-based)."""
    found = lookup(name, sound).instrument
    if found is not None and found.id in _UNPITCHED_BY_ID and found.id not in ("percussion", "drumkit"):
        return _UNPITCHED_BY_ID[found.id]
    if midi_key is not None and midi_key in BY_MIDI_KEY:
        return BY_MIDI_KEY[midi_key]
    return _UNPITCHED_BY_ID.get(found.id) if found is not None else None
