"""Is a printed file fit for the press? Reads it back with pypdf, without knowing how it was written.

Rules: P01 a font is not embedded, P02 two font programs share a name, P03 ink that is not grey,
P04 transparency, P05 a character that cannot be read back, P06 a sheet without trim box.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pypdf import PageObject, PdfReader

from engraving.findings import Finding, Severity, Where
from engraving.printing.ink import Font, InkFill, InkGlyph, InkLine, PageInk, read_font
from engraving.printing.interpreter import Interpreter

__all__ = ["InkFill", "InkGlyph", "InkLine", "PageInk", "preflight", "read_back"]

COLOURED = {b"rg", b"RG", b"k", b"K", b"cs", b"CS", b"sc", b"SC", b"scn", b"SCN", b"sh", b"Do", b"BI"}
PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")

Fault = tuple[str, str]  # rule, message


class Sheet(NamedTuple):
    """One page of a file: its dictionary, its ink and the operators that drew it."""

    page: PageObject
    ink: PageInk
    operators: set[bytes]


def read_back(path: Path) -> list[PageInk]:
    """The ink of every page of a file."""
    return [sheet.ink for sheet in sheets(PdfReader(path))]


def preflight(path: Path) -> list[Finding]:
    """What would print wrongly, each complaint once; an empty list is a clean file."""
    found: dict[Fault, None] = {}
    programs: dict[str, set[int]] = {}
    for sheet in sheets(PdfReader(path)):
        found.update(dict.fromkeys(page_faults(sheet)))
        for font in page_fonts(sheet.page).values():
            found.update(dict.fromkeys(font_faults(font.get_object(), programs)))
    for name, numbers in programs.items():
        if len(numbers) > 1:
            found["P02", f"{len(numbers)} font programs are called {name}."] = None
    where = Where(file=path.name)
    return [Finding(rule, Severity.ERROR, where, message) for rule, message in found]


def sheets(reader: PdfReader) -> Iterator[Sheet]:
    """The pages of a file, read one after the other; fonts are read once."""
    known: dict[Any, Font] = {}
    for page in reader.pages:
        fonts = {}
        for name, reference in page_fonts(page).items():
            key = getattr(reference, "idnum", id(reference))
            if key not in known:
                known[key] = read_font(reference.get_object())
            fonts[name] = known[key]
        content = page.get_contents()
        operations = content.operations if content is not None else []
        interpreter = Interpreter(fonts)
        interpreter.run(operations)
        box = page.mediabox
        ink = PageInk(
            float(box.width),
            float(box.height),
            tuple(interpreter.glyphs),
            tuple(interpreter.lines),
            tuple(interpreter.fills),
        )
        yield Sheet(page, ink, {operator for _, operator in operations})


def page_fonts(page: PageObject) -> dict[str, Any]:
    """The font dictionaries of a page by name, as references where they are references."""
    resources: Any = page.get("/Resources")
    fonts: Any = resources.get_object().get("/Font") if resources is not None else None
    return {} if fonts is None else {name: fonts.get_object().raw_get(name) for name in fonts.get_object()}


def page_faults(sheet: Sheet) -> Iterator[Fault]:
    """Colour, transparency, boxes and unreadable characters of one page."""
    coloured = b" ".join(sorted(sheet.operators & COLOURED)).decode()
    if coloured:
        yield "P03", f"Ink that is not plain grey: {coloured}."
    if b"gs" in sheet.operators or "/Group" in sheet.page:
        yield "P04", "Transparency or a graphics state that may hold it."
    if "/TrimBox" not in sheet.page:
        yield "P06", "A sheet without trim box."
    for font in sorted({glyph.font for glyph in sheet.ink.glyphs if not glyph.text.strip("\0")}):
        yield "P05", f"Some characters in {font} have no Unicode value."


def font_faults(font: Any, programs: dict[str, set[int]]) -> Iterator[Fault]:
    """Whether one font is embedded; notes its program by name."""
    name = str(font.get("/BaseFont", "?")).lstrip("/")
    descriptor = font.get("/FontDescriptor")
    held: Any = descriptor.get_object() if descriptor is not None else {}
    program = next((key for key in PROGRAMS if key in held), None)
    if program is None:
        yield "P01", f"{name} is not embedded."
    else:
        programs.setdefault(name, set()).add(getattr(held.raw_get(program), "idnum", id(held)))
