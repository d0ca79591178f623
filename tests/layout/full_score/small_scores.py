"""A few bars for several instruments as MusicXML, engraved as a conductor's score, and read back from its pages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from lxml import etree
from msgspec.structs import replace

from engraving.house import Style
from engraving.layout.full_score.engrave import engrave_score
from engraving.musicxml.reader import read_tree
from engraving.parts.full_score import full_score
from engraving.score import FullScore, Music, Part
from engraving.typefaces import Face, Faces
from tests.layout.small_music import DIVISIONS, Sheet, house, small_faces


class Line(NamedTuple):
    """One instrument: its name, its bars, a clef for each of its staves."""

    name: str
    bars: Sequence[str]
    clefs: tuple[str, ...] = ("G2",)
    key: int = 0
    short: str = ""


class Group(NamedTuple):
    """A bracket round instruments ``first`` to ``last``."""

    first: int
    last: int
    symbol: str = "bracket"
    name: str = ""
    barlines: str = "yes"


def orchestra_xml(lines: Sequence[Line], groups: Sequence[Group] = (), time: str = "4/4") -> str:
    """The whole score."""
    listed = []
    for k, line in enumerate(lines):
        for n, group in enumerate(groups, 1):
            if group.first == k:
                name = f"<group-name>{group.name}</group-name>" if group.name else ""
                listed.append(
                    f'<part-group type="start" number="{n}">{name}<group-symbol>{group.symbol}</group-symbol>'
                    f"<group-barline>{group.barlines}</group-barline></part-group>"
                )
        short = f"<part-abbreviation>{line.short}</part-abbreviation>" if line.short else ""
        listed.append(f'<score-part id="P{k}"><part-name>{line.name}</part-name>{short}</score-part>')
        for n, group in reversed([*enumerate(groups, 1)]):
            if group.last == k:
                listed.append(f'<part-group type="stop" number="{n}"/>')
    parts = "".join(_part(k, line, time) for k, line in enumerate(lines))
    return (
        f"<score-partwise><work><work-title>A small cue</work-title></work><part-list>{''.join(listed)}</part-list>"
        f"{parts}</score-partwise>"
    )


def _part(k: int, line: Line, time: str) -> str:
    beats, beat_type = time.split("/")
    attributes = (
        f"<attributes><divisions>{DIVISIONS}</divisions><key><fifths>{line.key}</fifths></key>"
        f"<time><beats>{beats}</beats><beat-type>{beat_type}</beat-type></time>"
        + (f"<staves>{len(line.clefs)}</staves>" if len(line.clefs) > 1 else "")
        + "".join(
            f'<clef number="{n}"><sign>{c[:-1]}</sign><line>{c[-1]}</line></clef>'
            for n, c in enumerate(line.clefs, 1)
        )
        + "</attributes>"
    )
    bars = "".join(
        f'<measure number="{n}">{attributes if n == 1 else ""}{bar}</measure>' for n, bar in enumerate(line.bars, 1)
    )
    return f'<part id="P{k}">{bars}</part>'


def score_of(lines: Sequence[Line], groups: Sequence[Group] = (), time: str = "4/4") -> FullScore:
    """The lines as a full score."""
    reading = read_tree(etree.fromstring(orchestra_xml(lines, groups, time).encode()), file="small.musicxml")
    return full_score(reading.cue)[0]


@cache
def score_house(**changes: object) -> Style:
    """The default style with some keys of its score otherwise."""
    style = house()
    return replace(style, score=replace(style.score, **changes))


def engraved_score(
    lines: Sequence[Line], groups: Sequence[Group] = (), time: str = "4/4", faces: Faces | None = None,
    **changes: object,
) -> Sheet:  # fmt: skip
    """Engrave a score of these lines; ``changes`` are keys of the style's score."""
    style = score_house(**changes)
    score = score_of(lines, groups, time)
    engraving = engrave_score(score, style, faces or small_faces())
    shown = Part("", "", 0, score.credits, score.ticks_per_quarter, score.bars, Music(0, ()))
    space = next(page.staves[0].space for page in engraving.pages if page.staves)
    height = space / 7200 * 25.4 * 4
    return Sheet(shown, engraving, replace(style, staff=replace(style.staff, height=height)), faces)


def typed(sheet: Sheet, text: str, page: int = 0) -> list[tuple[int, int]]:
    """Where words stand on a page, as (x, y) in 1/100 pt."""
    items = sheet.pages[page].items
    return [(item.x, item.y) for item in items if getattr(item, "text", None) == text and item.face in Face]
