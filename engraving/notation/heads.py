"""Which notehead, flag and rest a written value takes, as SMuFL code points (E11, E15, E19)."""

from __future__ import annotations

from engraving.score import Head
from engraving.typefaces import smufl as g
from engraving.typefaces.glyph_names import code_point

VALUES = (
    "maxima", "long", "breve", "whole", "half", "quarter", "eighth", "16th", "32nd", "64th", "128th",
    "256th", "512th", "1024th",
)  # fmt: skip
"""Written values from the longest; ``VALUES[6 + n]`` has n + 1 flags."""

_RANK = {value: rank for rank, value in enumerate(VALUES)}
_WHOLE, _HALF, _EIGHTH = 3, 4, 6


def flags(value: str) -> int:
    """How many flags or beams a value has; 0 for quarters and longer."""
    return max(0, _RANK.get(value, 5) - _EIGHTH + 1)


def has_stem(value: str) -> bool:
    """Halves and shorter are stemmed."""
    return _RANK.get(value, 5) >= _HALF


def quarters(value: str) -> float:
    """A value's length in quarters, undotted."""
    return float(2.0 ** (5 - _RANK.get(value, 5)))


def flag_code(value: str, *, up: bool) -> int:
    """The flag glyph of a value; 0 for none."""
    count = flags(value)
    if not count:
        return 0
    return (g.FLAGS_UP if up else g.FLAGS_DOWN)[count - 1]


def rest_code(value: str) -> int:
    """The rest glyph of a value."""
    return g.RESTS[_RANK.get(value, 5)]


