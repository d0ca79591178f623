"""Spanners: which start belongs to which stop."""

from __future__ import annotations

from pathlib import Path

import pytest

from engraving.musicxml.directions import SPANNERS
from engraving.musicxml.technique import JOINING
from engraving.proofing import proof
from engraving.score import Music, Spanner
from tests.musicxml.small_scores import backup, direction, events, music, notations, note, part, read, rules

KINDS = SPANNERS | JOINING | {"tie", "slur", "tuplet", "tremolo", "wavy-line", "glissando", "slide"}


def spans(made: Music) -> list[tuple[str, int | None, int | None]]:
    """(kind, start tick, stop tick) of all spanners."""
    return [
        (s.kind, s.start.tick if s.start else None, s.stop.tick if s.stop else None) for s in made.spanners
    ]


def tied(pitch: str, *phases: str, value: str = "quarter", **more: str) -> str:
    ties = "".join(f'<tied type="{phase}"/>' for phase in phases)
    sounds = "".join(f'<tie type="{phase}"/>' for phase in phases if phase != "let-ring")
    return note(pitch, value, sounds + notations(ties), **more)


def test_ties_pair_by_pitch_over_barlines() -> None:
    chord = tied("C5", "start", value="whole") + tied("E5", "start", value="whole", before="<chord/>")
    after = tied("E5", "stop", value="whole") + tied("C5", "stop", "start", before="<chord/>", value="whole")
    made = music(chord, after, tied("C5", "stop", value="whole"))
    assert spans(made) == [("tie", 0, 4), ("tie", 0, 4), ("tie", 4, 8)]
    heads = {head.atom: head.pitch.name for event in made.events for head in event.heads}
    assert [(heads[s.start.head], heads[s.stop.head]) for s in made.spanners if s.start and s.stop] == [
        ("C5", "C5"), ("E5", "E5"), ("C5", "C5"),
    ]  # fmt: skip


def test_ties_prefer_their_voice_and_may_change_it() -> None:
    bar = tied("C5", "start", value="whole") + backup(4) + tied("C5", "start", value="whole", voice="2")
    after = tied("C5", "stop", value="whole", voice="2") + backup(4) + tied("C5", "stop", value="whole")
    made = music(bar, after)
    assert [(s.start.voice, s.stop.voice) for s in made.spanners if s.start and s.stop] == [(1, 1), (2, 2)]
    lone = music(tied("C5", "start", value="whole"), tied("C5", "stop", value="whole", voice="3"))
    assert spans(lone) == [("tie", 0, 4)]


def test_enharmonic_notes_may_be_tied() -> None:
    assert spans(music(tied("C#5", "start", value="half") + tied("Db5", "stop", value="half"))) == [
        ("tie", 0, 2)
    ]


def test_a_tie_that_only_sounds_is_a_tie_too_but_not_twice() -> None:
    bar = note("C5", "half", '<tie type="start"/>') + note("C5", "half", '<tie type="stop"/>')
    assert spans(music(bar)) == [("tie", 0, 2)]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_line_may_lack_an_end_and_the_docs_say_so(kind: str) -> None:
    docs = (Path(__file__).resolve().parents[2] / "docs" / "findings.md").read_text(encoding="utf-8")
    assert f"| `dangling-{kind}` | warning |" in docs


def test_the_docs_know_no_other_line() -> None:
    docs = (Path(__file__).resolve().parents[2] / "docs" / "findings.md").read_text(encoding="utf-8")
    assert {line.split("`")[1].removeprefix("dangling-") for line in docs.splitlines() if "| `dangling-" in line} == KINDS


def test_a_lone_end_is_called_by_its_name() -> None:
    lone = notations('<technical><hammer-on number="1" type="start">H</hammer-on></technical>')
    reading = read(part(direction('<principal-voice type="start" symbol="none"/>') + note("C5", inside=lone)))
    assert {f.rule: f.message for f in reading.findings if f.rule.startswith("dangling")} == {
        "dangling-principal-voice": "The line of a principal voice does not end.",
        "dangling-hammer-on": "A hammer-on does not end.",
    }


