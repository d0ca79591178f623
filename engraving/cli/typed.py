"""Words as people type them: names of files, sheets of paper, numbers of workers, each with its complaint."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path

MOST_JOBS = 8
_MOST_WORKERS = 64


def file_name(text: str) -> Path:
    """A file or folder; an empty name, as of a script's variable that holds nothing, would be the folder we are in."""
    if not text:
        raise argparse.ArgumentTypeError("the name is empty")
    return Path(text)


def ending_in(*endings: str) -> Callable[[str], Path]:
    """Files of a kind: what is written can so never take the place of a score or a cue file."""

    def file_of_that_kind(text: str) -> Path:
        path = file_name(text)
        if path.suffix.lower() not in endings:
            raise argparse.ArgumentTypeError(f"{text!r} does not end in {' or '.join(endings)}")
        return path

    return file_of_that_kind


def paper(text: str) -> str:
    """The name of a sheet."""
    from engraving.house import PAPERS, REDUCED_TO

    for name in (*PAPERS, *REDUCED_TO):
        if name.casefold() == text.casefold():
            return name
    raise argparse.ArgumentTypeError(f"{text!r} is none of {', '.join((*PAPERS, *REDUCED_TO))}")


def jobs(text: str) -> int:
    """How many workers."""
    try:
        count = int(text)
    except ValueError:
        count = 0
    if not 1 <= count <= _MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of workers from 1 to {_MOST_WORKERS}")
    return count


def usable_cores() -> int:
    """As many workers as cores this process may use, within reason."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(usable, MOST_JOBS))
