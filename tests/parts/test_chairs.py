"""What chairs are called."""

from __future__ import annotations

import pytest

from engraving.errors import UsageError
from engraving.parts import Chair, Source, extract, trivial_chairs
from engraving.parts.chair_names import tidy
from tests.parts.small_scores import part, score


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Clarinet in Bb 1", "Clarinet in B♭ 1"),
        ("Bb  Trumpet\n2 ", "B♭ Trumpet 2"),
        ("Clarinet in Bb 2&3", "Clarinet in B♭ 2&3"),
        ("Horn in F# 1", "Horn in F♯ 1"),
        ("Trombone 3 &amp;\nBass Trombone", "Trombone 3 & Bass Trombone"),
        ("B♭ Clarinet", "B♭ Clarinet"),
        ("Bassoon", "Bassoon"),
    ],
)
def test_tidy(name: str, expected: str) -> None:
    assert tidy(name) == expected


def _names(*parts: tuple[str, str, str]) -> list[str]:
    """Chair names for (name, abbreviation, group)."""
    cue = score(*(part(name, "R", abbreviation=short, group=group) for name, short, group in parts))
    return [chair.name for chair in trivial_chairs(cue)]


def test_numbers_take_their_groups_name() -> None:
    assert _names(("1", "", "Horns"), ("2", "", "Horns"), ("I", "", "Violin")) == [
        "Horn 1", "Horn 2", "Violin I",
    ]  # fmt: skip


def test_repeated_names_take_what_their_abbreviations_add() -> None:
    names = _names(
        ("Violin", "Vln Solo.", ""),
        ("Violin 1", "Vln 1", ""),
        ("Violin", "Vln. 2 Solo", ""),
        ("Violin", "Vln.", ""),
    )
    assert names == ["Violin Solo", "Violin 1", "Violin 2 Solo", "Violin"]


def test_repeated_names_without_a_difference_are_numbered() -> None:
    assert _names(("B Klarinette", "Kl.", ""), ("B Klarinette", "Kl.", "")) == [
        "B Klarinette 1", "B Klarinette 2",
    ]  # fmt: skip


def test_letters_where_numbers_would_mislead() -> None:
    assert _names(("Violin", "", ""), ("Violin", "", ""), ("Violin 2", "", "")) == [
        "Violin (a)", "Violin (b)", "Violin 2",
    ]  # fmt: skip
    assert _names(("Horn 1", "", ""), ("Horn 1", "", "")) == ["Horn 1 (a)", "Horn 1 (b)"]


def test_chairs_read_their_own_part_and_keep_its_name_as_heading() -> None:
    cue = score(part("Violin", "c5w", abbreviation="Vl. Solo"), part("Violin", "d5w", abbreviation="Vl."))
    chairs = trivial_chairs(cue)
    assert [(c.name, c.instrument, c.sources[0].part, c.sources[0].whole) for c in chairs] == [
        ("Violin Solo", "Violin", "P1", True),
        ("Violin", "Violin", "P2", True),
    ]
    read = extract(cue, chairs[1]).part
    assert (read.chair, read.instrument, read.number) == ("Violin", "Violin", 2)


def test_a_chair_without_its_part_is_refused() -> None:
    with pytest.raises(UsageError, match="P9"):
        extract(score(part("Violin", "c5w")), Chair("Viola", 0, (Source("P9"),), "Viola"))
