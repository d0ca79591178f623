"""What music21 leaves out of every score or cuts apart, and slurs a score says twice, from the XML itself with its lines.

Four cases, all in music21 10's ``xmlToM21``:

* ``<other-dynamics>``: ``setDynamicsDirection`` looks for the tag *other-dynamic*, so a Dynamic with
  the value "other-dynamics" comes in and the words (or dynamic characters) are lost.
* ``<other-articulation smufl="…"/>``: the glyph it names is not read, an Articulation without a kind
  comes in. MuseScore writes trills on unpitched and other notes like this.
* ``<technical><open/>``: not among its technical marks.
* ``<barline><fermata/>``: not read.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from tests.readback.glyphs import DYNAMICS
from tests.readback.source import words_in

NAMED = {"ornamentTrill": "trill", "ornamentShortTrill": "inverted mordent", "ornamentMordent": "mordent"}


class Omission(NamedTuple):
    """One thing music21 does not say: the XML line, what kind it is, and its words or its name."""

    line: int
    kind: str
    text: str


def omissions(path: Path) -> list[list[Omission]]:
    """For each part of a score in order."""
    root = etree.fromstring(_document(path))
    return [_of_part(part) for part in root.iterchildren("part")]


def _document(path: Path) -> bytes:
    if path.suffix != ".mxl":
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if not name.startswith("META-INF")]
        return archive.read(next(name for name in names if name.endswith(("xml", "musicxml"))))


def _of_part(part: etree._Element) -> list[Omission]:
    found = [Omission(e.sourceline or 0, "words", e.text or "") for e in part.iter("other-dynamics")]
    for element in part.iter("other-articulation"):
        found.append(Omission(element.sourceline or 0, "mark", NAMED.get(element.get("smufl", ""), "")))
    found += [Omission(e.sourceline or 0, "mark", "circle") for e in part.iter("open")]
    for index, measure in enumerate(part.iterchildren("measure")):
        found += [Omission(e.sourceline or 0, "barline", str(index)) for e in measure.iterfind("barline/fermata")]
    found += [Omission(line, "split", text) for line, text in _split(part)]
    return found + [Omission(line, "slur", "") for line in _said_twice(part)]


def _split(part: etree._Element) -> Iterator[tuple[int, str]]:
    """Words that a change of face cuts in two or more, ``1`` and ``O``: the pieces with bars between them.

    music21 makes a text of each piece; they are printed as the one word they are.
    """
    for kind in part.iter("direction-type"):
        pieces = [e.text or "" for e in kind.iterchildren("words")]
        text = pieces[0] if pieces else ""
        for before, after in pairwise(pieces):
            cut = before[-1:].strip() and after[:1].strip()
            text += f"|{after}" if cut else f" {after}"
        if "|" in text:
            yield kind.sourceline or 0, text


def _said_twice(part: etree._Element) -> Iterator[int]:
    """Slurs between the same two notes as one before them, unless one is above and one below.

    Editors drew them for two voices that were joined later, or on top of each other by mistake; they
    are printed once. music21 counts them all and does not read ``orientation``.
    """
    opened: dict[str, tuple[int, str, int]] = {}
    sides: dict[tuple[int, int], set[str]] = {}
    index = 0
    for note in part.iter("note"):
        index += note.find("chord") is None
        for slur in note.iterfind("notations/slur"):
            number = slur.get("number", "1")
            if slur.get("type") == "start":
                side = slur.get("placement") or slur.get("orientation") or ""
                opened[number] = index, {"over": "above", "under": "below"}.get(side, side), slur.sourceline or 0
            elif slur.get("type") == "stop" and number in opened:
                begun, side, line = opened.pop(number)
                known = sides.setdefault((begun, index), set())
                if known and not (side and known == {"above", "below"} - {side}):
                    yield line
                known.add(side)


def repeated_slurs(found: list[Omission]) -> int:
    """How many slurs of a part only repeat another."""
    return sum(o.kind == "slur" for o in found)


def split_words(found: list[Omission]) -> Counter[str]:
    """The pieces of words that are printed whole."""
    return Counter(words_in(o.text.replace("|", " ") for o in found if o.kind == "split"))


def whole_words(found: list[Omission]) -> Counter[str]:
    """What they are together."""
    return Counter(words_in(o.text.replace("|", "") for o in found if o.kind == "split"))


def omitted_words(found: list[Omission]) -> Counter[str]:
    """All words of other dynamics."""
    return Counter(words_in(o.text for o in found if o.kind == "words"))


def omitted_dynamics(found: list[Omission]) -> Counter[str]:
    """Dynamic signs written as characters."""
    return Counter(DYNAMICS[ord(c)] for o in found if o.kind == "words" for c in o.text if ord(c) in DYNAMICS)


def omitted_fermatas(everybody: Sequence[list[Omission]]) -> int:
    """Barlines with a fermata, in all parts together."""
    return len({o.text for found in everybody for o in found if o.kind == "barline"})


def omitted_marks(found: list[Omission]) -> Counter[str]:
    """All marks that are known by their glyph only."""
    return Counter(o.text for o in found if o.kind == "mark" and o.text)