def test_ties_into_nowhere_are_stubs_with_findings_and_let_ring_without() -> None:
    reading = read(part(tied("C5", "start") + note("D5") + tied("E5", "let-ring") + tied("F5", "stop")))
    made = reading.cue.parts[0].music
    assert spans(made) == [("tie", 0, None), ("tie", 2, None), ("tie", None, 3)]
    assert made.spanners[1].get("type") == "let-ring"
    assert rules(reading) == ["dangling-tie", "dangling-tie"]
    assert [f.where.beat for f in reading.findings] == [1.0, 4.0]


def test_a_tie_from_under_an_octave_line_joins_what_stands_in_one_place() -> None:
    """8vb over one note only: the page shows two notes on one line, tied; a finding says they sound apart."""
    first = direction('<octave-shift type="up" size="8"/>') + tied("C3", "start", value="whole")
    reading = read(part(first + direction('<octave-shift type="stop" size="8"/>'), tied("C4", "stop", value="whole")))
    assert ("tie", 0, 4) in spans(reading.cue.parts[0].music)
    assert rules(reading) == []
    told = {finding.rule for finding in proof(reading.cue)}
    assert "tie-out-of-octave-line" in told
    assert "tie-between-pitches" not in told


@pytest.mark.parametrize("second", ["C3", "D4", "C#4"])
def test_a_tie_between_places_is_not_joined(second: str) -> None:
    first = direction('<octave-shift type="up" size="8"/>') + tied("C3", "start", value="whole")
    stop = direction('<octave-shift type="stop" size="8"/>')
    other = tied("C4", "stop", value="whole", voice="2") if second == "C3" else tied(second, "stop", value="whole")
    assert rules(read(part(first + stop, other))) == ["dangling-tie", "dangling-tie"]


def test_a_tie_from_a_grace_note() -> None:
    grace = note("C5", "16th", notations('<tied type="start"/>'), before="<grace/>")
    assert spans(music(grace + tied("C5", "stop", value="whole"))) == [("tie", 0, 0)]


def slurred(pitch: str, *ends: str, **more: str) -> str:
    return note(
        pitch, more.pop("value", "quarter"), notations("".join(f"<slur {end}/>" for end in ends)), **more
    )


def test_slurs_pair_by_number_and_chain_on_a_note() -> None:
    bar = slurred("C5", 'type="start" number="1" placement="above"', 'type="start" number="2"')
    bar += slurred("D5", 'type="stop" number="2"', 'type="start" number="2"') + note("E5")
    bar += slurred("F5", 'type="stop" number="2"', 'type="stop" number="1" orientation="over"')
    made = music(bar)
    assert spans(made) == [("slur", 0, 3), ("slur", 0, 1), ("slur", 1, 3)]
    outer = made.spanners[0]
    assert (outer.placement, outer.closing) == ("above", (("orientation", "over"),))


def test_slurs_of_one_number_in_two_voices_keep_to_their_voice() -> None:
    upper = slurred("E5", 'type="start"', value="half") + slurred("F5", 'type="stop"', value="half")
    lower = slurred("C4", 'type="start"', value="half", voice="2") + slurred(
        "D4", 'type="stop"', value="half", voice="2"
    )
    made = music(upper + backup(4) + lower)
    assert [(s.start.voice, s.stop.voice) for s in made.spanners if s.start and s.stop] == [(1, 1), (2, 2)]


def test_a_slur_from_grace_to_main_note() -> None:
    grace = note("D5", "16th", notations('<slur type="start"/>'), before="<grace/>")
    made = music(grace + slurred("C5", 'type="stop"', value="whole"))
    assert spans(made) == [("slur", 0, 0)]
    (slur,) = made.spanners
    assert slur.start
    assert slur.stop
    assert [slur.start.event, slur.stop.event] == [event.id for event in made.events]


