"""One chair's pages with everything said about them: a proof to read before the parts go out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from engraving.errors import CannotWrite, ExitCode
from engraving.files import replace_file
from engraving.findings import Finding
from engraving.musicxml import Opening
from engraving.production.bench import document_info
from engraving.production.clock import Clock
from engraving.production.options import Options, Watcher
from engraving.production.run import chosen
from engraving.production.stages import Prepared, proofed, split
from engraving.report import PartReport, Report
from engraving.report.overview import WRONG
from engraving.score import Part

WORST = 10  # pages of a run that are worth a look first
_SILENT = Watcher()


def proof_sheets(
    source: Path | Opening, chair: str, options: Options, watcher: Watcher = _SILENT, *, everything: bool = False
) -> tuple[bytes, ExitCode]:
    """The marked pages of a chair as a PDF, and 1 when a remark is an error.

    Raises UsageError when the cue has no such chair.
    """
    from engraving.layout.engrave import engrave
    from engraving.printing.markup import Title, marked_up
    from engraving.printing.remarks import Grade
    from engraving.printing.writer import pdf_bytes
    from engraving.report.audits import audit_report
    from engraving.report.proofs import remarks
    from engraving.report.turns import turn_reports
    from engraving.typefaces import load_faces

    clock = Clock(watcher)
    unproofed = split(Opening.of(source), options, clock)
    ((at, _), *_) = chosen(unproofed.music.chairs, (chair,))
    prepared = proofed(unproofed, clock)
    part = unproofed.music.part(at)
    with clock.stage("engrave"):
        faces = load_faces(options.style.faces.music, options.style.faces.text)
        engraved = engrave(part, options.style, faces)
        findings = (*concerning(part, prepared), *engraved.findings)
        turns = turn_reports(engraved.turns, engraved.pages, part, options.style)
        audit = audit_report(engraved.audit, part)
        said = remarks(part, engraved.pages, findings, audit, turns, everything=everything)
        info = document_info(part.chair, part.credits)
        cue = "  ".join(filter(None, (part.credits.cue_number, part.credits.title, part.credits.version)))
        content = marked_up(pdf_bytes(engraved.pages, faces, info), said, Title(part.chair, cue), faces, info)
    grave = any(remark.grade is Grade.ERROR for remark in said)
    return content, ExitCode.FINDINGS if grave else ExitCode.CLEAN


def concerning(part: Part, prepared: Prepared) -> tuple[Finding, ...]:
    """The findings of a chair, of the source part it comes from, and of the whole cue."""
    names = {"", part.chair, prepared.cue.parts[part.number - 1].name}
    return tuple(finding for finding in prepared.findings if finding.where.part in names)


def write_proof(content: bytes, path: Path) -> tuple[Path, ...]:
    """Write marked pages to a PDF; to PNGs, one a sheet, when ``path`` ends so. Returns what was written.

    Raises MissingResource when pictures are wanted and nothing is installed that draws them.
    """
    if path.suffix.lower() != ".png":
        replace_file(path, content)
        return (path,)
    from engraving.printing.pictures import png_pages

    pictures = png_pages(content)
    names = (path,) if len(pictures) == 1 else tuple(
        path.with_stem(f"{path.stem} {number}") for number in range(1, len(pictures) + 1)
    )
    for name, picture in zip(names, pictures, strict=True):
        replace_file(name, picture)
    return names


def worst_pages(run: Path, report: Report, folder: Path, most: int = WORST) -> tuple[Path, ...]:
    """Write the pages with most wrong on them to ``folder``, marked, worst first; returns the files.

    ``run`` is the folder of the run (or its report.json), whose PDFs are read. Raises CannotWrite when one is
    gone or ``folder`` cannot be made.
    """
    from engraving.printing.info import DocumentInfo
    from engraving.printing.markup import Title, marked_up
    from engraving.report.proofs import of_place
    from engraving.typefaces import load_faces

    parts = run if run.is_dir() else run.parent
    cue = "  ".join(filter(None, (report.cue.number, report.cue.title, report.cue.version)))
    faces = load_faces()
    written = []
    _make(folder)
    for part, page in _worst(report)[:most]:
        places = [place for place in part.audit.places if place.page == page and place.fault in WRONG]
        said = [of_place(place) for place in sorted(places, key=lambda place: (place.system, place.x))]
        title = Title(part.chair, cue)
        content = marked_up(_printed(parts / part.file), said, title, faces, DocumentInfo(part.chair), (page,))
        path = folder / f"{Path(part.file).stem} page {page}.pdf"
        replace_file(path, content)
        written.append(path)
    return tuple(written)


def _worst(report: Report) -> list[tuple[PartReport, int]]:
    """Pages with something wrong, those with most first, then in score order."""
    counts = [
        (Counter(place.page for place in part.audit.places if place.page and place.fault in WRONG), part)
        for part in report.parts
    ]
    rows = [(-count, k, page, part) for k, (pages, part) in enumerate(counts) for page, count in pages.items()]
    return [(part, page) for _, _, page, part in sorted(rows, key=lambda row: row[:3])]


def _printed(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        what = f"The part cannot be read: {error.strerror}."
        raise CannotWrite(what, str(path), "Make the run again: engraving parts CUE -o OUT.") from error


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = f"The folder cannot be used: {error.strerror}."
        raise CannotWrite(what, str(folder), "Choose another.") from error
