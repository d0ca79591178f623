"""Notes, rests, chords, voices, graces, beams and time lines of small scores."""

from __future__ import annotations

import gc

import pytest

from engraving.errors import NotMusicXML
from engraving.findings import Severity
from engraving.score import Accidental, Clef, Key, Metre, Pitch, Transposition
from engraving.score.atoms import Kind, bar_of, kind_of
from tests.musicxml.small_scores import ATTRIBUTES, backup, events, music, note, part, read, rules


def test_notes_follow_each_other() -> None:
    first, second, third = events(note("C5") + note("F#4", "half", "<stem>up</stem>") + note("rest"))
    assert (first.tick, first.length, first.value, first.voice, first.staff) == (0, 1, "quarter", 1, 1)
    assert first.heads[0].pitch == Pitch(5, 0, 0.0)
    assert second.heads[0].pitch == Pitch(4, 3, 1.0)
    assert (second.tick, second.stem) == (1, "up")
    assert third.is_rest
    assert third.tick == 3


def test_ids_are_atoms_of_the_first_head_as_read_though_heads_are_sorted_upwards() -> None:
    chord = (
        note("G5", "whole") + note("C4", "whole", before="<chord/>") + note("E5", "whole", before="<chord/>")
    )
    (event,) = events(chord)
    assert [head.pitch.name for head in event.heads] == ["C4", "E5", "G5"]
    assert event.id == event.heads[2].atom
    assert {kind_of(head.atom) for head in event.heads} == {Kind.HEAD}
    assert len({head.atom for head in event.heads}) == 3


def test_atoms_carry_their_bar() -> None:
    assert [bar_of(event.id) for event in events(note() * 4, note("rest") * 4)] == [0] * 4 + [1] * 4


def test_accidentals_are_dressed_as_the_source_says() -> None:
    inside = '<accidental cautionary="yes" parentheses="yes">sharp</accidental>'
    head = events(note("F#4", inside=inside) + note("F#4") * 3)[0].heads[0]
    assert head.accidental == Accidental("sharp", cautionary=True, parentheses=True)


def test_heads_have_shapes() -> None:
    inside = '<notehead filled="no" parentheses="yes">diamond</notehead>'
    head = events(note("F4", inside=inside) + note() * 3)[0].heads[0]
    assert (head.shape, head.filled, head.parentheses) == ("diamond", "no", True)


def test_quarter_tones_are_halves() -> None:
    text = note("F#4").replace("<alter>1</alter>", "<alter>0.5</alter>")
    assert events(text + note() * 3)[0].heads[0].pitch.alter == 0.5


def test_a_note_without_a_readable_pitch_stands_on_the_middle_line_with_an_error() -> None:
    reading = read(part(note().replace("<octave>5</octave>", "") + note() * 3))
    assert reading.cue.parts[0].music.events[0].heads[0].pitch == Pitch(4, 6)
    assert [(f.rule, f.severity) for f in reading.findings] == [("not-understood", Severity.ERROR)]


def test_unpitched_notes_stand_where_they_are_displayed_or_on_the_middle_line() -> None:
    shown = "<unpitched><display-step>E</display-step><display-octave>4</display-octave></unpitched>"
    bar = "".join(
        f"<note>{sound}<duration>12</duration><voice>1</voice><type>quarter</type></note>"
        for sound in (shown, "<unpitched/>", shown, shown)
    )
    first, second = events(bar)[:2]
    assert first.heads[0].unpitched
    assert first.heads[0].pitch == Pitch(4, 2)
    assert second.heads[0].pitch == Pitch(4, 6)


def test_voices_are_numbered_as_they_appear_and_events_sorted_by_staff_and_voice() -> None:
    bar = note("C5", "whole", voice="7") + backup(4) + note("C4", "whole", voice="3", staff="2") + backup(4)
    bar += note("E5", "whole", voice="solo")
    read_events = events(bar)
    assert [(e.voice, e.staff) for e in read_events] == [(1, 1), (3, 1), (2, 2)]
    assert music(bar).staves == 2


def test_a_chord_may_stand_on_two_staves() -> None:
    bar = note("C5", "whole", staff="1") + note("C3", "whole", staff="2", before="<chord/>")
    (event,) = events(bar)
    assert event.staff == 1
    assert [(head.pitch.name, head.staff) for head in event.heads] == [("C3", 2), ("C5", 1)]


