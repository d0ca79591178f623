"""What a chair takes from parts it shares, and what happens to lines that lose an end."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from engraving.errors import UsageError
from engraving.parts import Chair, Layer, Source, extract
from engraving.parts.seats import seated_music
from engraving.score import Anchor, Clef, Cue, Music, SourcePart, Spanner
from engraving.score.atoms import Kind, pack
from tests.parts.small_scores import part, score, spelled


def _seat(cue: Cue, *sources: Source) -> tuple[Music, list[str]]:
    music, _, findings = seated_music(cue, Chair("Chair", 1, sources, "Chair"))
    return music, [finding.rule for finding in findings]


def _with(source: SourcePart, *spanners: Spanner) -> SourcePart:
    return replace(source, music=replace(source.music, spanners=(*source.music.spanners, *spanners)))


def _slur(source: SourcePart, first: int, last: int) -> Spanner:
    """A slur between two events by index."""
    one, other = source.music.events[first], source.music.events[last]
    return Spanner(
        pack(one.bar, 800, Kind.SLUR), "slur",
        Anchor(one.tick, one.staff, one.voice, one.id),
        Anchor(other.tick, other.staff, other.voice, other.id),
    )  # fmt: skip


def test_a_whole_part_is_taken_as_it_stands() -> None:
    cue = score(part("Flute", "c5w"))
    music, rules = _seat(cue, Source("P1"))
    assert music is cue.parts[0].music
    assert not rules


@pytest.mark.parametrize(
    ("layer", "expected"),
    [
        (Layer.UPPER, ["E5", "G5", "A5", "B5"]),
        (Layer.LOWER, ["C5", "G5", "A5", "D5"]),
    ],
)
def test_two_players_on_a_staff(layer: Layer, expected: list[str]) -> None:
    cue = score(part("Oboes", "c5+e5h g5 | a5w | b5w // d5w"))
    music, rules = _seat(cue, Source("P1", layer=layer))
    assert [name.rstrip("!") for name in spelled(music)] == expected
    assert not rules


def test_a_chord_for_more_than_two_is_told() -> None:
    music, rules = _seat(score(part("Horns", "c4+e4+g4w")), Source("P1", layer=Layer.UPPER))
    assert spelled(music) == ["G4"]
    assert rules == ["notes-unassigned"]


def test_one_staff_of_two() -> None:
    harp = part("Percussion", "c5w | d5", "c3w | d3", clef=Clef("F", 4))
    music, rules = _seat(score(harp), Source("P1", staves=(2,)))
    assert music.staves == 1
    assert spelled(music) == ["C3", "D3"]
    assert {event.staff for event in music.events} == {1}
    assert music.clefs == ((0, 1, Clef("F", 4)),)
    assert not rules


def test_a_tie_of_the_other_player_is_gone_without_a_word() -> None:
    music, rules = _seat(score(part("Oboes", "c5+e5w~ | c5+e5")), Source("P1", layer=Layer.UPPER))
    assert [s.start.head for s in music.spanners if s.start] == [music.events[0].heads[0].atom]
    assert not rules


def test_a_slur_is_shortened_to_the_notes_that_are_left() -> None:
    flute = part("Flute", "c5q d5 e5 f5 | g5 a5 b5 c6")
    cue = score(_with(flute, _slur(flute, 1, 5)))
    music, rules = _seat(cue, Source("P1", end=96))
    assert rules == ["spanner-shortened"]
    (slur,) = music.spanners
    assert slur.start is not None
    assert slur.stop is not None
    assert (slur.start.tick, slur.stop.tick, slur.stop.event) == (24, 72, music.events[3].id)


def test_half_a_tie_and_a_slur_of_one_note_are_left_out() -> None:
    flute = part("Flute", "c5q d5 e5 f5~ | f5 a5 b5 c6")
    cue = score(_with(flute, _slur(flute, 3, 5)))
    music, rules = _seat(cue, Source("P1", end=96))
    assert not music.spanners
    assert rules == ["spanner-shortened", "spanner-shortened"]


def test_a_hairpin_ends_with_the_source() -> None:
    flute = part("Flute", "c5w | d5 | e5")
    hairpin = Spanner(pack(0, 801, Kind.WEDGE), "wedge", Anchor(0, 1), Anchor(240, 1))
    music, rules = _seat(score(_with(flute, hairpin)), Source("P1", end=192))
    (left,) = music.spanners
    assert left.stop is not None
    assert left.stop.tick == 192
    assert rules == ["spanner-shortened"]


def test_sources_follow_each_other_at_barlines() -> None:
    cue = score(part("Flute 1", "c5w | d5 | e5", key=2), part("Flute 2", "c4w | d4 | e4", key={0: 2, 96: -1}))
    music, rules = _seat(cue, Source("P1", end=96), Source("P2", start=96))
    assert [name.rstrip("!") for name in spelled(music)] == ["C5", "D4", "E4"]
    assert [(tick, key.fifths) for tick, _, key in music.keys] == [(0, 2), (96, -1)]
    assert not rules
    read = extract(cue, Chair("Flute", 1, (Source("P1", end=96), Source("P2", start=96)), "Flute")).part
    assert (read.instrument, read.number) == ("Flute", 1)


def test_a_source_cannot_change_inside_a_bar() -> None:
    with pytest.raises(UsageError, match="barlines"):
        _seat(score(part("Flute", "c5w | d5")), Source("P1", end=48))


def test_a_chair_needs_a_source() -> None:
    with pytest.raises(UsageError, match="at least one"):
        _seat(score(part("Flute", "c5w")))
