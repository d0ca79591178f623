"""Fonts by name, out of the cache or unpacked into it; fontTools is imported only when the cache is cold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from engraving.typefaces.cache import Store
from engraving.typefaces.face import Face
from engraving.typefaces.record import FaceRecord, Packed
from engraving.typefaces.sources import (
    content_key,
    drawing_sources,
    embedded_font,
    music_files,
    own_file,
    own_metadata,
    text_file,
)

if TYPE_CHECKING:
    from engraving.typefaces.unpack import Unpacked

VERSION = b"3"  # raise when unpacking changes what the cache holds


class CachedFont:
    """One font in the cache: its numbers now, its outlines and its file when asked for."""

    def __init__(self, store: Store, name: str, key: str, unpack: Callable[[], Unpacked]) -> None:
        self._store = store
        self._stem = f"{name.replace(' ', '')}-{key}"
        self._unpack = unpack
        self.record = self._read_record() or self._make().record

    def outlines(self) -> Packed:
        """The flattened outlines of all glyphs."""
        content = self._store.read(f"{self._stem}.ink")
        if content is not None:
            try:
                return msgspec.msgpack.decode(content, type=Packed)
            except msgspec.DecodeError:
                pass
        return self._make().outlines

    def file(self) -> Path:
        """A TrueType file to embed."""
        path = self._store.path(f"{self._stem}.ttf")
        if not path.is_file():
            self._make()
            path = self._store.path(f"{self._stem}.ttf")
        return path

    def _read_record(self) -> FaceRecord | None:
        content = self._store.read(f"{self._stem}.face")
        try:
            return msgspec.msgpack.decode(content, type=FaceRecord) if content is not None else None
        except msgspec.DecodeError:
            return None

    def _make(self) -> Unpacked:
        made = self._unpack()
        encoder = msgspec.msgpack.Encoder()
        self._store.write(f"{self._stem}.ttf", made.ttf)
        self._store.write(f"{self._stem}.ink", encoder.encode(made.outlines))
        self._store.write(f"{self._stem}.face", encoder.encode(made.record))
        return made


def open_music(store: Store, name: str) -> CachedFont:
    """A music font from the wheel, or the SMuFL font file a style names."""
    own = own_file(name)
    if own is not None:
        return _open_own_music(store, own)
    css, table = (file.read_bytes() for file in music_files(name))

    def unpack() -> Unpacked:
        from engraving.typefaces.unpack import unpack_music

        return unpack_music(embedded_font(css), table)

    return CachedFont(store, name, content_key(VERSION, css, table), unpack)


def _open_own_music(store: Store, file: Path) -> CachedFont:
    metadata = own_metadata(file)
    font, table = file.read_bytes(), metadata.read_bytes() if metadata else b"{}"

    def unpack() -> Unpacked:
        from engraving.typefaces.own import unpack_own_music

        return unpack_own_music(font, table, str(metadata or file))

    return CachedFont(store, file.stem, content_key(VERSION, font, table), unpack)


def open_text(store: Store, family: str, face: Face) -> CachedFont:
    """One cut of a text family."""
    file = text_file(family, face)
    content = file.read_bytes()

    def unpack() -> Unpacked:
        from engraving.typefaces.unpack import unpack_text

        return unpack_text(content)

    return CachedFont(store, file.stem, content_key(VERSION, content), unpack)


def open_supplement(store: Store) -> CachedFont:
    """Our own drawings."""

    def unpack() -> Unpacked:
        from engraving.typefaces.supplement import build

        return build()

    return CachedFont(store, "EngravingSupplement", content_key(VERSION, *drawing_sources()), unpack)
