"""Pages as pictures: small ones to keep, larger ones to look at."""

from __future__ import annotations

from collections.abc import Sequence

import pypdfium2
from PIL import Image, ImageChops

from engraving.layout.page import Page
from engraving.printing.info import DocumentInfo
from engraving.printing.writer import pdf_bytes
from engraving.typefaces import Faces

FINER = 4  # drawn so much larger, then averaged: fine lines have their true weight in any renderer
BLOCK = 6  # pixels a side; what is averaged again before pictures are compared
TOLERANCE = 24  # of 255: other smoothing makes up to 20, a missing accidental 31, a missing head 58


def pictures(pages: Sequence[Page], faces: Faces, dpi: float) -> list[Image.Image]:
    """Every page in grey, printed and rendered."""
    if not pages:
        return []
    document = pypdfium2.PdfDocument(pdf_bytes(pages, faces, DocumentInfo(title="golden")))
    made = [page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L") for page in document]
    document.close()
    return made


def small_picture(page: Page, faces: Faces, dpi: float, finer: int = FINER) -> Image.Image:
    """One page in grey, small."""
    (large,) = pictures([page], faces, dpi * finer)
    return large.resize((large.width // finer, large.height // finer), Image.Resampling.BOX)


def unlike(kept: Image.Image, made: Image.Image) -> str:
    """In words how two pictures differ beyond the tolerance; empty when they are alike."""
    if kept.size != made.size:
        return f"{made.size[0]} × {made.size[1]} pixels instead of {kept.size[0]} × {kept.size[1]}"
    darkest = 0
    where = (0, 0)
    before, now = _averaged(kept), _averaged(made)
    for y in range(before.height):
        for x in range(before.width):
            difference = abs(before.getpixel((x, y)) - now.getpixel((x, y)))
            if difference > darkest:
                darkest, where = difference, (x * BLOCK, y * BLOCK)
    return f"grey differs by {darkest} of 255 about pixel {where}" if darkest > TOLERANCE else ""


def overlaid(kept: Image.Image, made: Image.Image) -> Image.Image:
    """Ink that is gone in red, ink that is new in blue, ink that stayed in black."""
    size = max(kept.width, made.width), max(kept.height, made.height)
    before, now = _on_sheet(kept, size), _on_sheet(made, size)
    return Image.merge("RGB", (now, ImageChops.darker(before, now), before))


def _on_sheet(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    sheet = Image.new("L", size, 255)
    sheet.paste(picture)
    return sheet


def _averaged(picture: Image.Image) -> Image.Image:
    return picture.resize((picture.width // BLOCK, picture.height // BLOCK), Image.Resampling.BOX)
