"""Runs a cue through the stages: ``check`` writes nothing, ``produce`` writes parts and a report,
``produce_score`` the conductor's score.

All return a ``Report`` and raise an ``EngravingError`` when the work cannot go on at all. A part
that fails is a finding, and all others are written.
"""

from __future__ import annotations

from engraving.production.options import Options as Options
from engraving.production.options import ScorePitch as ScorePitch
from engraving.production.options import Watcher as Watcher
from engraving.production.run import check as check
from engraving.production.run import produce as produce
from engraving.production.scores import produce_score as produce_score
