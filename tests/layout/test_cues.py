"""Cue notes as ink (E03, E44, E47, E54, R57, R58)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from engraving.house import Style, load_style
from engraving.layout.audit import audit
from engraving.layout.casting.turns import TurnJudge
from engraving.layout.engrave import engrave
from engraving.layout.page import Ink
from engraving.parts import CuePolicy, ExtractionOptions, extract_all
from engraving.score import Anchor, BeamGroup, Clef, Part, SourcePart, Spanner
from engraving.score.atoms import Kind, pack
from engraving.score.conservation import part_atoms
from engraving.typefaces import smufl as g
from tests.layout.small_music import Sheet, small_faces
from tests.parts.small_scores import part, score, tempo

NINE = " | ".join(["R"] * 9)
TUNE = "c5e d5 e5 f#5 g5q a5 | g5e. a5s g5q e5 f5 | f#5 e5 d5 bb4"
SOURCE = " | ".join(["R"] * 6 + [TUNE, "c5w"])
POLICY = CuePolicy()


def reader(name: str = "Violin", after: str = "c5e d5 e5 f5 g5q g5", **fields: object) -> SourcePart:
    return part(name, f"{NINE} | {after}", **fields)  # type: ignore[arg-type]


def extracted(mine: SourcePart, source: SourcePart | None = None) -> Part:
    whole = score(mine, source or part("Oboe in C", SOURCE), tempi=(tempo(0, 120),))
    return extract_all(whole, ExtractionOptions(cues=POLICY))[0].part


def engraved(mine: SourcePart, style: Style | None = None, source: SourcePart | None = None) -> Sheet:
    piece = extracted(mine, source)
    style = style or load_style("us-session")
    return Sheet(piece, engrave(piece, style, small_faces()), style)


def test_e03_heads_are_seven_tenths_and_the_players_own_are_whole() -> None:
    sheet = engraved(reader())
    own = sheet.of(Ink.HEAD)[-1].item.size
    sizes = [head.item.size for head in sheet.of(Ink.HEAD)]
    assert sizes[-6:] == [own] * 6
    assert sizes[:-6] == [pytest.approx(0.7 * own, abs=1)] * 15


def test_stems_go_up_and_the_players_rests_stand_whole_below() -> None:
    sheet = engraved(reader())
    heads, stems = sheet.of(Ink.HEAD), sheet.of(Ink.STEM)
    for head, stem in zip(heads[:15], stems[:15], strict=True):
        assert stem.y1 > head.y + 1.5
        assert stem.y0 >= head.y0
    rests = [rest for rest in sheet.of(Ink.REST) if rest.code in (g.REST_WHOLE, g.REST_WHOLE_LEGER_LINE)]
    assert len(rests) == 3
    assert {rest.item.size for rest in rests} == {heads[-1].item.size}
    assert all(rest.y1 < min(head.y0 for head in heads[:15]) for rest in rests)


def test_e44_the_source_is_named_in_9_pt_italics_over_the_first_note() -> None:
    sheet = engraved(reader())
    label = sheet.one(Ink.EXPRESSION)
    assert (label.text, label.item.face.name, label.item.size) == ("Oboe", "ITALIC", 900)
    first = sheet.of(Ink.HEAD)[0]
    assert label.x0 == pytest.approx(first.x0, abs=0.3)
    assert label.y0 > 2.0
    assert label.y0 > first.y1


def test_e47_cue_bars_are_numbered_one_by_one_after_a_shorter_rest() -> None:
    sheet = engraved(reader())
    assert [d.text for d in sheet.of(Ink.BAR_NUMBER)] == ["7", "8", "9", "10"]
    assert [d.text for d in sheet.of(Ink.REST_RANGE)] == ["1–6"]


def test_nothing_of_a_cue_is_lost_drawn_twice_or_in_the_way() -> None:
    for mine in (
        reader(), reader("Trombone", "c4w", clef=Clef("F", 4)), part("Harp", f"{NINE} | c5w", f"{NINE} | c4w"),
    ):  # fmt: skip
        found = engraved(mine).engraving.audit
        assert (found.lost, found.doubled, found.collisions, found.outside_margins) == (0, 0, 0, 0)


def test_the_audit_sees_a_cue_note_that_is_not_drawn() -> None:
    sheet = engraved(reader())
    small = min(sheet.of(Ink.HEAD), key=lambda head: head.item.size).item
    page = sheet.pages[0]
    without = replace(page, music=tuple(item for item in page.music if item is not small))
    assert audit((without,), part_atoms(sheet.part), small_faces()).lost == 1


def test_e30_cue_and_own_notes_are_beamed_apart() -> None:
    """Beams in the source of the cue do not put flags on a reader without any, nor the other way round."""
    plain = engraved(reader())
    assert len({d.item.atom for d in plain.of(Ink.BEAM)}) == 3  # eighths and sixteenths of the cue; the player's four
    oboe = part("Oboe", SOURCE)
    first, second = [e for e in oboe.music.events if e.heads][:2]
    events = tuple(
        replace(e, beams=("begin",)) if e is first else replace(e, beams=("end",)) if e is second else e
        for e in oboe.music.events
    )
    beams = (BeamGroup(pack(6, 800, Kind.BEAM), (first.id, second.id)),)
    beamed = engraved(reader(), source=replace(oboe, music=replace(oboe.music, events=events, beams=beams)))
    assert len({d.item.atom for d in beamed.of(Ink.BEAM)}) == 2  # what the source says, and the player's by metre
    assert len(beamed.of(Ink.FLAG)) == 4


def test_e30_each_cue_is_beamed_as_its_own_source_is() -> None:
    """A cue from a part without beams is beamed by metre, also where another cue's source has some."""
    silent = "g5q g5 g5 g5"
    violin = part("Violin", f"{NINE} | {silent} | {NINE} | {silent}")
    oboe, flute = part("Oboe", SOURCE), part("Flute", f"{' | '.join(['R'] * 16)} | {TUNE} | c5w")
    first, second = [e for e in oboe.music.events if e.heads][:2]
    said = {first.id: ("begin",), second.id: ("end",)}
    events = tuple(replace(e, beams=said.get(e.id, ())) for e in oboe.music.events)
    beams = (BeamGroup(pack(6, 800, Kind.BEAM), (first.id, second.id)),)
    oboe = replace(oboe, music=replace(oboe.music, events=events, beams=beams))
    whole = score(violin, oboe, flute, tempi=(tempo(0, 120),))
    piece = extract_all(whole, ExtractionOptions(cues=POLICY))[0].part
    assert {e.bar for e in piece.music.events if e.cue} >= {6, 16}  # or the test says nothing
    style = load_style("us-session")
    sheet = Sheet(piece, engrave(piece, style, small_faces()), style)
    assert len(sheet.of(Ink.FLAG)) == 4  # the oboe's other eighths and its dotted pair; none of the flute's