def test_lost_slurs_are_stubs_with_findings() -> None:
    reading = read(
        part(slurred("C5", 'type="start"') + note() * 3, slurred("C5", 'type="stop" number="3"') + note() * 3)
    )
    assert spans(reading.cue.parts[0].music) == [("slur", 0, None), ("slur", None, 4)]
    assert rules(reading) == ["dangling-slur", "dangling-slur"]
    assert all(finding.atoms for finding in reading.findings)


def wedge(kind: str, offset: int = 0, number: int = 1) -> str:
    return direction(f'<wedge type="{kind}" number="{number}"/>', f"<offset>{offset}</offset>")


def test_hairpins_pair_in_time_even_where_the_file_has_the_stop_first() -> None:
    stop_first = wedge("stop", offset=36) + wedge("crescendo") + note("C5", "whole")
    (spanner,) = music(stop_first).spanners
    assert (spanner.kind, spanner.get("type")) == ("wedge", "crescendo")
    assert spans(music(stop_first)) == [("wedge", 0, 3)]


def test_hairpins_meet_at_one_place() -> None:
    made = music(
        wedge("crescendo")
        + note("C5", "half")
        + wedge("stop")
        + wedge("diminuendo")
        + note("C5", "half")
        + wedge("stop")
    )
    assert spans(made) == [("wedge", 0, 2), ("wedge", 2, 4)]
    assert [s.get("type") for s in made.spanners] == ["crescendo", "diminuendo"]


def test_a_hairpin_without_an_end_is_not_drawn_but_reported() -> None:
    reading = read(part(wedge("crescendo") + note("C5", "whole")))
    assert reading.cue.parts[0].music.spanners == ()
    assert rules(reading) == ["dangling-wedge"]


def test_pedals_have_turns_and_octave_lines_sizes() -> None:
    bar = (
        direction('<pedal type="start" line="yes"/>')
        + note()
        + direction('<pedal type="change" line="yes"/>')
    )
    bar += note() + direction('<pedal type="stop" line="yes"/>') + note()
    bar += (
        direction('<octave-shift type="down" size="15"/>')
        + note()
        + direction('<octave-shift type="stop" size="15"/>')
    )
    pedal, octave = music(bar).spanners
    assert (pedal.kind, pedal.turns, pedal.get("line")) == ("pedal", ((1, "change"),), "yes")
    assert (octave.get("type"), octave.get("size")) == ("down", "15")
    assert octave.start
    assert octave.stop
    assert (octave.start.tick, octave.stop.tick) == (3, 4)


def test_an_octave_line_that_ends_where_it_begins_is_over_that_note() -> None:
    bar = direction('<octave-shift type="down" size="8"/>') + direction(
        '<octave-shift type="stop" size="8"/>'
    )
    assert spans(music(bar + note("C6", "whole"))) == [("octave-shift", 0, 4)]


def test_a_wave_may_be_over_one_note_or_go_from_note_to_note() -> None:
    one = notations('<ornaments><trill-mark/><wavy-line type="start"/><wavy-line type="stop"/></ornaments>')
    opening = notations('<ornaments><trill-mark/><wavy-line type="start" number="1"/></ornaments>')
    both = notations('<ornaments><wavy-line type="stop"/><trill-mark/><wavy-line type="start"/></ornaments>')
    closing = notations('<ornaments><wavy-line type="stop"/></ornaments>')
    bar = note("C5", "quarter", one) + note("D5", "quarter", opening) + note("E5", "quarter", both)
    made = music(bar + note("F5", "quarter", closing))
    assert spans(made) == [("wavy-line", 0, 0), ("wavy-line", 1, 2), ("wavy-line", 2, 3)]


def test_glissandi_carry_words_and_dashes_know_the_words_they_follow() -> None:
    bar = direction("<words>cresc.</words></direction-type><direction-type><dashes type='start' number='1'/>")
    bar += note("C5", "half", notations('<glissando type="start" line-type="wavy">gliss.</glissando>'))
    bar += note("C6", "half", notations('<glissando type="stop"/>'))
    made = music(bar + direction('<dashes type="stop" number="1"/>'))
    dashes, gliss = made.spanners
    assert (gliss.kind, gliss.text, gliss.get("line-type")) == ("glissando", "gliss.", "wavy")
    assert (dashes.kind, dashes.get("direction")) == ("dashes", str(made.directions[0].atom))


