"""Is a printed file fit for the press? Reads it back without knowing how it was written.

Rules: P01 a font is not embedded, P02 two font programs share a name, P03 ink that is not grey,
P04 transparency, P05 a character that cannot be read back, P06 a sheet without trim box.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pypdf import PageObject, PdfReader

from engraving.findings import Finding, Severity, Where
from engraving.printing.ink import InkFill as InkFill
from engraving.printing.ink import InkGlyph as InkGlyph
from engraving.printing.ink import InkLine as InkLine
from engraving.printing.ink import PageInk as PageInk
from engraving.printing.readback import page_fonts
from engraving.printing.readback import read_back as read_back

COLOURED = {b"rg", b"RG", b"k", b"K", b"cs", b"CS", b"sc", b"SC", b"scn", b"SCN", b"sh", b"Do", b"BI"}
PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")


def preflight(path: Path) -> list[Finding]:
    """What would print wrongly, each complaint once; an empty list is a clean file."""
    reader = PdfReader(path)
    found: dict[tuple[str, str], None] = {}
    programs: dict[str, set[int]] = {}
    for page in reader.pages:
        found.update(dict.fromkeys(page_faults(page)))
        for font in page_fonts(page).values():
            found.update(dict.fromkeys(font_faults(font.get_object(), programs)))
    for name, numbers in programs.items():
        if len(numbers) > 1:
            found["P02", f"{len(numbers)} font programs are called {name}."] = None
    for text in {glyph.font for page in read_back(path) for glyph in page.glyphs if not glyph.text}:
        found["P05", f"Some characters in {text} have no Unicode value."] = None
    where = Where(file=path.name)
    return [Finding(rule, Severity.ERROR, where, message) for rule, message in found]


def page_faults(page: PageObject) -> Iterator[tuple[str, str]]:
    """Colour, transparency and boxes of one page."""
    content = page.get_contents()
    used = {operator for _, operator in content.operations} if content is not None else set()
    coloured = b" ".join(sorted(used & COLOURED)).decode()
    if coloured:
        yield "P03", f"Ink that is not plain grey: {coloured}."
    if b"gs" in used or "/Group" in page:
        yield "P04", "Transparency or a graphics state that may hold it."
    if "/TrimBox" not in page:
        yield "P06", "A sheet without trim box."


def font_faults(font: Any, programs: dict[str, set[int]]) -> Iterator[tuple[str, str]]:
    """Whether one font is embedded; notes its program by name."""
    name = str(font.get("/BaseFont", "?")).lstrip("/")
    descriptor = font.get("/FontDescriptor")
    held = descriptor.get_object() if descriptor is not None else {}
    program = next((key for key in PROGRAMS if key in held), None)
    if program is None:
        yield "P01", f"{name} is not embedded."
    else:
        programs.setdefault(name, set()).add(getattr(held.raw_get(program), "idnum", id(held)))
