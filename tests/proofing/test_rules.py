"""Every rule with a cue that breaks it and one, as near as can be, that does not."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from msgspec.structs import replace

from engraving.proofing import RULES, proof
from engraving.proofing.picture import PICTURE_RULES
from engraving.score import Bar, BarKind, Clef, Cue, Ending, Segment, SourcePart, Transposition
from engraving.timing.cue_file import CueFile
from engraving.timing.rates import RATES
from tests.proofing.small_cues import (
    BAR,
    TPQ,
    broken,
    cue,
    direction,
    marked,
    part,
    played_by,
    said,
    spanner,
    with_music,
)

B_FLAT = Transposition(-1, -2)


class Sample(NamedTuple):
    """A rule's cue that fails, and the same put right."""

    fails: Cue
    passes: Cue


def flute(text: str = "c5w", name: str = "Flute 1") -> SourcePart:
    return part(name, text)


def violin(text: str = "c5w", name: str = "Violin I") -> SourcePart:
    return part(name, text)


def keyed(name: str, fifths: int, transposition: Transposition | None = None) -> SourcePart:
    return part(name, "g4w", key=fifths, transposition=transposition)


def opening(text: str, kind: str = "words", tempo: float = 0.0) -> Cue:
    mark = direction(0, 0, text, staff=0, kind=kind, number=8201, tempo=tempo)
    return cue(flute(), tempo=False, directions=(mark,))


def clicked(text: str) -> Cue:
    """96 quarters a minute: 15-0 at 24 frames a second, 15-1 and more beyond 95.6."""
    return cue(flute(), directions=(direction(0, 0, text, staff=0, number=8201),))


def hairpin(*, goal: bool) -> SourcePart:
    made = spanner(flute("c5w | d5w"), "wedge", 0, 1, type="crescendo")
    marks = (direction(1, BAR, "f", kind="dynamics"),) if goal else ()
    return with_music(made, directions=marks)


def hairpins(second: str, *, voice: int = 1) -> SourcePart:
    made = spanner(flute("c5w | d5w | e5w"), "wedge", 0, 2, type="diminuendo")
    both = spanner(made, "wedge", 1, 2, type=second)
    first, last = both.music.spanners[-2:]
    other = replace(last, start=replace(last.start, voice=voice), stop=replace(last.stop, voice=voice))
    return with_music(both, spanners=(first, other), directions=(direction(2, 2 * BAR, "p", kind="dynamics"),))


def dynamics(second: str) -> SourcePart:
    marks = (
        direction(0, 0, "p", kind="dynamics", placement="below"),
        direction(0, 0, second, kind="dynamics", placement="below"),
    )
    return with_music(flute(), directions=marks)


def numbered(*numbers: str) -> tuple[Bar, ...]:
    return tuple(Bar(index, number, index * BAR, BAR) for index, number in enumerate(numbers))


def rehearsal(*bars: int) -> Cue:
    marks = tuple(direction(bar, bar * BAR, "A", staff=0, kind="rehearsal") for bar in bars)
    return cue(flute(" | ".join(["c5w"] * 40)), directions=marks)


def after_rests(text: str) -> str:
    return f"{text} | R | R | R | R | R | R | {text}"


TIED = part("Flute 1", "c5w | d5w")
HARP = "Harp"

