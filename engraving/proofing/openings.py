"""How it begins: a dynamic at every entry, a tempo with its number; and tempi that contradict playback."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from engraving.findings import Severity
from engraving.proofing.rule import Rule, Spot
from engraving.proofing.subject import PartView, Subject, spoken
from engraving.score import BarKind, Direction
from engraving.score.tempo_words import is_tempo

_DYNAMIC_WORDS = re.compile(
    r"(?<!\w)(?:p{1,6}|f{1,6}|mp|mf|fp|ffp|sfz?|sffz?|sfp|sfpp|fz|rfz?|niente|al niente|dal niente"
    r"|pianissimo|fortissimo|mezzo ?forte|mezzo ?piano|forte)(?!\w)",
)
_MANY = 4  # when so many parts, and most of them, have no first dynamic, one finding says it for all
_NUMBER = re.compile(r"\d")
_NUMBER_IN_WORDS = re.compile(
    r"[=≈]\s*\W*(?:c\.|ca\.?|circa)?\s*\d|click\s*\d|\d\s*bpm|m\.?\s?m\.?\s*\d", re.IGNORECASE
)

#: Quarters in each note value a metronome mark may name.
_QUARTERS = {
    "maxima": 32.0, "long": 16.0, "breve": 8.0, "whole": 4.0, "half": 2.0, "quarter": 1.0, "eighth": 0.5,
    "16th": 0.25, "32nd": 0.125, "64th": 0.0625,
}  # fmt: skip
_EXACT = re.compile(r"([a-z0-9]+)(\.*)=(\d+(?:[.,]\d+)?)")
# A note value typed in a font of signs: where the font is missing, a letter or sign that is no note stands there.
_SIGN_FOR_NOTE = re.compile(r"(?:^|[\s(\[])([^\s\w(\[♩♪♫♬𝅗𝅘\ue000-\uf8ff=≈.,:;'\"-]|[qhex])\.?\s*=\s*\d{2,3}\b")
_ROUNDING = 0.5  # quarters a minute: programs write whole numbers


def _no_dynamic(subject: Subject) -> Iterator[Spot]:
    silent = [part for part in subject.playing if _enters_without_dynamic(subject, part)]
    count = len(subject.playing)
    if len(silent) >= _MANY and 2 * len(silent) > count:
        names = list(dict.fromkeys(part.name for part in silent))
        named = ", ".join(names[:_MANY]) + (" and others" if len(names) > _MANY else "")
        yield Spot(f"{len(silent)} of {count} parts enter without a dynamic: {named}.")
        return
    for part in silent:
        first = part.notes[0]
        yield Spot("The part enters without a dynamic.", part, first.bar, first.tick, first.line, (first.id,))


def _enters_without_dynamic(subject: Subject, part: PartView) -> bool:
    """Nothing says how loud up to the first note, or while it sounds its first beat."""
    first = part.notes[0]
    until = first.tick + max(1, min(first.length, subject.quarter))
    if any(d.tick < until and _is_dynamic(d) for d in part.music.directions):
        return False
    return not any(
        spanner.kind == "wedge"
        and spanner.get("niente") == "yes"
        and spanner.start is not None
        and spanner.start.tick < until
        for spanner in part.music.spanners
    )


def _is_dynamic(direction: Direction) -> bool:
    if any(segment.kind == "dynamics" for segment in direction.segments):
        return True
    return bool(_DYNAMIC_WORDS.search(spoken(direction)))


def _opening(subject: Subject) -> list[Direction]:
    """What stands at the beginning for everybody: in the first bar, and in the one after a pickup."""
    bars = subject.cue.bars
    last = 1 if bars[0].kind is BarKind.PICKUP and len(bars) > 1 else 0
    return [direction for direction in subject.cue.directions if direction.bar <= last]


def _speaks_of_tempo(direction: Direction) -> bool:
    if direction.tempo or any(segment.kind == "metronome" for segment in direction.segments):
        return True
    bold = any(s.kind == "words" and s.get("font-weight") == "bold" for s in direction.segments)
    return is_tempo(spoken(direction), bold)


def _no_tempo(subject: Subject) -> Iterator[Spot]:
    if not any(_speaks_of_tempo(direction) for direction in _opening(subject)):
        sounding = next((tempo for tempo in subject.cue.tempi if tempo.tick == 0), None)
        played = f" It is played back at {sounding.quarters:g} quarters a minute." if sounding else ""
        yield Spot(f"No tempo is printed at the beginning.{played}", bar=0)


def _no_number(subject: Subject) -> Iterator[Spot]:
    opening = _opening(subject)
    tempo = next((direction for direction in opening if _speaks_of_tempo(direction)), None)
    if tempo is None or any(_gives_number(direction) for direction in opening):
        return
    played = f" It is played back at {tempo.tempo:g} quarters a minute." if tempo.tempo else ""
    words = " ".join(s.text for s in tempo.segments if s.kind == "words")
    yield Spot(f"The first tempo, “{words}”, has no number.{played}", None, tempo.bar, tempo.tick, tempo.line)


def _gives_number(direction: Direction) -> bool:
    if any(s.kind == "metronome" and _NUMBER.search(s.text) for s in direction.segments):
        return True
    return bool(_NUMBER_IN_WORDS.search(spoken(direction)))


def _tempo_disagrees(subject: Subject) -> Iterator[Spot]:
    for direction in subject.cue.directions:
        if not direction.tempo:
            continue
        for segment in direction.segments:
            if segment.kind != "metronome":
                continue
            printed = float(printed_tempo(segment.text))
            if printed and abs(printed - direction.tempo) > _ROUNDING:
                yield Spot(
                    f"The mark says {printed:g} quarters a minute and is played back at {direction.tempo:g}.",
                    None, direction.bar, direction.tick, direction.line, (direction.atom,),
                )  # fmt: skip


def printed_tempo(text: str) -> Fraction:
    """Quarters a minute that ``quarter.=60`` says exactly; 0 for a range, an approximation or a relation."""
    found = _EXACT.fullmatch(text.strip())
    if found is None or found[1] not in _QUARTERS:
        return Fraction(0)
    length = Fraction(_QUARTERS[found[1]]) * (2 - Fraction(1, 2 ** len(found[2])))
    return length * Fraction(found[3].replace(",", "."))


def _unclear_sign(subject: Subject) -> Iterator[Spot]:
    for direction in subject.cue.directions:
        words = " ".join(segment.text for segment in direction.segments if segment.kind == "words")
        found = _SIGN_FOR_NOTE.search(words)
        if found is not None:
            message = f"The tempo reads “{words.strip()}”: “{found[1]}” is no note."
            yield Spot(message, None, direction.bar, direction.tick, direction.line, (direction.atom,))


OPENING_RULES: tuple[Rule, ...] = (
    Rule(
        "dynamic-missing", Severity.WARNING,
        "A part enters for the first time without a dynamic.",
        "Give the first entry a dynamic.", _no_dynamic, "R52",
    ),
    Rule(
        "tempo-missing", Severity.WARNING,
        "No tempo is printed at the beginning.",
        "Print a tempo with its number, even with click.", _no_tempo, "R54",
    ),
    Rule(
        "tempo-without-number", Severity.WARNING,
        "The first tempo has words and no number.",
        "Add the metronome number or the click.", _no_number, "R54",
    ),
    Rule(
        "tempo-sign-unclear", Severity.WARNING,
        "A tempo's note value is typed in a font of signs and prints as something else.",
        "Write it as a metronome mark.", _unclear_sign, "R54",
    ),
    Rule(
        "tempo-disagrees", Severity.WARNING,
        "A metronome mark says another tempo than the one played back.",
        "Make the printed number and the playback the same: timings follow the playback.",
        _tempo_disagrees, "R54",
    ),
)  # fmt: skip
