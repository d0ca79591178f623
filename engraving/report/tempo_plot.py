"""Hits against the beats of a tempo, drawn as SVG: a row a candidate, or one row for several tempi.

Time runs to the right. Strokes are beats, long ones downbeats; a line through all rows is a hit, and the dot on it
says in each row how well it is met, with the frames it is off. The list below names the hits. Where hits crowd the
picture grows wider, so that figures do not stand on each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from math import ceil, floor

import msgspec

from engraving.report.tempo_fits import Candidate, FitAnswer, HitError
from engraving.timing.rates import RATES

WIDTH, WIDEST, LEFT, RIGHT, TOP, ROW = 1200, 4800, 130, 30, 76, 76
LINE = 18
LEAST_BEAT_PX = 3.0  # beats nearer to each other than this are left out, downbeats stay
LABEL_PX = 46
LEVELS = 3
COLUMN = 520  # of the list
LONGEST = 60  # letters of a caption in the list
MINUS = "\N{MINUS SIGN}"
_COLOURS = {"green": "#1a7f37", "yellow": "#b58900", "red": "#c62828"}
_STYLE = (
    "text{font-family:sans-serif;font-size:12px;fill:#222}.b{font-weight:bold;font-size:14px}.s{font-size:10px;"
    "paint-order:stroke;stroke:#fff;stroke-width:3px}"
    ".beat{stroke:#999;stroke-width:1}.bar{stroke:#222;stroke-width:1.4}.hit{stroke:#4a78b5;stroke-width:0.8}"
    ".axis{stroke:#222;stroke-width:1}.row{stroke:#bbb;stroke-width:1}"
)


class _Row(msgspec.Struct, frozen=True, gc=False):
    """``beats`` are (seconds, is a downbeat), ``marks`` (seconds, colour, words)."""

    label: str
    below: str
    beats: tuple[tuple[float, bool], ...]
    marks: tuple[tuple[float, str, str], ...]


def tempo_plot(answer: FitAnswer) -> str:
    """The whole picture as SVG text; the same answer gives the same text."""
    hits = _hits(answer)
    end = max((at for at, _ in hits), default=1.0) * 1.04 + 0.5
    scale = _Scale([at for at, _ in hits], end)
    rows = [_candidate_row(c, answer.rate, end) for c in answer.candidates] or [_segment_row(answer)]
    foot = TOP + ROW * len(rows)
    columns = max(2, (scale.width - LEFT - RIGHT) // COLUMN)
    height = foot + 40 + LINE * ceil(len(hits) / columns) + 16
    view = f"0 0 {scale.width} {height}"
    body = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{scale.width}" height="{height}" viewBox="{view}">',
        f'<style>{_STYLE}</style><rect width="{scale.width}" height="{height}" fill="#fff"/>',
        _text(LEFT, 20, f"{answer.cue or 'Cue'}: {len(hits)} hits, {answer.rate} frames a second", "b"),
        _text(LEFT, 36, f"Strokes are beats, long ones begin bars. {MINUS} frames the beat is early, + late.", "s"),
        *_axis(scale, end, foot),
        *_hit_lines(hits, scale, foot),
    ]
    for number, row in enumerate(rows):
        body += _row(row, TOP + ROW * number, scale)
    for number, (at, caption) in enumerate(hits):
        column, line = divmod(number, ceil(len(hits) / columns))
        x, y = LEFT + column * COLUMN, foot + 48 + LINE * line
        shown = caption if len(caption) <= LONGEST else f"{caption[: LONGEST - 1]}…"
        body += [_text(x + 20, y, str(number + 1), "", "end"), _text(x + 90, y, f"{at:.3f} s", "", "end")]
        body.append(_text(x + 104, y, shown))
    return "\n".join([*body, "</svg>", ""])


def _hits(answer: FitAnswer) -> list[tuple[float, str]]:
    rows = [hits.hits for hits in answer.candidates[:1]] or [segment.hits for segment in answer.segments]
    return sorted(((hit.seconds.value, hit.caption) for hits in rows for hit in hits), key=lambda hit: hit[0])


def _candidate_row(found: Candidate, rate: str, end: float) -> _Row:
    beat, begins = 60 / found.tempo.value, float(found.moved / RATES[rate].fps)
    beats = (begins + n * beat for n in range(floor((end - begins) / beat) + 1))
    return _Row(f"{found.tempo.value:.10g}", f"{found.met} met", _beats(beats, found.downbeats), _marks(found.hits))


def _segment_row(answer: FitAnswer) -> _Row:
    beats = answer.beats or (
        s.seconds.value + n * 60 / s.tempo.value for s in answer.segments for n in range(ceil(s.beats))
    )
    tempi = tuple((s.seconds.value, "#4a78b5", f"{s.tempo.value:.2f}") for s in answer.segments)
    hits = tuple(mark for segment in answer.segments for mark in _marks(segment.hits))
    return _Row("segments", f"{len(answer.segments)} tempi", _beats(beats, answer.downbeats), (*tempi, *hits))


def _marks(hits: Sequence[HitError]) -> tuple[tuple[float, str, str], ...]:
    in_time = sorted(hits, key=lambda hit: hit.seconds.value)
    return tuple(
        (hit.seconds.value, _COLOURS[hit.grade], f"{hit.frames.value:+.1f}".replace("-", MINUS)) for hit in in_time
    )


def _beats(beats: Iterable[float], downbeats: Sequence[float]) -> tuple[tuple[float, bool], ...]:
    """Beats in time, those that begin a bar marked."""
    bars = {round(at, 3) for at in downbeats}
    return tuple((at, round(at, 3) in bars) for at in beats)


class _Scale:
    """Seconds along the ``width`` of the picture: as wide as keeps the figures of hits apart, within reason."""

    def __init__(self, hits: Sequence[float], end: float) -> None:
        crowded = min((b - a for a, b in zip(hits, hits[LEVELS:], strict=False)), default=end)
        needed = LABEL_PX * end / crowded if crowded > 0 else WIDEST
        self.width = round(min(WIDEST, max(WIDTH, LEFT + RIGHT + needed)))
        self._pixels = (self.width - LEFT - RIGHT) / end

    def x(self, seconds: float) -> float:
        """Where a moment is."""
        return LEFT + self._pixels * seconds


def _axis(scale: _Scale, end: float, foot: int) -> Iterator[str]:
    """Seconds along the foot, at steps that leave room for their figures."""
    step = next(s for s in (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 3600) if end / s <= 25 or s == 3600)
    yield _line(LEFT, foot + 6, scale.width - RIGHT, foot + 6, "axis")
    for n in range(floor(end / step) + 1):
        x = scale.x(n * step)
        yield _line(x, foot + 6, x, foot + 11, "axis")
        yield _text(x, foot + 23, f"{n * step // 60}:{n * step % 60:02d}", "s", "middle")


def _hit_lines(hits: Sequence[tuple[float, str]], scale: _Scale, foot: int) -> Iterator[str]:
    levels = _levels([scale.x(at) for at, _ in hits], 18)
    for number, ((at, _), level) in enumerate(zip(hits, levels, strict=True), 1):
        x = scale.x(at)
        yield _line(x, TOP - 10, x, foot + 6, "hit")
        yield _text(x, TOP - 13 - 11 * level, str(number), "s", "middle")


def _row(row: _Row, top: int, scale: _Scale) -> Iterator[str]:
    middle = top + 26
    yield _text(12, middle + 5, row.label, "b")
    yield _text(12, middle + 20, row.below, "s")
    near = len(row.beats) > 1 and scale.x(row.beats[1][0]) - scale.x(row.beats[0][0]) < LEAST_BEAT_PX
    yield _line(LEFT, middle, scale.width - RIGHT, middle, "row")
    if near:
        yield _text(12, middle + 33, "bars only", "s")
    for at, downbeat in row.beats:
        if downbeat or not near:
            x, tall = scale.x(at), 12 if downbeat else 6
            yield _line(x, middle - tall, x, middle + tall, "bar" if downbeat else "beat")
    levels = _levels([scale.x(at) for at, _, _ in row.marks], LABEL_PX)
    for (at, colour, words), level in zip(row.marks, levels, strict=True):
        x = scale.x(at)
        yield f'<circle cx="{x:.2f}" cy="{middle}" r="4.5" fill="{colour}"/>'
        yield _text(x, middle + 25 + 11 * level, words, "s", "middle", colour)


def _levels(xs: Sequence[float], room: float) -> list[int]:
    """0, 1 or 2 for labels at ``xs``, so that neighbours closer than ``room`` do not stand on each other."""
    levels: list[int] = []
    last = [float("-inf")] * LEVELS
    for x in xs:
        free = next((level for level in range(LEVELS) if x - last[level] >= room), None)
        level = last.index(min(last)) if free is None else free
        last[level] = x
        levels.append(level)
    return levels


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f'<line class="{kind}" x1="{x1:.2f}" y1="{y1:.2f}" x2="{x2:.2f}" y2="{y2:.2f}"/>'


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "start", colour: str = "") -> str:
    fill = f' style="fill:{colour}"' if colour else ""
    return f'<text class="{kind}" x="{x:.2f}" y="{y:.2f}" text-anchor="{anchor}"{fill}>{escape(words)}</text>'
