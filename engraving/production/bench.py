"""One part or score at a time, from music to finished files: what a worker does, in whatever process it sits."""

from __future__ import annotations

import glob
import pickle
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from engraving.errors import EngravingError, ExitCode
from engraving.files import replace_file
from engraving.findings import Finding
from engraving.house import Style
from engraving.report import SCORE
from engraving.report.audits import AuditReport, audit_report, score_audit_report
from engraving.report.turns import TurnReport, turn_reports
from engraving.report.verdicts import verdicts
from engraving.score import Credits, FullScore, Part

if TYPE_CHECKING:
    from engraving.layout.full_score.shares import Drawing
    from engraving.printing.info import DocumentInfo


class Setup(msgspec.Struct, frozen=True):
    """What all parts of a run have in common."""

    folder: Path
    style: Style
    listing: bool = False
    pdf_a: bool = False
    strict: bool = False


class Job(msgspec.Struct, frozen=True):
    """One part to make, or the score, and its file name without suffix; ``shares`` are what others drew of it."""

    music: Part | FullScore
    stem: str
    shares: tuple[Drawn, ...] = ()

    @property
    def chair(self) -> str:
        """Who reads it, as reports name them."""
        return self.music.chair if isinstance(self.music, Part) else SCORE

    @property
    def tacet(self) -> bool:
        """Is nothing played?"""
        return isinstance(self.music, Part) and self.music.tacet

    @property
    def weight(self) -> int:
        """How long it will take, roughly: longest first leaves no worker idle at the end."""
        if isinstance(self.music, Part):
            return len(self.music.music.events)
        return _weight(self.music)


def _weight(score: FullScore) -> int:
    return sum(len(line.part.music.events) for line in score.parts)


class Share(msgspec.Struct, frozen=True):
    """The ``nth`` (from 0) of ``count`` shares of a score's pages, to be drawn for whoever makes the score."""

    score: FullScore
    nth: int
    count: int

    @property
    def weight(self) -> int:
        """As of the score: it comes before all else."""
        return _weight(self.score)


class Drawn(msgspec.Struct, frozen=True):
    """A share of a score as the bench packed it, so that who only hands it on need not know what it is."""

    packed: bytes


class Printed(msgspec.Struct, frozen=True):
    """A part that is on disk, and what the report says of its pages."""

    pages: int
    audit: AuditReport = AuditReport()
    turns: tuple[TurnReport, ...] = ()
    findings: tuple[Finding, ...] = ()
    tacet: bool = False


class Failure(msgspec.Struct, frozen=True):
    """A part that could not be made: ``reason`` is one line, ``trace`` the whole story where that does not say all."""

    code: ExitCode
    reason: str
    trace: str = ""


Outcome = Printed | Failure
Task = TypeVar("Task")
Done = TypeVar("Done")


class Bench(NamedTuple):
    """Where work is done: jobs made, and shares of a score drawn for those who make it."""

    make: Callable[[Job], Outcome]
    draw: Callable[[Share], Drawn | Failure]


def open_bench(setup: Setup) -> Bench:
    """Load faces and the PDF writer once, for part after part and share after share of a score.

    Neither music21 nor verovio nor pypdf (but for PDF/A) is imported here: a worker is there at once.
    """
    from engraving.layout.engrave import engrave
    from engraving.printing.writer import EmbeddedFaces, pdf_bytes
    from engraving.typefaces import load_faces

    faces = load_faces(setup.style.faces.music, setup.style.faces.text)
    EmbeddedFaces(faces).open_fonts()  # while the cue is still being read

    def draw(share: Share) -> Drawn:
        from engraving.layout.full_score.shares import draw_share  # most workers never need it

        drawing = draw_share(share.score, setup.style, faces, share.nth, share.count)
        return Drawn(pickle.dumps(drawing, pickle.HIGHEST_PROTOCOL))

    def make(job: Job) -> Printed:
        music, style = job.music, setup.style
        turns: tuple[TurnReport, ...] = ()
        if isinstance(music, FullScore):
            from engraving.layout.full_score.engrave import engrave_score  # most workers never need it

            engraving = engrave_score(music, style, faces, shares=list(map(_unpacked, job.shares)))
            audit = score_audit_report(engraving.audit, music)
        else:
            engraving = engrave(music, style, faces)
            audit = audit_report(engraving.audit, music)
            turns = turn_reports(engraving.turns, engraving.pages, music, style)
        info = document_info(job.chair, music.credits)
        content = pdf_bytes(engraving.pages, faces, info)
        if setup.pdf_a:
            from engraving.printing.archival import pdfa_bytes

            content = pdfa_bytes(content, info)
        findings = (*engraving.findings, *verdicts(job.chair, audit, strict=setup.strict))
        if setup.listing:
            from engraving.layout.listing import listing

            replace_file(setup.folder / f"{job.stem}.txt", listing(engraving.pages).encode())
        replace_file(setup.folder / f"{job.stem}.pdf", content)  # last: a part that failed has no file
        return Printed(len(engraving.pages), audit, turns, findings, job.tacet)

    return Bench(guarded(make), guarded(draw))


def document_info(chair: str, credits: Credits) -> DocumentInfo:
    """What the file says about itself: the heading's words, and the version's date rather than today's."""
    from engraving.printing.info import DocumentInfo

    name = " ".join(filter(None, (credits.cue_number, credits.title)))
    return DocumentInfo(
        title=" – ".join(filter(None, (name, chair))),
        author=credits.composer,
        subject=" ".join(filter(None, (credits.production, credits.version))),
        date=credits.date,
    )


def guarded(work: Callable[[Task], Done]) -> Callable[[Task], Done | Failure]:
    """One broken part never stops the others: whatever goes wrong in it becomes a ``Failure``."""

    def attempt(task: Task) -> Done | Failure:
        try:
            return work(task)
        except EngravingError as error:
            return Failure(error.code, str(error))
        except Exception as error:  # noqa: BLE001 - nothing is swallowed: it goes into the report and to a file
            return Failure(ExitCode.OUR_FAULT, _one_line(error), traceback.format_exc())

    return attempt


def _unpacked(share: Drawn) -> Drawing:
    drawing: Drawing = pickle.loads(share.packed)  # noqa: S301 - a worker of this run packed it
    return drawing


def _one_line(error: Exception) -> str:
    words = " ".join(str(error).split())
    return f"{type(error).__name__}: {words[:200]}" if words else type(error).__name__


def clear_partials(folder: Path, stems: Iterable[str]) -> None:
    """Remove what an interrupted run left half-written beside its files."""
    for stem in stems:  # ``replace_file`` writes to a hidden name that begins with the file's own
        for partial in folder.glob(glob.escape(f".{stem}.") + "*"):
            partial.unlink(missing_ok=True)
