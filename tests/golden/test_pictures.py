"""A dozen typical pages as small pictures: what is printed looks as it did, within what renderers differ by."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from engraving.layout.engrave import engrave
from engraving.layout.page import Ink, Page
from tests.golden.pictures import small_picture, unlike
from tests.golden.press import faces, parts_of, style

FOLDER = Path(__file__).parent
DPI = 54  # a staff space is 4 pixels: heads, rests and signs can still be told apart
GREYS = 16  # so that a kept picture of a full page takes 20 kB
CUE = FOLDER.parents[1] / "samples" / "1M1 The Crossing.musicxml"
SMALL = sorted(path.stem for path in FOLDER.glob("*.musicxml"))
CHAIRS = ("Flute 1", "Horn in F 1", "Percussion 1", "Harp", "Piano", "Violin I")


@cache
def first_page(name: str) -> Page:
    """Page one of a small score's only part, or of a chair of the sample cue."""
    path = CUE if name in CHAIRS else FOLDER / f"{name}.musicxml"
    part = next(part for part in parts_of(path) if name in (part.chair, path.stem))
    return engrave(part, style(), faces()).pages[0]


def picture_of(page: Page) -> Image.Image:
    return small_picture(page, faces(), DPI)


@pytest.mark.parametrize("name", [*SMALL, *CHAIRS])
def test_the_page_looks_as_it_did(name: str, update_golden: bool, tmp_path: Path) -> None:
    file = FOLDER / "pictures" / f"{name}.png"
    made = picture_of(first_page(name))
    difference = unlike(Image.open(file).convert("L"), made) if file.exists() else "it is not kept yet"
    if difference and update_golden:
        made.quantize(GREYS).save(file, optimize=True)
        return
    if difference:
        made.save(tmp_path / file.name)
    assert not difference, f"{name}: {difference}; see {tmp_path / file.name}"


def test_every_picture_has_its_page() -> None:
    assert {path.stem for path in (FOLDER / "pictures").glob("*.png")} == {*SMALL, *CHAIRS}


# The comparison itself


@pytest.mark.parametrize(
    "ink", [Ink.HEAD, Ink.REST, Ink.BEAM, Ink.ACCIDENTAL, Ink.DYNAMIC], ids=lambda ink: ink.name.lower()
)
def test_one_sign_less_is_seen(ink: Ink) -> None:
    page = first_page("Violin I")
    gone = next(item for item in page.music if item.ink is ink)
    without = Page(page.width, page.height, page.margins, tuple(i for i in page.music if i is not gone), page.furniture)
    assert unlike(picture_of(page), picture_of(without))


def test_a_renderer_that_smooths_otherwise_is_not_a_difference() -> None:
    page = first_page("Violin I")
    kept = picture_of(page)
    assert unlike(kept, kept) == ""
    assert unlike(kept, kept.quantize(GREYS).convert("L")) == ""
    for finer in (3, 6, 8):
        assert unlike(kept, small_picture(page, faces(), DPI, finer)) == ""