SAMPLES: dict[str, Sample] = {
    "ledger-lines": Sample(
        cue(part("Bassoon", "a2q b2 c3 b2", clef=Clef("G", 2))), cue(part("Bassoon", "a2q b2 c3 b2", clef=Clef("F", 4)))
    ),
    "click-unlike-tempo": Sample(clicked("click 15-1"), clicked("click 15-0")),
    "part-name-missing": Sample(cue(flute(name="")), cue(flute())),
    "part-name-repeated": Sample(
        cue(violin(name="Violin"), violin(name="violin")), cue(violin(), violin(name="Violin II"))
    ),
    "part-name-disagrees": Sample(
        cue(played_by(flute(), (0, "Tuba", "brass.tuba"))),
        cue(played_by(flute(), (0, "Flute", "wind.flutes.flute"))),
    ),
    "dynamic-missing": Sample(cue(flute(), dynamics=False), cue(flute())),
    "tempo-missing": Sample(cue(flute(), tempo=False), cue(flute())),
    "tempo-without-number": Sample(opening("Allegro"), opening("Allegro ♩ = 120")),
    "tempo-sign-unclear": Sample(opening("Veiled (∞=60)"), opening("Veiled (♩ = 60)")),
    "tempo-disagrees": Sample(
        opening("quarter.=80", "metronome", 80.0), opening("quarter.=80", "metronome", 120.0)
    ),
    "range-extreme": Sample(cue(flute("c3w")), cue(flute("c4w"))),
    "range-uncomfortable": Sample(cue(flute("c7w")), cue(flute("c6w"))),
    "key-in-open-cue": Sample(
        cue(keyed("Flute 1", 0), keyed("Oboe", 0), keyed("Bassoon", -2), keyed("Violin I", 0)),
        cue(keyed("Flute 1", 0), keyed("Oboe", 0), keyed("Clarinet in Bb", 2, B_FLAT), keyed("Violin I", 0)),
    ),
    "key-disagrees": Sample(
        cue(keyed("Flute 1", -3), keyed("Clarinet in Bb", -3, B_FLAT), keyed("Viola", -3), keyed("Oboe", -3)),
        cue(keyed("Flute 1", -3), keyed("Clarinet in Bb", -1, B_FLAT), keyed("Viola", -3), keyed("Oboe", -3)),
    ),
    "key-on-timpani": Sample(
        cue(part("Timpani", "c3w", key=-1)), cue(part("Timpani", "c3w", key=0))
    ),
    "pizz-not-cancelled": Sample(
        cue(said(violin(after_rests("c5w")), (0, "pizz."))),
        cue(said(violin(after_rests("c5w")), (0, "pizz."), (7, "arco"))),
    ),
    "pizz-then-bowed": Sample(
        cue(said(spanner(violin("c5w | d5w | e5w"), "slur", 1, 2), (0, "pizz."))),
        cue(said(spanner(violin("c5w | d5w | e5w"), "slur", 1, 2), (0, "pizz."), (1, "arco"))),
    ),
    "mute-not-cancelled": Sample(
        cue(said(violin("c5w | d5w"), (0, "con sord."))),
        cue(said(violin("c5w | d5w"), (0, "con sord."), (1, "senza sord."))),
    ),
    "technique-repeated": Sample(
        cue(said(violin("c5w | d5w | e5w"), (0, "pizz."), (2, "pizz."))),
        cue(said(violin("c5w | d5w | e5w"), (0, "pizz."), (1, "arco"), (2, "pizz."))),
    ),
    "player-label": Sample(cue(said(flute(), (0, "a2"))), cue(said(flute(name="Flutes 1 & 2"), (0, "a2")))),
    "division-for-one": Sample(cue(said(flute(), (0, "div."))), cue(said(violin(), (0, "div.")))),
    "more-notes-than-players": Sample(cue(flute("c5+e5w")), cue(flute("c5+e5w", name="Flute 1 & 2"))),
    "shared-staff-unlabelled": Sample(
        cue(flute("c5+e5w", name="Flutes")), cue(said(flute("c5+e5w", name="Flutes"), (0, "div.")))
    ),
    "harp-pedal-conflict": Sample(
        cue(part(HARP, "c5w", "c#3w")), cue(part(HARP, "c5w", "db3w"))
    ),
    "harp-crowded": Sample(
        cue(part(HARP, "c5+d5+e5+f5+g5w", "c3+d3+e3+f3w")), cue(part(HARP, "c5+d5+e5+f5w", "c3+d3+e3+f3w"))
    ),
    "tie-between-pitches": Sample(
        cue(spanner(flute("c5w | c#5w"), "tie", 0, 1)), cue(spanner(flute("c#5w | db5w"), "tie", 0, 1))
    ),
    "tie-out-of-octave-line": Sample(
        cue(spanner(flute("c4w | c5w"), "tie", 0, 1)), cue(spanner(flute("c5w | c5w"), "tie", 0, 1))
    ),
    "tie-over-gap": Sample(
        cue(spanner(flute("c5w | R | c5w"), "tie", 0, 2)), cue(spanner(flute("c5w | c5w | R"), "tie", 0, 1))
    ),
    "slur-for-tie": Sample(
        cue(spanner(flute("c5w | c5w"), "slur", 0, 1)),
        cue(marked(spanner(flute("c5w | c5w"), "slur", 0, 1), 1, "tenuto")),
    ),
    "octave-line": Sample(
        cue(spanner(flute("c6w | d6w"), "octave-shift", 0, 1, type="down", size="8")),
        cue(spanner(part("Piano", "c6w | d6w", "c3w | c3w"), "octave-shift", 0, 2, type="down", size="8")),
    ),
    "dynamics-contradict": Sample(cue(dynamics("f"), dynamics=False), cue(dynamics("p"), dynamics=False)),
    "hairpins-contradict": Sample(cue(hairpins("crescendo")), cue(hairpins("diminuendo"))),
    "hairpin-without-goal": Sample(cue(hairpin(goal=False)), cue(hairpin(goal=True))),
    "repeats-in-cue": Sample(
        cue(flute("c5w | c5w"), bars=(Bar(0, "1", 0, BAR), Bar(1, "2", BAR, BAR, repeat_end=2))),
        cue(flute("c5w | c5w")),
    ),
    "jump-not-printed": Sample(
        cue(flute("c5w | c5w"), bars=(Bar(0, "1", 0, BAR), Bar(1, "2", BAR, BAR, jumps=(("dacapo", "yes"),)))),
        cue(
            said(flute("c5w | c5w"), (1, "D.C. al Fine")),
            bars=(Bar(0, "1", 0, BAR), Bar(1, "2", BAR, BAR, jumps=(("dacapo", "yes"),))),
        ),
    ),
    "rehearsal-gap": Sample(rehearsal(30), rehearsal(10, 30)),
    "bar-number-repeated": Sample(
        cue(flute("c5w | c5w"), bars=numbered("1", "1")), cue(flute("c5w | c5w"), bars=numbered("1", "1A"))
    ),
}  # fmt: skip


