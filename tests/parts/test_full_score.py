"""The conductor's score as values: every part of the cue, on the cue's own bars."""

from __future__ import annotations

from engraving.parts import full_score
from engraving.score import score_atoms
from engraving.score.atoms import bar_of, kind_of, part_of
from tests.parts.small_scores import part, score, words


def test_every_part_stands_in_it_with_its_rests_counted_out() -> None:
    cue = score(part("Flute", "c5q d5 e5 f5 | R | R"), part("Oboe", "R | R | c5w"))
    made, _ = full_score(cue)
    assert [line.name for line in made.parts] == ["Flute", "Oboe"]
    assert [len([e for e in line.part.music.events if e.whole_bar]) for line in made.parts] == [2, 2]
    assert not any(line.part.multi_rests for line in made.parts)


def test_what_belongs_to_everybody_is_said_once() -> None:
    cue = score(part("Flute", "c5w"), part("Oboe", "c5w"), directions=(words(0, 0, "Allegro"),))
    made, _ = full_score(cue)
    assert [direction.text for direction in made.directions] == ["Allegro"]
    assert not any(line.part.directions for line in made.parts)


def test_atoms_of_different_parts_are_different() -> None:
    cue = score(part("Flute", "R | c5w"), part("Oboe", "R | c5w"), directions=(words(0, 0, "Allegro"),))
    made, _ = full_score(cue)
    atoms = score_atoms(made)
    assert len(atoms) == 2 + 2 + 1
    assert sorted(part_of(atom) for atom in atoms) == [-1, 0, 0, 1, 1]
    assert {(bar_of(atom), kind_of(atom).name) for atom in atoms} == {(0, "REST"), (1, "HEAD"), (0, "DIRECTION")}
