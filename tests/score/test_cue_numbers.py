"""Cue numbers as films have them (R69)."""

from __future__ import annotations

import pytest

from engraving.score.cue_numbers import guess_cue_number, title_without_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1M1", "1M1"),
        ("2m14a", "2m14a"),
        ("1m02s", "1m02s"),
        ("1s02 Radio", "1s02"),
        ("101m01", "101m01"),
        ("22M3", "22M3"),
        ("TW312 1m01 v3.2 c0917 Main Title", "1m01"),
        ("1M1_Main_Title", "1M1"),
        ("Main Title (1M1)", "1M1"),
        ("1M3-2M1", "1M3-2M1"),
        ("1M3 – 2M1 The Long Way", "1M3-2M1"),
        ("3m02 pt 2", "3m02 pt 2"),
        ("3m02, Part 2", "3m02 pt 2"),
        ("3M02_part2", "3M02 pt 2"),
        ("D'un matin de printemps", ""),
        ("Op. 125", ""),
        ("M001", ""),
        ("3m14159", ""),
        ("A1M1", ""),
        ("10mm20", ""),
        ("", ""),
    ],
)
def test_a_number_is_found_in_a_title_or_file_name(text: str, number: str) -> None:
    assert guess_cue_number(text) == number


def test_the_first_text_that_has_one_is_believed() -> None:
    assert guess_cue_number("Chase", "2m14", "3m15") == "2m14"
    assert guess_cue_number() == ""


@pytest.mark.parametrize(
    ("title", "number", "rest"),
    [
        ("1M1 Main Title", "1M1", "Main Title"),
        ("1m1 - Main Title", "1M1", "Main Title"),
        ("1M1: “Main Title”", "1M1", "“Main Title”"),
        ("3m02 pt. 2 – Home", "3m02 pt 2", "Home"),
        ("1M1", "1M1", "1M1"),
        ("1M1 - ", "1M1", "1M1 - "),
        ("Main Title 1M1", "1M1", "Main Title 1M1"),
        ("2m2 Main Title", "1M1", "2m2 Main Title"),
        ("Main Title", "", "Main Title"),
        ("", "1M1", ""),
    ],
)
def test_a_heading_does_not_say_the_number_twice(title: str, number: str, rest: str) -> None:
    assert title_without_number(title, number) == rest
