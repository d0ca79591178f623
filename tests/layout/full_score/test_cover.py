"""The sheet before a score: title, pitch, forces, duration."""

from __future__ import annotations

from msgspec.structs import replace

from engraving.layout.full_score.engrave import engrave_score
from engraving.layout.page import Ink
from tests.layout.full_score.small_scores import Line, engraved_score, score_house, score_of, typed
from tests.layout.small_music import Sheet, notes, small_faces, tempo

PLAYS = notes("c5q d5 e5 f5")


def covered(**style: object) -> Sheet:
    lines = [
        Line("Flute 1", [tempo("Fast") + PLAYS, PLAYS]), Line("Flute 2", [PLAYS] * 2),
        Line("Violin", [PLAYS] * 2),
    ]  # fmt: skip
    return engraved_score(lines, cover=True, **style)


def test_it_says_what_who_and_how() -> None:
    sheet = covered()
    for words in ("A small cue", "TRANSPOSED SCORE", "All instruments are in C.", "Woodwind", "2 Flutes", "Strings"):
        assert typed(sheet, words), words
    assert not sheet.pages[0].staves
    assert sheet.engraving.audit.clean


def test_credits_say_who_did_what_and_when() -> None:
    score = score_of([Line("Flute", [PLAYS])])
    credits = replace(score.credits, composer="A. Maker", orchestrator="B. Hand", date="23 November 2026")
    page = engrave_score(replace(score, credits=credits), score_house(cover=True), small_faces()).pages[0]
    words = {getattr(item, "text", "") for item in page.items}
    assert {"A. Maker", "Orchestrated by B. Hand", "23 November 2026"} <= words


def test_the_music_begins_on_the_page_after_it_as_page_one() -> None:
    sheet = covered()
    (plain,) = engraved_score([Line("Flute", [PLAYS])]).pages
    assert len(sheet.pages) == 2
    assert typed(sheet, "page 1 of 1", page=1)
    assert plain.staves


def test_however_many_play_they_stand_on_the_sheet() -> None:
    names = ("Bongos", "Congas", "Maracas", "Claves", "Triangle", "Tambourine", "Tam-tam", "Cymbals", "Snare Drum")
    lines = [Line(f"{name} {place}", [PLAYS]) for name in names for place in ("left", "right", "at the back")]
    page = engraved_score(lines, cover=True).pages[0]
    shown = [item for item in page.items if item.ink is Ink.HEADING]
    assert len(shown) > 27
    assert min(item.y for item in shown) >= page.margins[1]  # type: ignore[union-attr]