@pytest.mark.parametrize("rule", SAMPLES)
def test_a_broken_rule_is_found_once(rule: str) -> None:
    assert [finding.rule for finding in broken(rule, SAMPLES[rule].fails)] == [rule]


@pytest.mark.parametrize("rule", SAMPLES)
def test_what_is_in_order_is_let_be(rule: str) -> None:
    assert broken(rule, SAMPLES[rule].passes) == []


def test_every_rule_has_a_sample() -> None:
    """Those against the picture have theirs in test_picture."""
    assert sorted(SAMPLES) == sorted(rule.id for rule in RULES if rule not in PICTURE_RULES)


def test_a_cue_in_order_has_no_findings() -> None:
    assert proof(cue(flute("c5q d5 e5 f5"), violin("c5h e5h"), part("Timpani", "c3w"))) == ()


def test_a_pickup_and_the_bar_after_it_may_carry_the_tempo() -> None:
    bars = (Bar(0, "0", 0, TPQ, BarKind.PICKUP), Bar(1, "1", TPQ, BAR))
    late = direction(1, TPQ, "quarter=96", staff=0, kind="metronome", tempo=96.0)
    assert broken("tempo-missing", cue(flute(), tempo=False, bars=bars, directions=(late,))) == []


def test_a_tempo_may_be_near_enough_to_its_playback() -> None:
    assert broken("tempo-disagrees", opening("quarter=125", "metronome", 125.3)) == []
    assert broken("tempo-disagrees", opening("quarter=c. 120", "metronome", 112.0)) == []
    assert broken("tempo-disagrees", opening("quarter=eighth", "metronome", 112.0)) == []


def test_a_number_on_the_click_is_a_number() -> None:
    assert broken("tempo-without-number", opening("Slowly (click 24-0)", tempo=60.0)) == []


def test_one_finding_tells_of_many_entries_without_dynamic() -> None:
    parts = [flute(name=f"Flute {number}") for number in range(1, 7)]
    (finding,) = broken("dynamic-missing", cue(*parts, dynamics=False))
    assert (
        finding.message
        == "6 of 6 parts enter without a dynamic: Flute 1, Flute 2, Flute 3, Flute 4 and others."
    )
    assert finding.where.part == ""


@pytest.mark.parametrize("text", ["p dolce", "sempre pp", "mezzo forte", "dal niente"])
def test_dynamics_in_words_are_dynamics(text: str) -> None:
    assert broken("dynamic-missing", cue(said(flute(), (0, text)), dynamics=False)) == []


