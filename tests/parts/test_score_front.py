"""The left edge of a score: order, groups, names, numbers (R66)."""

from __future__ import annotations

import pytest

from engraving.parts import ScoreOptions, full_score
from engraving.parts.chair_names import tidy
from engraving.score import FullScore, PartGroup, SourcePart
from tests.parts.small_scores import part, score


def made(*parts: SourcePart, groups: tuple[PartGroup, ...] = (), reorder: bool = False) -> FullScore:
    return full_score(score(*parts, groups=groups), None, ScoreOptions(reorder=reorder))[0]


def line(name: str, abbreviation: str = "", group: str = "") -> SourcePart:
    return part(name, "c5w", abbreviation=abbreviation, group=group)


def lines(*names: str) -> list[SourcePart]:
    return [line(name) for name in names]


def before(found: FullScore) -> list[tuple[str, str]]:
    return [(each.name, each.abbreviation) for each in found.parts]


def signs(found: FullScore) -> list[tuple[int, int, str, bool]]:
    return [(group.first, group.last, group.symbol, group.joined) for group in found.groups]


def group_names(found: FullScore) -> list[tuple[int, int, str, str]]:
    return [(g.first, g.last, g.name, g.abbreviation) for g in found.groups if g.name]


ORCHESTRA = (
    "Piccolo", "Flute 1", "Flute 2", "Oboe", "Clarinet in Bb", "Bassoon", "Horn in F 1", "Horn in F 2", "Trumpet in C",
    "Trombone", "Tuba", "Timpani", "Snare Drum", "Cymbals", "Harp", "Celesta", "Soprano", "Alto", "Violin I",
    "Violin II", "Viola", "Violoncello", "Double Bass",
)  # fmt: skip


# Order


def findings(*names: str) -> list[str]:
    found = full_score(score(*lines(*names)))[1]
    return [finding.message for finding in found if finding.rule == "score-order"]


def test_a_score_in_the_usual_order_is_left_alone() -> None:
    assert findings(*ORCHESTRA) == []


def test_horns_below_trumpets_are_told_and_mended_on_request() -> None:
    wrong = ("Flute", "Trumpet in C", "Horn in F", "Violin", "Viola")
    assert findings(*wrong) == ["Horn in F stands below Trumpet in C; scores usually have it above."]
    assert [each.name for each in made(*lines(*wrong)).parts] == list(wrong)
    right = made(*lines(*wrong), reorder=True)
    assert [each.name for each in right.parts] == ["Flute", "Horn in F", "Trumpet in C", "Violin", "Viola"]
    assert [each.index for each in right.parts] == [0, 2, 1, 3, 4]


def test_any_order_is_mended_the_same() -> None:
    shuffled = [ORCHESTRA[(7 * i) % len(ORCHESTRA)] for i in range(len(ORCHESTRA))]
    kept = made(*lines(*ORCHESTRA))
    mended = made(*lines(*shuffled), reorder=True)
    families = [each.part.family for each in kept.parts]
    assert [each.part.family for each in mended.parts] == families
    assert signs(mended) == signs(kept)


def test_habits_within_a_family_are_nobodys_business() -> None:
    assert findings("Flute", "Piccolo", "Oboe", "Horn in F", "Violin solo", "Violin 1", "Violin 2", "Viola") == []


def test_a_band_has_an_order_of_its_own() -> None:
    assert findings("Flute", "Alto Saxophone", "Bassoon", "Trumpet in Bb", "Tuba", "Double Bass", "Timpani") == []


# Groups


def test_families_without_groups_in_the_source_are_bracketed() -> None:
    found = made(*lines(*ORCHESTRA))
    assert signs(found) == [
        (0, 5, "bracket", True), (1, 2, "square", True), (6, 10, "bracket", True), (6, 7, "square", True),
        (12, 13, "bracket", True), (16, 17, "bracket", False), (18, 22, "bracket", True), (18, 19, "square", True),
    ]  # fmt: skip


