"""Characters that no typeface has: a box stands for each of them, and a finding says so (E02)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engraving.findings import Finding, Severity, Where
from engraving.layout.columns.syllables import printed
from engraving.notation.words import as_set
from engraving.score import Part
from engraving.typefaces import Face, Faces


def unprintable(texts: Iterable[str], where: Where, faces: Faces) -> tuple[Finding, ...]:
    """``characters-missing`` (error), one for all of ``texts``, which have been printed.

    They are looked through only when ``faces`` have set a box at all.
    """
    if not faces.set_boxes:
        return ()
    first: dict[str, str] = {}
    for text in texts:
        for character in faces.missing(as_set(text), Face.ROMAN):
            first.setdefault(character, text)
    if not first:
        return ()
    named = ", ".join(dict.fromkeys(f"“{text}”" for text in first.values()))
    return (
        Finding(
            "characters-missing",
            Severity.ERROR,
            where,
            f"No typeface here has {' '.join(first)}: boxes are printed instead, first in {named}.",
            "Write it in Latin, Greek or Cyrillic letters.",
        ),
    )


def type_of(part: Part) -> Iterator[str]:
    """Everything of a part that is set in type."""
    yield part.chair
    yield from (getattr(part.credits, field) for field in part.credits.__struct_fields__)
    for direction in (*part.directions, *part.music.directions):
        yield from (segment.text for segment in direction.segments)
    yield from (name.name for _, _, name in part.music.instruments)
    for event in part.music.events:
        yield from map(printed, event.lyrics)
