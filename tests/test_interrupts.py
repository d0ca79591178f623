"""Ctrl-C held back for a moment is heard at its end."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator

import pytest

from engraving.interrupts import held

pytestmark = pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals cannot be held back here")


@pytest.fixture
def heard() -> Iterator[None]:
    """Ctrl-C raises KeyboardInterrupt, also where tests are shared out among processes that ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heard")
def test_an_interrupt_waits_for_the_end() -> None:
    done: list[str] = []

    def interrupted() -> None:
        with held():
            signal.pthread_kill(threading.get_ident(), signal.SIGINT)
            done.append("what must not be interrupted")

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert done


def test_afterwards_it_is_heard_as_before() -> None:
    with held():
        pass
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
