"""Real scores: nothing is lost on the way into the parts, and every rest is counted."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from engraving.musicxml import read
from engraving.parts import AccidentalPolicy, CuePolicy, Extraction, ExtractionOptions, extract_all
from engraving.parts.accidentals import printed_accidentals
from engraving.parts.fresh_atoms import FIRST
from engraving.parts.intervals import UNISON, to_written
from engraving.parts.transposing import transpose_music
from engraving.score import CUE_NAME, BarKind, Cue, Music, Part, SourcePart
from engraving.score.atoms import Kind, kind_of
from engraving.score.conservation import music_atoms, part_atoms
from tests.pace import paces

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the corpus is not at {CORPUS}")

SCORES = sorted(path.name for path in (CORPUS / "scores").glob("*")) if CORPUS.is_dir() else []
FEATURES = sorted((CORPUS / "features").glob("*/*")) if CORPUS.is_dir() else []
CUES = ExtractionOptions(cues=CuePolicy())
REWRITTEN = (Kind.ACCIDENTAL, Kind.REST, Kind.DOT1, Kind.DOT2)


class Score(NamedTuple):
    """A score and all that is extracted from it."""

    name: str
    cue: Cue
    extractions: tuple[Extraction, ...]


@lru_cache(maxsize=1)  # they are large
def opened(name: str) -> Score:
    cue = read(CORPUS / "scores" / name).cue
    return Score(name, cue, extract_all(cue))


@pytest.fixture(scope="module", params=SCORES)
def score(request: pytest.FixtureRequest) -> Score:
    """Every score, one after the other: all tests of one before the next is opened."""
    return opened(request.param)


def test_only_rests_and_accidentals_differ_from_the_source(score: Score) -> None:
    for source, extraction in zip(score.cue.parts, score.extractions, strict=True):
        before, after = set(music_atoms(source.music)), set(music_atoms(extraction.part.music))
        if extraction.part.tacet:
            assert not any(kind_of(atom) is Kind.HEAD for atom in before)
            continue
        lost = {kind_of(atom) for atom in before - after}
        assert lost <= set(REWRITTEN), source.name
        added = {kind_of(atom) for atom in after - before if (atom >> 6) % (1 << 14) < FIRST}
        assert added <= {Kind.ACCIDENTAL}, source.name


def test_no_atom_stands_for_two_things(score: Score) -> None:
    for extraction in score.extractions:
        part = extraction.part
        owed = [*music_atoms(part.music), *(rest.atom for rest in part.multi_rests)]
        everybodys = [d.atom for d in part.directions] + [s.atom for s in part.spanners]
        twice = [atom for atom, count in Counter(owed + everybodys).items() if count > 1]
        assert not twice, part.chair
        assert part_atoms(part) >= set(owed) or part.tacet


def test_every_bar_of_every_part_is_played_or_counted(score: Score) -> None:
    cue = score.cue
    for source, extraction in zip(cue.parts, score.extractions, strict=True):
        part = extraction.part
        if part.tacet:
            continue
        merged = {bar for rest in part.multi_rests for bar in range(rest.first, rest.last + 1)}
        written = {event.bar for event in part.music.events} | _styled(cue, part.music)
        assert not merged & written
        assert merged | written == set(range(len(cue.bars))), part.chair
        sounding = {e.bar for e in source.music.events if e.visible and any(h.visible for h in e.heads)}
        assert not merged & sounding
        for rest in part.multi_rests:
            bars = cue.bars[rest.first : rest.last + 1]
            assert rest.count == sum(bar.kind is not BarKind.SPLIT for bar in bars) >= 2
            assert all(bar.right in ("", "regular") and not bar.repeat_end for bar in bars[:-1])
            inside = [d for d in cue.directions if bars[0].start < d.tick < bars[-1].end]
            assert not inside, (part.chair, rest)


def _styled(cue: Cue, music: Music) -> set[int]:
    return {
        bar.index
        for style in music.styles
        for bar in cue.bars
        if bar.start < style.end and style.start < bar.end
    }


def test_empty_bars_hold_one_whole_rest_a_staff(score: Score) -> None:
    for extraction in score.extractions:
        part = extraction.part
        sounding = {event.bar for event in part.music.events if event.heads}
        alone = Counter(
            (event.bar, event.staff)
            for event in part.music.events
            if event.bar not in sounding and event.whole_bar and event.visible and not event.marks
        )
        assert all(count == 1 for count in alone.values()), part.chair


def test_chairs_have_different_names(score: Score) -> None:
    names = [extraction.part.chair for extraction in score.extractions]
    assert len(set(names)) == len(names)
    assert all(names)


def test_printed_accidentals_are_all_a_reader_needs(score: Score) -> None:
    """Reading the part back by bar-scope rules alone asks for nothing that is not printed."""
    for extraction in score.extractions:
        part: Part = extraction.part
        again, findings = printed_accidentals(score.cue, part.chair, part.music, AccidentalPolicy())
        assert again is part.music, part.chair
        assert not findings


def test_programs_accidentals_agree_with_the_rules(score: Score) -> None:
    """Of all that five programs display none contradicts its pitch, and only one score lacks a few."""
    rules = Counter(f.rule for e in score.extractions for f in e.findings)
    assert rules["accidental-wrong"] == 0
    assert rules["accidental-missing"] <= (3 if score.name == "boulanger-dun-matin-de-printemps.mxl" else 0)


def test_boulangers_tempo_marks_reach_every_part() -> None:
    _, cue, extractions = opened("boulanger-dun-matin-de-printemps.mxl")
    assert len(cue.directions) > 40
    for extraction in extractions:
        assert extraction.part.directions == cue.directions
        assert len(extraction.part.bar_seconds) == len(cue.bars) + 1
        assert list(extraction.part.bar_seconds) == sorted(extraction.part.bar_seconds)


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: path.name)
def test_every_feature_file_gives_parts(path: Path) -> None:
    cue = read(path).cue
    extractions = extract_all(cue)
    assert len(extractions) == len(cue.parts)
    for extraction in extractions:
        assert all(atom > 0 for atom in part_atoms(extraction.part))


@pytest.mark.parametrize(
    "name", ["boulanger-dun-matin-de-printemps.mxl", "el-capitan.xml", "beach-op.32-3.mxl"]
)
def test_a_score_turned_to_concert_pitch_gives_the_same_written_notes(name: str) -> None:
    _, cue, extractions = opened(name)
    sounding = tuple(_at_concert_pitch(part) for part in cue.parts)
    again = extract_all(replace(cue, parts=sounding, concert_pitch=True))
    for was, now in zip(extractions, again, strict=True):
        assert _written(now.part) == _written(was.part), now.part.chair


def _at_concert_pitch(source: SourcePart) -> SourcePart:
    line = tuple(
        (tick, UNISON if value.is_octave else to_written(value).inverse)
        for tick, _, value in source.music.transpositions
    )
    return replace(source, music=transpose_music(source.music, line).music)


def _written(part: Part) -> list[tuple[int, float]]:
    return [(event.tick, head.pitch.midi) for event in part.music.events for head in event.heads]


WITH_CUES = ("boulanger-dun-matin-de-printemps.mxl", "brahms-op.98-3.mxl", "a-walk-through-the-park.xml")


@pytest.mark.parametrize("name", WITH_CUES)
def test_cue_notes_are_all_that_cues_add(name: str) -> None:
    """A5: what is new is small, named and on its own bars; the player's notes, lines and words are as without."""
    _, cue, extractions = opened(name)
    count = 0
    for plain, extraction in zip(extractions, extract_all(cue, CUES), strict=True):
        without, having = plain.part.music, extraction.part.music
        known = {event.id for event in without.events}
        new = [event for event in having.events if event.cue and event.id not in known]
        assert all((event.id >> 6) % (1 << 14) >= FIRST for event in new)
        assert [e for e in having.events if e.heads and e not in new] == [e for e in without.events if e.heads]
        labels = [d for d in having.directions if d.segments[0].kind == CUE_NAME]
        assert tuple(d for d in having.directions if d not in labels) == without.directions
        assert [s for s in having.spanners if s.atom in {t.atom for t in without.spanners}] == list(without.spanners)
        sounding = {event.bar for event in without.events if event.heads and event.visible}
        assert not sounding & {event.bar for event in new}
        owed = Counter([*music_atoms(having), *(rest.atom for rest in extraction.part.multi_rests)])
        assert max(owed.values(), default=1) == 1
        assert plain.findings == extraction.findings
        count += len(labels)
    assert count > 5


def test_a_film_size_score_is_extracted_quickly_and_its_cues_are_chosen_quickly() -> None:
    """Seven tenths of a pace for the parts, one more for their cues, when the limits were set."""
    cue = opened("boulanger-dun-matin-de-printemps.mxl").cue
    plain = paces(lambda: extract_all(cue))
    assert plain < 2
    assert paces(lambda: extract_all(cue, CUES)) - plain < 2
