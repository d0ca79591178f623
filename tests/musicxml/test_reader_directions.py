"""Directions: segments, places, tempo; chord symbols and harp pedals as text."""

from __future__ import annotations

import pytest

from engraving.musicxml.metronome import quarters_per_minute
from engraving.score import Direction, TempoChange
from tests.musicxml.small_scores import backup, direction, music, note, part, read

WHOLE = note("C5", "whole")


def only(text: str, attributes: str = "") -> Direction:
    """The one direction of a bar, wherever it went."""
    cue = read(part(direction(text, attributes=attributes) + WHOLE)).cue
    (found,) = (*cue.directions, *cue.parts[0].music.directions)
    return found


def test_a_direction_is_one_run_of_segments() -> None:
    bar = (
        '<direction placement="below"><direction-type><words>poco </words></direction-type>'
        "<direction-type><dynamics><f/></dynamics></direction-type>"
        '<direction-type><words font-style="italic">'
        "sub.</words></direction-type><voice>1</voice><staff>1</staff></direction>"
    )
    (found,) = music(bar + WHOLE).directions
    assert [(s.kind, s.text) for s in found.segments] == [
        ("words", "poco"),
        ("dynamics", "f"),
        ("words", "sub."),
    ]
    assert found.segments[2].get("font-style") == "italic"
    assert (found.placement, found.voice, found.staff, found.text) == ("below", 1, 1, "poco f sub.")


def test_words_keep_line_breaks_and_enclosures_and_blank_ones_say_nothing() -> None:
    (segment,) = only('<words enclosure="square">one\ntwo</words><words> </words>').segments
    assert (segment.text, segment.get("enclosure")) == ("one\ntwo", "square")


def test_the_offset_is_part_of_the_tick_and_may_lie_in_the_bar_before() -> None:
    late = direction("<words>late</words>", "<offset>24</offset>")
    early = direction("<words>early</words>", "<offset>-12</offset>")
    made = music(late + WHOLE, early + WHOLE)
    assert [(d.text, d.bar, d.tick) for d in made.directions] == [("late", 0, 2), ("early", 0, 3)]


def test_an_offset_a_division_beside_a_note_is_at_the_note() -> None:
    attributes = "<attributes><divisions>256</divisions></attributes>"
    shifted = direction("<words>x</words>", "<offset>127</offset>")
    bar = shifted + note("C5", "eighth", duration="128") * 2
    (found,) = music(bar, attributes=attributes).directions
    assert found.tick == 1


def test_directions_belong_to_a_staff() -> None:
    lower = direction("<words>x</words>", "<staff>2</staff>")
    bar = lower + WHOLE + backup(4) + note("C3", "whole", staff="2", voice="2")
    assert music(bar).directions[0].staff == 2


@pytest.mark.parametrize(
    ("inside", "text", "quarters"),
    [
        ("<beat-unit>quarter</beat-unit><beat-unit-dot/><per-minute>60</per-minute>", "quarter.=60", 90.0),
        ("<beat-unit>half</beat-unit><per-minute>c. 72</per-minute>", "half=c. 72", 144.0),
        ("<beat-unit>quarter</beat-unit><beat-unit>eighth</beat-unit>", "quarter=eighth", 0.0),
        (
            (
                "<metronome-note><metronome-type>eighth</metronome-type></metronome-note>"
                "<metronome-relation>equals</metronome-relation>"
                "<metronome-note><metronome-type>quarter</metronome-type><metronome-tuplet type='start'>"
                "<actual-notes>3</actual-notes><normal-notes>2</normal-notes></metronome-tuplet></metronome-note>"
            ),
            "eighth=[3:quarter",
            0.0,
        ),
    ],
)
def test_metronomes_are_one_line_of_text(inside: str, text: str, quarters: float) -> None:
    found = only(f'<metronome parentheses="yes">{inside}</metronome>')
    (segment,) = found.segments
    assert (segment.kind, segment.text, segment.get("parentheses")) == ("metronome", text, "yes")
    assert found.tempo == quarters
    assert quarters_per_minute(text) == quarters


def test_tempi_come_from_sounds_and_metronomes_and_say_whether_they_are_printed() -> None:
    silent = '<sound tempo="72"/>'
    mark = direction("<metronome><beat-unit>half</beat-unit><per-minute>60</per-minute></metronome>")
    both = direction("<words>Presto</words>", '<sound tempo="180"/>')
    cue = read(part(silent + note() * 2 + mark + note() * 2, both + WHOLE), part(WHOLE, WHOLE)).cue
    assert cue.tempi == (
        TempoChange(0, 72.0, False),
        TempoChange(2, 120.0, True),
        TempoChange(4, 180.0, True),
    )


def test_a_hidden_metronome_sounds_but_is_not_printed() -> None:
    hidden = direction(
        '<metronome print-object="no"><beat-unit>quarter</beat-unit><per-minute>90</per-minute></metronome>'
    )
    cue = read(part(hidden + WHOLE)).cue
    assert cue.directions == ()
    assert cue.tempi == (TempoChange(0, 90.0, False),)


