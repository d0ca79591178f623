"""E57: what one part says for everybody is the cue's, once."""

from __future__ import annotations

import pytest

from engraving.findings import Severity
from engraving.musicxml.drafts import LAST_PART_NUMBER
from engraving.musicxml.reader import Reading
from engraving.score import Cue
from engraving.score.atoms import Kind, pack
from tests.musicxml.small_scores import direction, note, part, read, rules

WHOLE = note("C5", "whole")


def words(text: str, style: str = "", attributes: str = "", rest: str = "") -> str:
    return direction(f"<words {style}>{text}</words>", rest, attributes)


def said(cue: Cue) -> list[tuple[int, str]]:
    """(tick, text) of the cue's own directions."""
    return [(d.tick, d.text or d.segments[0].kind) for d in cue.directions]


def kept(reading: Reading) -> list[list[str]]:
    """What stayed in each part."""
    return [[d.text for d in source.music.directions] for source in reading.cue.parts]


@pytest.mark.parametrize(
    "inside",
    [
        "<metronome><beat-unit>quarter</beat-unit><per-minute>60</per-minute></metronome>",
        "<rehearsal>A</rehearsal>",
        "<segno/>",
        "<coda/>",
        "<words>To Coda</words>",
        "<words>D.C. al Fine</words>",
        "<words font-weight='bold'>Maestoso</words>",
        "<words font-weight='bold'>poco rit.</words>",
    ],
)
def test_what_concerns_everybody_is_lifted_from_any_part(inside: str) -> None:
    reading = read(part(WHOLE), part(direction(inside) + WHOLE))
    assert len(reading.cue.directions) == 1
    assert reading.cue.directions[0].staff == 0
    assert kept(reading) == [[], []]
    assert reading.findings == ()


@pytest.mark.parametrize("system", ["only-top", "also-top"])
def test_system_directions_are_lifted_whatever_they_say(system: str) -> None:
    gracious = words("gracieux", attributes=f'system="{system}"')
    assert said(read(part(gracious + WHOLE)).cue) == [(0, "gracieux")]


def test_words_that_sound_with_a_tempo_are_lifted_but_dynamics_that_do_are_not() -> None:
    tempo = '<sound tempo="80"/>'
    loud = direction("<dynamics><f/></dynamics>", tempo)
    reading = read(part(WHOLE), part(words("tranquil", rest=tempo) + loud + WHOLE))
    assert said(reading.cue) == [(0, "tranquil")]
    assert kept(reading) == [[], ["f"]]


def test_tempo_words_in_the_top_part_need_not_be_bold() -> None:
    reading = read(part(words("rit.") + WHOLE), part(WHOLE))
    assert said(reading.cue) == [(0, "rit.")]


def test_expression_is_nobody_elses() -> None:
    bar = words("espressivo") + words("cantando", "font-weight='bold'") + words("cresc.") + WHOLE
    reading = read(part(bar), part(WHOLE))
    assert reading.cue.directions == ()
    assert kept(reading) == [["espressivo", "cantando", "cresc."], []]


def test_tempo_words_in_one_lower_part_stay_with_a_finding() -> None:
    reading = read(part(WHOLE), part(words("poco rit.") + WHOLE))
    assert reading.cue.directions == ()
    assert kept(reading) == [[], ["poco rit."]]
    (finding,) = reading.findings
    assert (finding.rule, finding.severity, finding.where.part) == (
        "tempo-in-one-part",
        Severity.WARNING,
        "Part 2",
    )
    assert finding.atoms == (reading.cue.parts[1].music.directions[0].atom,)


def test_tempo_words_that_several_parts_say_are_everybodys() -> None:
    slower = words("Slower") + WHOLE
    reading = read(part(WHOLE), part(slower), part(slower))
    assert said(reading.cue) == [(0, "Slower")]
    assert kept(reading) == [[], [], []]
    assert reading.findings == ()


def test_the_same_words_at_the_same_tick_are_said_once() -> None:
    bar = words("A tempo.", "font-weight='bold'") + WHOLE
    again = words("a tempo", "font-weight='bold'") + WHOLE
    assert said(read(part(bar, bar), part(again, WHOLE)).cue) == [(0, "A tempo."), (4, "A tempo.")]


def test_dashes_go_with_their_words() -> None:
    rit = (
        "<direction><direction-type><words>rit.</words></direction-type>"
        "<direction-type><dashes type='start' number='1'/></direction-type></direction>"
    )
    stop = direction("<dashes type='stop' number='1'/>")
    reading = read(part(rit + WHOLE + stop), part(WHOLE))
    (dashes,) = reading.cue.spanners
    assert dashes.get("direction") == str(reading.cue.directions[0].atom)
    assert dashes.start
    assert dashes.stop
    assert (dashes.start.tick, dashes.start.staff, dashes.stop.tick) == (0, 0, 4)
    assert reading.cue.parts[0].music.spanners == ()


def test_dashes_after_expression_stay_with_it() -> None:
    bar = words("cresc.") + direction("<dashes type='start'/>") + WHOLE + direction("<dashes type='stop'/>")
    reading = read(part(bar))
    assert reading.cue.spanners == ()
    (dashes,) = reading.cue.parts[0].music.spanners
    assert dashes.get("direction") == str(reading.cue.parts[0].music.directions[0].atom)


def test_cue_level_atoms_have_numbers_of_their_own() -> None:
    marks = direction("<rehearsal>A</rehearsal>") + direction("<segno/>")
    cue = read(part(marks + WHOLE)).cue
    assert [d.atom for d in cue.directions] == [
        pack(0, LAST_PART_NUMBER + 1, Kind.DIRECTION), pack(0, LAST_PART_NUMBER + 2, Kind.DIRECTION),
    ]  # fmt: skip
    assert rules(read(part(marks + WHOLE))) == []
