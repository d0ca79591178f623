"""The cue against its picture: hits it cannot meet, other cues it runs into, tempi printed unlike the computed ones.

All of it needs a cue file; a cue without one gets none of these.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from engraving.counting import counted
from engraving.findings import Severity
from engraving.proofing.openings import printed_tempo
from engraving.proofing.rule import Rule, Spot
from engraving.proofing.subject import Subject
from engraving.timing.clock import format_clock
from engraving.timing.cue_file import CueFile, Hit, Place
from engraving.timing.places import BarsAndBeats
from engraving.timing.reel import begun_before
from engraving.timing.score_fields import unlike
from engraving.timing.timecode import Rounding, exact_frames, label_at


def _called(hit: Hit) -> str:
    """``the hit “Door slams” at 0:32.7``."""
    name = f" “{hit.caption}”" if hit.caption else ""
    clock = format_clock(hit.at) if hit.at >= 0 else f"-{format_clock(-hit.at)}"
    return f"the hit{name} at {clock}"


def _hit_outside(subject: Subject) -> Iterator[Spot]:
    cue_file = subject.cue_file
    if cue_file is None:
        return
    for hit in cue_file.hits:
        if hit.at < 0:
            yield Spot(f"{_upper(_called(hit))} comes before the cue begins.", bar=0)
        elif cue_file.duration is not None and hit.at > cue_file.duration:
            past = _frames(hit.at - cue_file.duration, cue_file)
            yield Spot(f"{_upper(_called(hit))} comes {past} after the cue's end.", bar=len(subject.cue.bars) - 1)


def _short(subject: Subject) -> Iterator[Spot]:
    cue_file, total = subject.cue_file, subject.time.total
    if cue_file is None or not cue_file.hits or total is None:
        return
    last = max(cue_file.hits, key=lambda hit: hit.at)
    if last.at > total:
        missing = _frames(last.at - total, cue_file)
        yield Spot(
            f"The music is over at {format_clock(total)}, {missing} before {_called(last)}.",
            bar=len(subject.cue.bars) - 1,
        )


def _hit_missed(subject: Subject) -> Iterator[Spot]:
    """Hits whose wanted beat falls too early or too late for them."""
    cue_file = subject.cue_file
    if cue_file is None:
        return
    places = BarsAndBeats(subject.cue)
    for hit in cue_file.hits:
        if not hit.wanted.bar:
            continue
        tick = places.tick(hit.wanted)
        wanted = f"bar {hit.wanted.bar} beat {float(hit.wanted.beat):g}"
        if tick is None:
            yield Spot(f"{_upper(_called(hit))} is wanted on {wanted}, which the score does not have.")
            continue
        seconds = subject.time.seconds_at(tick)
        if seconds is None:
            continue
        off = exact_frames(seconds - hit.at, cue_file.rate)
        if not -hit.early <= off <= hit.late:
            side = "early" if off < 0 else "late"
            yield Spot(
                f"{_upper(wanted)} comes {float(abs(off)):.1f} frames {side} for {_called(hit)}.",
                bar=subject.bar_at(int(tick)), tick=int(tick),
            )  # fmt: skip


def _overlap(subject: Subject) -> Iterator[Spot]:
    cue_file = subject.cue_file
    if cue_file is None:
        return
    for other, frames in begun_before(cue_file, subject.time.total, subject.neighbours):
        name = " ".join(filter(None, (other.cue_file.number, other.cue_file.title))) or other.name
        yield Spot(
            f"The cue is still going on when {name} begins: they overlap by {counted(frames, 'frame')}.",
            bar=len(subject.cue.bars) - 1,
        )


def _first_bar(subject: Subject) -> Iterator[Spot]:
    cue_file, bars = subject.cue_file, subject.cue.bars
    if cue_file is not None and cue_file.first_bar and cue_file.first_bar != bars[0].number:
        yield Spot(
            f"The cue file puts bar {cue_file.first_bar} at the start, and the score begins with bar"
            f" {bars[0].number}; times are counted from there.{_too_late(subject, cue_file)}",
            bar=0,
        )


def _too_late(subject: Subject, cue_file: CueFile) -> str:
    """By how much that is wrong if the cue file's bar is meant, and the start that the score's first bar has then."""
    tick = BarsAndBeats(subject.cue).tick(Place(cue_file.first_bar))
    into = None if tick is None else subject.time.seconds_at(tick)
    if not into:
        return ""
    words = f" Bar {cue_file.first_bar} comes {_frames(into, cue_file)} later, and so do all times if it is meant"
    if cue_file.start is None:
        return f"{words}."
    start = label_at(cue_file.start, -into, cue_file.rate, Rounding.NEAREST)
    return f"{words}; bar {subject.cue.bars[0].number} then starts at {start}, to the nearest frame."


def _unlike_score(subject: Subject) -> Iterator[Spot]:
    words = "" if subject.cue_file is None else unlike(subject.cue, subject.cue_file)
    if words:
        yield Spot(words, bar=0)


def _unlike_printed(subject: Subject) -> Iterator[Spot]:
    """Each printed number against the computed tempo, up to the next mark or ramp."""
    cue_file, line = subject.cue_file, subject.time.line
    if cue_file is None:
        return
    marks = [
        (direction, printed)
        for direction in subject.cue.directions
        for segment in direction.segments
        if segment.kind == "metronome" and (printed := printed_tempo(segment.text))
    ]
    ramps = [stretch.tick for stretch in line.stretches if stretch.ramp is not None]
    ends: list[int | Fraction] = [direction.tick for direction, _ in marks]
    ends += [*ramps, *(subject.cue.bars[index].start for index in subject.time.given), subject.cue.bars[-1].end]
    for direction, printed in marks:
        end = min((tick for tick in ends if tick > direction.tick), default=direction.tick)
        computed = line.metred(direction.tick, end)
        if computed is None:
            continue
        said = Fraction(end - direction.tick) / subject.quarter * 60 / printed
        off = exact_frames(computed - said, cue_file.rate)
        if abs(off) > 1:
            tempo = line.tempo_at(direction.tick)
            begins = f"{float(tempo):.5g} quarters a minute" if tempo else "no tempo"
            yield Spot(
                f"The mark says {float(printed):.5g} quarters a minute and the cue file {begins}: up to the next mark"
                f" that makes {float(abs(off)):.1f} frames.",
                None, direction.bar, direction.tick, direction.line, (direction.atom,),
            )  # fmt: skip


def _frames(seconds: Fraction, cue_file: CueFile) -> str:
    return f"{float(exact_frames(seconds, cue_file.rate)):.1f} frames"


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]


PICTURE_RULES: tuple[Rule, ...] = (
    Rule(
        "cue-unlike-score", Severity.WARNING,
        "The cue file and the score's own fields name another start or rate.",
        "Correct one of them; the cue file counts.", _unlike_score,
    ),
    Rule(
        "cue-first-bar", Severity.WARNING,
        "The cue file begins with another bar than the score.",
        "Give “start” for the score's first bar and name that one as “first-bar”, or correct the numbers in the score.",
        _first_bar,
    ),
    Rule(
        "hit-outside", Severity.WARNING,
        "A hit lies before the cue's start or after its end.",
        "Correct the hit, or “start” and “end”, in the cue file.", _hit_outside,
    ),
    Rule(
        "cue-short", Severity.WARNING,
        "The music is over before the last hit.",
        "Lengthen the music, slow it down, or move the hit to the next cue.", _short,
    ),
    Rule(
        "hit-missed", Severity.WARNING,
        "A hit's wanted beat comes earlier or later than its limits allow.",
        "Change the tempo or the bars before it, or widen “early” or “late”.", _hit_missed,
    ),
    Rule(
        "cue-overlap", Severity.WARNING,
        "The cue is still going on when another one of its reel begins.",
        "Shorten it, or correct “start” and “end” in the cue files.", _overlap,
    ),
    Rule(
        "tempo-unlike-printed", Severity.WARNING,
        "A printed tempo is more than a frame off the computed one by the next mark.",
        "Print the computed tempo, to more digits or as a click, or change the cue file.", _unlike_printed, "R54",
    ),
)  # fmt: skip
