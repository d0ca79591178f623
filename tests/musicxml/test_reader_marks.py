"""What hangs on notes: articulations, ornaments, technique, lyrics, dynamics."""

from __future__ import annotations

import pytest

from engraving.score import Event, Lyric
from tests.musicxml.small_scores import backup, events, music, notations, note


def marked(inside: str) -> Event:
    return events(note("C5", "whole", notations(inside)))[0]


def test_articulations_are_marks_with_placement_and_text() -> None:
    inside = '<staccato placement="below"/><strong-accent type="down"/><breath-mark>tick</breath-mark>'
    event = marked(f"<articulations>{inside}</articulations>")
    assert [(m.name, m.text, m.placement, m.attributes) for m in event.marks] == [
        ("staccato", "", "below", ()),
        ("strong-accent", "", "", (("type", "down"),)),
        ("breath-mark", "tick", "", ()),
    ]
    assert len({m.atom for m in event.marks}) == 3


def test_positions_fonts_and_playback_are_not_kept() -> None:
    inside = '<trill-mark default-x="3" font-size="12" color="#ff0000" start-note="upper" accelerate="yes"/>'
    assert marked(f"<ornaments>{inside}</ornaments>").marks[0].attributes == ()


def test_what_stands_on_every_note_of_a_chord_is_kept_once() -> None:
    accent = notations("<articulations><accent/></articulations><arpeggiate direction='down' number='2'/>")
    low = note("C5", "whole", accent)
    high = note("E5", "whole", accent, before="<chord/>")
    (event,) = events(low + high)
    accents, arpeggio = event.marks
    assert (accents.name, accents.attributes) == ("accent", ())
    assert (arpeggio.name, arpeggio.get("direction"), arpeggio.get("number")) == ("arpeggiate", "down", "2")


def test_an_arpeggio_names_the_notes_of_the_chord_it_is_for() -> None:
    """Sources may roll only some of a chord's notes."""
    plain, rolled = note("C5", "whole"), notations("<arpeggiate/>")
    chord = [note(pitch, "whole", rolled, before="<chord/>") for pitch in ("E5", "G5")]
    (event,) = events(plain + "".join(chord))
    (mark,) = event.marks
    assert mark.get("heads").split() == [str(head.atom) for head in event.heads[1:]]


def test_a_non_arpeggio_bracket_is_one_mark_for_both_its_ends() -> None:
    bottom = note("C5", "whole", notations('<non-arpeggiate type="bottom"/>'))
    top = note("E5", "whole", notations('<non-arpeggiate type="top"/>'), before="<chord/>")
    assert [m.name for m in events(bottom + top)[0].marks] == ["non-arpeggiate"]


def test_fingerings_on_a_chord_name_their_heads() -> None:
    low = note("C5", "whole", notations("<technical><fingering>1</fingering></technical>"))
    high = note(
        "E5", "whole", notations("<technical><fingering>3</fingering></technical>"), before="<chord/>"
    )
    (event,) = events(low + high)
    assert [(m.text, m.get("head")) for m in event.marks] == [("1", ""), ("3", str(event.heads[1].atom))]


def test_an_accidental_belongs_to_the_ornament_before_it() -> None:
    inside = (
        '<turn/><accidental-mark placement="below">sharp</accidental-mark>'
        "<accidental-mark>flat</accidental-mark>"
    )
    (mark,) = marked(f"<ornaments>{inside}</ornaments>").marks
    assert (mark.name, mark.get("above"), mark.get("below")) == ("turn", "flat", "sharp")


@pytest.mark.parametrize(
    ("written", "text", "kind"),
    [
        ("<tremolo>3</tremolo>", "3", "single"),
        ('<tremolo type="single">1</tremolo>', "1", "single"),
        ('<tremolo type="unmeasured"/>', "0", "unmeasured"),
    ],
)
def test_single_tremolos_are_marks(written: str, text: str, kind: str) -> None:
    (mark,) = marked(f"<ornaments>{written}</ornaments>").marks
    assert (mark.name, mark.text, mark.get("type")) == ("tremolo", text, kind)


