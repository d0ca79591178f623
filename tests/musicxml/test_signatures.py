"""Keys and metres out of attributes, usual ones and others."""

from __future__ import annotations

import pytest
from lxml import etree

from engraving.musicxml.signatures import read_key, read_metre
from engraving.score import Key, Metre


def key(inside: str) -> Key:
    return read_key(etree.fromstring(f"<key>{inside}</key>"))


def metre(inside: str, attributes: str = "") -> Metre:
    read = read_metre(etree.fromstring(f"<time {attributes}>{inside}</time>"))
    assert read is not None
    return read


def test_a_key_keeps_that_the_source_cancels_the_one_before() -> None:
    assert key("<cancel>3</cancel><fifths>-2</fifths>") == Key(-2, cancel=3)


@pytest.mark.parametrize(("fifths", "alter"), [(9, 1.0), (-9, -1.0)])
def test_eight_accidentals_and_more_have_double_ones_last(fifths: int, alter: float) -> None:
    read = key(f"<fifths>{fifths}</fifths>")
    assert [a for _, a in read.free] == [alter] * 5 + [2 * alter] * 2
    assert {step for step, _ in read.free} == set(range(7))
    assert [step for step, _ in read.free][5:] == ([3, 0] if fifths > 0 else [6, 2])


def test_free_accidentals_keep_their_names() -> None:
    inside = "<key-step>E</key-step><key-alter>-0.5</key-alter><key-accidental>quarter-flat</key-accidental>"
    read = key(inside + "<key-step>F</key-step><key-alter>1</key-alter>")
    assert (read.free, read.signs) == (((2, -0.5), (3, 1.0)), ("quarter-flat", ""))


def test_a_metre_keeps_its_separator_and_the_relation_to_another() -> None:
    figures = "<beats>3</beats><beat-type>4</beat-type>"
    other = "<interchangeable><time-relation>equals</time-relation><beats>6</beats><beat-type>8</beat-type></interchangeable>"
    read = metre(figures + other, 'separator="diagonal" symbol="normal"')
    assert (read.parts, read.interchangeable) == ((("3", 4),), (("6", 8),))
    assert (read.separator, read.relation, read.symbol) == ("diagonal", "equals", "")
    cut = other.replace("<interchangeable>", '<interchangeable symbol="cut">')
    assert metre(figures + cut).other_symbol == "cut"
