"""Work in another thread: its result, its trouble, and that nobody has to wait for it."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from engraving.beside import Beside


def test_the_result_is_there_when_it_is_asked_for() -> None:
    go_on = threading.Event()
    work = Beside(lambda: (go_on.wait(5), "done")[1])
    go_on.set()
    assert work.result() == "done"


def test_work_that_comes_after_something_waits_for_it() -> None:
    go_on, begun = threading.Event(), threading.Event()
    work = Beside(begun.set, after=lambda: go_on.wait(5))
    assert not begun.wait(0.05)
    go_on.set()
    work.result(5)
    assert begun.is_set()


def test_trouble_is_raised_where_the_result_is_asked_for() -> None:
    work = Beside(lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        work.result()


def test_a_program_may_end_while_the_work_hangs() -> None:
    words = "import threading; from engraving.beside import Beside; Beside(threading.Event().wait)"
    done = subprocess.run([sys.executable, "-c", words], cwd=Path(__file__).parents[1], check=False, timeout=30)
    assert done.returncode == 0


def test_patience_has_an_end_and_the_work_goes_on() -> None:
    go_on = threading.Event()
    work = Beside(lambda: (go_on.wait(5), "done")[1])
    with pytest.raises(TimeoutError):
        work.result(0.01)
    go_on.set()
    assert work.result(5) == "done"
