"""The rules of picture time: each with a cue file that breaks it and one, as near as can be, that does not."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from engraving.findings import Finding
from engraving.proofing import proof
from engraving.proofing.picture import PICTURE_RULES
from engraving.score import Credits, Cue
from engraving.timing.cue_file import CueFile, FreeTime, Hit, Place, Tempo, TempoEvent
from engraving.timing.rates import RATES
from engraving.timing.reel import Neighbour, begun_before
from tests.proofing.small_cues import BAR, cue, direction, part

FOUR_BARS = cue(part("Flute 1", "c5w | d5w | e5w | f5w"), credits=Credits(start="01:00:00:00", rate="24"))
"""Printed at 96 quarters a minute: 2.5 s a bar, 10 s."""

HOUR = 24 * 3600
NEXT = Neighbour("1M4", CueFile(number="1M4", title="Home", start=HOUR + 240))


class Sample(NamedTuple):
    """A rule's cue file that fails, and the same put right."""

    fails: CueFile
    passes: CueFile


def _hits(*hits: Hit, **more: object) -> CueFile:
    return CueFile(start=HOUR, hits=hits, **more)  # type: ignore[arg-type]


def _tempo(bpm: str) -> CueFile:
    return CueFile(tempo=(TempoEvent(Place("1"), Tempo(Fraction(bpm))),))


def _wanted(at: str) -> CueFile:
    return _hits(Hit(Fraction(at), "Door", late=Fraction(2), wanted=Place("2", Fraction(3))))


SAMPLES = {
    "cue-unlike-score": Sample(CueFile(start=HOUR + 1), CueFile(start=HOUR)),
    "cue-first-bar": Sample(CueFile(first_bar="5"), CueFile(first_bar="1")),
    "hit-outside": Sample(_hits(Hit(Fraction(-1, 24))), _hits(Hit(Fraction(0)))),
    "cue-short": Sample(_hits(Hit(Fraction(3)), Hit(Fraction(101, 10))), _hits(Hit(Fraction(10)))),
    # bar 2 beat 3 is at 3.75 s, frame 90: 2 frames late for frame 88 will do, 1 frame early for frame 91 too
    "hit-missed": Sample(_wanted("87/24"), _wanted("88/24")),
    "cue-overlap": Sample(CueFile(start=HOUR, end=HOUR + 241), CueFile(start=HOUR, end=HOUR + 240)),
    # 16 quarters at 96 last 10 s, 240 frames; a frame more at 95.6, and 0.75 of one at 95.7
    "tempo-unlike-printed": Sample(_tempo("95.6"), _tempo("95.7")),
}


def _broken(rule: str, cue_file: CueFile | None, subject: Cue = FOUR_BARS) -> list[Finding]:
    return [finding for finding in proof(subject, cue_file, (NEXT,)) if finding.rule == rule]


@pytest.mark.parametrize("rule", SAMPLES)
def test_a_broken_rule_is_found_once(rule: str) -> None:
    assert [finding.rule for finding in _broken(rule, SAMPLES[rule].fails)] == [rule]


@pytest.mark.parametrize("rule", SAMPLES)
def test_what_is_in_order_is_let_be(rule: str) -> None:
    assert _broken(rule, SAMPLES[rule].passes) == []


def test_every_rule_has_a_sample() -> None:
    assert sorted(SAMPLES) == sorted(rule.id for rule in PICTURE_RULES)


def test_without_a_cue_file_there_is_no_picture() -> None:
    assert not {finding.rule for finding in proof(FOUR_BARS)} & set(SAMPLES)


def test_a_hit_says_where_it_falls_and_by_how_much_it_is_missed() -> None:
    (finding,) = _broken("hit-missed", _wanted("87/24"))
    assert finding.message == "Bar 2 beat 3 comes 3.0 frames late for the hit “Door” at 0:03.6."
    assert (finding.where.bar, finding.where.beat) == ("2", 3.0)
    assert _broken("hit-missed", _wanted("91/24")) == []
    (finding,) = _broken("hit-missed", _wanted("92/24"))
    assert "2.0 frames early" in finding.message


