"""Which tempo meets the picture: constant tempi by an exact sweep, several segments by shortest path."""

from engraving.timing.fit.minimax import smallest_worst, worst_error
from engraving.timing.fit.sweep import Fit, Meeting, Region, best_fits
from engraving.timing.fit.targets import Grid, Target, any_beat, downbeats, strong_beats, targets

__all__ = [
    "Fit", "Grid", "Meeting", "Region", "Target", "any_beat", "best_fits", "downbeats", "smallest_worst",
    "strong_beats", "targets", "worst_error",
]  # fmt: skip
