"""In which order things are made, and what becomes of the shares of a score."""

from __future__ import annotations

from pathlib import Path

from engraving.errors import ExitCode
from engraving.house import Style, load_style
from engraving.parts import extract_all, full_score
from engraving.production.agenda import AHEAD, Agenda, Errand
from engraving.production.bench import Drawn, Failure, Job, Printed, Setup, Share
from engraving.production.orders import Order
from engraving.production.workers import Workers
from tests import fake_benches
from tests.parts.small_scores import part, score

STYLE = load_style("us-session")
FAILED = Failure(ExitCode.OUR_FAULT, "no room")


def orders(players: int = 32) -> list[Order]:
    cue = score(*(part(f"Flute {k}", "c5q d5 e5 f5 | c5w") for k in range(1, players + 1)))
    parts = [fake_benches.order(each.part, f"{k:02} Flute") for k, each in enumerate(extract_all(cue), 1)]
    return [fake_benches.order(full_score(cue)[0], "00 Score"), *parts]


def shares(agenda: Agenda, count: int) -> list[Share]:
    """The errands after the parts that go out first, all of them shares of the score."""
    for _ in range(AHEAD):
        agenda.next()
    found = []
    for _ in range(count):
        errand = agenda.next()
        assert errand is not None
        assert errand.at == 0
        assert isinstance(errand.task, Share)
        found.append(errand.task)
    return found


def test_two_workers_have_a_part_each_before_the_score_is_packed() -> None:
    agenda = Agenda(orders(5), STYLE, 1)
    positions = [errand.at for errand in iter(agenda.next, None)]
    assert positions.index(0) == 2
    assert sorted(positions) == [0, 1, 2, 3, 4, 5]


def test_the_score_comes_last_where_there_is_one_part() -> None:
    agenda = Agenda(orders(1), STYLE, 1)
    assert [errand.at for errand in iter(agenda.next, None)] == [1, 0]


def test_a_score_alone_waits_for_nobody() -> None:
    errand = Agenda(orders(3)[:1], STYLE, 2).next()
    assert errand is not None
    assert errand.at == 0


def test_shares_come_next_and_then_parts_while_they_are_out() -> None:
    agenda = Agenda(orders(), STYLE, 2)
    assert sorted((share.nth, share.count) for share in shares(agenda, 2)) == [(0, 2), (1, 2)]
    errand = agenda.next()
    assert errand is not None
    assert isinstance(errand.task, Job)
    assert errand.at > 0


def test_the_score_is_next_when_its_shares_are_back_in_their_order() -> None:
    agenda = Agenda(orders(), STYLE, 2)
    for share in shares(agenda, 2):
        agenda.share_back(0, share, Drawn(bytes([share.nth])))
    errand = agenda.next()
    assert errand is not None
    assert isinstance(errand.task, Job)
    assert errand.at == 0
    assert errand.task.shares == (Drawn(b"\x00"), Drawn(b"\x01"))


def test_a_score_is_drawn_by_one_when_a_share_failed_or_died() -> None:
    for came in (FAILED, None):
        agenda = Agenda(orders(), STYLE, 2)
        first, second = shares(agenda, 2)
        agenda.share_back(0, first, came)
        agenda.share_back(0, second, Drawn(b"pages"))
        errand = agenda.next()
        assert errand == Errand(0, orders()[0].job())


def test_few_staves_are_not_shared() -> None:
    agenda = Agenda(orders(3), STYLE, 2)
    assert all(isinstance(errand.task, Job) for errand in iter(agenda.next, None))


def test_what_nobody_is_left_to_make_is_named_once() -> None:
    agenda = Agenda(orders(), STYLE, 2)
    left = list(agenda.left())
    assert left.index(0) == AHEAD
    assert sorted(left) == list(range(33))


def test_workers_that_die_over_their_share_leave_the_score_to_others(tmp_path: Path) -> None:
    with Workers(3, fake_benches.dies_sharing, Setup(tmp_path, STYLE)) as workers:
        answers = dict(workers.run(orders()[:4], 2))
    assert sorted(answers) == [0, 1, 2, 3]
    assert all(isinstance(outcome, Printed) for outcome in answers.values())


def test_a_score_is_made_though_all_workers_died_over_it(tmp_path: Path) -> None:
    with Workers(2, fake_benches.dies_sharing, Setup(tmp_path, Style())) as workers:
        ((at, outcome),) = workers.run(orders()[:1], 2)
    assert at == 0
    assert isinstance(outcome, Printed)
