"""A score drawn by several at once is the score drawn by one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from engraving.house import Style
from engraving.layout.engrave import Engraving
from engraving.layout.full_score.engrave import engrave_score
from engraving.layout.full_score.measures import share_count
from engraving.layout.full_score.shares import Drawing, draw_all, draw_share, put_together
from engraving.score import FullScore
from tests.layout.full_score.small_scores import Line, score_house, score_of
from tests.layout.small_music import notes, small_faces

BARS = 30
SLURRED = [notes("c5q{slur+} d5 e5 f5"), notes("g4q f4 e4 d4"), notes("c4q d4 b5 a5{slur-}")]  # no side but over all


def orchestra(players: int, bars: int = BARS) -> FullScore:
    lines = [SLURRED[k % 3] for k in range(bars)]
    rests = [notes("R") for _ in range(bars)]
    return score_of([Line(f"Flute {k}", lines if k % 3 else rests) for k in range(1, players + 1)])


def shared(score: FullScore, style: Style, count: int) -> list[Drawing]:
    return [draw_share(score, style, small_faces(), nth, count) for nth in range(count)]


def engraved(score: FullScore, style: Style, shares: Sequence[Drawing] = ()) -> Engraving:
    return engrave_score(score, style, small_faces(), shares=shares)


@pytest.mark.parametrize("count", [2, 3, 5])
def test_pages_audit_and_findings_are_the_same(count: int) -> None:
    score, style = orchestra(32), score_house(cover=True)
    shares = shared(score, style, count)
    assert put_together(shares) is not None
    assert all(page.seen for share in shares for page in share.pages)
    assert engraved(score, style, shares) == engraved(score, style)


def test_staves_become_smaller_alike() -> None:
    score, style = orchestra(44), score_house(staff=5.0)
    shares = shared(score, style, 2)
    assert shares[0].staff == shares[1].staff
    assert shares[0].staff < 5.0
    assert engraved(score, style, shares) == engraved(score, style)


def test_more_workers_than_lines_leave_some_without_pages() -> None:
    score, style = orchestra(32, bars=6), score_house()
    shares = shared(score, style, 6)
    assert [bool(share.pages) for share in shares].count(True) < 6
    assert engraved(score, style, shares) == engraved(score, style)


def test_shares_that_do_not_fit_together_are_left_out() -> None:
    """Several systems on a page: where a page begins is known from the one before only."""
    score, style = orchestra(4, bars=60), score_house()
    whole = draw_all(score, style, small_faces())
    inside = whole.pages[0]
    assert inside.end - inside.first > 1
    shares = shared(score, style, len(whole.lines))
    assert put_together(shares) is None
    assert engraved(score, style, shares) == engraved(score, style)


def test_a_share_with_a_page_too_low_is_worth_nothing() -> None:
    score, style = orchestra(32), score_house()
    one, two = shared(score, style, 2)
    assert put_together([one, replace(two, pages=())]) is None
    assert put_together([one, replace(two, staff=3.7)]) is None
    assert put_together([]) is None


def test_only_scores_with_a_system_to_a_page_are_shared() -> None:
    style = score_house()
    assert share_count(orchestra(32), style, 4) == 4
    assert share_count(orchestra(32, bars=3), style, 4) == 3
    assert share_count(orchestra(4), style, 4) == 1
    assert share_count(orchestra(32), score_house(hide="auto"), 4) == 1
