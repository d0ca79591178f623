"""Part list and credits."""

from __future__ import annotations

from pathlib import Path

import pytest

from engraving.production.stages import headed
from engraving.score import Credits, InstrumentName, PartGroup
from tests.musicxml.small_scores import note, part, read, rules

WHOLE = note("C5", "whole")


def credits(before: str) -> Credits:
    return read(part(WHOLE), before=before).cue.credits


def printed(before: str, name: str = "cue.musicxml") -> Credits:
    """As the heading says it."""
    return headed(credits(before), Credits(), Path(name))


def listed(key: str, inside: str) -> str:
    return f'<score-part id="{key}">{inside}</score-part>'


def test_display_names_have_accidental_signs_and_one_line() -> None:
    inside = (
        "<part-name>Clarinet in Bb</part-name><part-name-display><display-text>Clarinet\nin B</display-text>"
        "<accidental-text>flat</accidental-text></part-name-display>"
        "<part-abbreviation>Cl.</part-abbreviation>"
    )
    (found,) = read(part(WHOLE), part_list=listed("P1", inside)).cue.parts
    assert (found.key, found.name, found.abbreviation) == ("P1", "Clarinet in B♭", "Cl.")


def test_a_display_name_in_pieces_keeps_the_spaces_of_the_plain_one() -> None:
    inside = (
        "<part-name>Bass Clarinet in Bb</part-name>"
        "<part-name-display><display-text>Bass Clarinet</display-text>"
        "<display-text>in B</display-text><accidental-text>flat</accidental-text></part-name-display>"
    )
    assert read(part(WHOLE), part_list=listed("P1", inside)).cue.parts[0].name == "Bass Clarinet in B♭"


def test_a_part_without_a_name_goes_by_its_instrument() -> None:
    inside = (
        "<part-name/><score-instrument id='I'><instrument-name>Oboe</instrument-name>"
        "<instrument-sound>wind.reed.oboe</instrument-sound></score-instrument>"
        "<midi-instrument id='I'><midi-program>69</midi-program></midi-instrument>"
    )
    (found,) = read(part(WHOLE), part_list=listed("P1", inside)).cue.parts
    oboe = InstrumentName("I", "Oboe", "wind.reed.oboe", 69)
    assert (found.name, found.instruments) == ("Oboe", (oboe,))
    assert found.music.instruments == ((0, 1, oboe),)


def test_a_sound_that_only_a_program_has_named_has_no_name() -> None:
    names = ("Instrument 82", "ARIA Player", "Instrument of wood")
    inside = "<part-name>Percussion</part-name>" + "".join(
        f"<score-instrument id='I{k}'><instrument-name>{name}</instrument-name></score-instrument>"
        for k, name in enumerate(names)
    )
    (found,) = read(part(WHOLE), part_list=listed("P1", inside)).cue.parts
    assert [instrument.name for instrument in found.instruments] == ["", "", "Instrument of wood"]


def test_groups_are_counted_in_parts_and_name_them() -> None:
    def group(kind: str, number: int, inside: str = "") -> str:
        return f'<part-group type="{kind}" number="{number}">{inside}</part-group>'

    horns = (
        "<group-name>Horns</group-name><group-symbol>bracket</group-symbol><group-barline>yes</group-barline>"
    )
    part_list = (
        listed("P1", "<part-name>Flute</part-name>")
        + group("start", 1, horns)
        + group("start", 2, "<group-symbol>square</group-symbol>")
        + listed("P2", "<part-name>1</part-name>")
        + group("stop", 2)
        + listed("P3", "<part-name>2</part-name>")
        + group("stop", 1)
    )
    cue = read(part(WHOLE), part(WHOLE), part(WHOLE), part_list=part_list).cue
    assert [(p.name, p.group) for p in cue.parts] == [("Flute", ""), ("1", "Horns"), ("2", "Horns")]
    assert cue.groups == (PartGroup(1, 2, "bracket", "Horns", "", "yes"), PartGroup(1, 1, "square"))


def test_parts_missing_on_either_side_are_findings() -> None:
    part_list = listed("P1", "<part-name>Flute</part-name>") + listed("P9", "<part-name>Oboe</part-name>")
    reading = read(part(WHOLE), part(WHOLE), part_list=part_list)
    assert [p.name for p in reading.cue.parts] == ["Flute", "P2"]
    assert sorted(rules(reading)) == ["part-missing", "part-not-listed"]


