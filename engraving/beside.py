"""Work done in another thread while this one goes on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Beside(Generic[Result]):
    """Begins ``work`` at once, or when ``after`` has returned.

    Whoever does not ask for the result does not wait for it either. An executor would: Ctrl-C while this thread
    is in the middle of an import leaves a lock behind that the other one's imports wait for, and the program would
    never end.
    """

    def __init__(self, work: Callable[[], Result], after: Callable[[], object] | None = None) -> None:
        self._work, self._after = work, after
        self._done: Result | None = None
        self._trouble: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            if self._after is not None:
                self._after()
            self._done = self._work()
        except BaseException as trouble:  # noqa: BLE001 - it is raised where the result is asked for
            self._trouble = trouble

    def result(self, patience: float | None = None) -> Result:
        """What came of it, once it is done; raises what the work raised.

        Raises ``TimeoutError`` when it is not done after ``patience`` seconds; with None it waits as long as it takes.
        """
        self._thread.join(patience)
        if self._thread.is_alive():
            raise TimeoutError
        if self._trouble is not None:
            raise self._trouble
        return self._done  # type: ignore[return-value]  # done without trouble