def test_hidden_notes_are_there_but_not_visible() -> None:
    hidden, shown = events(note(value="half", attributes='print-object="no"') + note(value="half"))
    assert not hidden.visible
    assert not hidden.heads[0].visible
    assert shown.visible


def test_cue_notes_and_rests_with_a_place() -> None:
    rest = "<rest><display-step>C</display-step><display-octave>6</display-octave></rest>"
    bar = note("C5", "half", before="<cue/>") + note("rest", "half").replace("<rest/>", rest)
    first, second = events(bar)
    assert first.cue
    assert second.place == Pitch(6, 0)


def test_notes_in_cue_size_are_cue_notes() -> None:
    """Finale says so on the value: <type size="cue">."""
    small, full = events(note("C5", "half").replace("<type>", '<type size="cue">') + note("D5", "half"))
    assert (small.cue, full.cue) == (True, False)
    assert not small.heads[0].cue


@pytest.mark.parametrize("first", [True, False])
def test_a_small_head_in_a_full_chord_is_small_alone(first: bool) -> None:
    sizes = ["<cue/>", "<chord/>"] if first else ["", "<cue/><chord/>"]
    (chord,) = events(note("C5", "whole", before=sizes[0]) + note("E6", "whole", before=sizes[1]))
    assert not chord.cue
    assert [head.cue for head in chord.heads] == [first, not first]


def test_graces_are_numbered_towards_their_main_note() -> None:
    grace = '<grace slash="yes"/>'
    bar = note("C5", "half") + note("D5", "16th", before=grace) + note("E5", "16th", before="<grace/>")
    bar += note("F5", "half")
    main, first, second, after = events(bar)
    assert (main.grace, main.tick) == (0, 0)
    assert [(g.grace, g.tick, g.length, g.slash) for g in (first, second)] == [
        (-2, 2, 0, True),
        (-1, 2, 0, False),
    ]
    assert after.tick == 2


def test_graces_at_the_end_of_a_bar_come_after_the_last_note() -> None:
    bar = note("C5", "whole") + note("D5", "16th", before="<grace/>") + note("E5", "16th", before="<grace/>")
    assert [(e.tick, e.grace) for e in events(bar)] == [(0, 0), (0, 1), (0, 2)]


def test_a_rest_alone_in_its_voice_and_as_long_as_the_bar_is_a_whole_bar_rest() -> None:
    lone = "<note><rest/><duration>48</duration><voice>1</voice></note>"
    whole = note("rest", "whole")
    said = '<note><rest measure="yes"/><duration>48</duration><voice>1</voice></note>'
    for bar in (lone, whole, said):
        (event,) = events(bar)
        assert event.whole_bar
        assert (event.value, event.length, event.dots) == ("whole", 4, 0)


def test_a_whole_rest_of_three_quarters_is_a_whole_bar_rest() -> None:
    attributes = ATTRIBUTES.replace("<beats>4</beats>", "<beats>3</beats>")
    (event,) = music(note("rest", "whole", duration="36"), attributes=attributes).events
    assert event.whole_bar
    assert event.length == 3


def test_a_rest_in_company_is_no_whole_bar_rest() -> None:
    said = '<note><rest measure="yes"/><duration>24</duration><voice>1</voice><type>half</type></note>'
    rest, _ = events(said + note(value="half"))
    assert not rest.whole_bar
    assert (rest.value, rest.length) == ("half", 2)


def test_notes_without_a_type_get_the_value_of_their_duration() -> None:
    bare = (
        "<note><pitch><step>C</step><octave>5</octave></pitch><duration>18</duration><voice>1</voice></note>"
    )
    odd = bare.replace("18", "30")
    reading = read(part(bare + odd))
    first, second = reading.cue.parts[0].music.events
    assert (first.value, first.dots, first.length * 2) == ("quarter", 1, 3 * reading.cue.ticks_per_quarter)
    assert second.value == "half"
    assert rules(reading) == ["value-derived"]


def test_an_unknown_type_is_a_finding_and_the_duration_counts() -> None:
    reading = read(part(note().replace("quarter", "crotchet") + note() * 3))
    assert reading.cue.parts[0].music.events[0].value == "quarter"
    assert rules(reading) == ["not-understood"]
    assert reading.findings[0].where.bar == "1"


