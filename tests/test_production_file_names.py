"""File names: in score order, one a part, the same on every file system."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engraving.production.file_names import LONGEST_NAME_BYTES, file_stems, safe_name

RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
FORBIDDEN = set('/\\:*?"<>|')


def test_names_are_numbered_in_score_order() -> None:
    assert file_stems(["Flute", "1 2", "Violin", "Violin", "violin"]) == (
        "01 Flute", "02 1 2", "03 Violin", "04 Violin", "05 violin",
    )  # fmt: skip


def test_numbers_have_as_many_digits_as_the_last() -> None:
    stems = file_stems(["Desk"] * 100)
    assert (stems[0], stems[-1]) == ("001 Desk", "100 Desk")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Clarinet 1/2", "Clarinet 1-2"),
        ("Horn: solo", "Horn-solo"),
        ("C:\\parts\\flute", "C-parts-flute"),
        ("../../etc/passwd", "etc-passwd"),
        ('Violin "solo"?', "Violin solo"),
        ("Harp. ", "Harp"),
        ("...", "Part"),
        ("", "Part"),
        ("  Bass \n Clarinet\tin B♭\x00", "Bass Clarinet in B♭"),
        ("e\u0301", "é"),
        ("\u202eetulF", "etulF"),
        ("\u200bOboe\ufeff", "Oboe"),
        ("-rf", "rf"),
        ("Кларнет", "Кларнет"),
    ],
)
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_long_name_is_cut_between_letters() -> None:
    assert safe_name("é" * 200) == "é" * (LONGEST_NAME_BYTES // 2)
    with_accents = safe_name("x" * (LONGEST_NAME_BYTES - 1) + "x\u0323\u0308")
    assert with_accents == "x" * (LONGEST_NAME_BYTES - 1)


@given(st.lists(st.text(max_size=300), min_size=1, max_size=120))
def test_any_names_give_files_that_any_system_takes(names: list[str]) -> None:
    stems = file_stems(names)
    assert len({unicodedata.normalize("NFD", stem).casefold() for stem in stems}) == len(names)
    assert list(stems) == sorted(stems, key=lambda stem: int(stem.split()[0]))
    for stem in stems:
        assert unicodedata.is_normalized("NFC", stem)
        assert len(f".{stem}.pdf.12345678".encode()) <= 255
        assert not FORBIDDEN & set(stem)
        assert not any(unicodedata.category(char).startswith("C") for char in stem)
        assert stem == stem.strip(" .")
        assert stem.casefold() not in RESERVED
