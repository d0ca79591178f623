"""A listing read back as pages, so that a page of long ago can be drawn again beside today's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from engraving.layout.listing import HEADING
from engraving.layout.page import Curve, Glyph, Ink, Item, Line, Page, Polygon, Staff, Text
from engraving.typefaces import Face

PAGE = re.compile(r"page \d+ of \d+: (.*)")
MARGINS = re.compile(r"  margins left (\S+) bottom (\S+) right (\S+) top (\S+)")
STAFF = re.compile(r"    staff (\d+): (\S+) (\S+) to (\S+), (\d+) lines (\S+) apart, bars (-?\d+)-(-?\d+)")
SYSTEM = re.compile(r"  system (\d+)")
ITEM = re.compile(r"    ([a-z-]+) staff (\d+) (.*?)( atom [0-9a-f]+)?( echo)?")
LINE = re.compile(r"(\S+ \S+) to (\S+ \S+) width (\S+)(?: dash (.*))?")
GLYPH = re.compile(r"(\S+) (\S+) U\+([0-9A-F]+) (\S+) (\S+)")
WORDS = re.compile(r'(\S+) (\S+) (".*") (\S+) (\S+)')


def pages_of(text: str) -> tuple[Page, ...]:
    """All pages a listing tells of, of one part after another; columns and groups, which it leaves out, are 0."""
    return tuple(_page(lines) for lines in _sheets(text))


def _sheets(text: str) -> Iterator[list[str]]:
    """The lines of each page."""
    lines: list[str] = []
    for line in text.splitlines():
        if PAGE.fullmatch(line):
            if lines:
                yield lines
            lines = [line]
        elif lines and line.startswith("  "):
            lines.append(line)
        elif line and line != HEADING and not line.startswith("part "):
            raise ValueError(f"Not a line of a listing: {line!r}")
    if lines:
        yield lines


def _page(lines: list[str]) -> Page:
    width, height = _numbers(_match(PAGE, lines[0])[1])
    left, bottom, right, top = (_number(v) for v in _match(MARGINS, lines[1]).groups())
    staves: list[Staff] = []
    music: list[Item] = []
    furniture: list[Item] = []
    system, items = -1, music
    for line in lines[2:]:
        if line == "  furniture":
            items = furniture
        elif found := SYSTEM.fullmatch(line):
            system = int(found[1]) - 1
        elif found := STAFF.fullmatch(line):
            number, x0, y, x1, count, space, first, last = found.groups()
            bars = int(first), int(last)
            staves.append(
                Staff(int(number), system, _number(x0), _number(x1), _number(y), _number(space), int(count), bars)
            )
        elif line != "  beside the systems":
            items.append(_item(line))
    return Page(width, height, (left, bottom, right, top), tuple(music), tuple(furniture), tuple(staves))


def _item(line: str) -> Item:
    name, staff, shape, atom, echo = _match(ITEM, line).groups()
    ink = Ink[name.upper().replace("-", "_")]
    stands = {"atom": int(atom[6:], 16) if atom else 0, "staff": int(staff), "echo": bool(echo)}
    if shape.startswith("polygon "):
        return Polygon(ink, _numbers(shape[8:]), **stands)
    if shape.startswith("curve "):
        points, _, dash = shape[6:].partition(" dash ")
        return Curve(ink, _numbers(points), dash=_numbers(dash), **stands)
    if found := WORDS.fullmatch(shape):
        x, y, words, face, size = found.groups()
        return Text(ink, _number(x), _number(y), json.loads(words), _number(size), _face(face), **stands)
    if found := GLYPH.fullmatch(shape):
        x, y, code, face, size = found.groups()
        return Glyph(ink, _number(x), _number(y), int(code, 16), _number(size), _face(face), **stands)
    start, end, width, dash = _match(LINE, shape).groups()
    return Line(ink, *_numbers(start), *_numbers(end), _number(width), dash=_numbers(dash or ""), **stands)


def _match(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    found = pattern.fullmatch(text)
    if found is None:
        raise ValueError(f"Not a line of a listing: {text!r}")
    return found


def _face(name: str) -> Face:
    return Face[name.upper().replace("-", "_")]


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(_number(word) for word in text.split())


def _number(text: str) -> int:
    """Points with two decimals as whole 1/100 pt."""
    return int(text.replace(".", ""))
