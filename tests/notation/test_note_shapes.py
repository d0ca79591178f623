"""A note that looks like one before it has the very shape it would have by itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engraving.notation.event_shapes import note_shape
from engraving.notation.note_shapes import NoteShapes
from engraving.notation.shapes import Shape
from tests.layout.small_music import small_faces
from tests.notation.written import event, tremolo

FACES = small_faces()
chords = st.lists(st.integers(-12, 12), min_size=1, max_size=4, unique=True).map(lambda s: [p / 2 for p in sorted(s)])
values = st.sampled_from(["whole", "half", "quarter", "eighth", "16th"])
stems = st.sampled_from(["", "none", "double"])


def told(shape: Shape) -> dict[str, object]:
    """All of a shape."""
    return {name: getattr(shape, name) for name in Shape.__slots__}


@given(chords, values, stems, st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_the_second_of_two_alike_is_as_if_it_were_alone(
    heads: list[float], value: str, stem: str, up: bool, beamed: bool, cue: bool, struck: bool
) -> None:
    marks = (tremolo(3),) if struck else ()
    first, second = (
        event(value, len(heads), number=number, stem=stem, cue=cue, marks=marks) for number in (1, 2)
    )
    shapes = NoteShapes(FACES)
    made = shapes.shape(first, 1, heads, up=up, beamed=beamed, lines=5)
    made.boxes.clear()  # what becomes of one is not seen at the other
    again = shapes.shape(second, 1, heads, up=up, beamed=beamed, lines=5)
    assert told(again) == told(note_shape(second, 1, heads, up=up, beamed=beamed, lines=5, faces=FACES))


def test_another_look_is_another_shape() -> None:
    shapes = NoteShapes(FACES)
    plain = shapes.shape(event("quarter"), 1, [0.0], up=True, beamed=False, lines=5)
    for other in (
        shapes.shape(event("half"), 1, [0.0], up=True, beamed=False, lines=5),
        shapes.shape(event("quarter"), 1, [0.5], up=True, beamed=False, lines=5),
        shapes.shape(event("quarter"), 1, [0.0], up=False, beamed=False, lines=5),
        shapes.shape(event("quarter", cue=True), 1, [0.0], up=True, beamed=False, lines=5),
        shapes.shape(event("quarter", stem="none"), 1, [0.0], up=True, beamed=False, lines=5),
    ):
        assert other.boxes != plain.boxes or other.heads[0].code != plain.heads[0].code
