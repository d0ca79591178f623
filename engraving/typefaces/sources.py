"""Where the fonts come from: packages found without importing them, and files a style names."""

from __future__ import annotations

import base64
import binascii
import hashlib
import importlib.util
from collections.abc import Iterator
from pathlib import Path

from engraving.errors import MissingResource
from engraving.typefaces.face import Face

MUSIC_PACKAGE, TEXT_PACKAGE = "verovio", "font_source_serif_pro"
WHEEL_MUSIC = ("Bravura", "Leland", "Petaluma", "Leipzig", "Gootville")
SERIF = "Source Serif Pro"
SERIF_FILES = {
    Face.ROMAN: "SourceSerifPro-Regular.ttf",
    Face.ITALIC: "SourceSerifPro-It.ttf",
    Face.BOLD: "SourceSerifPro-Bold.ttf",
    Face.BOLD_ITALIC: "SourceSerifPro-BoldIt.ttf",
}
FONT_SUFFIXES = (".ttf", ".otf", ".woff2", ".woff")
CUTS = {
    Face.ROMAN: ("-Regular", "-Roman", ""),
    Face.ITALIC: ("-Italic", "-It"),
    Face.BOLD: ("-Bold",),
    Face.BOLD_ITALIC: ("-BoldItalic", "-BoldIt"),
}
REMEDY = "Install engraving again with its dependencies."


def package_folder(package: str) -> Path:
    """The folder of an installed package, which is not imported. Raises ``MissingResource``."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise MissingResource(f"The package {package} is not installed.", remedy=REMEDY)
    return Path(next(iter(spec.submodule_search_locations)))


def own_file(name: str) -> Path | None:
    """The file a style names instead of a font of ours, if it names one; ``MissingResource`` if it is not there."""
    path = Path(name)
    if path.suffix.lower() not in FONT_SUFFIXES:
        return None
    if not path.is_file():
        raise MissingResource("This font file is not there.", str(path), "Check the style's path to it.")
    return path


def own_metadata(font: Path) -> Path | None:
    """The SMuFL metadata beside a font file, under one of the names in use."""
    names = (
        f"{font.stem}_metadata.json",
        f"{font.stem.lower()}_metadata.json",
        f"{font.stem}.json",
        "metadata.json",
    )
    return next((path for name in names if (path := font.with_name(name)).is_file()), None)


def own_cut(regular: Path, face: Face) -> Path:
    """The file beside ``regular`` that holds another cut of its family. Raises ``MissingResource``."""
    base = regular.stem.removesuffix("-Regular").removesuffix("-Roman")
    for name in CUTS[face]:
        path = regular.with_name(f"{base}{name}{regular.suffix}")
        if path.is_file():
            return path
    raise MissingResource(
        f"There is no {face.name.lower().replace('_', ' ')} cut beside this font.",
        str(regular),
        f"Name it {base}{CUTS[face][0]}{regular.suffix}.",
    )


def music_files(name: str) -> tuple[Path, Path]:
    """The stylesheet of a wheel's music font, and its table of boxes and anchors. Raises ``MissingResource``."""
    if name not in WHEEL_MUSIC:
        known = ", ".join(WHEEL_MUSIC)
        remedy = f"There are {known}; a style may also name a SMuFL font file."
        raise MissingResource(f"No music font is called {name!r}.", remedy=remedy)
    folder = package_folder(MUSIC_PACKAGE) / "data"
    files = folder / f"{name}.css", folder / f"{name}.xml"
    for file in files:
        if not file.is_file():
            raise MissingResource(f"{file.name} is not in the package {MUSIC_PACKAGE}.", remedy=REMEDY)
    return files


def text_file(family: str, face: Face) -> Path:
    """The TrueType file of one cut of a text family. Raises ``MissingResource``."""
    own = own_file(family)
    if own is not None:
        return own_cut(own, face)
    if family != SERIF:
        remedy = f"There is {SERIF}; a style may also name a font file."
        raise MissingResource(f"No text font is called {family!r}.", remedy=remedy)
    file = package_folder(TEXT_PACKAGE) / "files" / SERIF_FILES[face]
    if not file.is_file():
        raise MissingResource(f"{file.name} is not in the package {TEXT_PACKAGE}.", remedy=REMEDY)
    return file


def embedded_font(css: bytes) -> bytes:
    """The WOFF2 file inside a stylesheet's ``@font-face``. Raises ``MissingResource``."""
    start = css.find(b"base64,") + len(b"base64,")
    end = css.find(b")", start)
    try:
        if start < len(b"base64,") or end < 0:
            raise ValueError("no data")
        return base64.b64decode(css[start:end].strip(b"'\" "), validate=True)
    except (ValueError, binascii.Error) as fault:
        raise MissingResource("A stylesheet holds no font that can be read.", remedy=REMEDY) from fault


def content_key(*parts: bytes) -> str:
    """Twenty hex digits that name some content in the cache."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()[:20]


def drawing_sources() -> Iterator[bytes]:
    """The modules that draw the supplement, as bytes: they key its place in the cache."""
    for file in sorted(Path(__file__).parent.glob("draw*.py")):
        yield file.read_bytes()
    yield Path(__file__).with_name("supplement.py").read_bytes()
