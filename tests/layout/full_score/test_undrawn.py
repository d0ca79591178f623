"""What has no ink in the conductor's score is named there too (A5)."""

from __future__ import annotations

from engraving.layout.page import Ink
from engraving.typefaces import smufl
from tests.layout.full_score.small_scores import Line, engraved_score
from tests.layout.small_music import back, notes

PLAYS = notes("c5q d5 e5 f5")


def test_a_rest_left_out_and_an_accidental_without_a_sign_are_told() -> None:
    three = notes("c5h d5", voice=1) + back() + notes("e4w", voice=2) + back() + notes("R", voice=3)
    sign = '<accidental smufl="accSagittal7CommaUp">other</accidental>'
    sheet = engraved_score([Line("Flute", [PLAYS]), Line("Drums", [three]), Line("Tuba", [notes("c5w", extra=sign)])])
    assert not sheet.of(Ink.REST)
    assert sheet.one(Ink.ACCIDENTAL).code == smufl.ACCIDENTAL_NATURAL
    assert {(f.rule, f.where.part) for f in sheet.engraving.findings} == {
        ("rest-left-out", "Drums"), ("accidental-not-drawn", "Tuba"),
    }  # fmt: skip
    assert sheet.engraving.audit.clean


def test_a_name_in_letters_no_face_has_is_told() -> None:
    sheet = engraved_score([Line("小提琴", [PLAYS]), Line("Tuba", [PLAYS])])
    assert [f.rule for f in sheet.engraving.findings] == ["characters-missing"]
    assert "“小提琴”" in sheet.engraving.findings[0].message
