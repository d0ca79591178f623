"""Orchestrated film cues in, print-ready parts and score out. The whole pipeline, told in eight typed lines::

    style:      Style                  = load_style("us-session")                 # house
    reading:    Reading                = read(source)                             # musicxml
    complaints: tuple[Finding, ...]    = proof(reading.cue)                       # proofing
    extracted:  tuple[Extraction, ...] = extract_all(reading.cue, options)        # parts
    faces:      Faces                  = load_faces(style.faces.music, style.faces.text)  # typefaces
    engraving:  Engraving              = engrave(extracted[0].part, style, faces)  # notation, layout
    document:   bytes                  = pdf_bytes(engraving.pages, faces, info)   # printing
    report:     Report                 = produce(source, folder, Options(style))   # all of it, for every part

``check``, ``produce`` and ``produce_score`` are what a program wants; the command line says the same as
``engraving check``, ``engraving parts`` and ``engraving score``. Nothing is imported before it is used.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engraving.report import Report

__version__ = "0.1.0"


def check(source: str | Path) -> Report:
    """Whether a cue can be played as written: its findings. Nothing is written to disk."""
    from engraving import production

    return production.check(Path(source))


def produce(source: str | Path, folder: str | Path, style: str = "us-session", jobs: int = 1) -> Report:
    """Engrave every part of a cue into ``folder`` in a house style (a name or a TOML file's path)."""
    from engraving import production
    from engraving.house import load_style

    return production.produce(
        Path(source), Path(folder), production.Options(style=load_style(style), jobs=jobs)
    )


def produce_score(source: str | Path, out: str | Path, style: str = "us-session", jobs: int = 1) -> Report:
    """Engrave a cue's full score as the PDF ``out`` in a house style, its report beside it."""
    from engraving import production
    from engraving.house import load_style

    options = production.Options(style=load_style(style), jobs=jobs)
    return production.produce_score(Path(source), Path(out), options)
