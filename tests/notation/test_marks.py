"""Marks on notes: which signs, and on which side (E16, E20)."""

from __future__ import annotations

import pytest

from engraving.notation.marks import SIGNS, goes_below, sign_of, tremolo_code
from engraving.score import Mark
from engraving.typefaces import Faces
from engraving.typefaces import smufl as g
from tests.layout.small_music import small_faces


@pytest.fixture(scope="module")
def faces() -> Faces:
    return small_faces()


def zone(name: str, text: str = "") -> str:
    sign = sign_of(Mark(1, name, text))
    assert sign is not None
    return sign.zone


def test_e02_every_sign_is_drawn_by_some_face(faces: Faces) -> None:
    assert [name for name, sign in SIGNS.items() if not all(map(faces.has, sign.above + sign.below))] == []


@pytest.mark.parametrize(
    "shape", ["normal", "", "angled", "square", "double-angled", "double-square", "double-dot", "half-curve", "curlew"]
)
def test_e16_every_fermata_is_drawn_outside_everything(shape: str, faces: Faces) -> None:
    sign = sign_of(Mark(1, "fermata", shape))
    assert sign is not None
    assert sign.zone == "fermata"
    assert all(map(faces.has, sign.above + sign.below))


@pytest.mark.parametrize("name", ["staccato", "tenuto"])
def test_e16_staccato_and_tenuto_stand_at_the_head(name: str) -> None:
    assert zone(name) == "inner"


@pytest.mark.parametrize("name", ["accent", "soft-accent", "staccatissimo", "stress", "detached-legato"])
def test_e16_accents_stand_outside_staff_and_staccato(name: str) -> None:
    assert zone(name) == "outer"


@pytest.mark.parametrize(
    "name", ["strong-accent", "up-bow", "down-bow", "harmonic", "trill-mark", "mordent", "turn", "stopped"]
)
def test_e16_marcato_bowings_and_ornaments_stand_above(name: str) -> None:
    assert zone(name) == "top"


@pytest.mark.parametrize("name", ["breath-mark", "caesura"])
def test_e20_breaths_stand_after_the_note(name: str) -> None:
    assert zone(name) == "after"


@pytest.mark.parametrize(
    ("name", "side"),
    [("falloff", "after-head"), ("doit", "after-head"), ("scoop", "before-head"), ("plop", "before-head")],
)
def test_e20_falls_leave_the_head_scoops_lead_to_it(name: str, side: str) -> None:
    assert zone(name) == side


def test_e20_mutes_of_a_brass_player_are_signs(faces: Faces) -> None:
    for name, text in (
        ("stopped", ""),
        ("open", ""),
        ("half-muted", ""),
        ("harmon-mute", "yes"),
        ("harmon-mute", "no"),
    ):
        sign = sign_of(Mark(1, name, text))
        assert sign is not None
        assert all(map(faces.has, sign.above))


def test_e20_fingerings_are_figures_and_other_technique_is_type() -> None:
    sign = sign_of(Mark(1, "fingering", "12"))
    assert sign is not None
    assert len(sign.above) == 2
    words = sign_of(Mark(1, "other-technical", "growl"))
    assert words is not None
    assert (words.text, words.above) == ("growl", ())
    assert sign_of(Mark(1, "other-technical", "")) is None


@pytest.mark.parametrize("name", ["tremolo", "arpeggiate", "non-arpeggiate"])
def test_what_is_drawn_elsewhere_has_no_sign_here(name: str) -> None:
    assert sign_of(Mark(1, name, "3")) is None


def test_e16_an_inverted_fermata_goes_below() -> None:
    assert goes_below(Mark(1, "fermata", "", "", (("type", "inverted"),)))
    assert goes_below(Mark(1, "fermata", "", "below"))
    assert not goes_below(Mark(1, "fermata", "", "above", (("type", "upright"),)))


def test_e16_accents_above_and_below_are_mirrored_signs() -> None:
    for name in ("accent", "strong-accent", "staccatissimo"):
        assert SIGNS[name].above != SIGNS[name].below


@pytest.mark.parametrize(
    ("text", "attributes", "code"),
    [
        ("1", (), g.TREMOLO_1),
        ("4", (), g.TREMOLO_4),
        ("8", (), g.TREMOLO_5),
        ("0", (("type", "unmeasured"),), g.BUZZ_ROLL),
        ("0", (("type", "unmeasured"), ("smufl", "stemPendereckiTremolo")), g.PENDERECKI_TREMOLO),
        ("3", (("smufl", "tremoloDivisiDots3"),), g.TREMOLO_DIVISI_DOTS_3),
    ],
)
def test_e18_a_tremolo_has_its_strokes_or_the_sign_the_source_names(
    text: str, attributes: tuple[tuple[str, str], ...], code: int
) -> None:
    assert tremolo_code(Mark(1, "tremolo", text, "", attributes)) == code
