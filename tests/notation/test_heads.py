"""Which head, flag and rest a written value takes (E11, E15, E19)."""

from __future__ import annotations

import itertools

import pytest

from engraving.notation.heads import VALUES, flag_code, flags, has_stem, head_code, quarters, rest_code
from engraving.score import Head, Pitch
from engraving.typefaces import Faces
from engraving.typefaces import smufl as g
from tests.layout.small_music import small_faces

NOTEHEAD_VALUES = (
    "slash", "triangle", "diamond", "square", "cross", "x", "circle-x", "inverted triangle", "arrow down", "arrow up",
    "circled", "slashed", "back slashed", "normal", "cluster", "circle dot", "left triangle", "rectangle",
    "do", "re", "mi", "fa", "fa up", "so", "la", "ti",
)  # fmt: skip
"""Every drawn notehead value of MusicXML 4.0."""


@pytest.fixture
def faces() -> Faces:
    return small_faces()


def head(shape: str = "", filled: str = "") -> Head:
    return Head(1, Pitch(4, 0), shape=shape, filled=filled)


@pytest.mark.parametrize(
    ("value", "count"),
    [
        ("breve", 0),
        ("whole", 0),
        ("half", 0),
        ("quarter", 0),
        ("eighth", 1),
        ("16th", 2),
        ("32nd", 3),
        ("64th", 4),
        ("128th", 5),
    ],
)
def test_e11_an_eighth_has_one_flag_and_each_shorter_value_one_more(value: str, count: int) -> None:
    assert flags(value) == count
    assert bool(flag_code(value, up=True)) == (count > 0)


def test_e11_flags_up_and_down_are_different_signs_and_all_are_drawn(faces: Faces) -> None:
    flagged = [value for value in VALUES if flags(value)]
    codes = [flag_code(value, up=up) for value in flagged for up in (True, False)]
    assert len(set(codes)) == len(codes)
    assert all(faces.has(code) for code in codes)


def test_e11_only_halves_and_shorter_are_stemmed() -> None:
    assert [value for value in VALUES if not has_stem(value)] == ["maxima", "long", "breve", "whole"]


def test_each_value_lasts_half_as_long_as_the_one_before() -> None:
    assert quarters("quarter") == 1
    assert all(quarters(a) == 2 * quarters(b) for a, b in itertools.pairwise(VALUES))


def test_e15_every_value_has_a_rest_of_its_own(faces: Faces) -> None:
    codes = [rest_code(value) for value in VALUES]
    assert len(set(codes)) == len(codes)
    assert all(faces.has(code) for code in codes)
    assert (rest_code("whole"), rest_code("half"), rest_code("quarter")) == (0xE4E3, 0xE4E4, 0xE4E5)


@pytest.mark.parametrize(
    ("value", "code"),
    [("breve", 0xE0A0), ("whole", 0xE0A2), ("half", 0xE0A3), ("quarter", 0xE0A4), ("eighth", 0xE0A4), ("64th", 0xE0A4)],
)
def test_a_normal_head_is_hollow_down_to_the_half(value: str, code: int) -> None:
    assert head_code(head(), value) == head_code(head("normal"), value) == code


@pytest.mark.parametrize("shape", NOTEHEAD_VALUES)
def test_e19_every_head_shape_of_the_format_is_drawn_for_every_value(shape: str, faces: Faces) -> None:
    codes = [head_code(head(shape), value) for value in ("breve", "whole", "half", "quarter")]
    assert all(faces.has(code) for code in codes)
    if shape != "normal":
        assert codes[3] != head_code(head(), "quarter")


def test_e19_what_no_table_knows_is_an_ordinary_head() -> None:
    assert head_code(head("other"), "quarter") == g.NOTEHEAD_BLACK


@pytest.mark.parametrize("shape", ["", "diamond", "triangle", "square"])
def test_e19_the_source_may_fill_a_half_or_hollow_a_quarter(shape: str) -> None:
    assert head_code(head(shape, "yes"), "half") == head_code(head(shape), "quarter")
    assert head_code(head(shape, "no"), "quarter") == head_code(head(shape), "half")
    assert head_code(head(shape, "no"), "whole") == head_code(head(shape), "whole")
