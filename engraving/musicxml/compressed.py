"""Compressed scores (.mxl): the archive measured before anything is unpacked, and the score found in it."""

from __future__ import annotations

import contextlib
import io
import re
import stat
import unicodedata
import zipfile
import zlib
from pathlib import PurePosixPath

from engraving.errors import NotMusicXML, UnsafeInput
from engraving.findings import Finding, Severity, Where
from engraving.musicxml.characters import clean
from engraving.musicxml.document import parse_tree

MAX_SCORE_BYTES = 256 * 2**20
"""The score unpacked. Beethoven's Ninth, finale, has 26 MB."""

MAX_ARCHIVE_BYTES = 512 * 2**20
"""All members of an archive together, unpacked: pictures and linked parts travel in it too."""

MAX_MEMBERS = 1000
"""Files in one archive."""

MAX_RATIO = 300
"""Unpacked to packed, for members of more than 8 MiB. Real scores have 17-60, one of rests only 130."""

MAX_CONTENTS_BYTES = 2**20
"""META-INF/container.xml."""

_RATIO_MATTERS = 8 * 2**20
_CONTENTS = "META-INF/container.xml"
_SCORE_TYPE = re.compile(r"\s*(application/vnd\.recordare\.musicxml(\+xml)?|(text|application)/xml)?\s*$")
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What zipfile raises for archives that are damaged: it checks little, and much late.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    IndexError,
)
_EXPORT_AGAIN = "Export the score again."
_COPY_AGAIN = "The archive is damaged or was cut short: copy or export it again."
_OWN_FORMATS = ((".mscx", "MuseScore"), (".nwc", "NoteWorthy"), ("notationmetadata.xml", "Finale"))


def unpack(data: bytes, name: str) -> tuple[bytes, str, tuple[Finding, ...]]:
    """The score in archive ``data``, the name of its member, and what was odd about the archive.

    Raises ``UnsafeInput`` for bombs and path tricks, ``NotMusicXML`` for what is damaged or no score.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_members(members, name)
            score, findings = _find_score(archive, members, name)
            text = _read(archive, score, MAX_SCORE_BYTES, name)
    except _DAMAGE as error:
        raise NotMusicXML("The archive cannot be unpacked.", name, _COPY_AGAIN) from error
    if text.startswith(b"PK\x03\x04"):
        raise _unsafe("an archive inside an archive", f"{name}, {_shown(score)}", "Unpack it first.")
    return text, _shown(score), findings


def _check_members(members: list[zipfile.ZipInfo], name: str) -> None:
    """Refuse bombs and path tricks from the archive's directory alone."""
    if len(members) > MAX_MEMBERS:
        raise _unsafe(f"more than {MAX_MEMBERS} files in the archive", name)
    if sum(member.file_size for member in members) > MAX_ARCHIVE_BYTES:
        raise _unsafe(f"the archive unpacks to more than {MAX_ARCHIVE_BYTES // 2**20} MiB", name)
    for member in members:
        place = f"{name}, {_shown(member)}"
        if trick := _path_trick(member.orig_filename):
            raise _unsafe(f"the archive holds a file with {trick}", place)
        if stat.S_ISLNK(member.external_attr >> 16):
            raise _unsafe("the archive holds a symbolic link", place)
        if member.file_size > max(_RATIO_MATTERS, MAX_RATIO * member.compress_size):
            remedy = "Save the score uncompressed (.musicxml)."
            raise _unsafe(f"packed more than {MAX_RATIO} to 1, as in an archive bomb", place, remedy)


def _path_trick(path: str) -> str:
    """What is wrong with a path inside an archive, "" if nothing."""
    if "\\" in path:
        return "a backslash in its path"
    if "\0" in path:
        return "a NUL in its path"
    if path.startswith("/") or re.match(r"[A-Za-z]:", path):
        return "an absolute path"
    return "“..” in its path" if ".." in PurePosixPath(path).parts else ""


