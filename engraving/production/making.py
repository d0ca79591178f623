"""Jobs made one and all: the cue read, workers fed, outcomes collected, nothing half-written left behind."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, NamedTuple

from engraving.beside import Beside
from engraving.errors import CannotWrite, EngravingError, ExitCode
from engraving.findings import Finding
from engraving.production.bench import Failure, Outcome, Printed, Setup, clear_partials, open_bench
from engraving.production.clock import Clock
from engraving.production.extracting import PartsAndScore
from engraving.production.options import Options, Watcher
from engraving.production.orders import Order
from engraving.production.stages import Prepared, Unproofed, split, unswept
from engraving.production.workers import Workers, here

if TYPE_CHECKING:
    from engraving.musicxml import Opening

_SWITCH_SECONDS = 0.0005


class Made(NamedTuple):
    """A cue with every finding so far, and what became of each order."""

    prepared: Prepared
    orders: tuple[Order, ...]
    outcomes: list[Outcome]


def make(
    opening: Opening,
    setup: Setup,
    options: Options,
    clock: Clock,
    watcher: Watcher,
    orders_of: Callable[[PartsAndScore], tuple[Order, ...]],
    workers: int,
    shares: int = 1,
) -> Made:
    """Read a cue and make what ``orders_of`` finds in it, in this process when ``workers`` is under 2.

    Up to ``shares`` of them share the pages of a score.
    Raises as ``split``, and the trouble itself where all orders fail from one outside the music.
    """
    with unswept(), tidy(setup.folder) as begun, _hands(workers, setup, opening) as hands:
        unproofed = split(opening, options, clock, hands.wait if hands else None)
        orders = orders_of(unproofed.music)
        begun += [order.stem for order in orders]
        watcher.begin(len(orders))
        busy = hands.busy if hands else None
        complaints = Beside(lambda: _complaints(unproofed, clock, busy))  # nobody waits for them
        with clock.stage("engrave"), _nimble():
            made = hands.run(orders, shares) if hands else here(open_bench, setup, orders)
            outcomes = _collect(made, orders, watcher)
        prepared = unproofed.proofed(complaints.result())
    if orders and all(isinstance(outcome, Failure) for outcome in outcomes):
        _give_up(outcomes)
    return Made(prepared, orders, outcomes)


def make_room(report: Path) -> bytes:
    """Make the folder a report goes to, without the one of an earlier run, whose content is returned (or nothing).

    Raises ``CannotWrite`` when the folder cannot be used.
    """
    try:
        report.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=report.parent):
            pass  # said once, now, rather than by every part
        earlier = report.read_bytes() if report.is_file() else b""
        report.unlink(missing_ok=True)
    except OSError as error:
        what = f"The folder cannot be used: {error.strerror}."
        raise CannotWrite(what, str(report.parent), "Choose another with -o.") from error
    return earlier


@contextmanager
def tidy(folder: Path) -> Iterator[list[str]]:
    """Leave no half-written file, however the work ends; the list takes the names of files begun."""
    begun: list[str] = []
    try:
        yield begun
    except BaseException:
        clear_partials(folder, begun)
        raise


@contextmanager
def _nimble() -> Iterator[None]:
    """Workers wait for their next job no longer than they must for the thread that looks for complaints."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


def _complaints(unproofed: Unproofed, clock: Clock, busy: Event | None) -> tuple[Finding, ...]:
    """What there is to complain of, looked for once the workers are ``busy``: they do not wait for it either."""
    if busy is not None:
        busy.wait()
    with clock.beside("proof"):
        return unproofed.complaints()


@contextmanager
def _hands(count: int, setup: Setup, opening: Opening) -> Iterator[Workers | None]:
    """Workers, getting ready while the cue is opened and read; None when this process does the work itself."""
    if count <= 1:
        yield None
        return
    with Workers(count, open_bench, setup, when=opening.taken) as workers:
        yield workers


def _collect(made: Iterator[tuple[int, Outcome]], orders: Sequence[Order], watcher: Watcher) -> list[Outcome]:
    """Outcomes in score order, whatever order they came in."""
    outcomes: dict[int, Outcome] = {}
    for at, outcome in made:
        outcomes[at] = outcome
        if isinstance(outcome, Printed):
            watcher.done(orders[at].chair, outcome.pages)
        else:
            watcher.failed(orders[at].chair, outcome.reason, outcome.trace)
    return [outcomes[at] for at in range(len(orders))]


def _give_up(outcomes: Sequence[Outcome]) -> None:
    """Not one part came out: when the reason is the same trouble outside the music, say that instead."""
    failures = [outcome for outcome in outcomes if isinstance(outcome, Failure)]
    codes = {failure.code for failure in failures}
    for kind in EngravingError.__subclasses__():
        if codes == {kind.code} and kind.code is not ExitCode.OUR_FAULT:
            raise kind(failures[0].reason)
