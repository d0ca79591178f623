"""The audit against pixels: two pieces of ink rendered apart, and what their pictures have in common."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pypdfium2
import pytest
from PIL import Image, ImageChops

from engraving.layout.audit.contact import HIT_AREA, contact
from engraving.layout.audit.scene import Mark, Scene
from engraving.layout.audit.tracing import Outliner
from engraving.layout.page import Ink, Item, Page
from engraving.printing.info import DocumentInfo
from engraving.printing.writer import pdf_bytes
from engraving.typefaces import Faces, load_faces
from tests.layout.audit.sheet import HEIGHT, MARGIN, SPACE, WIDTH, Sheet, realistic_sheet
from tests.layout.audit.test_planting import planted

DPI = 300
PIXELS_A_SPACE = SPACE / 100 * DPI / 72
HITS = (
    ("sharp", "altered head"), ("flat", "sharp"), ("dot", "flag"), ("beam", "flagged head"), ("tremolo",
    "plain head"),
    ("slur", "beam"), ("slur", "accent"), ("tie", "sharp"), ("forte", "expression"), ("technique",
    "note 1 head"),
    ("segno", "rehearsal"), ("hairpin over", "lyric"), ("pedal", "left hand head"), ("rest", "beamed 0 head"),
    ("fermata", "tempo"), ("heading", "technique"),
)  # fmt: skip


@pytest.fixture(scope="module")
def faces() -> Faces:
    return load_faces()


@pytest.fixture(scope="module")
def sheet(faces: Faces) -> Sheet:
    return realistic_sheet(faces)


def picture(item: Item, window: tuple[float, float, float, float], faces: Faces) -> Image.Image:
    """A window of the sheet in grey, with nothing but ``item`` on it."""
    page = Page(WIDTH, HEIGHT, (MARGIN,) * 4, (item,))
    document = pypdfium2.PdfDocument(pdf_bytes([page], faces, DocumentInfo(title="one item")))
    x0, y0, x1, y1 = window
    crop = (x0 / 100, y0 / 100, (WIDTH - x1) / 100, (HEIGHT - y1) / 100)
    image = document[0].render(scale=DPI / 72, grayscale=True, crop=crop).to_pil().convert("L")
    document.close()
    return image


def common_ink(a: Item, b: Item, faces: Faces) -> Image.Image:
    """Where both items are more black than white, as grey as the paler of the two; their boxes must overlap."""
    outliner = Outliner(faces)
    boxes = [box for item in (a, b) if (box := outliner.box(item))]
    window = (
        min(box[0] for box in boxes) - 200, min(box[1] for box in boxes) - 200,
        max(box[2] for box in boxes) + 200, max(box[3] for box in boxes) + 200,
    )  # fmt: skip
    both = ImageChops.lighter(*(picture(item, window, faces) for item in (a, b)))
    return both.point([value if value < 128 else 255 for value in range(256)])


def common_area(a: Item, b: Item, faces: Faces) -> float:
    """What two items have in common by their pictures, in sp²; their boxes must overlap."""
    return sum(1 - value / 255 for value in common_ink(a, b, faces).tobytes()) / PIXELS_A_SPACE**2


def measured_area(a: Item, b: Item, faces: Faces) -> float:
    """The same by outlines: 0 when it is no hit."""
    outliner = Outliner(faces)
    first, second = (outliner.outline(item, box) for item in (a, b) if (box := outliner.box(item)))
    found = contact(first, second, SPACE)
    return found.area if found else 0.0


@pytest.mark.parametrize(("name", "target"), HITS, ids=[f"{a} on {b}" for a, b in HITS])
def test_pictures_confirm_a_hit_and_its_size(sheet: Sheet, name: str, target: str) -> None:
    items, _ = planted(sheet, name, target)
    seen = common_area(items[name], items[target], sheet.faces)
    measured = measured_area(items[name], items[target], sheet.faces)
    assert seen > HIT_AREA
    assert measured == pytest.approx(seen, rel=0.15, abs=0.02)


def overlapping_boxes(sheet: Sheet) -> Iterator[tuple[Mark, Mark]]:
    """Pairs of the clean page whose boxes overlap although the ink does not."""
    scene = Scene(sheet.page(), Outliner(sheet.faces))
    for marks in scene.systems.values():
        for a, b in combinations(marks, 2):
            boxes_meet = a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1
            if boxes_meet and contact(scene.outline(a), scene.outline(b), scene.space) is None:
                yield a, b


def test_pictures_confirm_that_misses_are_misses(sheet: Sheet) -> None:
    pairs = list(overlapping_boxes(sheet))
    assert {Ink.SLUR, Ink.STEM} <= {mark.item.ink for pair in pairs for mark in pair}
    for a, b in pairs:
        assert common_area(a.item, b.item, sheet.faces) <= HIT_AREA + 0.01, (a.item, b.item)
