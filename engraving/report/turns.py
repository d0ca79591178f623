"""Page turns as the report tells them: bars as printed, seconds of rest, where one would have been better (A4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from engraving.house import Style
    from engraving.layout.casting.turns import Turn, TurnJudge
    from engraving.layout.page import Page
    from engraving.score import Part


class Alternative(msgspec.Struct, frozen=True):
    """A better bar to turn after, had the page ended there; ``seconds`` as in :class:`TurnReport`."""

    bar: str
    bar_index: int
    seconds: float


class TurnReport(msgspec.Struct, frozen=True):
    """A turn after ``page``, at the end of ``bar`` (as printed; ``bar_index`` from 0).

    ``seconds`` is what it is worth: the rest before and half the rest after it (E54). ``grade`` is free, mild or
    severe; ``back_to`` the page that a repeat or jump turns back to (0: on to the next); ``alternative`` the best
    bar of the pages beside it when the turn is not free and there is a better one: a repeat has none.
    """

    page: int
    bar: str
    bar_index: int
    rest_before: float
    rest_after: float
    seconds: float
    grade: str
    alternative: Alternative | None = None
    back_to: int = 0


def turn_reports(turns: Sequence[Turn], pages: Sequence[Page], part: Part, style: Style) -> tuple[TurnReport, ...]:
    """The turns of a part's pages."""
    if all(turn.grade == "free" for turn in turns):
        return tuple(_told(turn, part, None) for turn in turns)
    from engraving.layout.casting.turns import TurnJudge

    judge = TurnJudge(part, style)
    return tuple(_told(turn, part, _alternative(turn, pages, part, judge)) for turn in turns)


def in_words(turn: TurnReport) -> str:
    """A turn that is not free: what it is worth, and where it would be better."""
    way = f"back to page {turn.back_to} " if turn.back_to else ""
    words = f"the page turns {way}after bar {turn.bar} with {turn.seconds:g} s for it ({turn.grade})"
    if turn.alternative is None:
        return words
    return f"{words}; after bar {turn.alternative.bar} there would be {turn.alternative.seconds:g} s"


def _told(turn: Turn, part: Part, alternative: Alternative | None) -> TurnReport:
    return TurnReport(
        page=turn.page,
        bar=part.bars[turn.bar].number,
        bar_index=turn.bar,
        rest_before=turn.rest_before,
        rest_after=turn.rest_after,
        seconds=_worth(turn),
        grade=turn.grade,
        alternative=alternative,
        back_to=turn.back_to,
    )


def _alternative(turn: Turn, pages: Sequence[Page], part: Part, judge: TurnJudge) -> Alternative | None:
    """A better bar: of the systems on either side of the turn, else of the pages."""
    if turn.grade == "free" or turn.back_to:
        return None
    before, after = pages[turn.page - 1].staves, pages[turn.page].staves
    for first, last in ((before[-1].bars[0], after[0].bars[1]), (before[0].bars[0], after[-1].bars[1])):
        turns = [judge.turn(bar, turn.page - 1) for bar in range(first, last + 1)]
        best = max(turns, key=lambda other: (other.grade == "free", _worth(other), -abs(other.bar - turn.bar)))
        if _worth(best) > _worth(turn):
            return Alternative(part.bars[best.bar].number, best.bar, _worth(best))
    return None


def _worth(turn: Turn) -> float:
    return round(turn.rest_before + 0.5 * turn.rest_after, 2)
