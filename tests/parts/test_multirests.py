"""E47, R22–R27: empty bars and the runs they make."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from engraving.parts import extract_all
from engraving.parts.fresh_atoms import FIRST
from engraving.score import (
    Anchor,
    Bar,
    BarKind,
    BarStyle,
    Clef,
    Cue,
    Ending,
    Key,
    Metre,
    MultiRest,
    Part,
    Pitch,
    Spanner,
)
from engraving.score.atoms import Kind, kind_of, pack
from engraving.score.conservation import part_atoms
from tests.parts.small_scores import part, score, words

EIGHT = "c5w | R | R | R | R | R | R | c5w"
FULL = "c5w | d5 | e5 | f5 | g5 | a5 | b5 | c6"


def _first(cue: Cue) -> Part:
    return extract_all(cue)[0].part


def _runs(piece: Part) -> list[tuple[int, int, int]]:
    return [(rest.first, rest.last, rest.count) for rest in piece.multi_rests]


def _eight(**bars: Bar) -> tuple[Bar, ...]:
    """Eight 4/4 bars, some of them replaced: ``b3=Bar(…)`` is bar index 3."""
    plain = [Bar(i, str(i + 1), i * 96, 96) for i in range(8)]
    for name, bar in bars.items():
        plain[int(name[1:])] = bar
    return tuple(plain)


def test_a_run_is_one_rest_without_its_events() -> None:
    piece = _first(score(part("Flute", EIGHT)))
    assert _runs(piece) == [(1, 6, 6)]
    assert [event.bar for event in piece.music.events] == [0, 7]
    atom = piece.multi_rests[0].atom
    assert atom == pack(1, FIRST, Kind.MULTI_REST)
    assert atom in part_atoms(piece)


def test_ties_between_hidden_notes_go_with_them_and_one_into_them_is_open() -> None:
    """Finale hides the rest of a cue: its notes are there, silent and unseen, under the bars' rests."""
    flute = part("Flute", "c5w~ | c5~ | c5 | R")
    events = tuple(replace(e, visible=e.bar == 0) if e.heads else e for e in flute.music.events)
    piece = _first(score(replace(flute, music=replace(flute.music, events=events))))
    (tie,) = piece.music.spanners
    assert tie.start is not None
    assert (tie.start.tick, tie.stop) == (0, None)
    assert _runs(piece) == [(1, 3, 3)]


def test_one_empty_bar_stays_a_whole_rest() -> None:
    piece = _first(score(part("Flute", "c5w | R | c5")))
    assert not piece.multi_rests
    assert piece.music.events[1].whole_bar


@pytest.mark.parametrize(
    ("bars", "expected"),
    [
        (_eight(b3=Bar(3, "4", 288, 96, right="light-light")), [(1, 3, 3), (4, 6, 3)]),
        (_eight(b4=Bar(4, "5", 384, 96, left="light-light")), [(1, 3, 3), (4, 6, 3)]),
        (_eight(b3=Bar(3, "4", 288, 96, right="regular")), [(1, 6, 6)]),
        (_eight(b4=Bar(4, "5", 384, 96, repeat_start=True)), [(1, 3, 3), (4, 6, 3)]),
        (_eight(b3=Bar(3, "4", 288, 96, repeat_end=2)), [(1, 3, 3), (4, 6, 3)]),
        (_eight(b4=Bar(4, "5", 384, 96, jumps=(("segno", "1"),))), [(1, 3, 3), (4, 6, 3)]),
        (_eight(b3=Bar(3, "4", 288, 96, jumps=(("tocoda", "1"),))), [(1, 3, 3), (4, 6, 3)]),
        (_eight(b3=Bar(3, "4", 288, 96, BarKind.FREE)), [(1, 2, 2), (4, 6, 3)]),
        (_eight(b1=Bar(1, "2", 96, 96, BarKind.PICKUP)), [(2, 6, 5)]),
    ],
)
def test_bars_break_a_run(bars: tuple[Bar, ...], expected: list[tuple[int, int, int]]) -> None:
    assert _runs(_first(score(part("Flute", EIGHT), bars=bars))) == expected


@pytest.mark.parametrize(
    ("bar", "tick", "expected"),
    [
        (1, 96, [(1, 6, 6)]),  # at the first bar's start: nothing to break
        (4, 384, [(1, 3, 3), (4, 6, 3)]),
        (4, 408, [(1, 3, 3), (5, 6, 2)]),  # inside a bar: that bar stands alone
        (3, 384, [(1, 3, 3), (4, 6, 3)]),  # at the end of a bar
    ],
)
@pytest.mark.parametrize("kind", ["words", "rehearsal", "metronome", "segno", "coda"])
def test_everybodys_marks_break_a_run(
    bar: int, tick: int, expected: list[tuple[int, int, int]], kind: str
) -> None:
    cue = score(part("Flute", EIGHT), directions=(words(bar, tick, "A", kind=kind),))
    assert _runs(_first(cue)) == expected


def test_everybodys_lines_break_a_run_at_both_ends() -> None:
    line = Spanner(pack(2, 901, Kind.LINE), "dashes", Anchor(192, 0), Anchor(384, 0))
    assert _runs(_first(score(part("Flute", EIGHT), spanners=(line,)))) == [(2, 3, 2), (4, 6, 3)]


