"""Where a cue's tempo comes from: the cue file from its first tempo on, before that the score's playback and marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from engraving.findings import Finding, Severity, Where
from engraving.score import Cue, Direction
from engraving.score.places import bar_at
from engraving.timing.cue_file import TEMPO_UNITS, CueFile, Place, TempoEvent
from engraving.timing.places import BarsAndBeats
from engraving.timing.ramps import Ramp
from engraving.timing.tempo_line import Stretch, TempoLine, tempo_line

_RELATION = re.compile(r"([a-z0-9]+)(\.*)=([a-z0-9]+)(\.*)")
_NOTES = {"breve": Fraction(8), "32nd": Fraction(1, 8)} | {
    unit: quarters for unit, quarters in TEMPO_UNITS.items() if not unit.startswith("dotted")
}
_GRADUAL = re.compile(
    r"\b(?:rit|ritard|ritardando|rall|rallent|rallentando|accel|acceler|accelerando|string|stringendo"
    r"|allarg|allargando|slentando|affrettando|slowing(?: down)?|speeding up)\b"
)


def tempo_of(cue: Cue, cue_file: CueFile | None) -> tuple[TempoLine, tuple[Finding, ...]]:
    """The line of tempo along the cue.

    Findings: ``cue-file-place`` (warning) for bars and beats that the score does not have, ``ramp-cut`` (warning),
    and ``ramp-without-law`` (warning beside a cue file, else a note).
    """
    places = BarsAndBeats(cue)
    findings: list[Finding] = []
    events = _placed_events(cue, cue_file, places, findings) if cue_file is not None else []
    stretches = _score_stretches(cue, until=events[0][0] if events else None)
    pauses: list[tuple[Fraction, Fraction]] = []
    if cue_file is not None:
        for tick, event, until in events:
            stretches += _event_stretches(cue, cue_file, tick, event, until)
        stretches = _cut(cue, stretches, findings)
        pauses = _placed_pauses(cue, cue_file, places, findings)
    line = tempo_line(cue.ticks_per_quarter, stretches, pauses)
    findings += _without_law(cue, line, cue_file is not None)
    return line, tuple(findings)


def exact_tempo(quarters: float) -> Fraction:
    """The rational a printed tempo means: 117.55 is 2351/20, not the nearest binary fraction."""
    return Fraction(repr(quarters))


def _score_stretches(cue: Cue, until: Fraction | None) -> list[Stretch]:
    """The score's tempi before ``until``: the last one said at a tick counts, and relations of notes."""
    said: dict[int, Fraction | str] = {t.tick: exact_tempo(t.quarters) for t in cue.tempi if t.quarters > 0}
    for direction in cue.directions:
        for segment in direction.segments:
            if segment.kind == "metronome" and not direction.tempo and _RELATION.fullmatch(segment.text):
                said.setdefault(direction.tick, segment.text)
    stretches: list[Stretch] = []
    for tick, tempo in sorted(said.items()):
        if until is not None and tick >= until:
            break
        if isinstance(tempo, Fraction):
            stretches.append(Stretch(Fraction(tick), tempo))
        elif stretches and (factor := _relation(tempo)):
            stretches.append(Stretch(Fraction(tick), stretches[-1].quarters * factor))
    return stretches


def _relation(text: str) -> Fraction | None:
    """What ``quarter=quarter.`` does to the tempo: the new value lasts as the old one did; None if it says nothing."""
    found = _RELATION.fullmatch(text)
    if found is None or found[1] not in _NOTES or found[3] not in _NOTES:
        return None
    old, new = (_NOTES[found[n]] * (2 - Fraction(1, 2 ** len(found[n + 1]))) for n in (1, 3))
    return new / old


Placed = tuple[Fraction, TempoEvent, Fraction | None]


def _placed_events(cue: Cue, cue_file: CueFile, places: BarsAndBeats, findings: list[Finding]) -> list[Placed]:
    """The events with their ticks, in order; a ramp that ends nowhere keeps its first tempo, and is told."""
    placed: list[Placed] = []
    for event in cue_file.tempo:
        tick = places.tick(event.place)
        if tick is None:
            findings.append(no_place(cue, event.place, "a tempo"))
            continue
        until = places.tick(event.until) if event.law is not None else None
        if event.law is not None and (until is None or until <= tick):
            findings.append(no_place(cue, event.until, f"the end of the ramp from bar {event.place.bar}"))
            until = None
        placed.append((tick, event, until))
    latest = {entry[0]: entry for entry in placed}
    return [latest[tick] for tick in sorted(latest)]


