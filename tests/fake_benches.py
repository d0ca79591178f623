"""Stand-ins for the engraver, for tests of what happens around it; workers import them by name."""

from __future__ import annotations

import os
from pathlib import Path

from engraving.errors import CannotWrite, MissingResource
from engraving.production.bench import Job, Maker, Printed, Setup, guarded


def quick(setup: Setup) -> Maker:
    """Writes a file that is no PDF; chairs with telling names come to grief."""

    def make(job: Job) -> Printed:
        chair = job.chair
        if chair == "Raises":
            raise ValueError("a beam\nwithout notes")
        if chair == "Unwritable":
            raise CannotWrite("The disk is full.")
        if chair == "Dies":
            os._exit(9)
        if chair == "Dies once":
            flag = setup.folder / "died"
            if not flag.exists():
                flag.touch()
                os._exit(9)
        half = setup.folder / f".{job.stem}.pdf.half"
        half.write_text("half")
        if chair == "Interrupts":
            raise KeyboardInterrupt
        half.replace(setup.folder / f"{job.stem}.pdf")
        return Printed(pages=2)

    return guarded(make)


def clumsy(setup: Setup) -> Maker:
    """A bench at which nothing succeeds."""

    def make(job: Job) -> Printed:
        raise ValueError("no room on the page")

    return guarded(make)


def interrupted(setup: Setup) -> Maker:
    """A bench that is stopped in the middle of a file."""

    def make(job: Job) -> Printed:
        (setup.folder / f".{job.stem}.pdf.half").write_text("half")
        raise KeyboardInterrupt

    return guarded(make)


def without_faces(setup: Setup) -> Maker:
    """A bench that cannot open."""
    raise MissingResource("Bravura is not installed.", remedy="Install it.")


def broken(setup: Setup) -> Maker:
    """A bench that opens onto a fault of ours."""
    raise ZeroDivisionError("no staves")


def dead(setup: Setup) -> Maker:
    """A bench whose worker dies before it is ready."""
    os._exit(7)


def never_written(folder: Path) -> list[str]:
    """Names of half-written files."""
    return sorted(path.name for path in folder.glob(".*"))
