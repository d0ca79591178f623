"""Which tempo meets the picture: constant tempi by an exact sweep, several segments by shortest path."""

from engraving.timing.fit.grid import Grid, grid_of
from engraving.timing.fit.minimax import smallest_worst, worst_error
from engraving.timing.fit.sweep import Fit, Meeting, Region, best_fits
from engraving.timing.fit.targets import Target, targets

__all__ = [
    "Fit", "Grid", "Meeting", "Region", "Target", "best_fits", "grid_of", "smallest_worst",
    "targets", "worst_error",
]  # fmt: skip
