"""Sheets as pictures, for mails and chats; only where pypdfium2 is installed, which printing does without."""

from __future__ import annotations

import struct
import zlib
from typing import Any

from engraving.errors import MissingResource

DPI = 150


def png_pages(content: bytes, dpi: int = DPI) -> list[bytes]:
    """A PDF's pages as PNGs. Raises MissingResource when nothing is installed that draws them."""
    try:
        import pypdfium2
    except ImportError as error:
        remedy = "Install pypdfium2, or write a .pdf."
        raise MissingResource("Nothing is installed that turns pages into pictures.", remedy=remedy) from error
    document = pypdfium2.PdfDocument(content)
    try:
        return [_png(page.render(scale=dpi / 72, rev_byteorder=True)) for page in document]
    finally:
        document.close()


def _png(bitmap: Any) -> bytes:
    """An RGB bitmap as PNG."""
    width, height, stride, channels = bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels
    pixels = bytes(bitmap.buffer)
    rows = b"".join(b"\0" + pixels[y * stride : y * stride + width * channels] for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, {1: 0, 3: 2, 4: 6}[channels], 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
