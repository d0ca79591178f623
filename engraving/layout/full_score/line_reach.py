"""How many bars a line of the score may have (R65): as many as the style says, more where little stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import inf

from engraving.house import Style
from engraving.layout.columns.cells import Cell
from engraving.layout.columns.springs import NATURAL


def line_reach(cells: Sequence[Cell], starts: Sequence[float], width: float, style: Style) -> list[int]:
    """For each bar that may begin a line of ``width`` the bar before which it ends at the latest.

    ``starts`` is what clefs and the like take there. A bar in which nobody plays counts half. Where so many bars would
    have to be stretched more than is good for any line, others follow until they need not be, or there are
    ``most_sparse_bars``.
    """
    count, most = len(cells), style.score.most_bars
    sparse = max(most, style.score.most_sparse_bars)
    weights = [*accumulate((1.0 if cell.columns else 0.5 for cell in cells), initial=0.0)]
    natural = [*accumulate((cell.widths[NATURAL] for cell in cells), initial=0.0)]
    weights.append(inf)
    reached: list[int] = []
    end = 0
    for k, start in enumerate(starts):
        while weights[end + 1] - weights[k] <= most:
            end += 1
        last = end
        while last < min(count, k + sparse) and (
            (start + natural[last] - natural[k]) * style.spacing.stretch < width
        ):
            last += 1
        reached.append(last)
    return reached
