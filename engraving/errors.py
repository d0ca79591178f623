"""What stops the work, as one tree. Bad *music* is never an error: it is a finding.

::

    EngravingError                 one line for people: what, where, remedy
    ├── UsageError            2    the command line does not make sense
    ├── NotMusicXML           3    unreadable, the wrong kind of file, a broken zip
    ├── UnsafeInput           4    refused: entities, bomb, path, size, depth; names the limit
    ├── SettingsError         5    style, show or cue file: key, line, nearest valid one
    ├── MissingResource       6    a package, face or glyph source that should be installed
    ├── CannotWrite           7    the output cannot be written
    └── NotASpottingList     10    no list of hits in a dialect that is known: what was seen, what was expected

Further exit codes: 0 clean, 1 done with findings of grade error, 8 some parts failed and the others are
written, 9 our own fault, 130 interrupted.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the command line returns, so that scripts can act on it."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    NOT_MUSICXML = 3
    UNSAFE = 4
    SETTINGS = 5
    MISSING = 6
    CANNOT_WRITE = 7
    PARTS_FAILED = 8
    OUR_FAULT = 9
    NOT_A_LIST = 10
    INTERRUPTED = 130


class EngravingError(Exception):
    """Work that cannot go on: ``what`` is wrong, ``where`` it is, and the ``remedy``."""

    code = ExitCode.OUR_FAULT

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        super().__init__(what, where, remedy)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        cure = f" {self.remedy}" if self.remedy else ""
        return f"{place}{self.what}{cure}"


class UsageError(EngravingError):
    """The command line does not make sense."""

    code = ExitCode.USAGE


class NotMusicXML(EngravingError):
    """The file cannot be read as a score."""

    code = ExitCode.NOT_MUSICXML


class NotASpottingList(EngravingError):
    """The file is no list of hits that can be read; ``what`` was seen, ``remedy`` says what was expected."""

    code = ExitCode.NOT_A_LIST


class UnsafeInput(EngravingError):
    """The file was refused before it could do harm; ``what`` names the limit it breaks."""

    code = ExitCode.UNSAFE


class SettingsError(EngravingError):
    """A house style, show or cue file is wrong; ``where`` gives file, key and line."""

    code = ExitCode.SETTINGS


class MissingResource(EngravingError):
    """Something that installation should have provided is not there."""

    code = ExitCode.MISSING


class CannotWrite(EngravingError):
    """The output folder or file cannot be written."""

    code = ExitCode.CANNOT_WRITE