def test_the_source_s_groups_are_kept_and_what_it_left_open_is_filled() -> None:
    names = ("Flute 1", "Flute 2", "Oboe", "Violin 1", "Violin 2", "Viola")
    found = made(
        *lines(*names), groups=(PartGroup(0, 1, "brace", "", "", "no"), PartGroup(3, 5, "bracket", "", "", "yes"))
    )
    assert signs(found) == [(0, 1, "brace", False), (3, 5, "bracket", True), (3, 4, "square", True)]


@pytest.mark.rule("E49")
def test_like_instruments_have_a_bracket_of_their_own_inside_the_source_s() -> None:
    names = ("Horn in F 1", "Horn in F 2", "Horn in F 3", "Tuba")
    whole = PartGroup(0, 3, "bracket", "", "", "yes")
    assert signs(made(*lines(*names), groups=(whole,))) == [(0, 3, "bracket", True), (0, 2, "square", True)]
    pair = PartGroup(0, 1, "square", "", "", "yes")
    assert signs(made(*lines(*names), groups=(whole, pair))) == [
        (0, 3, "bracket", True), (0, 2, "square", True), (0, 1, "square", True),
    ]  # fmt: skip


def test_like_instruments_that_the_source_parts_have_no_bracket_of_their_own() -> None:
    names = ("Oboe", "Horn in F 1", "Horn in F 2", "Tuba")
    groups = (PartGroup(0, 1, "bracket", "", "", "yes"), PartGroup(2, 3, "bracket", "", "", "yes"))
    assert (1, 2, "none", False) in signs(made(*lines(*names), groups=groups))


def test_like_instruments_in_a_brace_have_no_bracket_of_their_own() -> None:
    found = made(*lines("Violin 1", "Violin 2", "Viola"), groups=(PartGroup(0, 2, "brace", "", "", "yes"),))
    assert signs(found) == [(0, 2, "brace", True), (0, 1, "none", False)]


def test_a_program_that_never_says_where_barlines_run_means_the_usual() -> None:
    names = ("Flute", "Oboe", "Soprano", "Alto")
    found = made(*lines(*names), groups=(PartGroup(0, 1, "bracket"), PartGroup(2, 3, "bracket")))
    assert signs(found) == [(0, 1, "bracket", True), (2, 3, "bracket", False)]


def test_barlines_never_run_through_words() -> None:
    found = made(*lines("Soprano", "Alto"), groups=(PartGroup(0, 1, "bracket", "", "", "yes"),))
    assert signs(found) == [(0, 1, "bracket", False)]


def test_a_group_torn_apart_by_another_order_is_left_out() -> None:
    groups = (PartGroup(0, 1, "square", "", "", "yes"),)
    found = made(*lines("Violin", "Flute", "Oboe", "Viola"), groups=groups, reorder=True)
    assert signs(found) == [(0, 1, "bracket", True), (2, 3, "bracket", True)]


# Names


def test_neighbours_that_differ_by_number_share_a_name() -> None:
    found = made(line("Horn in F 1", "Hn. 1"), line("Horn in F 2", "Hn. 2"), line("Tuba", "Tba."))
    assert before(found) == [("1.", "1."), ("2.", "2."), ("Tuba", "Tba.")]
    assert group_names(found) == [(0, 1, "Horns in F", "Hn.")]


def test_two_players_on_a_line_are_both_numbered() -> None:
    found = made(line("Clarinet in Bb 1", "Cl. 1"), line("Clarinet in Bb 2&3", "Cl. 2&3"))
    assert before(found) == [("1.", "1."), ("2. 3.", "2. 3.")]
    assert group_names(found) == [(0, 1, "Clarinets in B♭", "Cl.")]


def test_parts_that_are_only_numbers_under_a_group_s_name() -> None:
    parts = (line("1 2", "1 2", "Horns"), line("3 4", "3 4", "Horns"))
    found = made(*parts, groups=(PartGroup(0, 1, "square", "Horns", "Hn.", "yes"),))
    assert before(found) == [("1. 2.", "1. 2."), ("3. 4.", "3. 4.")]
    assert group_names(found) == [(0, 1, "Horns", "Hn.")]


