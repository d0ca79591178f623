"""Opening a score: a plain file or a compressed .mxl, told apart by content, never by name.

Nothing is written, and no file but the one named is opened. Everything a file could be made of to do
harm is measured first and refused with ``UnsafeInput``, which names the limit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec
from lxml import etree

from engraving.errors import NotMusicXML, UnsafeInput, UsageError
from engraving.findings import Finding, Where
from engraving.musicxml.compressed import unpack
from engraving.musicxml.document import parse_score

MAX_FILE_BYTES = 256 * 2**20
"""The file as it lies on disk."""
PIECE = 2**20

_OTHER_KINDS = (
    (b"%PDF", "is a PDF; notes cannot be read back from it."),
    (b"MThd", "is a MIDI file."),
    (b"\x1f\x8b", "is gzip-compressed; unpack it first."),
    (b"\xd0\xcf\x11\xe0", "is an old office document."),
    (b"\x0fSIBELIUS", "is a Sibelius file."),
    (b"ENIGMA BINARY FILE", "is a Finale file."),
    (b"\x89PNG", "is a picture."),
)


class Source(msgspec.Struct, frozen=True, gc=False):
    """A score as opened: the ``score-partwise`` root, where it came from and what had to be mended.

    ``file`` is the file's name without its folder, ``member`` the file inside an .mxl ("" when plain),
    ``sha256`` is that of the file as handed in, in hexadecimal.
    """

    root: etree._Element
    file: str
    member: str
    sha256: str
    findings: tuple[Finding, ...] = ()


def open_bytes(data: bytes, name: str) -> Source:
    """Open MusicXML, versions 1.0 to 4.0, partwise or timewise, plain or compressed; messages call it ``name``.

    Raises ``NotMusicXML`` (damaged, something else) or ``UnsafeInput`` (refused; names the limit).
    """
    if len(data) > MAX_FILE_BYTES:
        raise _too_large(MAX_FILE_BYTES, name)
    for magic, what in _OTHER_KINDS:
        if data.startswith(magic):
            raise NotMusicXML(f"This {what}", name, "Export MusicXML (.musicxml or .mxl).")
    text, member, noticed = unpack(data, name) if data.startswith(b"PK") else (data, "", ())
    root, mended = parse_score(text, Where(file=name, member=member))
    return Source(root, name, member, hashlib.sha256(data).hexdigest(), (*noticed, *mended))


def read_bytes(path: Path, limit: int = MAX_FILE_BYTES) -> bytes:
    """The whole file, refused if longer than ``limit`` bytes.

    Raises ``UsageError`` (there is no such file, or it is a folder), ``NotMusicXML`` (unreadable) or ``UnsafeInput``.
    """
    try:
        with path.open("rb") as file:
            data = b"".join(_pieces(file, limit + 1))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UsageError("There is no such file.", str(path), "Check the name.") from error
    except ValueError as error:  # a NUL in the name
        raise UsageError("This cannot be a file name.", repr(str(path)), "Check the name.") from error
    except OSError as error:
        if path.is_dir():  # Windows says "permission denied" of folders
            raise UsageError("This is a folder.", str(path), "Name a score in it.") from error
        reason = (error.strerror or type(error).__name__).lower()
        raise NotMusicXML(
            f"The file cannot be read: {reason}.", path.name, "Check its permissions."
        ) from error
    if len(data) > limit:
        raise _too_large(limit, path.name)
    return data


def _pieces(file: BinaryIO, most: int) -> Iterator[bytes]:
    """Up to ``most`` bytes; asked for at once they would all be set aside, however short the file."""
    while most > 0 and (piece := file.read(min(most, PIECE))):
        yield piece
        most -= len(piece)


def _too_large(limit: int, name: str) -> UnsafeInput:
    return UnsafeInput(f"Refused: the file is larger than {limit // 2**20} MiB.", name, "Split the score.")