def _find_score(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], name: str
) -> tuple[zipfile.ZipInfo, tuple[Finding, ...]]:
    """The member the contents list names, otherwise (with a finding) the first that looks like a score."""
    contents = _named(members, _CONTENTS)
    wanted = _listed(_read(archive, contents, MAX_CONTENTS_BYTES, name), name) if contents else ""
    if trick := _path_trick(wanted):
        raise _unsafe(f"the archive's contents list names a file with {trick}", name)
    if wanted and (score := _named(members, wanted)):
        return score, ()
    score = _likeliest(members, name)
    if not contents:
        problem = f"The archive has no contents list ({_CONTENTS})"
    elif not wanted:
        problem = "The archive's contents list names no score"
    else:
        problem = f"The archive's contents list names “{wanted[:80]}”, which is not there"
    message = f"{problem}; {_shown(score)} was read."
    remedy = "Check that this is the right score."
    return score, (Finding("container", Severity.WARNING, Where(file=name), message, remedy),)


def _listed(text: bytes, name: str) -> str:
    """Path of the first score in a contents list, "" if it names none or is not readable."""
    where = Where(file=name, member=_CONTENTS)
    try:
        root = parse_tree(clean(text, where)[0], where)
    except NotMusicXML:
        return ""  # damaged: the caller guesses, and says so
    for rootfile in root.iter("{*}rootfile"):
        path = rootfile.get("full-path", "").strip()
        if path and _SCORE_TYPE.match(rootfile.get("media-type", "")):
            return path
    return ""


def _named(members: list[zipfile.ZipInfo], path: str) -> zipfile.ZipInfo | None:
    """The member with this path, however its accents were packed; never a folder."""
    wanted = unicodedata.normalize("NFC", path)
    return next((m for m in members if not m.is_dir() and wanted in (m.filename, _shown(m))), None)


def _likeliest(members: list[zipfile.ZipInfo], name: str) -> zipfile.ZipInfo:
    """The first member that by its name is a score."""
    hidden = ("META-INF/", "__MACOSX/", ".")
    visible = [m for m in members if not m.is_dir() and not m.filename.startswith(hidden)]
    for suffix, program in _OWN_FORMATS:
        if any(member.filename.lower().endswith(suffix) for member in visible):
            raise NotMusicXML(f"This is {program}'s own format.", name, f"Export MusicXML from {program}.")
    for suffix in (".musicxml", ".xml"):
        for member in visible:
            if member.filename.lower().endswith(suffix):
                return member
    what = "The archive holds no score." if members else "The archive is empty."
    raise NotMusicXML(what, name, "Export MusicXML (.musicxml or .mxl).")


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int, name: str) -> bytes:
    """Unpack one member, never more than ``limit`` bytes whatever its header claims."""
    place = f"{name}, {_shown(member)}"
    if member.flag_bits & _ENCRYPTED:
        raise NotMusicXML("The archive is locked with a password.", place, "Export it again without one.")
    if member.compress_type not in _METHODS:
        remedy = "Pack it as an ordinary ZIP (deflate)."
        raise NotMusicXML("The archive is packed in a way .mxl does not allow.", place, remedy)
    with archive.open(member) as file:
        text = file.read(limit + 1)
    if len(text) > limit:
        raise _unsafe(f"it unpacks to more than {limit // 2**20} MiB", place, "Split the score.")
    return text


def _shown(member: zipfile.ZipInfo) -> str:
    """A member's name for people: NFC, and UTF-8 where the archive forgot to say so."""
    name = member.filename
    with contextlib.suppress(UnicodeError):  # then the name really is what the archive says
        name = name.encode("cp437").decode("utf-8")
    printable = "".join(character if character.isprintable() else "\ufffd" for character in name)
    return unicodedata.normalize("NFC", printable)


def _unsafe(limit: str, place: str, remedy: str = _EXPORT_AGAIN) -> UnsafeInput:
    return UnsafeInput(f"Refused: {limit}.", place, remedy)