def test_tremolos_of_two_notes_are_spanners_of_half_the_length_each() -> None:
    def half(pitch: str, phase: str) -> str:
        tremolo = notations(f'<ornaments><tremolo type="{phase}">2</tremolo></ornaments>')
        return note(pitch, "whole", tremolo, duration="24")

    made = music(half("C5", "start") + half("E5", "stop"))
    (spanner,) = made.spanners
    assert (spanner.kind, spanner.get("slashes")) == ("tremolo", "2")
    assert [(e.tick, e.length, e.value, e.ratio) for e in made.events] == [
        (0, 2, "whole", (2, 1)), (2, 2, "whole", (2, 1)),
    ]  # fmt: skip


def test_fermatas_have_shapes_and_sides_also_on_rests() -> None:
    rest = note("rest", "whole", notations('<fermata type="inverted">angled</fermata>'))
    (mark,) = events(rest)[0].marks
    assert (mark.name, mark.text, mark.get("type")) == ("fermata", "angled", "inverted")


def test_technique_keeps_what_its_children_say() -> None:
    inside = (
        "<harmonic><natural/></harmonic><hole><hole-closed>half</hole-closed></hole>"
        "<bend><bend-alter>2</bend-alter><release/></bend>"
        "<arrow><arrow-direction>up</arrow-direction></arrow>"
        "<snap-pizzicato/>"
    )
    marks = marked(f"<technical>{inside}</technical>").marks
    assert [(m.name, m.text) for m in marks] == [
        ("harmonic", ""), ("hole", "half"), ("bend", "2"), ("arrow", "up"), ("snap-pizzicato", ""),
    ]  # fmt: skip
    assert marks[0].attributes == (("natural", "yes"),)
    assert marks[2].attributes == (("bend-alter", "2"), ("release", "yes"))


def test_technique_between_two_notes_is_a_line() -> None:
    start, stop = (
        notations(f'<technical><hammer-on number="1" type="{phase}">H</hammer-on></technical>')
        for phase in ("start", "stop")
    )
    (line,) = music(note("C5", "half", start) + note("D5", "half", stop)).spanners
    assert (line.kind, line.text) == ("hammer-on", "H")


def test_a_touched_harmonic_is_a_diamond_and_needs_no_sign() -> None:
    def harmonic(which: str) -> str:
        return notations(f"<technical><harmonic><artificial/><{which}-pitch/></harmonic></technical>")

    (event,) = events(
        note("A4", "whole", harmonic("base"))
        + note("D5", "whole", harmonic("touching"), before="<chord/>")
        + note("A6", "whole", harmonic("sounding"), before="<chord/>")
    )
    assert [(head.shape, head.parentheses) for head in event.heads] == [("", False), ("diamond", False), ("", True)]
    assert event.marks == ()


def test_an_accidental_over_a_note_is_a_mark_and_one_of_a_trill_belongs_to_it() -> None:
    inside = (
        '<ornaments><trill-mark/><accidental-mark placement="below">sharp</accidental-mark></ornaments>'
        "<accidental-mark>natural</accidental-mark>"
    )
    trill, ficta = events(note("C5", "whole", notations(inside)))[0].marks
    assert (trill.name, trill.get("below")) == ("trill-mark", "sharp")
    assert (ficta.name, ficta.text) == ("accidental-mark", "natural")


def test_an_accidental_before_any_ornament_does_not_dress_what_is_not_one() -> None:
    inside = "<articulations><accent/></articulations><ornaments><accidental-mark>flat</accidental-mark></ornaments>"
    accent, ficta = events(note("C5", "whole", notations(inside)))[0].marks
    assert accent.attributes == ()
    assert (ficta.name, ficta.text) == ("accidental-mark", "flat")