def test_a_change_of_instrument_is_known_from_its_first_note_on() -> None:
    inside = "".join(
        f"<score-instrument id='{key}'><instrument-name>{name}</instrument-name></score-instrument>"
        for key, name in (("A", "Flute"), ("B", "Piccolo"))
    )
    part_list = listed("P1", f"<part-name>Flute</part-name>{inside}")
    flute, piccolo = (WHOLE.replace("<voice>", f"<instrument id='{key}'/><voice>") for key in "AB")
    (found,) = read(part(flute, piccolo, piccolo, flute), part_list=part_list).cue.parts
    assert [(tick, name.name) for tick, _, name in found.music.instruments] == [
        (0, "Flute"), (4, "Piccolo"), (12, "Flute"),
    ]  # fmt: skip


def test_a_change_of_sound_is_a_change_of_instrument() -> None:
    inside = (
        "<score-instrument id='I'><instrument-name>Flute</instrument-name>"
        "<instrument-sound>wind.flutes.flute</instrument-sound></score-instrument>"
    )
    sound = (
        "<sound><instrument-change id='I'><instrument-sound>{}</instrument-sound></instrument-change></sound>"
    )
    part_list = listed("P1", f"<part-name>Flute</part-name>{inside}")
    bars = (
        WHOLE,
        sound.format("wind.flutes.flute.piccolo") + WHOLE,
        sound.format("wind.flutes.flute") + WHOLE,
    )
    (found,) = read(part(*bars), part_list=part_list).cue.parts
    assert [(tick, name.name, name.sound) for tick, _, name in found.music.instruments] == [
        (0, "Flute", "wind.flutes.flute"),
        (4, "", "wind.flutes.flute.piccolo"),
        (8, "Flute", "wind.flutes.flute"),
    ]


def test_a_set_of_percussion_is_one_instrument_but_heads_know_theirs() -> None:
    inside = "".join(
        f"<score-instrument id='{key}'><instrument-name>{key}</instrument-name></score-instrument>"
        for key in "AB"
    )
    inside += "".join(
        f"<midi-instrument id='{key}'><midi-unpitched>{number}</midi-unpitched></midi-instrument>"
        for key, number in (("A", 36), ("B", 39))
    )
    a, b = (note("C5", "half").replace("<voice>", f"<instrument id='{key}'/><voice>") for key in "AB")
    (found,) = read(part(a + b), part_list=listed("P1", f"<part-name>Drums</part-name>{inside}")).cue.parts
    assert [name.id for _, _, name in found.music.instruments] == ["A"]
    assert [event.heads[0].instrument for event in found.music.events] == ["A", "B"]
    assert [name.midi_unpitched for name in found.instruments] == [36, 39]


def test_credits_come_from_work_and_identification() -> None:
    before = (
        "<work><work-number>3m12</work-number><work-title>The  Film</work-title></work>"
        "<movement-title>3m12 - The Chase</movement-title>"
        "<identification><creator type='composer'>A. Composer</creator>"
        "<creator type='arranger'>Orchestrated by B. Orchestrator</creator><rights>(c) Us</rights>"
        "<encoding><software>Program 1</software><software>Plug-in</software>"
        "<encoding-date>2024-05-06</encoding-date></encoding>"
        "<miscellaneous><miscellaneous-field name='version'>v2</miscellaneous-field></miscellaneous>"
        "</identification>"
    )
    cue = read(part(WHOLE), before=before).cue
    assert cue.credits == Credits(
        cue_number="3m12", title="The Chase", composer="A. Composer", orchestrator="B. Orchestrator",
        version="v2", production="The Film", rights="(c) Us", date="2024-05-06",
    )  # fmt: skip
    assert cue.software == "Program 1"


@pytest.mark.parametrize(
    ("work", "opus", "movement", "number", "title", "production"),
    [
        ("Symphony No.4", "Op.98", "Allegro giocoso", "3", "3. Allegro giocoso", "Symphony No.4, Op.98"),
        ("Symphony", "", "Scherzo", "III.", "III. Scherzo", "Symphony"),
        ("Quartet, Op. 1 No. 1", "Op.1 No.1", "", "", "Quartet, Op. 1 No. 1", ""),
        ("Quartet", "Op.1", "", "", "Quartet, Op.1", ""),
        ("Suite", "Op.1", "2. Air", "2", "2. Air", "Suite, Op.1"),
        ("The Film", "2m14", "Chase", "2m14", "Chase", "The Film"),
        ("The Film", "", "2m14 Chase", "14", "Chase", "The Film"),
        ("The Film", "workNumber", "Chase", "movementNumber", "Chase", "The Film, workNumber"),
        ("", "Op.98", "", "3", "", ""),
    ],
)
def test_opus_and_number_of_a_movement_stand_with_their_titles(
    work: str, opus: str, movement: str, number: str, title: str, production: str
) -> None:
    """By them a player tells one piece in the folder from another; a cue's number has a place of its own."""
    before = (
        f"<work><work-number>{opus}</work-number><work-title>{work}</work-title></work>"
        f"<movement-number>{number}</movement-number><movement-title>{movement}</movement-title>"
    )
    found = printed(before)
    assert (found.title, found.production) == (title, production)


