"""Parts nobody could find on a stand: without a name, with another part's, or another instrument's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engraving.findings import Severity
from engraving.proofing.rule import Rule, Spot
from engraving.proofing.subject import PartView, Subject, instrument_of

_SAYS_NOTHING = re.compile(
    r"(?:(?:instrument|part|staff|track|stimme|system|spur|untitled|unnamed|musicxml part|aria player)\W*)?"
    r"[\d\W]*",
    re.IGNORECASE,
)


def _nameless(subject: Subject) -> Iterator[Spot]:
    for part in subject.playing:
        name = part.source.name.strip()
        if part.source.group.strip() and not _SAYS_NOTHING.fullmatch(part.source.group.strip()):
            continue  # "1 2" under "Flutes" is a name
        if _SAYS_NOTHING.fullmatch(name):
            said = f"is called “{name}”, which names no instrument" if name else "has no name"
            yield Spot(f"Part {part.index + 1} of the score {said}.", part)


def _repeated(subject: Subject) -> Iterator[Spot]:
    named: dict[tuple[str, str], list[PartView]] = {}
    for part in subject.parts:
        key = (part.source.group.casefold().strip(), part.source.name.casefold().strip())
        if key[1]:
            named.setdefault(key, []).append(part)
    for parts in named.values():
        if len(parts) > 1:
            number = _NUMBERS.get(len(parts), str(len(parts)))
            yield Spot(f"{number} parts are called “{parts[0].source.name}”.", parts[0])


_NUMBERS = {2: "Two", 3: "Three", 4: "Four", 5: "Five", 6: "Six"}


def _misnamed(subject: Subject) -> Iterator[Spot]:
    for part in subject.playing:
        match = part.match
        if not match.disagrees or match.instrument is None:
            continue
        named = instrument_of(part.source.name, None).instrument
        if named is None or named.family == "percussion" or match.instrument.family == "percussion":
            continue  # a percussionist's part is called after the player, its sounds after what is struck
        yield Spot(
            f"The part is called “{part.source.name}” and sounds as {match.instrument.names[0][0]}.", part
        )


NAME_RULES: tuple[Rule, ...] = (
    Rule(
        "part-name-missing", Severity.WARNING,
        "A part has no name, or one that names no instrument.",
        "Name the part after its instrument and player.", _nameless,
    ),
    Rule(
        "part-name-repeated", Severity.WARNING,
        "Several parts have the same name, so nobody can tell which is whose.",
        "Number the parts, or name the players.", _repeated,
    ),
    Rule(
        "part-name-disagrees", Severity.WARNING,
        "A part is named for another instrument than it sounds as.",
        "Give the part the sound of the instrument in its name.", _misnamed,
    ),
)  # fmt: skip