def test_a_hairpin_out_of_nothing_is_a_dynamic() -> None:
    out_of_nothing = spanner(flute("c5w | d5w"), "wedge", 0, 1, type="crescendo", niente="yes")
    assert broken("dynamic-missing", cue(out_of_nothing, dynamics=False)) == []


def test_a_group_name_names_parts_that_are_numbers() -> None:
    assert broken("part-name-missing", cue(part("1 2", "c5w", group="Flutes"))) == []
    assert broken("part-name-missing", cue(part("1 2", "c5w")))


def test_brackets_hold_an_editors_dynamics() -> None:
    assert broken("dynamics-contradict", cue(dynamics("[f]"), dynamics=False)) == []


def test_a_grace_note_may_have_its_own_dynamic() -> None:
    made = dynamics("f")
    grace = replace(made.music.events[0], id=1, length=0, grace=-1)
    with_grace = with_music(made, events=(grace, *made.music.events))
    assert broken("dynamics-contradict", cue(with_grace, dynamics=False)) == []


def test_hairpins_of_two_voices_may_contradict_each_other() -> None:
    assert broken("hairpins-contradict", cue(hairpins("crescendo", voice=2))) == []


def test_hairpins_that_hardly_overlap_are_drawn_by_eye() -> None:
    swell = spanner(spanner(flute("c5w | d5w | e5w"), "wedge", 0, 1, type="crescendo"), "wedge", 1, 2, type="diminuendo")
    *_, growing, fading = swell.music.spanners
    late = replace(growing, stop=replace(growing.stop, tick=growing.stop.tick + TPQ // 2))
    assert broken("hairpins-contradict", cue(with_music(swell, spanners=(late, fading)))) == []


def test_two_hairpins_over_the_same_notes_are_said_to_stand_side_by_side() -> None:
    made = spanner(spanner(flute("c5w | d5w"), "wedge", 0, 1, type="crescendo"), "wedge", 0, 1, type="diminuendo")
    (finding,) = broken("hairpins-contradict", cue(made))
    assert "half of the time each" in finding.message


def test_swells_and_fades_need_no_goal() -> None:
    swell = spanner(flute("c5w | d5w | e5w"), "wedge", 0, 1, type="crescendo")
    swell = spanner(swell, "wedge", 1, 2, type="diminuendo")
    fade = spanner(flute("c5w | R"), "wedge", 0, 1, type="diminuendo")
    assert broken("hairpin-without-goal", cue(swell)) == []
    assert broken("hairpin-without-goal", cue(fade)) == []


def test_one_finding_tells_of_a_habit_of_hairpins() -> None:
    parts = [replace(hairpin(goal=False), name=f"Flute {number}") for number in range(1, 9)]
    (finding,) = broken("hairpin-without-goal", cue(*parts))
    assert finding.message == "8 hairpins in 8 parts have no dynamic at their end."


def test_the_same_slur_in_many_parts_is_meant() -> None:
    parts = [replace(spanner(flute("c5w | c5w"), "slur", 0, 1), name=f"Flute {n}") for n in range(1, 4)]
    assert broken("slur-for-tie", cue(*parts)) == []
    assert len(broken("slur-for-tie", cue(*parts[:2]))) == 2


def test_a_tie_over_a_short_bar_is_left_to_the_reader() -> None:
    short = spanner(flute("c5h | c5h"), "tie", 0, 1)
    assert broken("tie-over-gap", cue(short)) == []


def test_two_voices_of_one_player_count_together() -> None:
    assert broken("more-notes-than-players", cue(flute("c5w // e4w")))
    assert broken("more-notes-than-players", cue(flute("c5h r // rh e4"))) == []


def test_five_notes_are_too_many_for_four_strings() -> None:
    assert broken("more-notes-than-players", cue(violin("g3+d4+a4+e5+b5w")))
    assert broken("more-notes-than-players", cue(violin("g3+d4+a4+e5w"))) == []


@pytest.mark.parametrize("text", ["1.", "2. 3.", "a2", "à 2", "zu 2", "I.", "(a 2)", "1. solo", "1., 2."])
def test_labels_of_players(text: str) -> None:
    assert broken("player-label", cue(said(flute(), (0, text))))


@pytest.mark.parametrize("text", ["solo", "2 bars", "1st time only", "12.", "i"])
def test_what_is_no_label(text: str) -> None:
    assert broken("player-label", cue(said(flute(), (0, text)))) == []


def test_voltas_and_jumps_are_repeats_too() -> None:
    volta = cue(flute("c5w | c5w"), endings=(Ending(1, (1,), "1.", 1, 1),))
    jump = cue(flute("c5w"), bars=(Bar(0, "1", 0, BAR, jumps=(("dacapo", "yes"),)),))
    assert broken("repeats-in-cue", volta)[0].message == "The cue has a volta in bar 2."
    assert broken("repeats-in-cue", jump)[0].message == "The cue has D.C. in bar 1."


def test_halves_of_a_divided_bar_share_a_number() -> None:
    bars = (Bar(0, "1", 0, 48), Bar(1, "1", 48, 48, BarKind.SPLIT))
    assert broken("bar-number-repeated", cue(part("Flute 1", "c5h | c5h", bar_length=48), bars=bars)) == []


def test_a_short_cue_needs_no_rehearsal_mark() -> None:
    assert broken("rehearsal-gap", cue(flute("c5w"))) == []
    assert "no rehearsal mark" in broken("rehearsal-gap", rehearsal())[0].message


def test_horns_without_signature_are_as_they_should_be() -> None:
    horn = keyed("Horn in F 1", 0, Transposition(-4, -7))
    others = [keyed(name, -3) for name in ("Flute 1", "Oboe", "Violin I", "Viola")]
    assert broken("key-disagrees", cue(horn, *others)) == []


def test_enharmonic_signatures_agree() -> None:
    others = [keyed(name, -6) for name in ("Flute 1", "Oboe", "Violin I")]
    assert broken("key-disagrees", cue(keyed("Harp", 6), *others)) == []


def test_a_concert_score_is_compared_as_it_stands() -> None:
    parts = [keyed("Clarinet in Bb", -3, B_FLAT), *(keyed(n, -3) for n in ("Flute 1", "Oboe", "Viola"))]
    assert broken("key-disagrees", cue(*parts, concert_pitch=True)) == []


def test_a_run_of_segments_is_read_as_one() -> None:
    mark = replace(
        direction(0, 0, "", staff=0),
        segments=(Segment("words", "Vivace. ["), Segment("metronome", "quarter=98"), Segment("words", "]")),
        tempo=98.0,
    )
    made = cue(flute(), tempo=False, directions=(mark,))
    assert [finding.rule for finding in proof(made)] == []


@pytest.mark.parametrize(
    ("text", "unclear"),
    [("¥=72", True), ("Allegro q = 120", True), ("h. = 60", True), ("(∞=60)", True),
     ("♩ = 120", False), ("Fast = 120", False), ("click = 12", False), ("\ueca5 = 96", False), ("Tempo = 144", False)],
)  # fmt: skip
def test_a_note_value_typed_in_a_font_of_signs_is_told(text: str, unclear: bool) -> None:
    assert bool(broken("tempo-sign-unclear", opening(text))) is unclear


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("16-3 = 87.94", False), ("16-3 = 88", False), ("16-4 = 88", True), ("16/3 click = 88", False),
        ("CLK 12/0", True), ("click out 4-8 bars", False), ("1-2 players, click", False), ("bars 16-3", False),
        ("click 15-0 bpm", False), ("12-0 clicks (120 bpm)", False), ("12-1 clicks (120 bpm)", True),
    ],
)  # fmt: skip
def test_clicks_in_words(text: str, wrong: bool) -> None:
    """At 24 frames 88 is 16.36 frames a beat, nearest to 16-3; 120 is 12-0; the tempo in force is 96."""
    assert bool(broken("click-unlike-tempo", clicked(text))) is wrong


def test_a_click_counts_at_the_pictures_rate() -> None:
    """25 frames a second: 100 is 15-0, 96 is 15-5."""
    at_25 = CueFile(rate=RATES["25"])
    found = [f for f in proof(clicked("click 15-0"), at_25) if f.rule == "click-unlike-tempo"]
    assert "100 beats a minute at 25" in found[0].message
    assert "15-5" in found[0].message
    assert not [f for f in proof(clicked("click 15-5"), at_25) if f.rule == "click-unlike-tempo"]
