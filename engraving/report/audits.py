"""The audit in the words of people: bars as printed, beats, what touches what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from engraving.score.atoms import part_of
from engraving.score.moments import moments, score_moments
from engraving.score.places import bar_at, beat_at

if TYPE_CHECKING:
    from engraving.layout.audit import Audit, Place
    from engraving.score import FullScore, Part


class PlaceReport(msgspec.Struct, frozen=True):
    """One place the audit points at: ``page`` and ``system`` from 1 (0: on none), ``bar`` as printed or a range.

    ``bar_index`` counts from 0 (-1 unknown), ``beat`` from 1 (0 unknown); ``x, y`` are points from the
    lower left corner of the sheet; ``depth`` is in staff spaces. ``message`` says it in words.
    """

    fault: str
    page: int
    system: int
    bar: str
    bar_index: int
    beat: float
    inks: tuple[str, ...]
    x: float
    y: float
    depth: float
    message: str


class AuditReport(msgspec.Struct, frozen=True):
    """What the audit of a part says (A1–A7); :class:`engraving.layout.audit.Audit` explains the numbers."""

    collisions: int = 0
    outside_margins: int = 0
    lost: int = 0
    doubled: int = 0
    near: int = 0
    squeezed: int = 0
    stretched: int = 0
    tightest: float = 0.0
    loosest: float = 0.0
    smallest_head_gap: float = 0.0
    staff_mm: float = 0.0
    smallest_text_pt: float = 0.0
    fill: tuple[float, ...] = ()
    places: tuple[PlaceReport, ...] = ()

    @property
    def faults(self) -> int:
        """How many things are wrong: what is squeezed, stretched or near is not."""
        return self.collisions + self.outside_margins + self.lost + self.doubled


def audit_report(audit: Audit, part: Part) -> AuditReport:
    """The audit of a part's pages, every place found in the music."""
    ticks = moments(part, (place.moment for place in audit.places if place.moment))
    return _report(audit, tuple(_told(place, ticks, part) for place in audit.places))


def score_audit_report(audit: Audit, score: FullScore) -> AuditReport:
    """The audit of a score's pages, every place found in the music and its instrument named."""
    ticks = score_moments(score, (place.moment for place in audit.places if place.moment))
    everybody = score.everybody
    places = []
    for place in audit.places:
        told = _told(place, ticks, everybody)
        index = part_of(place.moment)
        at = f", in {score.parts[index].part.chair}" if index >= 0 else ""
        places.append(msgspec.structs.replace(told, message=told.message + at))
    return _report(audit, tuple(places))


def _report(audit: Audit, places: tuple[PlaceReport, ...]) -> AuditReport:
    values = {name: getattr(audit, name) for name in AuditReport.__struct_fields__}
    return AuditReport(**values | {"places": places})


def _told(place: Place, ticks: dict[int, int], part: Part) -> PlaceReport:
    tick = ticks.get(place.moment)
    if tick is None:
        first, bar, beat = (place.bars[0] if place.bars else -1), _bars(place.bars, part), 0.0
    else:
        first = bar_at(part.bars, tick)
        bar, beat = part.bars[first].number, _beat(part, first, tick)
    return PlaceReport(
        fault=place.fault.value,
        page=place.page,
        system=place.system,
        bar=bar,
        bar_index=first,
        beat=beat,
        inks=place.inks,
        x=place.x,
        y=place.y,
        depth=place.depth,
        message=_message(place),
    )


def _bars(bars: Sequence[int], part: Part) -> str:
    """A bar's number, or a range of them."""
    known = [part.bars[bar].number for bar in bars if 0 <= bar < len(part.bars)]
    return known[0] if len(set(known)) == 1 else "–".join((known[0], known[-1])) if known else ""


def _beat(part: Part, bar: int, tick: int) -> float:
    return round(float(beat_at(part.bars[bar], tick, part.music.metres, part.ticks_per_quarter)), 2)


def _message(place: Place) -> str:
    """One sentence without its place."""
    inks = " and ".join(place.inks)
    if len(set(place.inks)) < len(place.inks):
        inks = f"{place.inks[0]} and another {place.inks[0]}"
    return {
        "collision": f"{inks} overlap by {place.depth:.2g} spaces",
        "near": f"{inks} all but touch",
        "outside the margins": f"{inks} reaches {place.depth:.2g} spaces over the margin",
        "lost": f"{inks} is on no page",
        "drawn twice": f"{inks} is drawn twice",
        "squeezed": f"the line is squeezed to {place.force:.2f} of its natural spacing",
        "stretched": f"the line is stretched to {place.force:.2f} times its natural spacing",
    }[place.fault.value]


def spoken(place: PlaceReport) -> str:
    """Where it is: ``page 2, system 3, bar 41, beat 2.5``, as far as it is known."""
    words = [f"page {place.page}"] if place.page else []
    if place.system:
        words.append(f"system {place.system}")
    if place.bar:
        words.append(f"bar{'s' if '–' in place.bar else ''} {place.bar}")
        if place.beat:
            words.append(f"beat {place.beat:g}")
    return ", ".join(words)