def test_e19_cues_do_not_move_the_line_of_a_one_line_staff() -> None:
    triangle = reader("Triangle", "e4w", clef=Clef("percussion"))
    events = tuple(
        replace(e, heads=tuple(replace(h, unpitched=True) for h in e.heads)) for e in triangle.music.events
    )
    triangle = replace(triangle, music=replace(triangle.music, events=events, staff_lines=((0, 1, 1),)))
    sheet = engraved(triangle)
    heads = sheet.of(Ink.HEAD)
    assert heads[-1].y == pytest.approx(0.0, abs=0.02)
    assert {round(head.y, 2) for head in heads[:-1]} == {0.5}
    assert not sheet.of(Ink.LEDGER)


def test_e35_a_slur_of_a_cue_stays_over_it_clear_of_the_players_rests() -> None:
    """It starts over a tie, and is lowest where its steep end crosses a stem: under it are whole rests."""
    oboe = part("Oboe", " | ".join(["R"] * 6 + ["gb4w~ | gb4q g4h ab4q~ | ab4q cb5h gb5q | gb5w"]))
    own = [e for e in oboe.music.events if e.heads]
    first, last = own[0], next(e for e in own if e.tick == 8 * 96 + 72)
    ends = [Anchor(e.tick, e.staff, e.voice, e.id) for e in (first, last)]
    slur = Spanner(pack(6, 900, Kind.SLUR), "slur", *ends)
    oboe = replace(oboe, music=replace(oboe.music, spanners=(*oboe.music.spanners, slur)))
    sheet = engraved(reader(after="c5w"), source=oboe)
    lowest = min(head.y0 for head in sheet.of(Ink.HEAD))
    assert sheet.one(Ink.SLUR).y0 > lowest
    assert sheet.engraving.audit.collisions == 0


def test_e54_over_cue_notes_a_player_rests() -> None:
    """A turn in the cue is as easy as in the rest before it."""
    piece = extracted(reader())
    turn = TurnJudge(piece, load_style("us-session")).turn(7, 0)
    assert turn.rest_before == pytest.approx(16.0)  # eight bars of two seconds
    assert turn.grade == "free"


def test_no_cues_are_no_cues() -> None:
    whole = score(reader(), part("Oboe", SOURCE))
    assert extract_all(whole, ExtractionOptions(cues=None)) == extract_all(whole)
    assert not any(event.cue for event in extract_all(whole)[0].part.music.events)


def test_e15_a_whole_rest_stays_in_the_staff_where_the_low_notes_are_beside_it() -> None:
    """A held low note at the start of the bar, the middle free: only in the second bar a note is in the way."""
    low = part("Bassoon", " | ".join(["R"] * 6 + ["e4w | f4q e4 e4 e4 | g4w", "c4w"]))
    rests = [d for d in engraved(reader(), source=low).of(Ink.REST) if d.code in (g.REST_WHOLE, g.REST_WHOLE_LEGER_LINE)]
    assert [d.code == g.REST_WHOLE for d in rests] == [True, False, True]
    assert [d.y for d in rests[::2]] == [pytest.approx(-1.0, abs=0.02)] * 2


def test_e15_a_whole_rest_under_low_notes_keeps_the_middle_of_its_bar() -> None:
    """Outside the staff it has a ledger line, which is longer than the rest at both ends."""
    low = part("Bassoon", " | ".join(["R"] * 6 + ["g4q e4 e4 g4 | f4 e4 e4 g4 | e4 e4 f4 g4", "c4w"]))
    sheet = engraved(reader(), source=low)
    rests = [d for d in sheet.of(Ink.REST) if d.code == g.REST_WHOLE_LEGER_LINE]
    assert len(rests) == 3
    lines = [d.x0 for d in sheet.of(Ink.BARLINE)]
    for rest in rests:
        start = max(x for x in lines if x < rest.x0)
        end = min(x for x in lines if x > rest.x1)
        assert (rest.x0 + rest.x1) / 2 == pytest.approx((start + end) / 2, abs=0.15)
