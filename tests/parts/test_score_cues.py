"""Cue notes of the source are not in the score unless its style wants them (R57, R58)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from engraving.findings import Finding
from engraving.parts import ScoreOptions, full_score
from engraving.score import Anchor, BeamGroup, Direction, Event, Music, Segment, SourcePart, Spanner
from tests.parts.small_scores import part, score


def with_cues(made: SourcePart, voice: int, bars: set[int], **more: object) -> SourcePart:
    """The notes of a voice in some bars as cue notes."""
    events = tuple(
        replace(event, cue=True) if event.voice == voice and event.bar in bars and event.heads else event
        for event in made.music.events
    )
    return replace(made, music=replace(made.music, events=events, **more))


def in_score(made: SourcePart, *, cues: bool = False) -> tuple[Music, list[Finding]]:
    found, findings = full_score(score(made, part("Oboe", "c5w | c5w | c5w")), None, ScoreOptions(cues=cues))
    return found.parts[0].part.music, [f for f in findings if f.rule == "cue-notes-left-out"]


def notes(music: Music, bar: int) -> list[Event]:
    return [event for event in music.events if event.bar == bar and event.heads]


def rests(music: Music, bar: int) -> list[tuple[int, int]]:
    """Where in a bar of four quarters rests begin, and how long they are, in quarters."""
    return [(e.tick // 24 - 4 * bar, e.length // 24) for e in music.events if e.bar == bar and not e.heads]


def flute(bars: str) -> SourcePart:
    made = part("Flute", bars)
    return with_cues(made, max(event.voice for event in made.music.events), {1})


@pytest.mark.rule("R58")
def test_cue_notes_over_rests_are_left_out_and_told() -> None:
    music, told = in_score(flute("c5w | R // e5h f5h | d5w"))
    assert notes(music, 1) == []
    assert rests(music, 1) == [(0, 4)]
    assert [(f.where.part, f.where.bar, f.severity) for f in told] == [("Flute", "2", "note")]
    assert len(notes(music, 0)) == len(notes(music, 2)) == 1


def test_a_style_may_show_them() -> None:
    music, told = in_score(flute("c5w | R // e5h f5h | d5w"), cues=True)
    assert len(notes(music, 1)) == 2
    assert told == []


def test_cue_notes_without_rests_leave_rests() -> None:
    """Before the player's own entry on the third beat nothing else says how long to wait."""
    made = part("Flute", "c5w | e5q f5q g5h | d5w")
    events = tuple(
        replace(event, cue=True) if event.bar == 1 and event.tick < 96 + 48 else event for event in made.music.events
    )
    music, _ = in_score(replace(made, music=replace(made.music, events=events)))
    assert rests(music, 1) == [(0, 1), (1, 1)]
    assert [event.tick for event in notes(music, 1)] == [96 + 48]
    whole, _ = in_score(with_cues(part("Flute", "c5w | e5q f5q g5h | d5w"), 1, {1}))
    assert rests(whole, 1) == [(0, 4)]


def test_small_notes_beside_the_players_own_are_an_ossia_and_stay() -> None:
    music, told = in_score(flute("c5w | c5h d5h // e5h f5h | d5w"))
    assert len(notes(music, 1)) == 4
    assert told == []


def test_a_small_note_that_ends_the_players_own_by_a_tie_stays() -> None:
    made = part("Flute", "c5w~ | c5w | d5w")
    music, told = in_score(with_cues(made, 1, {1}))
    assert len(notes(music, 1)) == 1
    assert told == []


def test_what_belongs_to_cue_notes_goes_with_them_and_what_the_player_needs_stays() -> None:
    made = flute("c5w | R // e5h f5h | d5w")
    first, second = (event for event in made.music.events if event.cue)
    anchors = [Anchor(event.tick, 1, event.voice, event.id, event.heads[0].atom) for event in (first, second)]

    def says(atom: int, tick: int, kind: str, text: str, voice: int = 1) -> Direction:
        return Direction(atom, 1, tick, 1, (Segment(kind, text),), voice=voice)

    music = replace(
        made.music,
        beams=(BeamGroup(901, (first.id, second.id)),),
        spanners=(Spanner(902, "slur", *anchors), Spanner(903, "wedge", *anchors)),
        directions=(
            says(904, 96, "words", "(Oboe)"), says(905, 96, "dynamics", "mf"), says(906, 100, "words", "dolce", first.voice),
            says(907, 96, "words", "To Piccolo"), says(908, 192, "dynamics", "p"),
        ),
    )  # fmt: skip
    left, _ = in_score(replace(made, music=music))
    assert left.beams == ()
    assert left.spanners == ()
    assert [direction.text for direction in left.directions] == ["To Piccolo", "p"]