def test_dots_and_ledger_lines_may_be_hidden_apart_from_their_note() -> None:
    """A hidden note hides its dots too, unless the source shows them."""
    shown = note("C5", "quarter", dots=1)
    apart = [shown.replace("<note", f"<note {said}", 1) for said in ('print-dot="no"', 'print-leger="no"')]
    hidden = [
        shown.replace("<note", f'<note print-object="no"{said}', 1) for said in ("", ' print-dot="yes"')
    ]
    found = events(apart[0] + apart[1] + "".join(hidden))
    assert [event.heads[0].dotted for event in found] == [False, True, False, True]
    assert [event.visible for event in found] == [True, True, False, False]
    without_ledgers = found[1].heads[0].printing
    assert without_ledgers is not None
    assert not without_ledgers.ledgers


def test_hidden_notations_leave_no_ink_but_ties_and_tuplets_are_known() -> None:
    hidden = '<notations print-object="no"><tied type="start"/><slur type="start"/><fermata/></notations>'
    first = note("C5", "half", hidden)
    second = note("C5", "half", '<notations print-object="no"><tied type="stop"/></notations>')
    made = music(first + second)
    assert made.events[0].marks == ()
    assert [(s.kind, s.get("print-object")) for s in made.spanners] == [("tie", "no")]


def test_dynamics_on_a_note_are_a_direction_at_it() -> None:
    bar = note("C5", "half") + note("C5", "half", notations('<dynamics placement="above"><sf/></dynamics>'))
    (direction,) = music(bar).directions
    assert (direction.tick, direction.placement, direction.text, direction.voice) == (2, "above", "sf", 1)
    assert direction.segments[0].kind == "dynamics"


def lyrics(*inside: str) -> tuple[Lyric, ...]:
    return events(note("C5", "whole", "".join(inside)))[0].lyrics


def test_verses_go_by_number_or_by_name() -> None:
    text = "<syllabic>single</syllabic><text>{}</text>"
    found = lyrics(
        f'<lyric number="2">{text.format("two")}</lyric>',
        f'<lyric number="1" placement="above">{text.format("one")}</lyric>',
        f'<lyric number="part1verse3">{text.format("three")}</lyric>',
        f'<lyric name="refrain">{text.format("la")}</lyric>',
    )
    assert [(lyric.verse, lyric.text, lyric.placement) for lyric in found] == [
        (2, "two", ""), (1, "one", "above"), (3, "three", ""), (4, "la", ""),
    ]  # fmt: skip


def test_elided_syllables_are_one_with_the_hyphens_of_both_ends() -> None:
    inside = (
        "<lyric><syllabic>end</syllabic><text>te</text><elision> </elision>"
        "<syllabic>begin</syllabic><text>a</text></lyric>"
    )
    (lyric,) = lyrics(inside)
    assert (lyric.text, lyric.syllabic) == ("te\u203fa", "middle")


def test_extenders_begin_with_their_syllable_and_end_without_one() -> None:
    (lyric,) = lyrics('<lyric><text>ah</text><extend type="start"/></lyric>')
    assert lyric.extend
    assert lyrics('<lyric><extend type="stop"/></lyric>') == ()
    assert lyrics('<lyric print-object="no"><text>ah</text></lyric>') == ()


def test_a_syllable_repeated_in_a_chord_is_sung_once() -> None:
    lyric = "<lyric number='1'><text>ah</text></lyric>"
    bar = note("C5", "whole", lyric) + note("E5", "whole", lyric, before="<chord/>") + backup(4)
    assert len(events(bar)[0].lyrics) == 1


def test_lyrics_of_one_note_have_rows_of_their_own_however_they_are_named() -> None:
    def sung(said: str, text: str) -> str:
        return f"<lyric {said}><syllabic>single</syllabic><text>{text}</text></lyric>"

    first = sung('number="1" name="Verse"', "a") + sung('number="1" name="Chorus"', "b") + sung('number="iij"', "c")
    second = sung('number="iij"', "d") + sung('name="Verse"', "e") + sung('number="1" name="Chorus"', "f")
    bar = note("C5", "half", first) + note("C5", "half", second)
    rows = [{lyric.text: lyric.verse for lyric in event.lyrics} for event in events(bar)]
    assert len(set(rows[0].values())) == 3
    assert (rows[1]["d"], rows[1]["e"], rows[1]["f"]) == (rows[0]["c"], rows[0]["a"], rows[0]["b"])
