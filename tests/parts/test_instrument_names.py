"""Which instrument a player of several takes, in words (E19, R56)."""

from __future__ import annotations

import re

from engraving.musicxml import read_data
from engraving.parts import extract_all
from tests.layout.small_music import notes, score_xml, words

NAMES = ("Vibraphone", "Glockenspiel", "Xylophone", "Instrument 82")
QUARTERS = "c5q d5 e5 f5"


def _on(instrument: int, text: str, *, unpitched: bool = False) -> str:
    return re.sub("<voice>", f'<instrument id="I{instrument}"/><voice>', notes(text, unpitched=unpitched))


def _said(*bars: str, lines: int = 5, name: str = "Percussion") -> list[tuple[int, str]]:
    """(quarters from the start, words) of all directions of the part."""
    clef = "percussion" if lines == 1 else "G2"
    listed = "".join(
        f'<score-instrument id="I{k}"><instrument-name>{name}</instrument-name></score-instrument>'
        for k, name in enumerate(NAMES)
    )
    text = score_xml(*bars, name=name, lines=lines, clefs=(clef,))
    text = text.replace("</part-name></score-part>", f"</part-name>{listed}</score-part>")
    part = extract_all(read_data(text.encode(), "x.musicxml", validate=False).cue)[0].part
    return [(d.tick // part.ticks_per_quarter, d.text) for d in part.music.directions]


def test_a_part_for_one_instrument_names_nothing() -> None:
    assert _said(_on(0, QUARTERS), _on(0, QUARTERS)) == []


def test_each_instrument_is_named_at_its_first_note_and_after_the_last_one_before() -> None:
    said = _said(_on(0, QUARTERS), notes("R"), notes("R"), notes("rh") + _on(1, "c5h"))
    assert said == [(0, "Vibraphone"), (4, "To Glockenspiel"), (14, "Glockenspiel")]


def test_a_sound_that_only_a_program_names_is_no_instrument() -> None:
    assert _said(_on(0, QUARTERS), notes("R"), _on(3, QUARTERS)) == []


def test_what_the_heading_says_is_not_said_again() -> None:
    said = _said(_on(0, QUARTERS), notes("R"), _on(1, QUARTERS), name="Vibraphone 1")
    assert [text for _, text in said] == ["To Glockenspiel", "Glockenspiel"]


def test_without_a_rest_there_is_no_time_to_say_it_before() -> None:
    assert _said(_on(0, QUARTERS), _on(1, QUARTERS)) == [(0, "Vibraphone"), (4, "Glockenspiel")]


def test_words_of_the_source_are_not_said_again() -> None:
    said = _said(_on(0, QUARTERS), words("To Glock.") + notes("R"), words("Glockenspiel") + _on(1, QUARTERS))
    assert said == [(0, "Vibraphone"), (4, "To Glock."), (8, "Glockenspiel")]
    told = _said(_on(0, QUARTERS), words("take hard mallets") + notes("R"), _on(1, QUARTERS))
    assert told == [(0, "Vibraphone"), (4, "take hard mallets"), (8, "Glockenspiel")]


def test_rests_still_merge_under_the_words() -> None:
    bars = (_on(0, QUARTERS), notes("R"), notes("R"), _on(1, QUARTERS))
    assert _said(*bars)[1] == (4, "To Glockenspiel")


def test_instruments_on_one_line_are_named_and_a_kit_in_disguise_only_now_and_then() -> None:
    strokes = "e4q e4 e4h"
    bars = [_on(k, strokes, unpitched=True) for k in (0, 0, 1, 1)]
    assert [text for _, text in _said(*bars, lines=1)] == ["Vibraphone", "Glockenspiel"]
    quick = "".join(_on(k % 2, "e4q", unpitched=True) for k in range(4))
    assert len(_said(quick, quick, lines=1)) <= 2
