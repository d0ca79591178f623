"""Worker processes for parts and score: started early, fed the longest task first, none trusted to stay alive.

A worker that dies (out of memory, a crash in native code) takes down nothing but the part it was
making; that part is tried once more in a fresh worker of its own, then given up. Workers ignore
Ctrl-C: the parent decides, and stops them.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import ForkingPickler
from types import TracebackType
from typing import NamedTuple, Self

from engraving.beside import Beside
from engraving.errors import EngravingError, ExitCode
from engraving.interrupts import held
from engraving.production.agenda import Agenda, Errand
from engraving.production.bench import Bench, Failure, Job, Outcome, Setup, Share
from engraving.production.orders import Order

OpenBench = Callable[[Setup], Bench]

_PATIENCE_SECONDS = 5.0
_LOOK_SECONDS = 0.005
SWEPT_UP = 4000  # notes and rests engraved: some 100 MB, what is left of them less


def _work(pipe: Connection, open_bench: OpenBench, setup: Setup) -> None:
    """The life of a worker: get ready, say so (None) or say why not, then a job in, an outcome out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        bench = open_bench(setup)
    except EngravingError as error:
        pipe.send(error)
        return
    except Exception as error:  # noqa: BLE001 - it goes to the parent, which tells the user
        pipe.send(Failure(ExitCode.OUR_FAULT, f"{type(error).__name__}: {error}", traceback.format_exc()))
        return
    gc.freeze()  # faces and modules stay for good: the collector need not look at them again
    gc.disable()  # nor in the middle of a part: what that leaves is swept up now and then
    left = 0
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):  # the parent is gone or done
        pipe.send(None)
        while True:
            task = pipe.recv()
            pipe.send(bench.make(task) if isinstance(task, Job) else bench.draw(task))
            left += task.weight
            if left > SWEPT_UP:
                gc.collect()
                left = 0


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """What this thread starts meanwhile does not hear Ctrl-C; the thread itself hears it afterwards.

    Python's own process for leaks must run before: its start lets through again what is held back here.
    """
    resource_tracker.ensure_running()
    with held():
        yield


class _Worker:
    def __init__(self, open_bench: OpenBench, setup: Setup) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, open_bench, setup), daemon=True)
        with _deaf_to_interrupts():  # it is from its first moment, not only once it has got to say so
            self.process.start()
        theirs.close()
        self.ready = False
        self.errand: Errand | None = None

    def send_home(self) -> None:
        """Whatever it was to do is done, or no longer wanted."""
        self.pipe.close()
        self.process.terminate()

    def gone(self) -> None:
        """Wait until it has left, and see to it."""
        self.process.join(_PATIENCE_SECONDS)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.process.close()

    def last_words(self) -> str:
        self.process.join(_PATIENCE_SECONDS)
        return f"The worker process died (exit code {self.process.exitcode})."


class _Parcel(NamedTuple):
    """An errand ready to be sent: a worker that asks for it need not wait until it is packed."""

    errand: Errand
    content: memoryview


