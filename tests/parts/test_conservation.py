"""Which atoms a part owes the page."""

from __future__ import annotations

from msgspec.structs import replace

from engraving.parts import extract_all
from engraving.score import (
    Accidental,
    Anchor,
    BeamGroup,
    Ending,
    Lyric,
    Mark,
    Music,
    Part,
    Segment,
    SourcePart,
    Spanner,
)
from engraving.score.atoms import Kind, kind_of, of_kind, pack
from engraving.score.conservation import part_atoms
from tests.parts.small_scores import part, score, words


def _part(source: SourcePart, **fields: object) -> Part:
    return extract_all(score(source, **fields))[0].part


def _with(source: SourcePart, **fields: object) -> SourcePart:
    return replace(source, music=replace(source.music, **fields))


def _first_event(source: SourcePart, **fields: object) -> Music:
    first, *others = source.music.events
    return replace(source.music, events=(replace(first, **fields), *others))


def _kinds(piece: Part) -> list[str]:
    return sorted(kind_of(atom).name for atom in part_atoms(piece))


def test_heads_dots_and_accidentals() -> None:
    piece = _part(part("Flute", "f#4h. g4q"))
    head = piece.music.events[0].heads[0]
    assert part_atoms(piece) == {
        head.atom,
        of_kind(head.atom, Kind.DOT1),
        of_kind(head.atom, Kind.ACCIDENTAL),
        piece.music.events[1].heads[0].atom,
    }


def test_every_head_of_a_chord_has_its_dot() -> None:
    assert _kinds(_part(part("Piano", "c4+e4h. rq"))) == ["DOT1", "DOT1", "HEAD", "HEAD", "REST"]


def test_marks_syllables_and_lines() -> None:
    flute = part("Flute", "c5q d5 e5 f5")
    first, second = flute.music.events[:2]
    music = _first_event(
        flute,
        marks=(Mark(pack(0, 500, Kind.MARK), "staccato"),),
        lyrics=(
            Lyric(pack(0, 501, Kind.LYRIC), 1, "la"),
            Lyric(pack(0, 502, Kind.LYRIC), 2, "", extend=True),
        ),
    )
    ends = Anchor(0, 1, 1, first.id), Anchor(24, 1, 1, second.id)
    blank = replace(words(0, 24, " ", staff=1), atom=pack(0, 506, Kind.DIRECTION))
    music = replace(
        music,
        spanners=(
            Spanner(pack(0, 503, Kind.SLUR), "slur", *ends),
            Spanner(pack(0, 504, Kind.TIE), "tie", None, None),
        ),
        beams=(BeamGroup(pack(0, 505, Kind.BEAM), (first.id, second.id)),),
        directions=(words(0, 0, "dolce", staff=1), blank),
    )
    assert _kinds(_part(replace(flute, music=music))) == [
        "BEAM", "DIRECTION", *["HEAD"] * 4, "LYRIC", "MARK", "SLUR",
    ]  # fmt: skip


def test_tuplets_show_by_number_or_bracket() -> None:
    flute = part("Flute", "c5q d5 e5 f5")
    shows = {
        (): True,
        (("show-number", "none"),): False,
        (("show-number", "none"), ("bracket", "yes")): True,
        (("bracket", "no"),): True,
    }
    for attributes, expected in shows.items():
        ends = Anchor(0, 1), Anchor(24, 1)
        tuplet = Spanner(pack(0, 500, Kind.TUPLET), "tuplet", *ends, attributes=attributes)
        assert (tuplet.atom in part_atoms(_part(_with(flute, spanners=(tuplet,))))) is expected


def test_hidden_things_are_not_owed() -> None:
    flute = part("Flute", "c5q d5 z z")
    first, second = flute.music.events[:2]
    hidden = _first_event(flute, visible=False)
    group = BeamGroup(pack(0, 505, Kind.BEAM), (first.id,))
    slur = Spanner(pack(0, 503, Kind.SLUR), "slur", Anchor(0, 1, 1, first.id), None)
    piece = _part(replace(flute, music=replace(hidden, beams=(group,), spanners=(slur,))))
    assert part_atoms(piece) == {second.heads[0].atom}


def test_everybodys_marks_and_endings_are_owed() -> None:
    direction = words(0, 0, "Slow")
    hidden = replace(
        words(0, 1, "x"), atom=pack(0, 900, Kind.DIRECTION) + 64,
        segments=(Segment("words", "x", (("print-object", "no"),)),),
    )  # fmt: skip
    ending = Ending(pack(0, 902, Kind.ENDING), (1,), "1.", 0, 0)
    piece = _part(part("Flute", "c5w"), directions=(direction, hidden), endings=(ending,))
    assert _kinds(piece) == ["DIRECTION", "ENDING", "HEAD"]


def test_an_accidental_that_is_not_printed_is_not_owed() -> None:
    flute = part("Flute", "c5w")
    head = replace(flute.music.events[0].heads[0], unpitched=True, accidental=Accidental("sharp"))
    assert _kinds(_part(replace(flute, music=_first_event(flute, heads=(head,))))) == ["HEAD"]
