"""Which instrument a part is: its MusicXML sound, its name in five languages, its MIDI program."""

from __future__ import annotations

from msgspec import Struct

from engraving.instruments.keys import KEY_RULES, KEY_UNNAMED, in_key
from engraving.instruments.model import Instrument
from engraving.instruments.names import readings
from engraving.instruments.table import by_program, by_sound

_PERCUSSIVE = ("drum.", "metal.", "wood.", "rattle.", "effect.", "pitched-percussion.")


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
    reading, doubles, players = readings(name)
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
