"""Stand-ins for the engraver, for tests of what happens around it; workers import them by name."""

from __future__ import annotations

import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path

from engraving.errors import CannotWrite, MissingResource
from engraving.production.bench import Bench, Drawn, Job, Printed, Setup, Share, guarded
from engraving.production.orders import Order
from engraving.score import FullScore, Part


def order(music: Part | FullScore, stem: str) -> Order:
    """An order whose music is there already."""
    job = Job(music, stem)
    return Order(job.chair, stem, job.weight, lambda: music, isinstance(music, FullScore))


def undrawn(share: Share) -> Drawn:
    """A share of a score of which nothing comes."""
    raise ValueError("no bars in the line")


def quick(setup: Setup) -> Bench:
    """Writes a file that is no PDF; chairs with telling names come to grief."""

    def make(job: Job) -> Printed:
        chair = job.chair
        if chair == "Raises":
            raise ValueError("a beam\nwithout notes")
        if chair == "Unwritable":
            raise CannotWrite("The disk is full.", remedy="Make room.")
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

    return Bench(guarded(make), guarded(undrawn))


def clumsy(setup: Setup) -> Bench:
    """A bench at which nothing succeeds."""

    def make(job: Job) -> Printed:
        raise ValueError("no room on the page")

    return Bench(guarded(make), guarded(undrawn))


def interrupted(setup: Setup) -> Bench:
    """A bench that is stopped in the middle of a file."""

    def make(job: Job) -> Printed:
        (setup.folder / f".{job.stem}.pdf.half").write_text("half")
        raise KeyboardInterrupt

    return Bench(guarded(make), guarded(undrawn))


def without_faces(setup: Setup) -> Bench:
    """A bench that cannot open."""
    raise MissingResource("Bravura is not installed.", remedy="Install it.")


def broken(setup: Setup) -> Bench:
    """A bench that opens onto a fault of ours."""
    raise ZeroDivisionError("no staves")


def dead(setup: Setup) -> Bench:
    """A bench whose worker dies before it is ready."""
    os._exit(7)


def tell_deafness(pipe: Connection) -> None:
    """Sends whether Ctrl-C is held back from this process."""
    pipe.send(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))


def never_written(folder: Path) -> list[str]:
    """Names of half-written files."""
    return sorted(path.name for path in folder.glob(".*"))


def dies_sharing(setup: Setup) -> Bench:
    """A quick bench at which nobody survives a share of a score."""

    def draw(share: Share) -> Drawn:
        os._exit(9)

    return Bench(quick(setup).make, draw)
