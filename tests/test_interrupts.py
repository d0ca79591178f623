"""Ctrl-C held back for a moment is heard at its end."""

from __future__ import annotations

import os
import signal

import pytest

from engraving.interrupts import held

pytestmark = pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals cannot be held back here")


def test_an_interrupt_waits_for_the_end() -> None:
    done: list[str] = []

    def interrupted() -> None:
        with held():
            os.kill(os.getpid(), signal.SIGINT)
            done.append("what must not be interrupted")

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert done


def test_afterwards_it_is_heard_as_before() -> None:
    with held():
        pass
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