class Workers:
    """A few worker processes. Use as a context: leaving it stops them at once."""

    def __init__(
        self, count: int, open_bench: OpenBench, setup: Setup, when: Callable[[], bool] | None = None
    ) -> None:
        """Start ``count`` workers; they get ready while the caller goes on.

        Two processors are the caller's, as long as a file is taken apart while the reader is imported: as many
        workers as there are others start at once, the rest one by one when ``when`` says so, or when there is work.
        """
        self._open_bench, self._setup = open_bench, setup
        at_once = min(count, max((os.cpu_count() or 1) - 2, 0))
        self._workers = [_Worker(open_bench, setup) for _ in range(at_once)]
        self._parcel: _Parcel | None = None
        self.busy = threading.Event()
        """Set when the first worker has something to do and the next errand is packed, or nobody does anything."""
        self._leaving = False
        self._hurry = threading.Event()
        if sys.platform != "win32":
            import multiprocessing.popen_spawn_posix  # noqa: F401 - here, and not while another thread imports
        self._starting = Beside(partial(self._start_late, count - at_once, when))

    def _start_late(self, count: int, when: Callable[[], bool] | None) -> None:
        while when is not None and not (when() or self._hurry.wait(_LOOK_SECONDS)):
            pass
        for _ in range(count):
            self._wait_for_the_last()
            if self._leaving:
                return
            self._workers.append(_Worker(self._open_bench, self._setup))
        self._wait_for_the_last()

    def _wait_for_the_last(self) -> None:
        while self._workers and not (self._hurry.is_set() or self._workers[-1].pipe.poll(_LOOK_SECONDS)):
            pass

    def wait(self) -> None:
        """Until the last is ready, or there is work for those that are."""
        with suppress(OSError):  # a worker that could not be started: ``run`` says so
            self._starting.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leaving = True
        self._hurry.set()
        self.wait()
        for worker in self._workers:
            worker.send_home()
        for worker in self._workers:
            worker.gone()
        self._workers = []

    def run(self, orders: Sequence[Order], shares: int = 1) -> Iterator[tuple[int, Outcome]]:
        """Make all orders, a score by up to ``shares`` workers; yields (position in ``orders``, outcome) as they come.

        Raises the EngravingError of a worker that cannot even begin (a font is missing).
        """
        agenda = Agenda(orders, self._setup.style, shares)
        self._hurry.set()
        self._starting.result()
        yield from self._pack(agenda)
        lost: list[int] = []
        while self._workers and (self._parcel or any(worker.errand is not None for worker in self._workers)):
            for worker in self._answering():
                errand, worker.errand = worker.errand, None
                try:
                    answer = worker.pipe.recv()
                except (EOFError, ConnectionResetError):
                    answer = None
                    self._dismiss(worker)
                    if errand is not None and isinstance(errand.task, Job):
                        lost.append(errand.at)
                        continue
                if errand is None:
                    worker.ready = True
                    if answer is not None:
                        self._refuse(answer)
                elif isinstance(errand.task, Share):
                    agenda.share_back(errand.at, errand.task, answer)
                yield from self._hand_out(agenda)
                if errand is not None and isinstance(errand.task, Job):
                    yield errand.at, answer
        self.busy.set()
        if self._parcel is not None:
            agenda.put_back(self._parcel.errand)
            self._parcel = None
        for at in (*sorted(lost), *agenda.left()):
            job = agenda.job(at)
            yield at, self._alone(job) if isinstance(job, Job) else job

    def _hand_out(self, agenda: Agenda) -> Iterator[tuple[int, Failure]]:
        """Something to do for everyone who is free, and the next errand packed."""
        yield from self._pack(agenda)
        for worker in self._workers:
            if worker.ready and worker.errand is None and self._parcel is not None:
                worker.errand = self._parcel.errand
                _send(worker, self._parcel.content)
                self._parcel = None
                yield from self._pack(agenda)
        self.busy.set()

    def _pack(self, agenda: Agenda) -> Iterator[tuple[int, Failure]]:
        """Make the next errand ready; those that come to nothing are answered."""
        while self._parcel is None and (errand := agenda.next()) is not None:
            if isinstance(errand.task, Failure):
                yield errand.at, errand.task
            else:
                self._parcel = _Parcel(errand, _packed(errand.task))

    def _answering(self) -> list[_Worker]:
        """The workers that have said something, or died."""
        ready = wait([worker.pipe for worker in self._workers])
        return [worker for worker in self._workers if worker.pipe in ready]

    def _dismiss(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.send_home()
        worker.gone()

    def _refuse(self, answer: EngravingError | Failure) -> None:
        if isinstance(answer, EngravingError):
            raise answer
        raise RuntimeError(f"A worker could not begin.\n{answer.trace}")

    def _alone(self, job: Job) -> Outcome:
        """One job in a worker of its own, the last chance of a part whose worker died."""
        worker = _Worker(self._open_bench, self._setup)
        self._workers.append(worker)
        try:
            unready = worker.pipe.recv()
            if unready is not None:
                self._refuse(unready)
            _send(worker, _packed(job))
            outcome: Outcome = worker.pipe.recv()
        except (EOFError, ConnectionResetError):
            outcome = Failure(ExitCode.OUR_FAULT, worker.last_words())
        self._dismiss(worker)
        return outcome


def _packed(task: Job | Share) -> memoryview:
    """A task as it goes through a pipe."""
    return ForkingPickler.dumps(task)


def _send(worker: _Worker, content: memoryview) -> None:
    """Hand over a task; a worker that has just died shows at the next reading of its pipe."""
    with suppress(BrokenPipeError, ConnectionResetError):
        worker.pipe.send_bytes(content)


def here(open_bench: OpenBench, setup: Setup, orders: Sequence[Order]) -> Iterator[tuple[int, Outcome]]:
    """The same without worker processes, one part after the other."""
    bench = open_bench(setup)
    for at, order in enumerate(orders):
        job = order.job()
        yield at, bench.make(job) if isinstance(job, Job) else job