# breve, whole, half, black for each of MusicXML's notehead values that has a family of its own.
_FAMILIES: dict[str, tuple[int, int, int, int]] = {
    "": (g.NOTEHEAD_DOUBLE_WHOLE, g.NOTEHEAD_WHOLE, g.NOTEHEAD_HALF, g.NOTEHEAD_BLACK),
    "x": (g.NOTEHEAD_X_DOUBLE_WHOLE, g.NOTEHEAD_X_WHOLE, g.NOTEHEAD_X_HALF, g.NOTEHEAD_X_BLACK),
    "cross": (
        g.NOTEHEAD_PLUS_DOUBLE_WHOLE, g.NOTEHEAD_PLUS_WHOLE, g.NOTEHEAD_PLUS_HALF, g.NOTEHEAD_PLUS_BLACK,
    ),
    "circle-x": (
        g.NOTEHEAD_CIRCLE_X_DOUBLE_WHOLE, g.NOTEHEAD_CIRCLE_X_WHOLE, g.NOTEHEAD_CIRCLE_X_HALF, g.NOTEHEAD_CIRCLE_X,
    ),
    "diamond": (
        g.NOTEHEAD_DIAMOND_DOUBLE_WHOLE, g.NOTEHEAD_DIAMOND_WHOLE, g.NOTEHEAD_DIAMOND_HALF, g.NOTEHEAD_DIAMOND_BLACK,
    ),
    "square": (
        g.NOTEHEAD_DOUBLE_WHOLE_SQUARE, g.NOTEHEAD_SQUARE_WHITE, g.NOTEHEAD_SQUARE_WHITE, g.NOTEHEAD_SQUARE_BLACK,
    ),
    "triangle": (
        g.NOTEHEAD_TRIANGLE_UP_DOUBLE_WHOLE, g.NOTEHEAD_TRIANGLE_UP_WHOLE, g.NOTEHEAD_TRIANGLE_UP_HALF,
        g.NOTEHEAD_TRIANGLE_UP_BLACK,
    ),
    "inverted triangle": (
        g.NOTEHEAD_TRIANGLE_DOWN_DOUBLE_WHOLE, g.NOTEHEAD_TRIANGLE_DOWN_WHOLE, g.NOTEHEAD_TRIANGLE_DOWN_HALF,
        g.NOTEHEAD_TRIANGLE_DOWN_BLACK,
    ),
    "left triangle": (
        g.NOTEHEAD_TRIANGLE_UP_RIGHT_WHITE, g.NOTEHEAD_TRIANGLE_UP_RIGHT_WHITE, g.NOTEHEAD_TRIANGLE_UP_RIGHT_WHITE,
        g.NOTEHEAD_TRIANGLE_UP_RIGHT_BLACK,
    ),
    "arrow up": (
        g.NOTEHEAD_LARGE_ARROW_UP_DOUBLE_WHOLE, g.NOTEHEAD_LARGE_ARROW_UP_WHOLE, g.NOTEHEAD_LARGE_ARROW_UP_HALF,
        g.NOTEHEAD_LARGE_ARROW_UP_BLACK,
    ),
    "arrow down": (
        g.NOTEHEAD_LARGE_ARROW_DOWN_DOUBLE_WHOLE, g.NOTEHEAD_LARGE_ARROW_DOWN_WHOLE,
        g.NOTEHEAD_LARGE_ARROW_DOWN_HALF, g.NOTEHEAD_LARGE_ARROW_DOWN_BLACK,
    ),
    "slashed": (
        g.NOTEHEAD_SLASHED_DOUBLE_WHOLE_1, g.NOTEHEAD_SLASHED_WHOLE_1, g.NOTEHEAD_SLASHED_HALF_1,
        g.NOTEHEAD_SLASHED_BLACK_1,
    ),
    "back slashed": (
        g.NOTEHEAD_SLASHED_DOUBLE_WHOLE_2, g.NOTEHEAD_SLASHED_WHOLE_2, g.NOTEHEAD_SLASHED_HALF_2,
        g.NOTEHEAD_SLASHED_BLACK_2,
    ),
    "slash": (
        g.NOTEHEAD_SLASH_WHITE_DOUBLE_WHOLE, g.NOTEHEAD_SLASH_WHITE_WHOLE, g.NOTEHEAD_SLASH_WHITE_HALF,
        g.NOTEHEAD_SLASH_HORIZONTAL_ENDS,
    ),
    "cluster": (
        g.NOTEHEAD_CLUSTER_SQUARE_WHITE, g.NOTEHEAD_CLUSTER_SQUARE_WHITE, g.NOTEHEAD_CLUSTER_SQUARE_WHITE,
        g.NOTEHEAD_CLUSTER_SQUARE_BLACK,
    ),
    "circled": (
        g.NOTEHEAD_CIRCLED_DOUBLE_WHOLE, g.NOTEHEAD_CIRCLED_WHOLE, g.NOTEHEAD_CIRCLED_HALF, g.NOTEHEAD_CIRCLED_BLACK,
    ),
    "circle dot": (
        g.NOTEHEAD_ROUND_WHITE_WITH_DOT, g.NOTEHEAD_ROUND_WHITE_WITH_DOT, g.NOTEHEAD_ROUND_WHITE_WITH_DOT,
        g.NOTEHEAD_ROUND_WHITE_WITH_DOT,
    ),
    "do": (
        g.NOTE_SHAPE_TRIANGLE_UP_DOUBLE_WHOLE, g.NOTE_SHAPE_TRIANGLE_UP_WHITE, g.NOTE_SHAPE_TRIANGLE_UP_WHITE,
        g.NOTE_SHAPE_TRIANGLE_UP_BLACK,
    ),
    "re": (
        g.NOTE_SHAPE_MOON_DOUBLE_WHOLE, g.NOTE_SHAPE_MOON_WHITE, g.NOTE_SHAPE_MOON_WHITE, g.NOTE_SHAPE_MOON_BLACK,
    ),
    "mi": (
        g.NOTE_SHAPE_DIAMOND_DOUBLE_WHOLE, g.NOTE_SHAPE_DIAMOND_WHITE, g.NOTE_SHAPE_DIAMOND_WHITE,
        g.NOTE_SHAPE_DIAMOND_BLACK,
    ),
    "fa": (
        g.NOTE_SHAPE_TRIANGLE_RIGHT_DOUBLE_WHOLE, g.NOTE_SHAPE_TRIANGLE_RIGHT_WHITE,
        g.NOTE_SHAPE_TRIANGLE_RIGHT_WHITE, g.NOTE_SHAPE_TRIANGLE_RIGHT_BLACK,
    ),
    "fa up": (
        g.NOTE_SHAPE_TRIANGLE_LEFT_DOUBLE_WHOLE, g.NOTE_SHAPE_TRIANGLE_LEFT_WHITE, g.NOTE_SHAPE_TRIANGLE_LEFT_WHITE,
        g.NOTE_SHAPE_TRIANGLE_LEFT_BLACK,
    ),
    "so": (
        g.NOTE_SHAPE_ROUND_DOUBLE_WHOLE, g.NOTE_SHAPE_ROUND_WHITE, g.NOTE_SHAPE_ROUND_WHITE, g.NOTE_SHAPE_ROUND_BLACK,
    ),
    "la": (
        g.NOTE_SHAPE_SQUARE_DOUBLE_WHOLE, g.NOTE_SHAPE_SQUARE_WHITE, g.NOTE_SHAPE_SQUARE_WHITE,
        g.NOTE_SHAPE_SQUARE_BLACK,
    ),
    "ti": (
        g.NOTE_SHAPE_TRIANGLE_ROUND_DOUBLE_WHOLE, g.NOTE_SHAPE_TRIANGLE_ROUND_WHITE,
        g.NOTE_SHAPE_TRIANGLE_ROUND_WHITE, g.NOTE_SHAPE_TRIANGLE_ROUND_BLACK,
    ),
}  # fmt: skip
_FAMILIES["rhythm slash"] = _FAMILIES["slash"]
_FAMILIES["beat slash"] = (g.REPEAT_BAR_SLASH, g.REPEAT_BAR_SLASH, g.REPEAT_BAR_SLASH, g.REPEAT_BAR_SLASH)
_FAMILIES["rectangle"] = _FAMILIES["square"]
_FAMILIES["normal"] = _FAMILIES[""]

CENTRED = frozenset({"rhythm slash", "beat slash"})
"""Heads of slash regions and beat repeats: in the middle of the staff, without a pitch (E19)."""


def head_code(head: Head, value: str) -> int:
    """The notehead glyph for ``head`` on a note of ``value``; unknown shapes take the normal one."""
    family = _FAMILIES.get(head.shape)
    if family is None:
        named = code_point(head.shape)
        if named:
            return named
    breve, whole, half, black = family or _FAMILIES[""]
    rank = _RANK.get(value, 5)
    if head.filled == "yes" and rank <= _HALF:
        rank = 5
    elif head.filled == "no" and rank > _HALF:
        rank = _HALF
    if rank < _WHOLE:
        return breve
    if rank == _WHOLE:
        return whole
    return half if rank == _HALF else black
