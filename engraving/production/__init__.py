"""Runs a cue through the stages: ``check`` writes nothing, ``produce`` writes parts and a report,
``produce_score`` the conductor's score.

All return a ``Report`` and raise an ``EngravingError`` when the work cannot go on at all. A part
that fails is a finding, and all others are written.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from engraving.production.options import Options as Options
from engraving.production.options import ScorePitch as ScorePitch
from engraving.production.options import Watcher as Watcher

if TYPE_CHECKING:
    from engraving.production.run import check as check
    from engraving.production.run import produce as produce
    from engraving.production.scores import produce_score as produce_score

_RUNS = {"check": "run", "produce": "run", "produce_score": "scores"}


def __getattr__(name: str) -> object:
    """What runs a cue is imported when it is wanted: not by workers, and after the file has begun to be opened."""
    if name not in _RUNS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_RUNS[name]}"), name)
