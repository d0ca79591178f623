"""What people see: progress and findings, with rich on a terminal, as plain lines anywhere else."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from engraving.counting import counted
from engraving.errors import CannotWrite
from engraving.findings import Severity
from engraving.production.options import Watcher
from engraving.report import PART_FAILED, SCORE, FindingReport, Report, gravest_first

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

MOST_SHOWN = 40
TELL_EVERY = 2.0  # seconds between two lines on how far a stage is

_STAGES = {
    "read": "Reading",
    "validate": "Validating",
    "proof": "Proofreading",
    "extract": "Splitting into parts",
    "engrave": "Engraving",
    "midi": "Writing MIDI",
    "click": "Writing the click",
}
_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}

KeepTrace = Callable[[str], str]


def screen(keep_trace: KeepTrace) -> PlainScreen:
    """The screen that suits stderr; rich is imported only for a terminal."""
    return TerminalScreen(keep_trace) if is_terminal(sys.stderr) else PlainScreen(keep_trace)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether lines on ``stream`` (None when it was closed before we began) can be drawn over."""
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def say(words: str) -> None:
    """One line on stderr. When nobody reads it any more the work goes on all the same."""
    if sys.stderr is None:
        return
    try:
        print(printable(words), file=sys.stderr, flush=True)
    except BrokenPipeError:
        mute(sys.stderr)


def spell_out() -> None:
    """What stdout's encoding lacks (an arrow, a flat) is spelled out there, as Python does on stderr."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def write(content: bytes) -> None:
    """Put the report on stdout. Raises ``CannotWrite``."""
    if sys.stdout is None:
        return
    with shown_to_the_end():
        sys.stdout.buffer.write(content)
        sys.stdout.flush()


@contextmanager
def shown_to_the_end() -> Iterator[None]:
    """What is written to stdout. That nobody reads it to the end is no error; ``CannotWrite`` when it finds no room."""
    try:
        yield
    except BrokenPipeError:
        mute(sys.stdout)
    except OSError as fault:
        mute(sys.stdout)
        what = f"It cannot be written: {fault.strerror or fault}."
        raise CannotWrite(what, "standard output", "Make room, or send it elsewhere.") from fault


def mute(stream: TextIO) -> None:
    """Send what is still to come on a closed pipe nowhere, so that Python does not complain at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def printable(text: str) -> str:
    """``text`` on one line without control characters: a score's names must not command the terminal."""
    flat = " ".join(text.split())
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(char)[0] == "C" else char for char in flat
    )


def place(finding: FindingReport) -> str:
    """``bar 12, beat 3.5``, as far as it is known."""
    bar = finding.bar or (f"#{finding.bar_index + 1}" if finding.bar_index >= 0 else "")
    where = [f"bar {bar}"] if bar else []
    if bar and finding.beat:
        where.append(f"beat {finding.beat:g}")
    if not bar and finding.line:
        where.append(f"line {finding.line}")
    return ", ".join(where)


def say_findings(findings: Sequence[FindingReport]) -> None:
    """Findings for people, one a line."""
    for finding in findings:
        say(_in_a_line(finding))


def _in_a_line(finding: FindingReport) -> str:
    where = ", ".join(filter(None, (finding.part, place(finding))))
    words = " ".join(filter(None, (finding.message, finding.remedy)))
    return ": ".join(filter(None, (finding.severity.value, where, words))) + f" [{finding.rule}]"


def summary(report: Report) -> str:
    """One closing line: what came of it."""
    counts = [
        counted(report.count(severity), severity.value) for severity in Severity if report.count(severity)
    ]
    found = ", ".join(counts) or "no findings"
    seconds = report.run.seconds.get("total", 0.0)
    if not report.parts:
        return f"{found} ({seconds:.1f} s)"
    pages = sum(part.pages for part in report.parts)
    return f"{_made(report)}, {counted(pages, 'page')}; {found} ({seconds:.1f} s)"


def _made(report: Report) -> str:
    """ "41 parts and the score"."""
    parts = sum(part.chair != SCORE for part in report.parts)
    if parts == len(report.parts):
        return counted(parts, "part")
    return f"{counted(parts, 'part')} and the score" if parts else "the score"


