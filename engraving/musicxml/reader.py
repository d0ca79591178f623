"""A parsed score becomes a ``Cue``: parts are read, bars agreed upon, spanners paired, cue marks lifted."""

from __future__ import annotations

import gc
from collections import Counter
from typing import NamedTuple

from lxml import etree

from engraving.findings import Finding, Severity, Where
from engraving.musicxml.assembling import Places, assemble, make_direction
from engraving.musicxml.bars import BarPlan, plan_bars
from engraving.musicxml.breaks import source_breaks
from engraving.musicxml.credits import read_credits
from engraving.musicxml.drafts import Complaint, PartDraft
from engraving.musicxml.lifting import CueMarks, lift
from engraving.musicxml.measures import read_part
from engraving.musicxml.parts_list import ListedPart, read_part_list
from engraving.musicxml.repeats import CueBarlines, agree_on_barlines, told_times
from engraving.musicxml.ticks import USUAL_UNIT, FinerGrid, Grid, Resolution, resolution
from engraving.musicxml.timewise import to_partwise
from engraving.score import Bar, Cue, Metre, Music, PartGroup, SourcePart, TempoChange
from engraving.score.places import beat_at


class Reading(NamedTuple):
    """What came of a file. ``lines`` are the source lines of the bars: ``lines[part][bar index]``."""

    cue: Cue
    findings: tuple[Finding, ...]
    lines: tuple[tuple[int, ...], ...]


class _Listed(NamedTuple):
    """The parts that hold music, with what the part list says of each."""

    parts: list[ListedPart]
    elements: list[etree._Element]
    groups: tuple[PartGroup, ...]
    complaints: list[Complaint]