@pytest.mark.parametrize(
    ("number", "movement", "title"),
    [
        ("I", "Intermezzo", "I. Intermezzo"),
        ("V", "Vivace", "V. Vivace"),
        ("1", "12 Variations", "1. 12 Variations"),
        ("III", "III Scherzo", "III Scherzo"),
    ],
)
def test_a_number_is_no_beginning_of_a_word(number: str, movement: str, title: str) -> None:
    before = f"<movement-number>{number}</movement-number><movement-title>{movement}</movement-title>"
    assert printed(before).title == title


def test_a_cue_is_not_numbered_as_a_movement() -> None:
    """Wherever its own number is known from: here from the file's name."""
    before = "<movement-number>14</movement-number><movement-title>Chase</movement-title>"
    found = printed(before, "2m14 Chase.musicxml")
    assert (found.cue_number, found.title, found.movement) == ("2m14", "Chase", "")


@pytest.mark.parametrize(
    ("work", "opus", "whole"),
    [("Symphony No. 10", "1", "Symphony No. 10, 1"), ("Quartets, Op. 11", "Op. 1", "Quartets, Op. 11, Op. 1")],
)
def test_an_opus_is_no_beginning_of_another(work: str, opus: str, whole: str) -> None:
    before = f"<work><work-number>{opus}</work-number><work-title>{work}</work-title></work>"
    assert printed(before).title == whole
    same = before + f"<movement-title>{work}</movement-title>"
    assert printed(same).title == whole


def test_credits_may_only_be_printed_on_page_one() -> None:
    words = "<credit page='{}'>{}<credit-words font-size='{}' justify='{}'>{}</credit-words></credit>"
    before = (
        words.format(1, "", 10, "center", "March")
        + words.format(1, "", 20, "center", "El Capitan")
        + words.format(1, "", 8, "right", "J. P. Sousa")
        + words.format(1, "", 8, "right", "arr. Somebody")
        + words.format(2, "", 99, "center", "2")
    )
    found = credits(before)
    assert (found.title, found.composer, found.orchestrator) == ("El Capitan", "J. P. Sousa", "Somebody")


def test_typed_credits_are_believed_and_untyped_ones_beside_them_are_not() -> None:
    typed = "<credit page='1'><credit-type>{}</credit-type><credit-words>{}</credit-words></credit>"
    stray = "<credit page='1'><credit-words font-size='40'>Great Film Music</credit-words></credit>"
    assert credits(typed.format("title", "Night") + stray).title == "Night"
    assert credits(typed.format("rights", "(c)") + stray).title == ""


def test_who_wrote_the_words_orchestrated_nothing() -> None:
    """Programs give the left of the heading, where a poet's name stands, the type arranger."""
    named = "<identification><creator type='lyricist'>A. Poet</creator></identification>"
    typed = "<credit page='1'><credit-type>arranger</credit-type><credit-words>{}</credit-words></credit>"
    assert credits(named + typed.format("A. Poet")).orchestrator == ""
    assert credits(named + typed.format("B. Hand")).orchestrator == "B. Hand"
    assert credits(named).lyricist == "A. Poet"


@pytest.mark.parametrize("kind", ["lyricist", "poet"])
def test_who_wrote_the_words_is_read_from_page_one_too(kind: str) -> None:
    typed = f"<credit page='1'><credit-type>{kind}</credit-type><credit-words>A. Poet</credit-words></credit>"
    assert credits(typed).lyricist == "A. Poet"


def test_an_impossible_date_is_none() -> None:
    date = "<identification><encoding><encoding-date>{}</encoding-date></encoding></identification>"
    assert credits(date.format("1900-00-00")).date == ""


@pytest.mark.parametrize(
    ("title", "subtitle", "stands"),
    [
        ("El Capitan", "March", "March"),
        ("Gaelic Symphony", "(Gaelic\nSymphony, op. 32)", "(Gaelic Symphony, op. 32)"),
        ("Magnificat", "4", ""),  # the movement's number
        ("The Chase", "1M2", ""),  # has a place of its own
        ("The Chase", "1M2 - Slow version", "Slow version"),
        ("March of the Ants", "March", ""),
    ],
)
def test_what_stands_under_the_title_is_the_subtitle(title: str, subtitle: str, stands: str) -> None:
    found = credits(
        f"<work><work-title>{title}</work-title></work>"
        '<credit page="1"><credit-type>subtitle</credit-type>'
        f"<credit-words>{subtitle}</credit-words></credit>"
    )
    assert (found.title, found.subtitle) == (title, stands)