def test_beams_are_kept_by_level_and_grouped_by_voice() -> None:
    def beamed(*values: str) -> str:
        return "".join(f'<beam number="{i}">{v}</beam>' for i, v in enumerate(values, 1))

    bar = note("C5", "eighth", beamed("begin")) + note("D5", "16th", beamed("continue", "begin"))
    bar += note("E5", "16th", beamed("end", "end")) + note() * 3
    made = music(bar)
    assert [event.beams for event in made.events[:3]] == [("begin",), ("continue", "begin"), ("end", "end")]
    assert [group.events for group in made.beams] == [tuple(event.id for event in made.events[:3])]


def test_beams_skip_levels_and_fan() -> None:
    third = note("C5", "eighth", '<beam number="1" fan="accel">begin</beam><beam number="3">begin</beam>')
    made = music(third + note("C5", "eighth", '<beam number="1">end</beam>') + note() * 3)
    assert made.events[0].beams == ("begin", "", "begin")
    assert [group.fan for group in made.beams] == ["accel"]


def test_grace_beams_are_apart_and_groups_may_cross_rests_and_bars() -> None:
    grace = note("D5", "16th", '<beam number="1">begin</beam>', before="<grace/>")
    grace += note("E5", "16th", '<beam number="1">end</beam>', before="<grace/>")
    first = (
        note() * 3 + note("C5", "eighth", '<beam number="1">begin</beam>') + grace + note("rest", "eighth")
    )
    made = music(
        first, note("C5", "eighth", '<beam number="1">end</beam>') + note("rest", "eighth") + note() * 3
    )
    assert [(len(group.events), group.grace) for group in made.beams] == [(2, False), (2, True)]


def test_a_beam_without_an_end_is_a_finding() -> None:
    bar = note("C5", "eighth", '<beam number="1">begin</beam>') + note("D5", "eighth") + note() * 3
    reading = read(part(bar))
    assert rules(reading) == ["beam-broken"]
    assert reading.cue.parts[0].music.beams == ()


def test_clefs_keys_and_metres_are_time_lines_per_staff() -> None:
    change = (
        "<attributes><key><fifths>-3</fifths></key><time><beats>3+2</beats><beat-type>8</beat-type></time>"
        '<clef number="2"><sign>F</sign><line>4</line></clef></attributes>'
    )
    clef = "<attributes><clef><sign>C</sign><line>4</line></clef></attributes>"
    bar = (
        note("C5", "half") + clef + note("C5", "half") + backup(4) + note("C3", "whole", staff="2", voice="2")
    )
    made = music(bar, change + note("C5", "half") + note("C5", "eighth"))
    assert [(t, s, c.sign) for t, s, c in made.clefs] == [(0, 1, "G"), (0, 2, "G"), (4, 1, "C"), (8, 2, "F")]
    assert made.keys[2:] == ((8, 1, Key(-3)), (8, 2, Key(-3)))
    assert made.metres[-1] == (8, 2, Metre((("3+2", 8),)))


def test_what_only_repeats_a_clef_or_key_is_no_change_but_a_metre_said_again_stays() -> None:
    made = music(note() * 4, ATTRIBUTES + note() * 4)
    assert len(made.clefs) == len(made.keys) == 1
    assert [tick for tick, _, _ in made.metres] == [0, 4]


def test_free_keys_and_clefs_with_octaves() -> None:
    attributes = (
        "<attributes><divisions>12</divisions><key><key-step>B</key-step><key-alter>-1</key-alter>"
        "<key-step>F</key-step><key-alter>1.5</key-alter></key><clef><sign>Percussion</sign></clef>"
        '<clef number="2"><sign>G</sign><line>2</line><clef-octave-change>-1</clef-octave-change></clef>'
        "</attributes>"
    )
    made = music(note("C5", "whole"), attributes=attributes)
    assert made.keys[0][2].free == ((6, -1.0), (3, 1.5))
    assert [clef for _, _, clef in made.clefs] == [Clef("percussion", 3), Clef("G", 2, -1)]


def test_metres_of_every_kind() -> None:
    def metre(inside: str, attributes: str = "") -> Metre:
        time = f"<attributes><divisions>12</divisions><time {attributes}>{inside}</time></attributes>"
        return music(note("rest", "whole"), attributes=time).metres[0][2]

    beats = "<beats>{}</beats><beat-type>{}</beat-type>"
    assert metre(beats.format(4, 4), 'symbol="common"') == Metre((("4", 4),), "common")
    assert metre(beats.format(3, 8) + beats.format(2, 4)) == Metre((("3", 8), ("2", 4)))
    assert metre(beats.format("1 + 2.5", "2 + 4")) == Metre((("1", 2), ("5", 8)))
    assert metre(beats.format(3, 4), 'print-object="no"') == Metre((("3", 4),), visible=False)
    other = f"<interchangeable><time-relation>slash</time-relation>{beats.format(6, 8)}</interchangeable>"
    assert metre(beats.format(3, 4) + other) == Metre((("3", 4),), "", (("6", 8),), "slash")