def test_roman_numbers_stay_roman() -> None:
    found = made(line("Violin I", "Vln. I"), line("Violin II", "Vln. II"))
    assert before(found) == [("I", "I"), ("II", "II")]
    assert group_names(found) == [(0, 1, "Violins", "Vln.")]


def test_like_instruments_in_other_keys_are_others() -> None:
    found = made(*lines("D Horn 1", "D Horn 2", "Bb Horn 3", "Bb Horn 4"))
    assert [(first, last, name) for first, last, name, _ in group_names(found)] == [
        (0, 1, "D Horns"), (2, 3, "B♭ Horns"),
    ]  # fmt: skip


@pytest.mark.rule("R66")
@pytest.mark.parametrize(
    ("names", "several"),
    [
        (("Klarinette 1", "Klarinette 2", "Posaune"), ["Klarinetten"]),
        (("Horn in Es 1", "Horn in Es 2", "Oboe 1", "Oboe 2", "Flöte"), ["Hörner in Es", "Oboen"]),
        (("Corno in Fa 1", "Corno in Fa 2", "Oboe 1", "Oboe 2", "Violino I", "Violino II"), ["Corni in Fa", "Oboi", "Violini"]),
        (("Petite flûte 1", "Petite flûte 2", "Trombone 1", "Trombone 2", "Harpe"), ["Petites flûtes", "Trombones"]),
        (("Trombón 1", "Trombón 2", "Violín I", "Violín II"), ["Trombones", "Violines"]),
        (("Ophicléide 1", "Ophicléide 2", "Basson", "Flûte"), ["Ophicléide"]),
    ],
)  # fmt: skip
def test_plurals_are_of_the_language_of_the_names(names: tuple[str, ...], several: list[str]) -> None:
    assert [name for _, _, name, _ in group_names(made(*lines(*names)))] == several


def test_a_missing_abbreviation_is_made_by_the_table() -> None:
    assert before(made(*lines("Bassoon", "Posaune"))) == [("Bassoon", "Bsn."), ("Posaune", "Pos.")]


def test_a_group_name_loses_the_numbers_some_programs_write_into_it() -> None:
    found = made(*lines("Flute 1", "Flute 2"), groups=(PartGroup(0, 1, "square", "Flutes 1", "Fl. 1", "yes"),))
    assert group_names(found) == [(0, 1, "Flutes", "Fl.")]


def test_a_contrabass_is_no_c_flat() -> None:
    assert [tidy(name) for name in ("Cb", "Db. 2", "Bb Cl.", "Horn in Eb")] == ["Cb", "Db. 2", "B♭ Cl.", "Horn in E♭"]


def test_a_family_s_name_is_not_printed_beside_its_instruments_names() -> None:
    cue = score(*lines("Trumpet in C", "Tuba"), groups=(PartGroup(0, 1, "bracket", "Brass", "Br.", "yes"),))
    found, findings = full_score(cue)
    assert group_names(found) == []
    assert [f.message for f in findings if f.rule == "group-name-left-out"] == [
        "Names of brackets are not printed where every line has its own: Brass."
    ]


def test_one_word_of_another_language_does_not_take_the_plurals_from_all() -> None:
    found = made(*lines("Flute 1", "Flute 2", "Trumpet 1", "Trumpet 2", "Tamtam", "Tromba 1", "Tromba 2"))
    assert [name for _, _, name, _ in group_names(found)] == ["Flutes", "Trumpets", "Trombe"]


def test_words_that_are_english_too_follow_the_other_names() -> None:
    """A Horn among Flöte and Posaune is German."""
    found = made(*lines("Flöte", "Horn 1", "Horn 2", "Posaune"))
    assert [name for _, _, name, _ in group_names(found)] == ["Hörner"]
