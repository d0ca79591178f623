"""The pitch a cue holds is decided once, and open keys stay open."""

from __future__ import annotations

import pytest

from engraving.errors import UsageError
from engraving.findings import Severity
from engraving.parts import ExtractionOptions, extract_all
from engraving.score import Cue, SourcePart, Transposition
from tests.parts.small_scores import part, score, spelled

B_FLAT = Transposition(-1, -2)


def _clarinet(text: str = "d5w", key: int = 0, transposition: Transposition | None = None) -> SourcePart:
    return part("Clarinet in Bb", text, key=key, transposition=transposition)


def _outcome(cue: Cue, score_pitch: str | None = None) -> tuple[list[str], list[str], bool]:
    """The first part's notes, the rules of all findings, and its PITCH UNCONFIRMED."""
    extractions = extract_all(cue, ExtractionOptions(score_pitch=score_pitch))
    rules = [finding.rule for extraction in extractions for finding in extraction.findings]
    return spelled(extractions[0].part.music), rules, extractions[0].part.pitch_unconfirmed


def test_the_option_decides_first() -> None:
    cue = score(_clarinet(transposition=B_FLAT, key=1), part("Violin", "c5w", key=-1), concert_pitch=False)
    assert _outcome(cue, "concert") == (["E5"], [], False)
    assert _outcome(cue, "written") == (["D5"], [], False)


def test_an_option_that_is_neither_is_refused() -> None:
    with pytest.raises(UsageError, match="sounding"):
        extract_all(score(_clarinet()), ExtractionOptions(score_pitch="sounding"))


def test_then_the_sources_own_word() -> None:
    cue = score(_clarinet(key=-1), part("Violin", "c5w", key=-1), concert_pitch=True)
    assert _outcome(cue) == (["E5"], [], False)


def test_a_part_of_a_concert_score_may_be_written() -> None:
    cue = score(
        _clarinet(key=1, transposition=B_FLAT), part("Violin", "c5w", key=-1),
        concert_pitch=True, concert_exceptions=("P1",),
    )  # fmt: skip
    assert _outcome(cue) == (["D5"], [], False)


def test_then_any_transposition_anywhere() -> None:
    cue = score(_clarinet(key=-1), part("Horn in F", "c5w", transposition=Transposition(-4, -7)))
    assert _outcome(cue) == (["D5"], [], False)


def test_then_there_may_be_nothing_to_transpose() -> None:
    assert _outcome(score(part("Flute", "d5w"), part("Violin", "c5w"))) == (["D5"], [], False)


def test_then_the_key_signatures_speak() -> None:
    cue = score(_clarinet(key=-1), part("Violin", "c5w", key=-1))
    assert _outcome(cue) == (["E5"], ["pitch-assumed"], False)


def test_a_horn_is_compared_over_all_its_changes_of_key() -> None:
    horn = part("Horn in F", "a5w | a5", key={0: -1, 96: 3})
    same = part("Violin", "a5w | a5", key={0: -1, 96: 3})
    other = part("Violin", "a5w | a5", key={0: -1, 96: 2})
    assert _outcome(score(horn, same))[1] == ["pitch-assumed"]
    assert _outcome(score(horn, other))[1] == ["pitch-unconfirmed"]


def test_else_it_is_undecided_and_stands() -> None:
    cue = score(_clarinet(key=1), part("Violin", "c5w", key=-1))
    notes, rules, unconfirmed = _outcome(cue)
    assert (notes, rules, unconfirmed) == (["D5"], ["pitch-unconfirmed"], True)
    extractions = extract_all(cue)
    finding = extractions[0].findings[0]
    assert finding.severity is Severity.ERROR
    assert "Clarinet in Bb" in finding.message
    assert "--score-pitch" in finding.remedy
    assert not extractions[1].part.pitch_unconfirmed


def test_open_key_stays_open_in_written_parts() -> None:
    cue = score(
        part("Clarinet in Bb", "d5q f5! f#5 c#5 | f5! f#5 r r", key=2, transposition=B_FLAT),
        part("Violin", "c5w | c5"),
    )
    extraction = extract_all(cue)[0]
    assert not extraction.part.music.keys
    assert spelled(extraction.part.music) == ["D5", "F5", "F#5!", "C#5!", "F5!", "F#5!"]
    kept = extract_all(cue, ExtractionOptions(open_key=False))[0].part
    assert kept.music.keys[0][2].fifths == 2


def test_a_cue_with_any_signature_keeps_all() -> None:
    cue = score(
        part("Clarinet in Bb", "d5w | d5", key={0: 2, 96: 1}, transposition=B_FLAT),
        part("Violin", "c5w | c5", key={0: 0, 96: -1}),
    )
    assert [key.fifths for _, _, key in extract_all(cue)[0].part.music.keys] == [2, 1]


def test_timpani_have_no_signature() -> None:
    cue = score(part("Timpani", "f#3w!", key=2), part("Violin", "d5w", key=2))
    timpani = extract_all(cue)[0].part
    assert not timpani.music.keys
    assert spelled(timpani.music) == ["F#3!"]
    assert timpani.family == "timpani"


def test_an_unknown_instrument_is_told() -> None:
    rules = [f.rule for f in extract_all(score(part("Zorblax", "c5w")))[0].findings]
    assert rules == ["unknown-instrument"]


def test_signatures_left_out_are_told() -> None:
    cue = score(_clarinet(key=2, transposition=B_FLAT), part("Violin", "c5w"))
    (finding,) = extract_all(cue)[0].findings
    assert (finding.rule, finding.severity) == ("key-left-out", Severity.NOTE)
    assert "Clarinet in Bb" in finding.message
