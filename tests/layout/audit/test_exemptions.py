"""Each row of the exemption table: nothing is said when its condition holds, a hit when it does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from engraving.layout.audit import EXEMPTIONS, Exemption, audit, exemption_table
from engraving.layout.audit.conditions import Condition
from engraving.layout.page import Curve, Glyph, Ink, Item, Line, Page, Polygon, Staff, Text
from engraving.typefaces import Face, Faces, load_faces
from engraving.typefaces import smufl as g
from tests.layout.audit.sheet import HEIGHT, LEFT, MARGIN, RIGHT, SPACE, SYSTEMS, TOPS, WIDTH

Pair = list[Item]
SIGNS = {
    Ink.HEAD: g.NOTEHEAD_BLACK, Ink.DOT: g.AUGMENTATION_DOT, Ink.REST: g.REST_QUARTER,
    Ink.TUPLET_NUMBER: g.TUPLET_DIGITS[3], Ink.STACCATO: g.ARTIC_STACCATO_ABOVE, Ink.ARTICULATION: g.ARTIC_ACCENT_ABOVE,
}  # fmt: skip
NOTE = {"group": 7, "column": 3, "atom": 70}
FOREIGN = {"group": 8, "column": 4, "atom": 80}


@pytest.fixture(scope="module")
def faces() -> Faces:
    return load_faces()


def place(staff: int, x: float, y: float) -> tuple[int, int]:
    return round(LEFT + x * SPACE), round(TOPS[staff - 1] + y * SPACE)


def block(
    ink: Ink,
    x: float = 20,
    y: float = 0,
    *,
    wide: float = 2,
    high: float = 2,
    staff: int = 1,
    on: int = 1,
    **keys: Any,
) -> Polygon:
    """A rectangle round (x, y) of staff ``on``; it says it belongs to ``staff``."""
    (x0, y0), (x1, y1) = place(on, x - wide / 2, y - high / 2), place(on, x + wide / 2, y + high / 2)
    return Polygon(ink, (x0, y0, x1, y0, x1, y1, x0, y1), staff=staff, **keys)


def staff_line(staff: int = 1) -> Line:
    return Line(Ink.STAFF_LINE, LEFT, TOPS[staff - 1], RIGHT, TOPS[staff - 1], 69, staff=staff)


def sign(ink: Ink, x: float = 20, code: int = 0, **keys: Any) -> Glyph:
    left, base = place(1, x, 0)
    return Glyph(ink, left, base, code or SIGNS[ink], 4 * SPACE, staff=1, **keys)


def word(ink: Ink, x: float = 20, **keys: Any) -> Text:
    left, base = place(1, x - 1, -1)
    return Text(ink, left, base, "MM", 2400, Face.BOLD, staff=1, **keys)


def arch(ink: Ink, *, left: float = 20, down: bool = False, ends: tuple[int, int] = (7, 8), **keys: Any) -> Curve:
    """A stout curve on the middle line, 20 long."""
    way = -1 if down else 1
    outer = ((0, 0), (6, 6 * way), (14, 6 * way), (20, 0))
    back = ((14, 4 * way), (6, 4 * way), (0, 0))
    points = tuple(v for x, y in (*outer, *back) for v in place(1, left + x, y))
    return Curve(ink, points, ends=ends, staff=1, **keys)


def collisions(items: Pair, faces: Faces) -> int:
    staves = tuple(
        Staff(n, SYSTEMS[n - 1], LEFT, RIGHT, TOPS[n - 1], SPACE, 5) for n in range(1, len(TOPS) + 1)
    )
    page = Page(WIDTH, HEIGHT, (MARGIN,) * 4, tuple(items), staves=staves)
    return audit([page], frozenset(), faces).collisions


def other(ink: Ink, **keys: Any) -> Item:
    """What a row's second ink looks like: a block, or the middle line of staff 1."""
    return staff_line() if ink is Ink.STAFF_LINE else block(ink, **keys)


def by_keys(
    holding: list[dict[str, Any]], breaking: list[dict[str, Any]]
) -> Callable[[Ink, Ink], tuple[list[Pair], list[Pair]]]:
    """Two blocks on each other, the first with ``NOTE``'s keys, the second with these."""

    def pairs(a: Ink, b: Ink) -> tuple[list[Pair], list[Pair]]:
        return (
            [[block(a, **NOTE), block(b, **keys)] for keys in holding],
            [[block(a, **NOTE), block(b, **keys)] for keys in breaking],
        )

    return pairs


def on_staff(a: Ink, b: Ink) -> tuple[list[Pair], list[Pair]]:
    return [[block(a), other(b)]], [[block(a, staff=2), other(b)], [block(a, staff=0), other(b)]]


def on_system(a: Ink, b: Ink) -> tuple[list[Pair], list[Pair]]:
    return on_staff(a, b)


def across_staves_of_a_system(a: Ink, b: Ink) -> Pair:
    second = staff_line(4) if b is Ink.STAFF_LINE else block(b, staff=4, on=4)
    return [block(a, staff=3, on=4), second]


