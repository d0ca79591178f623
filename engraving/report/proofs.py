"""A chair's findings and audit as remarks on its printed pages, each at its place in the music."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from engraving.findings import Finding, Severity
from engraving.layout.page import Curve, Ink, Item, Line, Page, Polygon, Staff
from engraving.printing.remarks import Grade, Remark
from engraving.report.audits import AuditReport, PlaceReport, spoken
from engraving.report.overview import WRONG
from engraving.report.turns import TurnReport, in_words
from engraving.report.verdicts import rule_of
from engraving.score import Event, Part
from engraving.score.atoms import family_of
from engraving.score.places import beat_length

GRADES = {Severity.ERROR: Grade.ERROR, Severity.WARNING: Grade.WARNING, Severity.NOTE: Grade.NOTE}
ANCHORS = (Ink.HEAD, Ink.REST, Ink.MEASURE_REPEAT, Ink.H_BAR)


class Spot(NamedTuple):
    """Where something stands: ``page`` from 1, points on it."""

    page: int
    system: int
    x: float
    y: float


def remarks(
    part: Part,
    pages: Sequence[Page],
    findings: Iterable[Finding],
    audit: AuditReport,
    turns: Sequence[TurnReport] = (),
    *,
    everything: bool = False,
) -> list[Remark]:
    """All that is to be said about a part, in reading order; ``everything`` also what is merely near."""
    where = Whereabouts(part, pages)
    rows: list[tuple[tuple[int, int, float], Remark]] = []
    for finding in dict.fromkeys(findings):
        spot = where.of(finding)
        rows.append((_order(spot), _of_finding(finding, spot)))
    rows += [
        ((place.page or _LAST, place.system - 1, place.x), of_place(place))
        for place in audit.places
        if place.fault in WRONG or everything
    ]
    for turn in turns:
        if turn.grade != "free":
            staff = pages[turn.page - 1].staves[-1]
            rows.append(((turn.page, staff.system + 1, 0.0), _of_turn(turn, staff)))
    return [remark for _, remark in sorted(rows, key=lambda row: row[0])]


_LAST = 1 << 30  # what is of no page comes after what is


def _order(spot: Spot | None) -> tuple[int, int, float]:
    return (spot.page, spot.system, spot.x) if spot is not None else (_LAST, 0, 0.0)


def _of_finding(finding: Finding, spot: Spot | None) -> Remark:
    bar, beat = finding.where.bar, finding.where.beat
    words = f"Bar {bar}" if bar else "The whole part" if finding.where.part else "The whole cue"
    return Remark(
        grade=GRADES[finding.severity],
        where=f"{words}, beat {beat:g}" if bar and beat else words,
        message=finding.message,
        remedy=finding.remedy,
        rule=finding.rule,
        page=spot.page if spot is not None else 0,
        x=spot.x if spot is not None else 0.0,
        y=spot.y if spot is not None else 0.0,
    )


def _of_turn(turn: TurnReport, staff: Staff) -> Remark:
    """A hurried turn, at the end of its page."""
    words = in_words(turn)
    return Remark(
        grade=Grade.WARNING if turn.grade == "severe" else Grade.NOTE,
        where=f"Bar {turn.bar}, end of the page",
        message=f"{words[:1].upper()}{words[1:]}.",
        page=turn.page,
        x=staff.x1 / 100,
        y=staff.y / 100,
    )


def of_place(place: PlaceReport) -> Remark:
    """A place of the audit as a remark; ink wrongly placed is an error on paper."""
    grade = Grade.ERROR if place.fault in WRONG else Grade.NEAR if place.fault == "near" else Grade.NOTE
    words = spoken(place).split(", ", 1 if not place.system else 2)[-1] if place.bar else "On the page"
    message = place.message[:1].upper() + place.message[1:]
    return Remark(
        grade=grade,
        where=words[:1].upper() + words[1:],
        message=f"{message}.",
        rule=rule_of(place.fault),
        page=place.page,
        x=place.x,
        y=place.y,
        ringed=bool(place.page),
    )


class Whereabouts:
    """Finds bars and beats of a part on its pages."""

    def __init__(self, part: Part, pages: Sequence[Page]) -> None:
        self._part = part
        self._pages = pages
        self._spots: dict[int, Spot] = {}
        self._any: dict[int, Spot] = {}
        for number, page in enumerate(pages, 1):
            staves = {staff.number: staff for staff in page.staves}
            for item in page.music:
                if item.atom and item.staff in staves:
                    spot = _spot(number, item, staves[item.staff])
                    if item.ink in ANCHORS:
                        self._spots.setdefault(family_of(item.atom), spot)
                    self._any.setdefault(family_of(item.atom), spot)

    def of(self, finding: Finding) -> Spot | None:
        """Where a finding belongs: at what it names, at its beat, at its bar; None when it is of no bar."""
        named = (self._any.get(family_of(atom)) for atom in finding.atoms)
        return next((spot for spot in named if spot is not None), None) or self._at(
            finding.where.bar_index, finding.where.beat
        )

    def _at(self, bar: int, beat: float) -> Spot | None:
        part = self._part
        if not 0 <= bar < len(part.bars):
            return None
        drawn = [
            (event, spot)
            for event in part.music.events
            if event.bar == bar and (spot := self._spot_of(event)) is not None
        ]
        if drawn:
            tick = self._tick(bar, beat)
            return min(drawn, key=lambda row: (row[0].tick > tick, abs(row[0].tick - tick)))[1]
        rest = next((rest for rest in part.multi_rests if rest.first <= bar <= rest.last), None)
        spot = self._spots.get(family_of(rest.atom)) if rest is not None else None
        return spot or self._system_of(bar)

    def _spot_of(self, event: Event) -> Spot | None:
        names = (event.id, *(head.atom for head in event.heads))
        return next((spot for name in names if (spot := self._spots.get(family_of(name)))), None)

    def _tick(self, bar: int, beat: float) -> float:
        """The tick of a beat of the metre's lower figure; of none, the bar's first."""
        part = self._part
        start = part.bars[bar].start
        return start + max(0.0, beat - 1) * float(beat_length(part.music.metres, start, part.ticks_per_quarter))

    def _system_of(self, bar: int) -> Spot | None:
        """The beginning of the system a bar stands in."""
        for number, page in enumerate(self._pages, 1):
            for staff in page.staves:
                if staff.bars[0] <= bar <= staff.bars[1]:
                    return Spot(number, staff.system, staff.x0 / 100, staff.y / 100)
        return None


def _spot(page: int, item: Item, staff: Staff) -> Spot:
    """The middle of small ink, the beginning of long."""
    if isinstance(item, Line):
        x, y = (item.x0 + item.x1) / 2, max(item.y0, item.y1)
    elif isinstance(item, Polygon | Curve):
        x, y = sum(item.points[0::2]) / (len(item.points) // 2), max(item.points[1::2])
    else:
        x, y = item.x + 0.6 * staff.space, item.y
    return Spot(page, staff.system, x / 100, y / 100)