class PlainScreen(Watcher):
    """Plain lines on stderr, for pipes, logs and simple terminals."""

    def __init__(self, keep_trace: KeepTrace) -> None:
        self._keep_trace = keep_trace
        self._stage = ""
        self._said = monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop showing progress."""

    def line(self, words: str) -> None:
        """Say one thing."""
        say(words)
        self._said = monotonic()

    def stage(self, name: str) -> None:
        """A stage begins."""
        self._stage = _STAGES.get(name, name)
        self.line(f"{self._stage} …")

    def come(self, far: int, whole: int) -> None:
        """How far a long stage is, now and then."""
        if monotonic() - self._said >= TELL_EVERY:
            self.line(f"{self._stage}: {100 * far // whole} %")

    def done(self, chair: str, pages: int) -> None:
        """A part is on disk."""
        self.line(f"{chair}: {counted(pages, 'page')}")

    def failed(self, chair: str, reason: str, trace: str) -> None:
        """A part could not be made."""
        kept = f" What happened is in {self._keep_trace(trace)}" if trace else ""
        self.line(f"{chair}: failed. {reason}{kept}")

    def tell(self, report: Report, *, everything: bool) -> None:
        """The findings, gravest first, and a closing line."""
        findings = gravest_first(report.findings)
        shown = findings if everything else findings[:MOST_SHOWN]
        if shown:
            self.table(shown)
        if len(shown) < len(findings):
            self.line(f"… and {counted(len(findings) - len(shown), 'finding')} more; --all shows them.")
        failed = sum(finding.rule == PART_FAILED for finding in findings)
        if failed:
            self.line(f"{counted(failed, 'part')} could not be made.")
        self.line(summary(report))

    def table(self, findings: Sequence[FindingReport]) -> None:
        """Findings, one a line: ``error: Horn 1, bar 12, beat 3: message remedy [rule]``."""
        for finding in findings:
            self.line(_in_a_line(finding))


class TerminalScreen(PlainScreen):
    """The same with a moving bar and a table; rich leaves out colours when NO_COLOR says so."""

    def __init__(self, keep_trace: KeepTrace) -> None:
        from rich.console import Console

        super().__init__(keep_trace)
        self._console = Console(stderr=True, highlight=False)
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

        columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
        self._progress = Progress(*columns, console=self._console, transient=True)
        self._task = self._progress.add_task("", total=None)
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        if self._progress is not None:
            self._progress.stop()
            self._progress = None

    def line(self, words: str) -> None:
        """Say one thing, over the bar while there is one."""
        self._console.print(printable(words), markup=False)

    def stage(self, name: str) -> None:
        """Name the stage beside the bar."""
        self._update(description=_STAGES.get(name, name))

    def begin(self, parts: int) -> None:
        """The bar gets its length."""
        self._update(total=parts, completed=0)

    def come(self, far: int, whole: int) -> None:
        """The bar is so far."""
        self._update(total=whole, completed=far)

    def done(self, chair: str, pages: int) -> None:
        """The bar moves on by a part."""
        self._update(advance=1, description=f"{printable(chair)}: {counted(pages, 'page')}")

    def _update(
        self,
        *,
        total: int | None = None,
        completed: int | None = None,
        advance: int | None = None,
        description: str | None = None,
    ) -> None:
        if self._progress is not None and self._task is not None:
            self._progress.update(
                self._task, total=total, completed=completed, advance=advance, description=description
            )

    def table(self, findings: Sequence[FindingReport]) -> None:
        """Findings as a table."""
        from rich import box
        from rich.table import Table
        from rich.text import Text

        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        for heading in ("", "part", "where", "what", "remedy"):
            table.add_column(heading, overflow="fold")
        for finding in findings:
            table.add_row(
                Text(finding.severity.value, style=_COLOURS[finding.severity]),
                *(
                    Text(printable(cell))
                    for cell in (finding.part, place(finding), finding.message, finding.remedy)
                ),
            )
        self._console.print(table)