def test_keys_and_metres_break_a_run_but_restating_them_does_not() -> None:
    assert _runs(_first(score(part("Flute", EIGHT, key={0: 2, 384: -1})))) == [(1, 3, 3), (4, 6, 3)]
    assert _runs(_first(score(part("Flute", EIGHT, key={0: 2, 384: 2})))) == [(1, 6, 6)]
    flute = part("Flute", EIGHT)
    metres = ((0, 0, Metre()), (384, 0, Metre((("2", 2),), "cut")))
    changed = replace(flute, music=replace(flute.music, metres=metres))
    assert _runs(_first(score(changed))) == [(1, 3, 3), (4, 6, 3)]


def test_endings_break_a_run() -> None:
    ending = Ending(pack(3, 902, Kind.ENDING), (1,), "1.", 3, 4)
    assert _runs(_first(score(part("Flute", EIGHT), endings=(ending,)))) == [(1, 2, 2), (3, 4, 2), (5, 6, 2)]


def test_a_fermata_elsewhere_breaks_a_run_and_is_printed_on_the_rest() -> None:
    other = part("Oboe", FULL.replace("f5", "f5w^"))
    piece = _first(score(part("Flute", EIGHT), other))
    assert _runs(piece) == [(1, 2, 2), (4, 6, 3)]
    rest = piece.music.events[1]
    assert (rest.bar, rest.whole_bar) == (3, True)
    assert [(mark.name, mark.text, mark.placement) for mark in rest.marks] == [("fermata", "normal", "above")]
    assert kind_of(rest.marks[0].atom) is Kind.MARK
    assert rest.marks[0].atom in part_atoms(piece)


def test_a_fermata_elsewhere_is_not_printed_on_notes() -> None:
    piece = _first(score(part("Flute", FULL), part("Oboe", FULL.replace("f5", "f5w^"))))
    assert not any(event.marks for event in piece.music.events)


@pytest.mark.parametrize("text", ["G.P.", "G. P.", "attacca", "Attacca subito", "General Pause"])
def test_a_general_pause_elsewhere_is_printed_on_the_rest(text: str) -> None:
    other = part("Oboe", FULL, directions=(words(3, 288, text, staff=1),))
    piece = _first(score(part("Flute", EIGHT), other))
    assert _runs(piece) == [(1, 2, 2), (4, 6, 3)]
    assert [(d.bar, d.text, d.staff) for d in piece.music.directions] == [(3, text, 1)]


def test_its_own_text_keeps_a_bar_out_of_a_run() -> None:
    flute = part("Flute", EIGHT, directions=(words(3, 288, "To Picc.", staff=1),))
    assert _runs(_first(score(flute))) == [(1, 2, 2), (4, 6, 3)]


def test_lines_keep_the_bars_they_cross_out_of_a_run() -> None:
    flute = part("Flute", EIGHT)
    hairpin = Spanner(pack(0, 903, Kind.WEDGE), "wedge", Anchor(24, 1), Anchor(240, 1))
    crossing = replace(flute, music=replace(flute.music, spanners=(hairpin,)))
    assert _runs(_first(score(crossing))) == [(3, 6, 4)]
    hairpin = replace(hairpin, stop=Anchor(96, 1))  # ends with its own bar
    ending = replace(flute, music=replace(flute.music, spanners=(hairpin,)))
    assert _runs(_first(score(ending))) == [(1, 6, 6)]


def test_slashes_and_repeats_are_not_empty() -> None:
    flute = part("Flute", EIGHT)
    for kind in ("slash", "measure-repeat"):
        style = BarStyle(pack(3, 904, Kind.STYLE), kind, 1, 288, 480)
        piece = _first(score(replace(flute, music=replace(flute.music, styles=(style,)))))
        assert _runs(piece) == [(1, 2, 2), (5, 6, 2)]
        beats = [event for event in piece.music.events if event.bar in (3, 4)]
        assert (len(beats), style.atom in part_atoms(piece)) == ((8, False) if kind == "slash" else (0, True))


def test_a_clef_change_moves_to_the_end_of_the_rest() -> None:
    cello = part("Cello", EIGHT, clef=Clef("F", 4))
    tenor = Clef("C", 4)
    clefs = (*cello.music.clefs, (300, 1, Clef()), (400, 1, tenor))
    piece = _first(score(replace(cello, music=replace(cello.music, clefs=clefs))))
    assert _runs(piece) == [(1, 6, 6)]
    assert piece.music.clefs == ((0, 1, Clef("F", 4)), (672, 1, tenor))