RATIO = (
    "<time-modification><actual-notes>{}</actual-notes><normal-notes>{}</normal-notes></time-modification>"
)


def triplet(pitch: str, inside: str = "", value: str = "eighth", duration: str = "4") -> str:
    return note(pitch, value, RATIO.format(3, 2) + inside, duration=duration)


def figures(spanner: Spanner) -> tuple[str, ...]:
    return tuple(spanner.get(name) for name in ("actual", "normal", "actual-type", "normal-type", "implicit"))


def test_tuplets_say_their_figures() -> None:
    start = notations('<tuplet type="start" bracket="no" show-number="both" placement="below"/>')
    bar = (
        triplet("C5", start) + triplet("D5") + triplet("E5", notations('<tuplet type="stop"/>')) + note() * 3
    )
    (spanner,) = music(bar).spanners
    assert figures(spanner) == ("3", "2", "eighth", "eighth", "")
    assert (spanner.placement, spanner.get("bracket"), spanner.get("show-number")) == ("below", "no", "both")


def test_figures_given_by_the_tuplet_count() -> None:
    portion = (
        "<tuplet-{0}><tuplet-number>{1}</tuplet-number><tuplet-type>{2}</tuplet-type>"
        "<tuplet-dot/></tuplet-{0}>"
    )
    said = portion.format("actual", 6, "16th") + portion.format("normal", 4, "16th")
    bar = triplet("C5", notations(f'<tuplet type="start">{said}</tuplet>')) + triplet("D5")
    bar += triplet("E5", notations('<tuplet type="stop"/>')) + note() * 3
    (spanner,) = music(bar).spanners
    assert figures(spanner) == ("6", "4", "16th", "16th", "")
    assert spanner.get("actual-dots") == "1"


def test_a_tuplet_in_a_tuplet_counts_only_its_own_ratio() -> None:
    nested = RATIO.format(15, 8)
    start = notations('<tuplet type="start" number="1"/>')
    bar = note("C5", "quarter", RATIO.format(3, 2) + start, duration="8")
    bar += note("C5", "16th", nested + notations('<tuplet type="start" number="2"/>'), duration="2")
    bar += note("C5", "16th", nested, duration="2") * 3
    bar += note("C5", "16th", nested + notations('<tuplet type="stop" number="2"/>'), duration="2")
    bar += note(
        "C5", "quarter", RATIO.format(3, 2) + notations('<tuplet type="stop" number="1"/>'), duration="8"
    )
    outer, inner = music(bar + note("C5", "half")).spanners
    assert figures(outer)[:2] == ("3", "2")
    assert figures(inner)[:2] == ("5", "4")


def test_tuplet_time_without_tuplets_is_grouped() -> None:
    bar = triplet("C5") * 3 + triplet("D5", value="quarter", duration="8") + triplet("E5")
    bar += note("C5", "eighth") + note("D5", "eighth") + note("rest")
    made = music(bar)
    assert spans(made) == [("tuplet", 0, 4), ("tuplet", 6, 10)]
    assert [figures(s) for s in made.spanners] == [("3", "2", "eighth", "eighth", "yes")] * 2


def test_sextuplets_are_not_two_triplets() -> None:
    six = note("C5", "16th", RATIO.format(6, 4), duration="2") * 6
    made = music(six + note() * 3)
    assert [figures(s)[:2] for s in made.spanners] == [("6", "4")]


def test_events_hold_no_spanners_and_anchors_name_events() -> None:
    bar = slurred("C5", 'type="start"', value="half") + slurred("D5", 'type="stop"', value="half")
    first, second = events(bar)
    (slur,) = music(bar).spanners
    assert slur.start
    assert slur.stop
    assert (slur.start.event, slur.stop.event) == (first.id, second.id)
