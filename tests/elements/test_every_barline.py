"""Every barline of MusicXML: strokes, repeats, wings, endings, and the signs that stand on them (E01, E40)."""

from __future__ import annotations

from functools import cache

import pytest

from engraving.layout.page import Glyph, Ink, Line, Text
from tests.elements.standard import Snippet, glyph, schema
from tests.layout.small_music import Drawn, notes, score_xml, small_faces

NEAR = 0.03
THIN, THICK, GAP = 0.16, 0.5, 0.4  # E01
BETWEEN_THIN = 0.4

STYLES = {  # strokes from the left, and how far they reach above and below the middle line
    "regular": ("thin", 2.0, -2.0), "dotted": ("dotted", 2.0, -2.0), "dashed": ("dashed", 2.0, -2.0),
    "heavy": ("thick", 2.0, -2.0), "light-light": ("thin thin", 2.0, -2.0), "light-heavy": ("thin thick", 2.0, -2.0),
    "heavy-light": ("thick thin", 2.0, -2.0), "heavy-heavy": ("thick thick", 2.0, -2.0),
    "tick": ("thin", 2.6, 1.4), "short": ("thin", 1.0, -1.0), "none": ("", 0.0, 0.0),
}  # fmt: skip
FERMATAS = {
    "": "fermata", "normal": "fermata", "angled": "fermataShort", "square": "fermataLong",
    "double-angled": "fermataVeryShort", "double-square": "fermataVeryLong", "double-dot": "fermataLongHenze",
    "half-curve": "fermataShortHenze", "curlew": "curlewSign",
}  # fmt: skip


def _barline(inside: str, place: str = "right") -> str:
    return f'<barline location="{place}">{inside}</barline>'


@cache
def _snippet(inside: str, place: str) -> Snippet:
    """Three bars, the barline at the right or left of the second or in its middle."""
    line = _barline(inside, place)
    halves = notes("c5h"), notes("d5h")
    second = {"left": line + "".join(halves), "middle": halves[0] + line + halves[1], "right": "".join(halves) + line}
    return Snippet(score_xml(notes("e5w"), second[place], notes("f5w")))


def _strokes(snippet: Snippet, place: str) -> list[Drawn]:
    """The strokes where the barline stands: before the second bar, in its middle, or after it."""
    heads = snippet.page.of(Ink.HEAD)
    before, after = {"left": (0, 1), "middle": (1, 2), "right": (2, 3)}[place]
    return [line for line in snippet.page.of(Ink.BARLINE) if heads[before].x1 < line.x0 and line.x1 < heads[after].x0]


def _kind(stroke: Drawn) -> str:
    assert isinstance(stroke.item, Line)
    if stroke.item.dash:
        on, off = stroke.item.dash
        return "dotted" if on < off else "dashed"
    return "thick" if stroke.width > 0.3 else "thin"


def test_every_style_of_the_schema_is_here() -> None:
    assert set(STYLES) == set(schema().values["bar-style"])
    assert set(FERMATAS) == set(schema().values["fermata-shape"])


@pytest.mark.parametrize("place", ["left", "middle", "right"])
@pytest.mark.parametrize("style", STYLES)
def test_each_style_has_its_strokes(style: str, place: str) -> None:
    """E01: thin ones 0.16 and thick ones 0.5 thick; a tick crosses the top line, a short one joins the inner lines."""
    snippet = _snippet(f"<bar-style>{style}</bar-style>", place)
    kinds, top, bottom = STYLES[style]
    strokes = _strokes(snippet, place)
    assert [_kind(stroke) for stroke in strokes] == kinds.split()
    for stroke in strokes:
        if _kind(stroke) != "dashed":
            assert stroke.width == pytest.approx(THICK if _kind(stroke) == "thick" else THIN, abs=NEAR)
        assert (stroke.y1, stroke.y0) == pytest.approx((top, bottom), abs=0.1)
    if len(strokes) > 1:
        assert strokes[1].x0 - strokes[0].x1 == pytest.approx(GAP, abs=NEAR)
    assert snippet.sound
    assert snippet.told("not-understood", "not-drawn", "not-valid") == []


