"""A1 on pages of real parts: ink of one system moved onto ink of another is found, and pictures say the same.

Between two systems nothing is exempt, so every kind of ink may be planted on every other.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from PIL import ImageFilter

from engraving.house import Style
from engraving.layout.audit import Fault, audit
from engraving.layout.audit.contact import HIT_AREA
from engraving.layout.audit.report import ink_name
from engraving.layout.engrave import engrave
from engraving.layout.page import Curve, Ink, Item, Line, Page
from engraving.musicxml import read
from engraving.parts import extract_all
from engraving.typefaces import Faces, load_faces
from tests.layout.audit.sheet import moved
from tests.layout.audit.test_planting import ink_point
from tests.layout.audit.test_raster import common_area, common_ink

SAMPLE = Path(__file__).resolve().parents[3] / "samples" / "1M1 The Crossing.musicxml"
CHAIRS = ("Flute 1", "Timpani", "Percussion 2", "Harp", "Violin I")
SAMPLED = 20  # every so many hits are looked at in pictures


class Plant(NamedTuple):
    """One item moved onto another, and whether the audit of the page reports it there."""

    item: Item
    target: Item
    found: bool

    @property
    def whole(self) -> tuple[Item, Item]:
        """The two with their dashes joined: the audit counts the gaps as ink."""
        first, second = (
            msgspec.structs.replace(one, dash=()) if isinstance(one, Line | Curve) else one
            for one in (self.item, self.target)
        )
        return first, second

    def deep_in_pictures(self, faces: Faces) -> bool:
        """Whether common ink is left in the pictures when a pixel is taken from all its sides."""
        return common_ink(*self.whole, faces).filter(ImageFilter.MaxFilter(3)).getextrema()[0] < 128


@pytest.fixture(scope="module")
def faces() -> Faces:
    return load_faces()


@pytest.fixture(scope="module")
def pages(faces: Faces) -> list[Page]:
    """Pages of the sample's parts on which nothing collides."""
    parts = [e.part for e in extract_all(read(SAMPLE, validate=False).cue) if e.part.chair in CHAIRS]
    every = [page for part in parts for page in engrave(part, Style(), faces).pages]
    clean = [page for page in every if not audit([page], frozenset(), faces).collisions]
    assert len(clean) > len(every) / 2
    return clean


@pytest.fixture(scope="module")
def plants(pages: list[Page], faces: Faces) -> list[Plant]:
    """One of each pair of kinds, from whatever page has it first."""
    seen: set[frozenset[Ink]] = set()
    return [plant for page in pages for plant in planted(page, seen, faces)]


def planted(page: Page, seen: set[frozenset[Ink]], faces: Faces) -> Iterator[Plant]:
    """All pairs of kinds the page can show and nobody has shown yet."""
    first, last = page.staves[0].system, page.staves[-1].system
    top, foot = (kinds(page, system) for system in (first, last))
    for a, b in combinations(sorted(top.keys() | foot.keys()), 2):
        pair = frozenset((a, b))
        here, there = (a, b) if a in top and b in foot else (b, a)
        if Ink.STAFF_LINE in (here, there):  # staff lines stay where the staves are
            here, there = (b, a) if a is Ink.STAFF_LINE else (a, b)
        if pair in seen or here not in top or there not in foot or first == last:
            continue
        seen.add(pair)
        item, target = top[here], foot[there]
        (x, y), (u, v) = ink_point(item, faces), ink_point(target, faces)
        shifted = moved(item, round(u - x), round(v - y))
        music = tuple(shifted if one is item else one for one in page.music)
        found = reported(msgspec.structs.replace(page, music=music), shifted, target, v)
        yield Plant(shifted, target, found)


def reported(page: Page, item: Item, target: Item, y: float) -> bool:
    """Whether the audit lists a collision of the two kinds at a height (1/100 pt)."""
    inks = {ink_name(item.ink), ink_name(target.ink)}
    return any(
        place.fault is Fault.COLLISION
        and set(place.inks) == inks
        and abs(place.y * 100 - y) < 12 * page.staves[0].space  # grand staves have long lines
        for place in audit([page], frozenset(), load_faces()).places
    )


def kinds(page: Page, system: int) -> dict[Ink, Item]:
    """An item of every kind of ink in a system."""
    staves = {staff.number for staff in page.staves if staff.system == system}
    return {item.ink: item for item in reversed(page.music) if item.staff in staves and visible(item)}


def visible(item: Item) -> bool:
    return bool(getattr(item, "text", "x").strip())


def test_far_more_than_forty_kinds_are_found(plants: list[Plant]) -> None:
    kinds_found = {frozenset((plant.item.ink, plant.target.ink)) for plant in plants if plant.found}
    assert len(kinds_found) >= 400
    assert len({ink for pair in kinds_found for ink in pair}) >= 25


def test_what_is_not_found_is_no_collision_in_pictures_either(plants: list[Plant], faces: Faces) -> None:
    """A hit is large and deep: what the audit passes over is small, or thinner than three pixels (0.14 spaces)."""
    for plant in plants:
        if not plant.found:
            seen = common_area(*plant.whole, faces)
            kinds = ink_name(plant.item.ink), ink_name(plant.target.ink)
            assert seen <= HIT_AREA + 0.01 or not plant.deep_in_pictures(faces), (kinds, seen)


def test_pictures_confirm_what_is_found(plants: list[Plant], faces: Faces) -> None:
    hits = [plant for plant in plants if plant.found][::SAMPLED]
    assert len(hits) >= 12
    for plant in hits:
        assert common_area(*plant.whole, faces) > HIT_AREA - 0.005, plant
