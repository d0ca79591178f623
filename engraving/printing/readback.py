"""Reading printed files back with pypdf: their pages' ink and their fonts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pypdf import PageObject, PdfReader

from engraving.printing.ink import Font, Interpreter, PageInk


def read_back(path: Path) -> list[PageInk]:
    """The ink of every page of a file."""
    reader = PdfReader(path)
    fonts: dict[Any, Font] = {}
    return [read_page(page, fonts) for page in reader.pages]


def read_page(page: PageObject, known: dict[Any, Font]) -> PageInk:
    """The ink of one page; ``known`` keeps fonts from page to page by their object number."""
    fonts = {}
    for name, reference in page_fonts(page).items():
        key = getattr(reference, "idnum", id(reference))
        if key not in known:
            known[key] = read_font(reference.get_object())
        fonts[name] = known[key]
    content = page.get_contents()
    interpreter = Interpreter(fonts)
    if content is not None:
        interpreter.run(content.operations)
    box = page.mediabox
    return PageInk(
        float(box.width),
        float(box.height),
        tuple(interpreter.glyphs),
        tuple(interpreter.lines),
        tuple(interpreter.fills),
    )


def page_fonts(page: PageObject) -> dict[str, Any]:
    """The font dictionaries of a page by name, as references where they are references."""
    resources = page["/Resources"].get_object()
    fonts = resources.get("/Font")
    return {} if fonts is None else {name: fonts.get_object().raw_get(name) for name in fonts.get_object()}


def read_font(font: Any) -> Font:
    """A simple font's characters and widths."""
    first = int(font.get("/FirstChar", 0))
    widths = font.get("/Widths")
    descriptor = font.get("/FontDescriptor")
    missing = descriptor.get_object().get("/MissingWidth", 0) if descriptor is not None else 0
    mapping = font.get("/ToUnicode")
    return Font(
        name=str(font.get("/BaseFont", "/")).lstrip("/").split("+")[-1],
        characters=to_unicode(mapping.get_object().get_data()) if mapping is not None else {},
        widths={first + i: float(w) for i, w in enumerate(widths.get_object() if widths is not None else ())},
        missing=float(missing),
    )


HEX = rb"<([0-9A-Fa-f\s]*)>"
BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.S)
CHAR = re.compile(HEX + rb"\s*" + HEX)
RANGE = re.compile(HEX + rb"\s*" + HEX + rb"\s*(?:" + HEX + rb"|\[(.*?)\])", re.S)


def to_unicode(cmap: bytes) -> dict[int, str]:
    """A ToUnicode map as characters by code."""
    result: dict[int, str] = {}
    for kind, body in BLOCK.findall(cmap):
        if kind == b"bfchar":
            for code, text in CHAR.findall(body):
                result[int(code, 16)] = _utf16(text)
            continue
        for low, high, start, listed in RANGE.findall(body):
            codes = range(int(low, 16), int(high, 16) + 1)
            if listed:
                result.update(zip(codes, map(_utf16, re.findall(HEX, listed)), strict=False))
            else:
                head, last = _utf16(start)[:-1], ord(_utf16(start)[-1])
                result.update({code: head + chr(last + i) for i, code in enumerate(codes)})
    return result


def _utf16(text: bytes) -> str:
    return bytes.fromhex(text.decode()).decode("utf-16-be")