@pytest.mark.parametrize("style", sorted(set(STYLES) - {"regular", "none"}))
def test_a_barline_before_a_bar_that_begins_a_line(style: str) -> None:
    """It ends the line before; only one that opens a passage stands at the line's start."""
    line = _barline(f"<bar-style>{style}</bar-style>", "left")
    quavers = notes(" ".join(["[c5s d5 e5 f5]"] * 4))
    snippet = Snippet(score_xml(*[quavers] * 2, *[line + quavers] * 6))
    first, second = snippet.page.of(Ink.BARLINE, staff=1), snippet.page.of(Ink.BARLINE, staff=2)
    width, head = snippet.page.width(1), snippet.page.of(Ink.HEAD, staff=2)[0]
    kinds = STYLES[style][0].split()
    at_end = [_kind(stroke) for stroke in first if stroke.x0 > width - 2]
    at_start = [_kind(stroke) for stroke in second if stroke.x1 < head.x0]
    assert (at_end, at_start) == ((["thin"], kinds) if style == "heavy-light" else (kinds, []))


# Repeats


@pytest.mark.parametrize(("way", "place"), [("forward", "left"), ("backward", "right")])
def test_repeats_have_two_dots_on_the_side_they_repeat(way: str, place: str) -> None:
    """E01: dots 0.16 off, in the spaces on both sides of the middle line; the thick stroke away from them."""
    snippet = _snippet(f'<repeat direction="{way}"/>', place)
    strokes, dots = _strokes(snippet, place), snippet.page.of(Ink.REPEAT_DOT)
    assert [_kind(stroke) for stroke in strokes] == (["thick", "thin"] if way == "forward" else ["thin", "thick"])
    assert sorted(dot.middle for dot in dots) == pytest.approx([-0.5, 0.5], abs=NEAR)
    for dot in dots:
        off = dot.x0 - strokes[1].x1 if way == "forward" else strokes[0].x0 - dot.x1
        assert off == pytest.approx(0.16, abs=NEAR)


def test_a_repeat_that_ends_and_begins_is_one_sign() -> None:
    end, begin = _barline('<repeat direction="backward"/>'), _barline('<repeat direction="forward"/>', "left")
    snippet = Snippet(score_xml(notes("c5w") + end, begin + notes("d5w")))
    line = [d for d in snippet.page.of(Ink.BARLINE, Ink.REPEAT_DOT) if d.x1 < snippet.page.of(Ink.HEAD)[1].x0]
    ordered = [d.ink.name for d in sorted(line, key=lambda d: d.x0)]
    assert ordered == ["REPEAT_DOT"] * 2 + ["BARLINE"] * 3 + ["REPEAT_DOT"] * 2


@pytest.mark.parametrize(("way", "place"), [("forward", "left"), ("backward", "right")])
@pytest.mark.parametrize("winged", schema().values["winged"])
def test_wings_lean_over_the_bars_repeated(winged: str, way: str, place: str) -> None:
    """Over and under the staff; straight ones are straight, curved ones hollow, double ones two."""
    snippet = _snippet(f'<repeat direction="{way}" winged="{winged}"/>', place)
    wings = [d for d in snippet.page.of(Ink.BARLINE) if isinstance(d.item, Line) and d.item.x0 != d.item.x1]
    pieces = {"none": 0, "straight": 4, "curved": 4, "double-straight": 8, "double-curved": 8}[winged]
    assert len(wings) == pieces
    stroke = _strokes(snippet, place)[0]
    slopes: list[float] = []
    for wing in wings:
        assert wing.y0 > 1.8 or wing.y1 < -1.8
        assert (wing.x0 > stroke.x0 - 0.2) if way == "forward" else (wing.x1 < stroke.x1 + 1.2)
        item = wing.item
        assert isinstance(item, Line)
        slopes.append(abs((item.y1 - item.y0) / (item.x1 - item.x0)))
    if wings:
        assert (max(slopes) - min(slopes) < 0.1) == winged.endswith("straight")
    assert snippet.sound


# Endings


