"""What comes out of proofing as a whole: order, places, data, documentation."""

from __future__ import annotations

from pathlib import Path

import pytest

from engraving.findings import Severity, Where
from engraving.proofing import RULES, Rule, proof
from engraving.score import Metre
from tests.proofing.small_cues import broken, cue, part, said

FINDINGS = Path(__file__).resolve().parents[2] / "docs" / "findings.md"


def test_the_cue_comes_first_and_then_its_parts_in_score_order() -> None:
    made = cue(
        said(part("Violin I", "c5w | d5w"), (1, "con sord.")),
        part("Flute 1", "c3w | c5+e5w"),
        tempo=False,
    )
    assert [(f.rule, f.where.part, f.where.bar) for f in proof(made)] == [
        ("tempo-missing", "", "1"),
        ("mute-not-cancelled", "Violin I", "2"),
        ("range-extreme", "Flute 1", "1"),
        ("more-notes-than-players", "Flute 1", "2"),
    ]


def test_a_finding_points_at_part_bar_beat_and_atoms() -> None:
    made = cue(part("Flute 1", "c5w | c5h c3h"), file="1m1.mxl")
    (finding,) = broken("range-extreme", made)
    assert finding.where == Where("Flute 1", "2", 1, 3.0, 0, "1m1.mxl")
    assert finding.atoms == (made.parts[0].music.events[2].id,)
    assert finding.severity is Severity.ERROR
    assert finding.message == "C3 is lower than the instrument goes (Flute), in bar 2."


def test_beats_are_those_of_the_metre() -> None:
    made = cue(part("Flute 1", "c5h c3h"), metres=((0, 0, Metre((("8", 8),))),))
    assert broken("range-extreme", made)[0].where.beat == 5.0


def test_many_places_are_one_finding_that_names_the_first_bars() -> None:
    (finding,) = broken("range-extreme", cue(part("Flute 1", " | ".join(["c3w"] * 9))))
    assert finding.message == (
        "9 notes are lower than the instrument goes (Flute), the lowest C3: "
        "in bars 1, 2, 3, 4, 5, 6 and more."
    )
    assert len(finding.atoms) == 9


def test_a_cue_without_notes_is_let_be() -> None:
    assert proof(cue(part("Flute 1", "R | R"), tempo=False)) == ()


def test_the_same_cue_has_the_same_findings_every_time() -> None:
    made = cue(said(part("Violin I", "c5w | d2w"), (0, "pizz."), (1, "pizz.")), tempo=False)
    assert len(proof(made)) == 3
    assert proof(made) == proof(made)


def test_rules_are_data_for_people() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.id == rule.id.lower()
        for sentence in (rule.sentence, rule.remedy):
            assert sentence[0].isupper(), rule.id
            assert sentence.endswith("."), rule.id


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_docs_say_of_each_rule_what_it_says_itself(rule: Rule) -> None:
    row = f"| `{rule.id}` | {rule.severity} | {rule.sentence} | {rule.remedy} | {rule.source} |"
    assert row.replace("  ", " ") in FINDINGS.read_text(encoding="utf-8").replace("  ", " ")