def read_tree(root: etree._Element, *, file: str = "", member: str = "") -> Reading:
    """Read a ``score-partwise`` or ``score-timewise`` tree.

    Bad music is findings. Raises NotMusicXML only when a bar holds more than can be named.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        return _read(to_partwise(root), file, member)
    finally:
        if enabled:
            gc.enable()


def _read(root: etree._Element, file: str, member: str) -> Reading:
    listed = _listed_parts(root)
    drafts = _read_parts(listed)
    strong = frozenset(
        line.bar
        for part in drafts
        for line in part.barlines
        if line.place == "right" and (line.style or line.repeat)
    )
    plans, complaints = plan_bars(drafts, strong)
    marks = CueMarks()
    barlines, barline_complaints = agree_on_barlines(drafts, len(plans), marks.atom)
    scale = _resolution(drafts, plans)
    bars = _bars(plans, barlines, scale)
    places = Places(bars, tuple(bar.start for bar in bars), scale)
    musics = [
        assemble(draft, places, part.instruments[0] if part.instruments else None)
        for draft, part in zip(drafts, listed.parts, strict=True)
    ]
    musics, lifted = lift(musics, marks)
    for draft in drafts:
        for direction in draft.cue_directions:
            marks.add(make_direction(direction, places, 0, staff=0))
    for count in told_times(bars, barlines.endings, marks.directions):
        marks.add(count)
    directions, spanners = marks.in_order()
    credits, software, unsaid = read_credits(root)
    lines, pages = source_breaks(listed.elements[0]) if listed.elements else ((), ())
    concert, exceptions = _concert_pitch(root, drafts, listed.parts)
    cue = Cue(
        credits=credits,
        ticks_per_quarter=scale.ticks_per_quarter,
        bars=bars,
        parts=tuple(_source_part(part, music) for part, music in zip(listed.parts, musics, strict=True)),
        directions=directions,
        spanners=spanners,
        endings=barlines.endings,
        metres=_common_metres(musics),
        tempi=_tempi(drafts, places),
        concert_pitch=concert,
        concert_exceptions=exceptions,
        software=software,
        file=file,
        groups=listed.groups,
        line_breaks=lines,
        page_breaks=pages,
    )
    complaints += [*unsaid, *listed.complaints, *barline_complaints, *lifted]
    complaints += [complaint for draft in drafts for complaint in draft.complaints]
    findings = _findings(complaints, cue, places, file, member)
    return Reading(cue, findings, tuple(tuple(bar.line for bar in draft.bars) for draft in drafts))


def _listed_parts(root: etree._Element) -> _Listed:
    """Parts in the order of the part list; those it does not know come last."""
    part_list: etree._Element | None = None
    elements: dict[str, etree._Element] = {}
    for child in root:
        if child.tag == "part-list":
            part_list = child
        elif child.tag == "part":
            key = child.get("id", "")
            while key in elements:
                key += "'"  # two parts with one id are two parts all the same
            elements[key] = child
    parts, groups = read_part_list(part_list)
    known = {part.key for part in parts}
    complaints = [_missing(part) for part in parts if part.key not in elements]
    unlisted = [key for key in elements if key not in known]
    parts += [ListedPart(key, key, "", "", ()) for key in unlisted]
    complaints += [_unlisted(key) for key in unlisted]
    kept = [index for index, part in enumerate(parts) if part.key in elements]
    return _Listed(
        [parts[index] for index in kept],
        [elements[parts[index].key] for index in kept],
        _groups_of(groups, kept),
        complaints,
    )


def _missing(part: ListedPart) -> Complaint:
    return Complaint(
        "part-missing",
        Severity.WARNING,
        -1,
        -1,
        0,
        f"The part list names {part.name or part.key!r}, but the file has no music for it.",
        "Export the score again with all its parts.",
    )


def _unlisted(key: str) -> Complaint:
    return Complaint(
        "part-not-listed",
        Severity.WARNING,
        -1,
        -1,
        0,
        f"The part {key!r} is missing in the part list; it goes by its id.",
        "Give the part a name in the notation program.",
    )


def _groups_of(groups: tuple[PartGroup, ...], kept: list[int]) -> tuple[PartGroup, ...]:
    """Groups counted in the parts that are there."""
    found = []
    for group in groups:
        inside = [new for new, old in enumerate(kept) if group.first <= old <= group.last]
        if inside:
            found.append(
                PartGroup(inside[0], inside[-1], group.symbol, group.name, group.abbreviation, group.barlines)
            )
    return tuple(found)


def _read_parts(listed: _Listed) -> list[PartDraft]:
    """All parts on one grid; on a finer one once more when a value falls between its units."""
    unit = USUAL_UNIT
    while True:
        grid = Grid(unit)
        try:
            return [
                _read_one(index, grid, part, element)
                for index, (part, element) in enumerate(zip(listed.parts, listed.elements, strict=True))
            ]
        except FinerGrid as finer:
            unit = finer.unit


def _read_one(index: int, grid: Grid, part: ListedPart, element: etree._Element) -> PartDraft:
    draft = PartDraft(index, grid)
    draft.names = {name.id: name for name in part.instruments}
    draft.is_kit = sum(name.midi_unpitched > 0 for name in part.instruments) > 1
    read_part(draft, element)
    return draft


def _resolution(drafts: list[PartDraft], plans: list[BarPlan]) -> Resolution:
    unit = drafts[0].grid.unit if drafts else USUAL_UNIT
    lengths = {plan.asked for plan in plans}
    loose: set[tuple[int, int]] = set()
    for draft in drafts:
        lengths |= draft.lengths
        loose |= draft.loose
    lengths.discard(0)
    return resolution(unit, lengths, loose)


def _bars(plans: list[BarPlan], barlines: CueBarlines, scale: Resolution) -> tuple[Bar, ...]:
    bars: list[Bar] = []
    start = 0
    for index, plan in enumerate(plans):
        length = max(1, scale.tick(plan.units))
        look = barlines.looks.get(index)
        bars.append(
            Bar(
                index=index,
                number=plan.number,
                start=start,
                length=length,
                kind=plan.kind,
                left=look.left if look else "",
                right=look.right if look else "",
                repeat_start=bool(look and look.repeat_start),
                repeat_end=look.repeat_end if look else 0,
                jumps=barlines.jumps.get(index, ()),
                wings=look.wings if look else ("", ""),
            )
        )
        start += length
    return tuple(bars)


def _source_part(part: ListedPart, music: Music) -> SourcePart:
    return SourcePart(part.key, part.name, part.abbreviation, part.group, music, part.instruments)


def _concert_pitch(
    root: etree._Element, drafts: list[PartDraft], parts: list[ListedPart]
) -> tuple[bool | None, tuple[str, ...]]:
    """True when the file calls itself a concert score, False when any part is transposed, else not known.

    The exceptions of a concert score are the parts that carry a ``<transpose>`` all the same.
    """
    transposed = tuple(part.key for draft, part in zip(drafts, parts, strict=True) if draft.transposes)
    if any(
        child.tag == "concert-score" for defaults in root if defaults.tag == "defaults" for child in defaults
    ):
        return True, transposed
    return (False if transposed else None), ()


def _common_metres(musics: list[Music]) -> tuple[tuple[int, int, Metre], ...]:
    """At each tick the metre most parts agree on, once for the cue (staff 0)."""
    votes: dict[int, Counter[Metre]] = {}
    for music in musics:
        for tick, staff, metre in music.metres:
            if staff == 1:
                votes.setdefault(tick, Counter())[metre] += 1
    return tuple((tick, 0, votes[tick].most_common(1)[0][0]) for tick in sorted(votes))


def _tempi(drafts: list[PartDraft], places: Places) -> tuple[TempoChange, ...]:
    """One tempo a tick: a printed one before a silent one, then the topmost part's."""
    found: dict[int, TempoChange] = {}
    for draft in drafts:
        for tempo in draft.tempi:
            tick = places.tick(tempo.bar, tempo.position)
            known = found.get(tick)
            if known is None or (tempo.printed and not known.printed):
                found[tick] = TempoChange(tick, tempo.quarters, tempo.printed)
    return tuple(found[tick] for tick in sorted(found))


def _findings(
    complaints: list[Complaint], cue: Cue, places: Places, file: str, member: str
) -> tuple[Finding, ...]:
    """Complaints with bar numbers and beats, in score order."""
    findings: list[Finding] = []
    for complaint in sorted(complaints, key=lambda c: (c.bar, c.part, c.position, c.rule)):
        part = cue.parts[complaint.part].name if complaint.part >= 0 else ""
        number, beat = "", 0.0
        if 0 <= complaint.bar < len(cue.bars):
            bar = cue.bars[complaint.bar]
            number = bar.number
            if complaint.position >= 0:
                tick = bar.start + places.resolution.tick(complaint.position)
                beat = round(float(beat_at(bar, tick, cue.metres, cue.ticks_per_quarter)), 3)
        where = Where(part, number, complaint.bar, beat, complaint.line, file, member)
        findings.append(
            Finding(
                complaint.rule,
                complaint.severity,
                where,
                complaint.message,
                complaint.remedy,
                complaint.atoms,
            )
        )
    return tuple(findings)