@pytest.mark.parametrize(
    ("inside", "kind", "text"),
    [
        (
            (
                "<harp-pedals><pedal-tuning><pedal-step>D</pedal-step><pedal-alter>-1</pedal-alter></pedal-tuning>"
                "<pedal-tuning><pedal-step>C</pedal-step><pedal-alter>0</pedal-alter></pedal-tuning></harp-pedals>"
            ),
            "harp-pedals",
            "D-1 C0",
        ),
        ('<string-mute type="on"/>', "string-mute", "on"),
        ("<damp-all/>", "damp-all", ""),
        ("<eyeglasses/>", "eyeglasses", ""),
        ("<percussion><beater>bass drum</beater></percussion>", "percussion", "beater bass drum"),
        (
            (
                '<scordatura><accord string="3"><tuning-step>B</tuning-step><tuning-alter>-1</tuning-alter>'
                "<tuning-octave>3</tuning-octave></accord></scordatura>"
            ),
            "scordatura",
            "3=B♭3",
        ),
        (
            (
                "<accordion-registration><accordion-high/>"
                "<accordion-middle>2</accordion-middle></accordion-registration>"
            ),
            "accordion-registration",
            "high middle2",
        ),
        ('<staff-divide type="up-down"/>', "staff-divide", "up-down"),
        ("<other-direction>x</other-direction>", "other-direction", "x"),
    ],
)
def test_other_signs_are_segments_of_their_own_kind(inside: str, kind: str, text: str) -> None:
    (segment,) = only(inside).segments
    assert (segment.kind, segment.text) == (kind, text)


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<root><root-step>C</root-step><root-alter>1</root-alter></root><kind>minor-seventh</kind>", "C♯m7"),
        (
            "<root><root-step>B</root-step><root-alter>-1</root-alter></root><kind text='maj9'>other</kind>",
            "B♭maj9",
        ),
        (
            (
                "<root><root-step>G</root-step></root><kind>dominant</kind><bass><bass-step>F</bass-step></bass>"
                "<degree><degree-value>9</degree-value><degree-alter>-1</degree-alter>"
                "<degree-type>add</degree-type></degree>"
            ),
            "G7(♭9)/F",
        ),
        ("<root><root-step>C</root-step></root><kind>none</kind>", "N.C."),
        ("<function>V</function><kind>major</kind>", "V"),
    ],
)
def test_chord_symbols_are_readable_text(inside: str, text: str) -> None:
    (found,) = music(f"<harmony>{inside}</harmony>" + WHOLE).directions
    assert [(s.kind, s.text) for s in found.segments] == [("harmony", text)]
    assert found.placement == "above"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<root><root-step text='H'>B</root-step></root><kind>major</kind>", "H"),
        ("<root><root-step>C</root-step></root><kind use-symbols='yes'>diminished</kind>", "C\ue870"),
        (
            ("<root><root-step>C</root-step></root><kind parentheses-degrees='no'>dominant</kind>"
            "<degree><degree-value>5</degree-value><degree-alter>-1</degree-alter>"
            "<degree-type>alter</degree-type></degree>"),
            "C7♭5",
        ),
        (
            ("<root><root-step>C</root-step></root><kind>major</kind><degree><degree-value>9</degree-value>"
            "<degree-alter plus-minus='yes'>1</degree-alter><degree-type text=''>add</degree-type></degree>"),
            "C(+9)",
        ),
        (
            ("<root><root-step>C</root-step></root><kind>major</kind><degree><degree-value>3</degree-value>"
            "<degree-alter>0</degree-alter><degree-type text='omit'>subtract</degree-type></degree>"),
            "C(omit3)",
        ),
        ("<function>ii</function><kind>minor</kind><inversion>1</inversion>", "ii6"),
        (
            ("<numeral><numeral-root>4</numeral-root><numeral-alter>1</numeral-alter><numeral-key>"
            "<numeral-fifths>-3</numeral-fifths><numeral-mode>natural minor</numeral-mode></numeral-key></numeral>"
            "<kind>diminished</kind>"),
            "c: ♯iv°",
        ),
        ("<numeral><numeral-root text='Tr'>5</numeral-root></numeral><kind>dominant</kind>", "Tr7"),
    ],
)
def test_chord_symbols_keep_the_spelling_of_the_source(inside: str, text: str) -> None:
    (found,) = music(f"<harmony>{inside}</harmony>" + WHOLE).directions
    assert found.text == text


def _figures(inside: str, duration: int = 0, attributes: str = "") -> str:
    time = f"<duration>{duration}</duration>" if duration else ""
    return f"<figured-bass{attributes}>{inside}{time}</figured-bass>"


def test_figured_bass_is_a_stack_of_segments_below() -> None:
    inside = (
        "<figure><prefix>flat</prefix><figure-number>7</figure-number></figure>"
        "<figure><figure-number>5</figure-number><suffix>slash</suffix><extend type='start'/></figure>"
    )
    (found,) = music(_figures(inside, attributes=' parentheses="yes"') + WHOLE).directions
    assert [(s.kind, s.text, s.attributes) for s in found.segments] == [
        ("figured-bass", "7", (("prefix", "flat"), ("parentheses", "yes"))),
        ("figured-bass", "5", (("suffix", "slash"), ("extend", "start"), ("parentheses", "yes"))),
    ]
    assert (found.placement, found.tick) == ("below", 0)


def test_figures_before_one_note_follow_each_other_by_their_durations() -> None:
    number = "<figure><figure-number>{}</figure-number></figure>"
    bar = _figures(number.format(4), 24) + _figures(number.format(3), 24) + WHOLE
    made = music(bar, _figures(number.format(6)) + WHOLE)
    assert [(d.text, d.bar, d.tick) for d in made.directions] == [("4", 0, 0), ("3", 0, 2), ("6", 1, 4)]


def test_figures_belong_to_the_lowest_staff_with_a_note() -> None:
    figure = _figures("<figure><figure-number>6</figure-number></figure>")
    bar = WHOLE + backup(4) + figure + note("C3", "whole", staff="2", voice="2")
    (found,) = music(bar).directions
    assert found.staff == 2


def test_hidden_figures_are_left_out() -> None:
    assert not music(_figures("<figure><figure-number>6</figure-number></figure>", attributes=' print-object="no"') + WHOLE).directions