def _placed_pauses(
    cue: Cue, cue_file: CueFile, places: BarsAndBeats, findings: list[Finding]
) -> list[tuple[Fraction, Fraction]]:
    """The pauses with their ticks; before the first beat of all there is nothing to wait in."""
    placed = []
    for pause in cue_file.pauses:
        tick = places.tick(pause.place)
        if tick:
            placed.append((tick, pause.seconds))
        else:
            findings.append(no_place(cue, pause.place, "a pause"))
    return placed


def _event_stretches(
    cue: Cue, cue_file: CueFile, tick: Fraction, event: TempoEvent, until: Fraction | None
) -> Iterator[Stretch]:
    rate = cue_file.rate
    if event.law is None or event.to is None or until is None:
        yield Stretch(tick, event.quarters(rate))
        return
    unit = TEMPO_UNITS[event.unit]
    beats = (until - tick) / cue.ticks_per_quarter / unit
    ramp = Ramp(event.law, beats, event.tempo.beats(rate), event.to.beats(rate))
    yield Stretch(tick, event.quarters(rate), ramp, unit)
    yield Stretch(until, event.final_quarters(rate))


def _cut(cue: Cue, stretches: list[Stretch], findings: list[Finding]) -> list[Stretch]:
    """Stretches in order: a tempo at the end of a ramp counts, one inside ends it there, and is told."""
    kept: list[Stretch] = []
    for stretch in stretches:
        if kept and stretch.tick < kept[-1].tick:  # what stands there is the end of the ramp before
            findings.append(_ramp_cut(cue, stretch.tick))
            kept = [earlier for earlier in kept if earlier.tick < stretch.tick]
        elif kept and kept[-1].tick == stretch.tick:
            kept.pop()
        kept.append(stretch)
    return kept


def _without_law(cue: Cue, line: TempoLine, bound: bool) -> Iterator[Finding]:
    """Once: the words of a gradual change that no ramp and no tempi of playback spell out."""
    loose = [d for d in cue.directions if _is_gradual(d) and not _spelt_out(cue, line, d)]
    if loose:
        first = loose[0]
        others = f", and {len(loose) - 1} more such words," if len(loose) > 1 else ""
        severity = Severity.WARNING if bound else Severity.NOTE
        yield Finding(
            "ramp-without-law", severity, _where(cue, first.tick),
            f"“{first.text}”{others} changes the tempo, but nothing says how fast or by which law; times are counted"
            " as if it were not there.",
            "Give the cue file a tempo with law, to-bpm and until-bar.", (first.atom,),
        )  # fmt: skip


def _is_gradual(direction: Direction) -> bool:
    words = " ".join(s.text for s in direction.segments if s.kind == "words").casefold()
    return bool(words) and bool(_GRADUAL.search(words))


def _spelt_out(cue: Cue, line: TempoLine, direction: Direction) -> bool:
    """A ramp begins in its bar or is under way, or playback has a hidden tempo before the next printed one."""
    bar = cue.bars[direction.bar]
    bounds = [*(stretch.tick for stretch in line.stretches), Fraction(cue.bars[-1].end)]
    for stretch, (begin, end) in zip(line.stretches, pairwise(bounds), strict=True):
        if stretch.ramp is not None and begin < bar.end and end > direction.tick:
            return True
    following = [t for t in cue.tempi if t.tick > direction.tick]
    return bool(following) and not following[0].printed


def _where(cue: Cue, tick: Fraction | int) -> Where:
    place = BarsAndBeats(cue).place(tick)
    index = bar_at(cue.bars, tick)
    return Where(bar=place.bar, bar_index=index, beat=round(float(place.beat), 3), file=cue.file)


def no_place(cue: Cue, place: Place, what: str) -> Finding:
    """``cue-file-place``: ``what`` stands at a bar or beat that the score does not have."""
    beat = f" beat {float(place.beat):g}" if place.beat != 1 else ""
    return Finding(
        "cue-file-place", Severity.WARNING, Where(file=cue.file),
        f"The cue file puts {what} at bar {place.bar}{beat}, which cannot be: it is left out.",
        "Correct “bar” and “beat” in the cue file.",
    )  # fmt: skip


def _ramp_cut(cue: Cue, tick: Fraction) -> Finding:
    return Finding(
        "ramp-cut", Severity.WARNING, _where(cue, tick),
        "A tempo of the cue file begins inside a ramp, which ends there without having reached its tempo.",
        "End the ramp earlier, or leave the tempo out.",
    )  # fmt: skip