def test_transpositions_fold_octaves_in() -> None:
    attributes = ATTRIBUTES.replace(
        "</attributes>",
        "<transpose><diatonic>-1</diatonic><chromatic>-2</chromatic>"
        "<octave-change>-1</octave-change></transpose>"
        "<staff-details><staff-lines>1</staff-lines></staff-details></attributes>",
    )
    reading = read(part(note("C5", "whole"), attributes=attributes))
    made = reading.cue.parts[0].music
    assert made.transpositions == ((0, 1, Transposition(-8, -14)),)
    assert made.staff_lines == ((0, 1, 1),)
    assert reading.cue.concert_pitch is False


def test_a_concert_score_says_so_and_names_its_exceptions() -> None:
    octave = "<transpose><chromatic>0</chromatic><octave-change>-1</octave-change></transpose></attributes>"
    bass = part(note("C5", "whole"), attributes=ATTRIBUTES.replace("</attributes>", octave))
    steps = "<diatonic>-1</diatonic><chromatic>-2</chromatic>"
    later = f"<for-part><part-transpose>{steps}</part-transpose></for-part>"
    clarinet = part(
        note("C5", "whole"), attributes=ATTRIBUTES.replace("</attributes>", f"{later}</attributes>")
    )
    cue = read(clarinet, bass, before="<defaults><concert-score/></defaults>").cue
    assert cue.concert_pitch is True
    assert cue.concert_exceptions == ("P2",)
    assert cue.parts[0].music.transpositions == ((0, 1, Transposition(-1, -2)),)
    assert read(part(note("C5", "whole"))).cue.concert_pitch is None


def test_a_staff_without_a_clef_gets_a_treble_clef_and_a_finding() -> None:
    reading = read(part(note("C5", "whole"), attributes="<attributes><divisions>12</divisions></attributes>"))
    assert reading.cue.parts[0].music.clefs == ((0, 1, Clef()),)
    assert rules(reading) == ["no-clef"]


def test_measure_styles_are_regions() -> None:
    def style(inside: str) -> str:
        return f"<attributes><measure-style>{inside}</measure-style></attributes>"

    rest = note("rest", "whole")
    made = music(
        note() * 4,
        style('<measure-repeat type="start" slashes="1">2</measure-repeat>') + rest,
        rest,
        style('<measure-repeat type="stop"/>') + style('<slash type="start" use-stems="yes"/>') + rest,
    )
    assert [(s.kind, s.start, s.end, s.size, s.attributes) for s in made.styles] == [
        ("measure-repeat", 4, 12, 2, (("slashes", "1"),)),
        ("slash", 12, 16, 1, (("use-stems", "yes"),)),
    ]


def test_a_barline_inside_a_bar_is_a_style() -> None:
    line = '<barline location="middle"><bar-style>dashed</bar-style></barline>'
    made = music(note(value="half") + line + note(value="half"))
    assert [(s.kind, s.start, s.end, s.attributes) for s in made.styles] == [
        ("barline", 2, 2, (("style", "dashed"),))
    ]


def test_lines_say_where_bars_and_events_stand_in_the_file() -> None:
    reading = read(part(note("C5", "whole"), "\n\n" + note("C5", "whole")))
    assert reading.lines == ((1, 1),)
    assert [event.line for event in reading.cue.parts[0].music.events] == [1, 3]


def test_reading_leaves_garbage_collection_as_it_was() -> None:
    assert gc.isenabled()
    read(part(note("C5", "whole")))
    assert gc.isenabled()


def test_a_bar_of_thousands_of_signs_is_refused() -> None:
    with pytest.raises(NotMusicXML, match="8191"):
        read(part(note("C5", "16th") * 8200))


def test_a_score_without_parts_is_a_cue_without_parts() -> None:
    reading = read()
    assert reading.cue.parts == ()
    assert reading.cue.bars == ()
    assert reading.findings == ()