def test_a_subtitle_does_not_say_the_movements_number_again() -> None:
    found = printed(
        "<work><work-title>Symphony</work-title></work><movement-number>3</movement-number>"
        "<movement-title>Lento</movement-title><credit page='1'><credit-type>subtitle</credit-type>"
        "<credit-words>(Sad)\n</credit-words><credit-words>3</credit-words></credit>"
    )
    assert (found.title, found.subtitle, found.production) == ("3. Lento", "(Sad)", "Symphony")


def test_the_subtitle_of_a_work_stays_with_it() -> None:
    found = credits(
        "<work><work-title>Symphony</work-title></work><movement-title>Lento</movement-title>"
        "<credit page='1'><credit-type>title</credit-type><credit-words>Symphony</credit-words></credit>"
        "<credit page='1'><credit-type>subtitle</credit-type><credit-words>(Gaelic)</credit-words></credit>"
    )
    assert (found.title, found.subtitle, found.production) == ("Lento", "", "Symphony (Gaelic)")


def test_what_stands_close_to_an_untyped_title_is_its_subtitle() -> None:
    lines = ((24, 155, "center", "El Capitan"), (12, 118, "center", "March"), (9, 3110, "center", "Copied by hand"))
    found = credits(
        "".join(
            f'<credit page="1"><credit-words default-y="{y}" font-size="{size}" justify="{justify}">{text}'
            "</credit-words></credit>"
            for size, y, justify, text in lines
        )
    )
    assert (found.title, found.subtitle) == ("El Capitan", "March")


def test_words_on_page_one_that_no_heading_has_are_told() -> None:
    lines = (
        ("title", "The Chase"), ("composer", "Doe, Jane"), ("", "Licensed by nobody"), ("page number", "Page 1"),
        ("part name", "Full Score"), ("", "Score"), ("", "12"), ("rights", "© 2026 Jane Doe"),
    )  # fmt: skip
    before = "<identification><creator type='composer'>Jane Doe</creator></identification>" + "".join(
        f"<credit page='1'><credit-type>{kind}</credit-type><credit-words>{text}</credit-words></credit>"
        for kind, text in lines
    )
    later = "<credit page='2'><credit-words>A footnote</credit-words></credit>"
    reading = read(part(WHOLE), before=before + later)
    assert rules(reading) == ["words-not-in-heading"]
    assert "Licensed by nobody" in reading.findings[0].message


@pytest.mark.parametrize(
    ("justify", "text"),
    [
        ("center", "Score"),
        ("center", "PDF © 2004 Somebody"),
        ("", "Copied by hand"),
        ("center", "Doe, Jane"),  # the composer
    ],
)
def test_not_all_that_stands_under_a_title_is_its_subtitle(justify: str, text: str) -> None:
    lines = ((24, 155, "center", "El Capitan"), (12, 118, justify, text))
    found = credits(
        "<identification><creator type='composer'>Jane Doe</creator></identification>"
        + "".join(
            f'<credit page="1"><credit-words default-y="{y}" font-size="{size}"'
            + (f' justify="{way}"' if way else "")
            + f">{said}</credit-words></credit>"
            for size, y, way, said in lines
        )
    )
    assert (found.title, found.subtitle) == ("El Capitan", "")


@pytest.mark.parametrize(
    ("work", "shown", "subtitle", "production", "under"),
    [
        ("Symphony, Op. 67", "Symphony", "Op. 67", "Symphony, Op. 67", ""),
        ("Symphony No. 5 in C minor", "Symphony No. 5", "in C minor", "Symphony No. 5 in C minor", ""),
        ("Fair Isles", "Air", "for strings", "Fair Isles", "for strings"),
        ("Suite", "Suite", "Sonata No. 2", "Suite Sonata No. 2", ""),
        ("Party", "Air", "Art", "Party", "Art"),
    ],
)
def test_whose_subtitle_it_is(work: str, shown: str, subtitle: str, production: str, under: str) -> None:
    typed = "<credit page='1'><credit-type>{}</credit-type><credit-words>{}</credit-words></credit>"
    found = credits(
        f"<work><work-title>{work}</work-title></work><movement-number>2</movement-number>"
        "<movement-title>Air</movement-title>" + typed.format("title", shown) + typed.format("subtitle", subtitle)
    )
    assert (found.title, found.production, found.subtitle) == ("Air", production, under)