def line_not_type(a: Ink, b: Ink) -> tuple[list[Pair], list[Pair]]:
    return [[block(a), block(b)]], [[word(a), block(b)], [block(a, staff=2), block(b)]]


def over(a: Ink, b: Ink) -> tuple[list[Pair], list[Pair]]:
    beam = block(a, wide=10, high=0.5)
    return (
        [[beam, block(b, wide=1, high=4)]],
        [[beam, block(b, x=25, wide=1, high=4)], [beam, block(b, wide=1, high=4, staff=2)]],
    )


def mid_line(a: Ink, b: Ink) -> tuple[list[Pair], list[Pair]]:
    first_note = block(Ink.HEAD, x=10, y=-1)
    return (
        [[first_note, block(a), block(b)]],
        [[first_note, block(a, x=4), block(b, x=4)], [first_note, block(a, staff=2), block(b)]],
    )


def mid_line_stroke(a: Ink, b: Ink) -> tuple[list[Pair], list[Pair]]:
    holding, breaking = mid_line(a, b)
    return holding, [*breaking, [block(Ink.HEAD, x=10, y=-1), word(a), block(b)]]


def coincident(a: Ink, b: Ink) -> tuple[list[Pair], list[Pair]]:
    unison = {"group": 8, "column": 3}
    holding = [[sign(a, **NOTE), sign(b, x=x, **unison)] for x in (20, 20.05)] + [[sign(a), sign(b)]]
    breaking = [[sign(a, **NOTE), sign(b, x=20.2, **unison)], [sign(a, **NOTE), sign(b, **FOREIGN)]]
    if a is Ink.HEAD:
        breaking.append([sign(a, **NOTE), sign(b, code=g.NOTEHEAD_HALF, **unison)])
    return holding, breaking


def same_curve(a: Ink, b: Ink) -> tuple[list[Pair], list[Pair]]:
    return [[arch(a), arch(b, ends=(9, 10))]], [[arch(a), arch(b, left=20.2, ends=(9, 10))]]


def cross_staff(a: Ink, b: Ink) -> tuple[list[Pair], list[Pair]]:
    upper = block(Ink.HEAD, x=30, staff=3, on=3, group=7)
    lower = block(Ink.HEAD, x=33, staff=4, on=4, group=7)
    crossing, line = block(a, staff=3, on=3, group=7), block(b, staff=3, on=3)
    return [[upper, lower, crossing, line]], [
        [upper, crossing, line],
        [upper, lower, crossing, block(b, on=3, staff=1)],
    ]


def letters(a: Ink, b: Ink) -> tuple[list[Pair], list[Pair]]:
    first, following = block(a, atom=5), block(b, x=21.2, atom=5)
    between = block(Ink.TIMING if a is not Ink.TIMING else Ink.JUMP, x=60, atom=6)
    breaking = [[first, block(b, x=21.2, atom=6)]]
    if not has_row(a, b, Condition.OWN):
        breaking += [[first, block(b, x=20.8, atom=5)], [first, between, following]]
    return [[first, following], [block(a), block(b, x=21.2)]], breaking


def own_end(a: Ink, b: Ink) -> tuple[list[Pair], list[Pair]]:
    curve = arch(a, ends=(7, 8))
    start, middle = (
        [block(b, x=x, y=y, wide=1, high=1, group=group) for group in (7, 8, 9)]
        for x, y in ((20.7, 0.3), (30, 4))
    )
    return [[curve, start[0]]], [[curve, start[1]], [curve, start[2]], [curve, middle[0]], [curve, middle[2]]]


def shared_end(a: Ink, b: Ink) -> tuple[list[Pair], list[Pair]]:
    """Two curves from one note: one over the other's first third only."""
    short = Curve(
        b,
        tuple(
            v
            for x, y in ((20, 0), (20.6, 1.6), (21.4, 1.6), (22, -2), (20.9, 0.2), (20.4, 0), (20, 0))
            for v in place(1, x, y)
        ),
        ends=(7, 9),
        staff=1,
    )
    return [[arch(a), short]], [
        [arch(a, ends=(6, 8)), short],
        [arch(a, ends=(0, 0)), short],
        [arch(a), arch(b, left=20.2)],
    ]


def has_row(a: Ink, b: Ink, condition: Condition) -> bool:
    return any(
        row.condition is condition
        and ((a in row.first and b in row.second) or (b in row.first and a in row.second))
        for row in EXEMPTIONS
    )


