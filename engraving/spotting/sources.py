"""The file a spotting list is read from, and the complaints about it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import msgspec

from engraving.errors import NotASpottingList, UnsafeInput, UsageError
from engraving.findings import Finding, Severity, Where
from engraving.timing.rates import Rate, UnknownRate, rate_named
from engraving.timing.timecode import NoSuchLabel, parse

MOST_BYTES = 64 * 2**20
"""A spotting list longer than this is none."""

_BUNDLE = "Info.fcpxml"
_STDIN = Path("-")
_SHOWN = 60


class Source(msgspec.Struct, frozen=True):
    """A file as it came: ``asked`` is the rate the user named, if any."""

    path: Path
    data: bytes
    asked: Rate | None = None

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name

    def text(self) -> tuple[str, tuple[Finding, ...]]:
        """The file as text: UTF-8 or UTF-16, else as Windows-1252 with the note ``spotting-encoding``."""
        if self.data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            try:
                return self.data.decode("utf-16"), ()
            except UnicodeDecodeError:
                self.refuse("The file begins as UTF-16 text and does not go on so.", "Save it as UTF-8.")
        try:
            return self.data.decode("utf-8-sig"), ()
        except UnicodeDecodeError:
            pass
        try:
            text = self.data.decode("cp1252")
        except UnicodeDecodeError:
            self.refuse("The file is no text in any encoding that is known.", "Save it as UTF-8.")
        message = "The list is not UTF-8; it was read as Windows-1252, so look at accented letters."
        return text, (Finding("spotting-encoding", Severity.NOTE, Where(file=self.name), message, "Save it as UTF-8."),)

    def refuse(self, seen: str, expected: str, line: int = 0) -> NoReturn:
        """Raise ``NotASpottingList`` for what was seen, with what was expected."""
        raise NotASpottingList(seen, self.place(line), expected)

    def ask(self, what: str, remedy: str, line: int = 0) -> NoReturn:
        """Raise ``UsageError``: the list can be read, once the user has said one thing more."""
        raise UsageError(what, self.place(line), remedy)

    def place(self, line: int = 0) -> str:
        """File and line, for people."""
        return f"{self.name}, line {line}" if line else self.name

    def rate(self, said: str = "", line: int = 0) -> Rate:
        """The rate of the list's timecode: as the list says, or as the user did; they must not disagree."""
        if not said:
            if self.asked is None:
                self.ask("The list holds timecode but not its rate.", "Name it, as --rate 24 or --rate 29.97df.", line)
            return self.asked
        try:
            rate = rate_named(said)
        except UnknownRate as error:
            self.refuse(str(error), "Export the list at one of these.", line)
        self.agree(rate, line, drop_known=True)
        return rate

    def agree(self, said: Rate, line: int = 0, *, drop_known: bool) -> None:
        """Raise ``UsageError`` when the user named another rate than the list says."""
        asked = self.asked
        if asked is not None and (asked.fps != said.fps or (drop_known and asked.drop != said.drop)):
            self.ask(
                f"The list counts at {said.name} fps, the cue at {asked.name}.",
                "A cue keeps its frames and not its seconds at another rate: export the list at the cue's own.",
                line,
            )

    def label(self, text: str, rate: Rate, line: int = 0) -> int:
        """The frame of a timecode label. Raises ``NotASpottingList`` when there is no such label."""
        try:
            return parse(text, rate)
        except NoSuchLabel as error:
            self.refuse(str(error), "Look at the rate: labels of one rate need not exist at another.", line)

    def finding(self, rule: str, severity: Severity, message: str, remedy: str = "", line: int = 0) -> Finding:
        """A finding about this list."""
        return Finding(rule, severity, Where(file=self.name, line=line), message, remedy)


def open_source(path: Path, rate: Rate | None = None) -> Source:
    """The bytes of a list; ``-`` is standard input.

    Raises ``UsageError``, ``NotASpottingList``, or ``UnsafeInput`` for one too long.
    """
    if path == _STDIN:
        return _source(Path("standard input"), sys.stdin.buffer.read(MOST_BYTES + 1), rate)
    file = path / _BUNDLE if path.is_dir() and path.suffix == ".fcpxmld" else path
    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise UsageError("There is no such file.", str(file), "Check the path.") from None
    except IsADirectoryError:
        raise UsageError("This is a folder.", str(file), "Name the list itself.") from None
    except OSError as error:
        reason = f"The file cannot be read: {error.strerror}."
        raise NotASpottingList(reason, str(file), "Check its permissions.") from error
    return _source(path, data, rate)


def _source(path: Path, data: bytes, rate: Rate | None) -> Source:
    if len(data) > MOST_BYTES:
        raise UnsafeInput(f"The list is longer than {MOST_BYTES // 2**20} MB.", str(path), "Export markers alone.")
    return Source(path, data, rate)


def shown(text: str) -> str:
    """A piece of a file as it is quoted in a complaint."""
    flat = " ".join(text.split())
    return f"“{flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1] + '…'}”"
