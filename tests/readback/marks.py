"""What is printed about the notes, counted: dynamics, articulations, fermatas, slurs, hairpins, tempo, syllables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from tests.readback.glyphs import DYNAMICS, ELISIONS, FERMATAS, MARKS, METRONOME_NOTES
from tests.readback.notes import Notes
from tests.readback.sheet import Sheet, Sign, Stroke, Words
from tests.readback.staves import System
from tests.readback.ties import Curves

HAIRPIN = 0.16
REHEARSAL_POINTS = 15.0
MUCH_NEARER = 0.6  # to the staff above: the row is that staff's
SUNG = 4  # more words in italics on one height are sung
VERSE_STEP = 3.0
TRAILING = ".,;:!?)]}»”’\"'"
LYRIC_POINTS = 10.5  # bar numbers and running lines are smaller
TEMPO_POINTS = 12.5  # figures of metronome marks are larger


class Marks:
    """Counts over a whole part; ``words`` is all its type, run by run."""

    def __init__(self) -> None:
        self.signs: dict[str, Counter[str]] = {kind: Counter() for kind in ("dynamics", "marks", "hairpins")}
        self.fermatas = 0
        self.slurs = 0
        self.metronomes = 0
        self.rehearsals: Counter[str] = Counter()
        self.rows: list[list[str]] = []
        self.words: list[str] = []

    @property
    def syllables(self) -> Counter[str]:
        """What stands in rows under notes, in a part that is sung."""
        sung = any(len(row) > 2 for row in self.rows)
        return Counter(text for row in self.rows for text in row) if sung else Counter()


def marks_of(sheet: Sheet, systems: Sequence[System], notes: Notes, curves: Curves, marks: Marks) -> None:
    """Add one page's."""
    marks.signs["dynamics"].update(_dynamics(sheet))
    marks.signs["marks"].update(MARKS[s.code] for s in sheet.signs if s.code in MARKS)
    marks.signs["hairpins"].update(_hairpins(sheet, systems, notes))
    marks.fermatas += sum(s.code in FERMATAS for s in sheet.signs)
    marks.slurs += len(curves.slurs)
    marks.rehearsals.update(w.text for w in sheet.words if "Bold" in w.font and abs(w.points - REHEARSAL_POINTS) < 0.1)
    marks.metronomes += _metronomes(sheet)
    marks.rows += _syllables(sheet, systems, notes)
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


def _syllables(sheet: Sheet, systems: Sequence[System], notes: Notes) -> Iterator[list[str]]:
    """Roman type in rows under a staff, or italics in long ones, each run centred on a head or beginning with it."""
    rows: dict[tuple[float, float], list[Words]] = defaultdict(list)
    for words in _elided(sheet):
        if not words.font.endswith(("Regular", "It")) or not LYRIC_POINTS <= words.points < TEMPO_POINTS or not words.text.strip():
            continue
        if words.text.isupper() and len(words.text) > 3:
            continue  # a label, not sung
        if not any(map(str.isalnum, words.text)):
            continue  # a parenthesis round a dynamic
        above = [s for s in systems if s.bottom - 1.5 > words.y > s.bottom - 16.0]
        if not above:
            continue
        system = min(above, key=lambda s: s.bottom)
        heads = [h.sign for h in notes.heads if any(h.staff is s for s in system.staves)]
        if any(_centred(words, sign) or _begins_with(words, sign) for sign in heads):
            rows[system.bottom, words.y].append(words)
    sung: dict[float, float] = {}  # bottom of a system -> its lowest row so far
    for (bottom, y), row in sorted(rows.items(), reverse=True):
        below = max((s.top for s in systems if s.top < y), default=y - 16.0)
        if row[0].font.endswith("It") and len(row) < SUNG:
            continue  # expression
        if 2 * sum(" " in words.text.strip() for words in row) > len(row):
            continue  # names and instructions of the next line
        next_verse = sung.get(bottom, 99.0) - y < VERSE_STEP
        own = bottom - y < MUCH_NEARER * (y - below)
        if len(row) < SUNG and not own and all(_stands_over(words, systems, notes) for words in row):
            continue  # words of the next line, each at its note
        if len(row) > 2 or next_verse or bottom - y < y - below:  # else words over the next line
            sung[bottom] = y
            yield [words.text for words in row]


def _stands_over(words: Words, systems: Sequence[System], notes: Notes) -> bool:
    """Does it begin with a head of the next line?"""
    system = max((s for s in systems if s.top < words.y), key=lambda s: s.top, default=None)
    return system is not None and any(
        _begins_with(words, h.sign) for h in notes.heads if any(h.staff is s for s in system.staves)
    )


def _elided(sheet: Sheet) -> Iterator[Words]:
    """All type; two runs with an elision slur between them are one."""
    slurs = [sign for sign in sheet.signs if sign.code in ELISIONS]
    last: Words | None = None
    for words in sheet.words:
        if last is not None and any(_between(slur, last, words) for slur in slurs):
            last = last._replace(text=f"{last.text} {words.text}", x1=words.x1)
            continue
        if last is not None:
            yield last
        last = words
    if last is not None:
        yield last


def _between(sign: Sign, left: Words, right: Words) -> bool:
    return left.y == right.y and abs(sign.y - left.y) < 1.0 and -0.3 < sign.x - left.x1 < 0.6 and right.x0 > sign.x


def _centred(words: Words, head: Sign) -> bool:
    """Under the head's middle, with or without its punctuation."""
    core = words.text.rstrip(TRAILING)
    hanging = (words.x1 - words.x0) * (1 - len(core) / len(words.text))
    return abs(head.centre - (words.x0 + words.x1) / 2) < 0.1 + hanging


def _begins_with(words: Words, head: Sign) -> bool:
    return abs(head.left - words.x0) < 0.1


def _hairpins(sheet: Sheet, systems: Sequence[System], notes: Notes) -> list[str]:
    """Pairs of mirrored lines; what comes from the line before is not counted again."""
    lines = [s for s in sheet.slanted if s.is_thick(HAIRPIN) and not s.dashed]
    pairs = [
        (abs(a.y0 - b.y0) + abs(a.y1 - b.y1), i, j)
        for (i, a), (j, b) in combinations(enumerate(lines), 2)
        if _mirrored(a, b)
    ]
    found = []
    used: set[int] = set()
    for _, i, j in sorted(pairs):
        if i in used or j in used:
            continue
        used |= {i, j}
        left, right = abs(lines[i].y0 - lines[j].y0), abs(lines[i].y1 - lines[j].y1)
        if left < right:
            if left < 0.05:
                found.append("crescendo")
        elif not _from_before(lines[i], systems, notes):
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