def test_split_halves_count_once() -> None:
    halves = (Bar(3, "4", 288, 48), Bar(4, "4", 336, 48, BarKind.SPLIT))
    later = tuple(Bar(i, str(i), 384 + (i - 5) * 96, 96) for i in range(5, 9))
    bars = (*_eight()[:3], *halves, *later)
    flute = part("Flute", "c5w")
    events = tuple(
        replace(flute.music.events[0], id=pack(bar.index, 1, Kind.REST), bar=bar.index, tick=bar.start,
                length=bar.length, heads=(), whole_bar=True)
        for bar in bars[1:-1]
    )  # fmt: skip
    last = replace(flute.music.events[0], bar=8, tick=bars[8].start)
    flute = replace(flute, music=replace(flute.music, events=(*flute.music.events, *events, last)))
    piece = _first(score(flute, bars=bars))
    assert _runs(piece) == [(1, 7, 6)]


@pytest.mark.parametrize("bar", ["rq r r r", "rh r", "R // R", "rh r // R", "zw", ""])
def test_however_a_bar_of_rest_is_written(bar: str) -> None:
    piece = _first(score(part("Flute", f"c5w | {bar} | c5w")))
    rests = [event for event in piece.music.events if event.is_rest]
    assert [(r.bar, r.tick, r.length, r.whole_bar, r.visible) for r in rests] == [(1, 96, 96, True, True)]
    merged = _first(score(part("Flute", f"c5w | {bar} | R | c5w")))
    assert _runs(merged) == [(1, 2, 2)]


def test_a_grand_staff_is_empty_only_when_both_staves_are() -> None:
    piece = _first(score(part("Harp", "c5w | R | R | R", "c3w | c3 | R | R")))
    assert _runs(piece) == [(2, 3, 2)]
    assert [(e.bar, e.staff) for e in piece.music.events if e.is_rest] == [(1, 1)]


def test_a_blank_staff_beside_notes_gets_its_rest() -> None:
    piece = _first(score(part("Harp", "c5w | d5", "c3w | ")))
    rest = piece.music.events[-1]
    assert (rest.bar, rest.staff, rest.voice, rest.whole_bar) == (1, 2, 5, True)
    assert rest.id == pack(1, FIRST, Kind.REST)


def test_a_second_voice_of_rest_beside_notes_stays_as_the_source_has_it() -> None:
    piece = _first(score(part("Flute", "c5w // R")))
    assert [event.is_rest for event in piece.music.events] == [False, True]


def test_an_unused_voice_under_a_multi_rest_is_gone() -> None:
    piece = _first(score(part("Flute", "c5w | R // R | R // R | c5")))
    assert _runs(piece) == [(1, 2, 2)]
    assert len(piece.music.events) == 2


def test_a_tacet_holds_nothing() -> None:
    cue = score(part("Flute", "R | R"), part("Oboe", "c5w | c5w"), directions=(words(0, 0, "Slow"),))
    piece = _first(cue)
    assert piece.tacet
    assert not piece.music.events
    assert not piece.multi_rests
    assert part_atoms(piece) == frozenset()
    assert not extract_all(cue)[1].part.tacet


def test_counts_are_the_empty_bars_of_the_source() -> None:
    text = "R | R | R | c5w | R | R | rh r | c5 | R | c5 | R | R"
    piece = _first(score(part("Flute", text)))
    singles = [event.bar for event in piece.music.events if event.is_rest]
    assert _runs(piece) == [(0, 2, 3), (4, 6, 3), (10, 11, 2)]
    assert singles == [8]
    assert all(isinstance(rest, MultiRest) for rest in piece.multi_rests)
    assert Key() == piece.music.keys[0][2]
    assert piece.music.events[0].heads[0].pitch == Pitch(5, 0)


def test_a_line_that_ends_on_a_merged_rest_keeps_only_its_tick() -> None:
    flute = part("Flute", EIGHT)
    rest = flute.music.events[1]
    hairpin = Spanner(pack(0, 903, Kind.WEDGE), "wedge", Anchor(24, 1), Anchor(96, 1, 1, rest.id))
    piece = _first(score(replace(flute, music=replace(flute.music, spanners=(hairpin,)))))
    assert _runs(piece) == [(1, 6, 6)]
    assert piece.music.spanners[0].stop == Anchor(96, 1, 1)


def test_a_line_that_ends_on_one_of_several_rests_moves_to_the_whole_rest() -> None:
    flute = part("Flute", "c5w | rh r | c5w")
    second = flute.music.events[2]
    hairpin = Spanner(pack(0, 903, Kind.WEDGE), "wedge", Anchor(24, 1), Anchor(144, 1, 1, second.id))
    piece = _first(score(replace(flute, music=replace(flute.music, spanners=(hairpin,)))))
    assert piece.music.spanners[0].stop == Anchor(144, 1, 1, piece.music.events[1].id)


def test_beside_a_rest_with_a_fermata_a_second_voices_rest_is_left_out() -> None:
    piece = _first(score(part("Flute", "c5w | Rw^ // R | c5w")))
    rests = [event for event in piece.music.events if event.is_rest]
    assert [(rest.whole_bar, [mark.name for mark in rest.marks]) for rest in rests] == [(True, ["fermata"])]


def test_attacca_at_the_end_of_the_last_bar_reaches_a_resting_part() -> None:
    oboe = part("Oboe", "c5w | d5", directions=(words(1, 192, "attacca", staff=1),))
    piece = _first(score(part("Flute", "c5w | R"), oboe))
    assert [d.text for d in piece.music.directions] == ["attacca"]
