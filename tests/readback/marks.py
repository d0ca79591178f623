"""What is printed about the notes, counted: dynamics, articulations, fermatas, slurs, hairpins, tempo, syllables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from tests.readback.glyphs import ARTICULATIONS, DYNAMICS, FERMATAS, METRONOME_NOTES
from tests.readback.notes import Notes
from tests.readback.sheet import Sheet, Sign, Stroke, Words
from tests.readback.staves import System
from tests.readback.ties import Curves

HAIRPIN = 0.16
TRAILING = ".,;:!?)]}»”’\"'"
LYRIC_POINTS = 10.5  # bar numbers and running lines are smaller


class Marks:
    """Counts over a whole part; ``words`` is all its type, run by run."""

    def __init__(self) -> None:
        self.dynamics: Counter[str] = Counter()
        self.articulations: Counter[str] = Counter()
        self.fermatas = 0
        self.slurs = 0
        self.hairpins: Counter[str] = Counter()
        self.metronomes = 0
        self.syllables: Counter[str] = Counter()
        self.words: list[str] = []


def marks_of(sheet: Sheet, systems: Sequence[System], notes: Notes, curves: Curves, marks: Marks) -> None:
    """Add one page's."""
    marks.dynamics.update(_dynamics(sheet))
    marks.articulations.update(ARTICULATIONS[s.code] for s in sheet.signs if s.code in ARTICULATIONS)
    marks.fermatas += sum(s.code in FERMATAS for s in sheet.signs)
    marks.slurs += len(curves.slurs)
    marks.hairpins.update(_hairpins(sheet, systems, notes))
    marks.metronomes += _metronomes(sheet)
    marks.syllables.update(_syllables(sheet, systems, notes))
    marks.words += [words.text for words in sheet.words]


def _dynamics(sheet: Sheet) -> list[str]:
    """Dynamic letters set as one word are one mark."""
    signs = sorted((s for s in sheet.signs if s.code in DYNAMICS), key=lambda s: (round(s.y, 2), s.x))
    found: list[str] = []
    last: Sign | None = None
    for sign in signs:
        if last is not None and abs(sign.y - last.y) < 0.01 and abs(sign.x - last.after) < 0.02:
            found[-1] += DYNAMICS[sign.code]
        else:
            found.append(DYNAMICS[sign.code])
        last = sign
    return found


def _metronomes(sheet: Sheet) -> int:
    """Small notes at the left of an equals sign."""
    equals = [words for words in sheet.words if words.text.strip().startswith("=")]
    return sum(
        any(abs(w.y - s.y) < 0.3 and -0.2 < w.x0 - s.right < 2.0 for w in equals)
        for s in sheet.signs
        if s.code in METRONOME_NOTES
    )


def _syllables(sheet: Sheet, systems: Sequence[System], notes: Notes) -> Iterator[str]:
    """Roman type in rows under a staff, each run centred on a head or beginning with it."""
    rows: dict[tuple[float, float], list[Words]] = defaultdict(list)
    for words in sheet.words:
        if "Regular" not in words.font or words.points < LYRIC_POINTS or not words.text.strip():
            continue
        above = [s for s in systems if s.bottom - 1.5 > words.y > s.bottom - 16.0]
        if not above:
            continue
        system = min(above, key=lambda s: s.bottom)
        heads = [h.sign for h in notes.heads if any(h.staff is s for s in system.staves)]
        if any(_sung_on(words, sign) for sign in heads):
            rows[system.bottom, words.y].append(words)
    for (bottom, y), row in rows.items():
        below = max((s.top for s in systems if s.top < y), default=y - 14.0)
        if len(row) > 2 or bottom - y < 0.7 * (y - below):  # else a word over the next line
            yield from (words.text for words in row)


def _sung_on(words: Words, head: Sign) -> bool:
    core = words.text.rstrip(TRAILING)
    reach = (words.x1 - words.x0) * (len(core) / len(words.text))
    middle = (words.x0 + words.x1) / 2
    return words.x0 - 0.3 < head.centre < words.x1 + 0.3 and (
        abs(head.left - words.x0) < 0.1 or abs(head.centre - middle) < 0.1 + (words.x1 - words.x0 - reach)
    )


def _hairpins(sheet: Sheet, systems: Sequence[System], notes: Notes) -> list[str]:
    """Pairs of mirrored lines; what comes from the line before is not counted again."""
    lines = [s for s in sheet.slanted if s.is_thick(HAIRPIN) and not s.dashed]
    found = []
    used: set[int] = set()
    for i, a in enumerate(lines):
        for j in range(i + 1, len(lines)):
            b = lines[j]
            if i in used or j in used or not _mirrored(a, b):
                continue
            used |= {i, j}
            left, right = abs(a.y0 - b.y0), abs(a.y1 - b.y1)
            if left < right:
                if left < 0.05:
                    found.append("crescendo")
            elif not _from_before(a, systems, notes):
                found.append("diminuendo")
    return found


def _mirrored(a: Stroke, b: Stroke) -> bool:
    return (
        abs(a.x0 - b.x0) < 0.02
        and abs(a.x1 - b.x1) < 0.02
        and abs((a.y1 - a.y0) + (b.y1 - b.y0)) < 0.03
        and abs(a.y0 - b.y0) < 2.5
    )


def _from_before(line: Stroke, systems: Sequence[System], notes: Notes) -> bool:
    system = min(systems, key=lambda s: max(line.y0 - s.top, s.bottom - line.y0, 0.0))
    firsts = [h.sign.left for h in notes.heads if any(h.staff is s for s in system.staves)]
    firsts += [r.sign.left for r in notes.rests if any(r.staff is s for s in system.staves)]
    return line.x0 < min(firsts, default=0.0) - 0.3