EXAMPLES: dict[Condition, Callable[[Ink, Ink], tuple[list[Pair], list[Pair]]]] = {
    Condition.CHORD: by_keys(
        [NOTE, {"group": 7}, {"group": 7, "column": 3}],
        [FOREIGN, {}, {"group": 7, "column": 4}, {"group": 8}],
    ),
    Condition.GROUP: by_keys([NOTE, {"group": 7, "column": 4}], [FOREIGN, {}, {"group": 8, "column": 3}]),
    Condition.STAFF: on_staff,
    Condition.SYSTEM: on_system,
    Condition.LINE: line_not_type,
    Condition.OVER: over,
    Condition.MID_LINE: mid_line,
    Condition.MID_LINE_STROKE: mid_line_stroke,
    Condition.OWN: by_keys([{"atom": 70}], [{"atom": 80}, {}]),
    Condition.COINCIDENT: coincident,
    Condition.SAME: same_curve,
    Condition.COLUMN: by_keys(
        [{"group": 8, "column": 3}], [FOREIGN, {"group": 8}, {"group": 8, "column": 3, "staff": 2}]
    ),
    Condition.CROSS_STAFF: cross_staff,
    Condition.LETTERS: letters,
    Condition.OWN_END: own_end,
    Condition.SHARED_END: shared_end,
}

NAMES = [
    f"{row.letter} {min(row.first).name} {min(row.second).name} {row.condition.name}" for row in EXEMPTIONS
]


def pairs_of(row: Exemption) -> list[tuple[Ink, Ink]]:
    return [(a, b) for a in sorted(row.first) for b in sorted(row.second)]


@pytest.mark.parametrize("row", EXEMPTIONS, ids=NAMES)
def test_a_row_exempts_when_its_condition_holds(row: Exemption, faces: Faces) -> None:
    for a, b in pairs_of(row):
        for pair in EXAMPLES[row.condition](a, b)[0]:
            assert collisions(pair, faces) == 0, pair
            assert collisions(pair[::-1], faces) == 0, pair


@pytest.mark.parametrize("row", EXEMPTIONS, ids=NAMES)
def test_a_row_exempts_nothing_else(row: Exemption, faces: Faces) -> None:
    for a, b in pairs_of(row):
        for pair in EXAMPLES[row.condition](a, b)[1]:
            assert collisions(pair, faces) == 1, pair


def test_ink_that_passes_through_staves_may_do_so_in_all_of_its_system(faces: Faces) -> None:
    for row in EXEMPTIONS:
        if row.condition is Condition.SYSTEM:
            for a, b in pairs_of(row):
                assert collisions(across_staves_of_a_system(a, b), faces) == 0


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("ACCIDENTAL", "ACCIDENTAL"), ("ACCIDENTAL", "HEAD"), ("ACCIDENTAL", "FLAG"), ("ACCIDENTAL", "DOT"),
        ("ACCIDENTAL", "STEM"), ("DOT", "HEAD"), ("DOT", "FLAG"), ("DOT", "STEM"), ("FLAG", "HEAD"),
        ("BEAM", "HEAD"),
        ("BEAM", "ACCIDENTAL"), ("BEAM", "REST"), ("FLAG", "LEDGER"), ("ARTICULATION", "HEAD"),
        ("STACCATO", "STEM"),
        ("TREMOLO", "HEAD"), ("SLASH", "HEAD"), ("REST", "HEAD"), ("ARPEGGIO", "HEAD"), ("FINGERING", "HEAD"),
        ("DYNAMIC", "EXPRESSION"), ("DYNAMIC", "HAIRPIN"), ("TEMPO", "REHEARSAL"), ("LYRIC", "BAR_NUMBER"),
    ],
)  # fmt: skip
def test_one_note_or_mark_does_not_excuse_everything(a: str, b: str, faces: Faces) -> None:
    assert collisions([block(Ink[a], **NOTE), block(Ink[b], **NOTE)], faces) == 1


@pytest.mark.parametrize(
    "ink",
    [
        "ARTICULATION", "ORNAMENT", "FERMATA", "DYNAMIC", "HAIRPIN", "EXPRESSION", "TECHNIQUE", "TEMPO",
        "REHEARSAL",
        "BOX", "OCTAVE", "PEDAL", "TRILL_LINE", "LYRIC", "LYRIC_LINE", "VOLTA", "JUMP", "REST_COUNT",
        "REST_RANGE",
        "BAR_NUMBER", "TIMING", "CHORD_SYMBOL", "FINGERING", "TUPLET_NUMBER", "TURN_WARNING", "HEADING",
        "DASHES",
    ],
)  # fmt: skip
def test_what_stands_beside_the_staff_may_not_touch_its_lines(ink: str, faces: Faces) -> None:
    assert collisions([block(Ink[ink]), staff_line()], faces) == 1


def test_every_letter_of_the_rules_has_rows_and_every_row_a_reason() -> None:
    assert {row.letter for row in EXEMPTIONS} == {"a", "b", "c", "d", "e", "f", "g", "run"}
    assert all(row.reason for row in EXEMPTIONS)
    assert len(set(EXEMPTIONS)) == len(EXEMPTIONS)


def test_the_table_can_be_printed() -> None:
    lines = exemption_table().splitlines()
    assert lines[0] == "| | ink | with | when | because |"
    assert "| a | head | stem | in one chord or event | a stem grows from its heads |" in lines
    assert len(lines) >= 2 + len(EXEMPTIONS)