def test_a_hit_wanted_where_there_is_no_bar() -> None:
    (finding,) = _broken("hit-missed", _hits(Hit(Fraction(1), wanted=Place("9"))))
    assert "bar 9 beat 1, which the score does not have" in finding.message


def test_hits_after_the_end_of_the_cue() -> None:
    late = _hits(Hit(Fraction(9), "Cut"), end=HOUR + 200)
    (finding,) = _broken("hit-outside", late)
    assert finding.message == "The hit “Cut” at 0:09.0 comes 16.0 frames after the cue's end."
    assert _broken("hit-outside", replace(late, end=HOUR + 216)) == []


def test_music_is_told_by_how_much_it_is_short() -> None:
    (finding,) = _broken("cue-short", SAMPLES["cue-short"].fails)
    assert finding.message == "The music is over at 0:10.0, 2.4 frames before the hit at 0:10.1."


def test_the_length_of_the_music_counts_where_no_end_is_given() -> None:
    assert _broken("cue-overlap", CueFile(start=HOUR)) == []
    (finding,) = _broken("cue-overlap", CueFile(start=HOUR + 1))
    assert finding.message == "The cue is still going on when 1M4 Home begins: they overlap by 1 frame."


def test_only_cues_of_one_reel_and_rate_are_compared() -> None:
    long = CueFile(start=HOUR, end=HOUR + 1000)
    assert len(begun_before(long, None, (NEXT,))) == 1
    assert begun_before(replace(long, reel="2"), None, (NEXT,)) == ()
    assert begun_before(replace(long, rate=RATES["25"]), None, (NEXT,)) == ()
    assert begun_before(CueFile(start=HOUR), None, (NEXT,)) == ()


def test_a_printed_tempo_counts_up_to_the_next_mark() -> None:
    """88 printed and 87.94 (16-3) played: after 4 quarters nobody sees it, after 200 it is 2.3 frames."""
    mark = direction(0, 0, "quarter=88", staff=0, kind="metronome")
    long = cue(part("Flute 1", " | ".join(["c5w"] * 50)), tempo=False, directions=(mark,))
    click = CueFile(tempo=(TempoEvent(Place("1"), Tempo(Fraction(11520, 131))),))
    (finding,) = _broken("tempo-unlike-printed", click, long)
    assert "88 quarters a minute and the cue file 87.939" in finding.message
    again = tuple(replace(mark, bar=bar, tick=bar * BAR, atom=mark.atom + bar) for bar in range(50))
    assert _broken("tempo-unlike-printed", click, replace(long, directions=again)) == []


def test_a_ramp_and_free_time_are_not_held_against_the_mark_before() -> None:
    ramp = TempoEvent(Place("3"), Tempo(Fraction(96)), "steps", Tempo(Fraction(48)), Place("4"))
    steady = TempoEvent(Place("1"), Tempo(Fraction(96)))
    assert _broken("tempo-unlike-printed", CueFile(tempo=(steady, ramp))) == []
    assert _broken("tempo-unlike-printed", CueFile(free=(FreeTime("2", Fraction(60), 2),))) == []


def test_a_score_and_a_cue_file_at_other_rates() -> None:
    (finding,) = _broken("cue-unlike-score", CueFile(rate=RATES["25"], start=HOUR))
    assert finding.message == "The score says 24 frames a second, the cue file 25."
    unreadable = replace(FOUR_BARS, credits=Credits(start="01:00:00:24", rate="24"))
    assert _broken("cue-unlike-score", CueFile(start=HOUR), unreadable) == []


def test_another_first_bar_says_what_it_does_to_all_times() -> None:
    """Bar 2 comes 2.5 s, 60 frames, after bar 1: if it is at 01:00:00:00, bar 1 is at 00:59:57:12. Bar 9 is nowhere."""
    (finding,) = _broken("cue-first-bar", CueFile(start=HOUR, first_bar="2"))
    assert "Bar 2 comes 60.0 frames later" in finding.message
    assert "bar 1 then starts at 00:59:57:12" in finding.message
    (finding,) = _broken("cue-first-bar", CueFile(start=HOUR, first_bar="9"))
    assert finding.message.endswith("times are counted from there.")