@pytest.mark.parametrize("kind", ["stop", "discontinue"])
@pytest.mark.parametrize(("number", "text", "printed"), [("1", "", "1."), ("1,2", "", "1., 2."), ("2", "2. fine", "2. fine")])
def test_an_ending_is_a_bracket_with_its_number_closed_or_open(kind: str, number: str, text: str, printed: str) -> None:
    start = _barline(f'<ending number="{number}" type="start">{text}</ending>', "left")
    stop = _barline(f'<ending number="{number}" type="{kind}"/>')
    snippet = Snippet(score_xml(notes("c5w"), start + notes("d5w"), notes("e5w") + stop, notes("f5w")))
    ink = snippet.page.of(Ink.VOLTA)
    (words,) = [d for d in ink if isinstance(d.item, Text)]
    (roof,) = [d for d in ink if isinstance(d.item, Line) and d.item.y0 == d.item.y1]
    jogs = [d for d in ink if isinstance(d.item, Line) and d.item.x0 == d.item.x1]
    assert words.text == printed
    bars = snippet.page.of(Ink.BARLINE)
    assert bars[0].x0 - NEAR <= roof.x0 <= bars[0].x1 + 1.0
    assert bars[2].x0 - 1.0 <= roof.x1 <= bars[2].x1 + NEAR
    assert roof.y0 > 2.5
    assert [jog.centre < words.x0 for jog in jogs] == ([True, False] if kind == "stop" else [True])
    assert all(jog.y1 == pytest.approx(roof.middle, abs=0.1) for jog in jogs)
    assert roof.x0 < words.x0 < words.x1 < roof.x1
    assert roof.y0 > words.y1
    assert snippet.sound


def test_a_hidden_ending_leaves_no_ink() -> None:
    start = _barline('<ending number="1" type="start" print-object="no"/>', "left")
    snippet = Snippet(score_xml(start + notes("d5w") + _barline('<ending number="1" type="stop"/>'), notes("f5w")))
    assert snippet.page.of(Ink.VOLTA) == []
    assert snippet.sound


# Signs on barlines


def _on_barline(snippet: Snippet, place: str) -> tuple[Drawn, float, float]:
    """The one sign, with the edges of the barline (or of what stands there instead of one)."""
    (sign,) = [d for d in snippet.page.of(Ink.JUMP, Ink.FERMATA) if isinstance(d.item, Glyph)]
    strokes = _strokes(snippet, place)
    return sign, strokes[0].x0, strokes[-1].x1


@pytest.mark.parametrize("place", ["left", "right"])
@pytest.mark.parametrize("sign", ["segno", "coda"])
def test_segno_and_coda_stand_on_their_barline(sign: str, place: str) -> None:
    """E42b: over the staff, centred on the line."""
    snippet = _snippet(f"<{sign}/>", place)
    drawn, left, right = _on_barline(snippet, place)
    assert drawn.code == glyph(sign)
    assert drawn.centre == pytest.approx((left + right) / 2, abs=0.1)
    assert drawn.y0 > 2
    assert snippet.sound


@pytest.mark.parametrize("place", ["left", "right"])
@pytest.mark.parametrize("kind", schema().values["upright-inverted"])
@pytest.mark.parametrize("shape", FERMATAS)
def test_fermatas_of_every_shape_on_a_barline(shape: str, kind: str, place: str) -> None:
    """Upright ones over the staff, inverted ones under it."""
    snippet = _snippet(f'<bar-style>light-light</bar-style><fermata type="{kind}">{shape}</fermata>', place)
    drawn, left, right = _on_barline(snippet, place)
    side = "" if shape == "curlew" else "Above" if kind == "upright" else "Below"
    assert drawn.code == glyph(FERMATAS[shape] + side)
    assert drawn.centre == pytest.approx((left + right) / 2, abs=0.1)
    assert drawn.y0 > 2 if kind == "upright" else drawn.y1 < -2
    assert snippet.sound


def test_fermatas_on_both_sides_of_a_barline() -> None:
    snippet = _snippet('<fermata type="upright"/><fermata type="inverted"/>', "right")
    codes = sorted(d.code for d in snippet.page.of(Ink.JUMP, Ink.FERMATA))
    assert codes == sorted([glyph("fermataAbove"), glyph("fermataBelow")])


def test_a_wavy_line_goes_on_through_a_barline() -> None:
    """The barline says only that it continues; it is one line from its first note to its last."""
    on = _barline('<wavy-line type="continue"/>')
    start, stop = (f"<notations><ornaments>{ornament}</ornaments></notations></note>" for ornament in (
        '<trill-mark/><wavy-line type="start"/>', '<wavy-line type="stop"/>'
    ))  # fmt: skip
    snippet = Snippet(score_xml(notes("c5w").replace("</note>", start) + on, notes("d5w").replace("</note>", stop)))
    line = snippet.page.of(Ink.TRILL_LINE)
    assert line[0].x0 < snippet.page.of(Ink.BARLINE)[0].x0 < line[-1].x1
    assert snippet.sound


def test_thicknesses_are_those_of_the_face() -> None:
    thickness = small_faces().thickness
    assert (thickness.thin_barline, thickness.thick_barline) == (THIN, THICK)
