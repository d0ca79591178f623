"""The lines and pages a part is set in: the cheapest lines drawn, then others while they promise better pages (E54)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from engraving.layout.casting.castoff import Search
from engraving.layout.casting.heights import Profiles
from engraving.layout.casting.lines import Lines
from engraving.layout.casting.pages import PAGE_COST, Distances, PageBreaks, PageRules, break_pages, distances
from engraving.layout.casting.turns import SEVERE_COST, TurnJudge
from engraving.layout.compose import Composer
from engraving.layout.system import System

ROUNDS = 3  # searches, the later ones with truer heights
PUSHED = 6.0  # a tempo mark that reads a bar early
FEWEST_LEFT = 0.7  # of lines: more cannot be spared
SPARINGS = 2  # numbers of lines tried for a page less
PROMISE = 0.75 * PAGE_COST  # what lacks more may be a page
HOPE = 0.97  # of heights, where a page is still turned in the music
WORTH = 4.0  # of cost: half a mild turn; less is hardly seen
SAMPLED = 4  # one in so many of the cheapest lines shows how high they are; of fewer than two such all are drawn


class Setting(NamedTuple):
    """A part drawn in some lines, and the best pages for them."""

    systems: list[System]
    distances: Distances
    breaks: PageBreaks
    lines: Lines
    cost: float

    @property
    def cut(self) -> tuple[Lines, list[int]]:
        """Lines, and how many on each page."""
        return self.lines, [end - first for first, end in self.breaks.pages]


class _Foreseen(NamedTuple):
    """Lines drawn because they promised a page less, and whether that ``spares`` one with no turn in the music."""

    setting: Setting
    spares: bool


def best_setting(composer: Composer, rules: PageRules, judge: TurnJudge) -> Setting:
    """Lines and pages chosen together (E54): the best lines drawn, then others while they promise better pages.

    The profiles of what is drawn tell the heights of what is not; what is drawn last is measured truly.
    """
    lines, least = composer.table.cheapest()
    foreseen = _foreseen(lines, least, composer, rules)
    best = foreseen.setting if foreseen and foreseen.spares else _drawn(lines, composer, rules)
    if best.cost > least + PAGE_COST + WORTH:
        best = _searched(best, foreseen.setting if foreseen else None, composer, rules)
    return _turned(best, composer, judge)


def _foreseen(lines: Lines, least: float, composer: Composer, rules: PageRules) -> _Foreseen | None:
    """Fewer lines that should save a page, by the heights of a sample of the cheapest; None where none should.

    Where they do, most of the cheapest lines are never drawn.
    """
    count = len(lines)
    if count < 2 * SAMPLED:
        return None
    sample = distances(composer.systems(lines[1::SAMPLED]), composer.style)
    pages = 1
    while pages < count and _held(sample, pages, rules) < count:
        pages += 1
    most = _held(sample, pages - 1, rules)
    fewer = composer.table.at_most(most) if most >= FEWEST_LEFT * count else None
    if fewer is None or composer.table.price(fewer) > least + PAGE_COST - WORTH:
        return None
    setting = _drawn(fewer, composer, rules)
    good = len(setting.breaks.pages) < pages and not _turned_in_the_music(setting, rules)
    return _Foreseen(setting, spares=good)


def _searched(best: Setting, foreseen: Setting | None, composer: Composer, rules: PageRules) -> Setting:
    """The best of what is drawn while something promises to be better than the ``best`` so far."""
    tries = _Tries(best, composer, rules)
    sparing = _with_fewer_lines(best, foreseen, composer, rules)
    spared = next(sparing, None)
    if spared is not None and tries.learn(spared):
        tries.latest = spared
    tries.search()
    if _turned_in_the_music(tries.best, rules):
        tries.latest = tries.best
        tries.search(HOPE)
    if spared is not None and len(tries.best.breaks.pages) >= len(spared.breaks.pages):
        return min((tries.best, *sparing), key=lambda setting: setting.cost)  # nothing saved the page
    return tries.best


class _Tries:
    """Lines drawn of one part, what was learnt from them, the best of them and the latest."""

    def __init__(self, first: Setting, composer: Composer, rules: PageRules) -> None:
        self.best = self.latest = first
        self._composer, self._rules = composer, rules
        self._bars = [cell.last for cell in composer.cells]
        self._tried = {first.lines}
        self._profiles = Profiles(composer.table, first.lines, first.systems, first.distances, composer.style)

    def learn(self, drawn: Setting) -> bool:
        """Remember how high its lines are; is it the best so far?"""
        self._tried.add(drawn.lines)
        self._profiles.compare(drawn.lines, drawn.distances)
        if drawn.cost >= self.best.cost:
            return False
        self.best = drawn
        return True

    def search(self, hope: float = 1.0) -> None:
        """Draw what the search finds until it is nearly as good as it promised to be, or has been seen.

        ``hope`` is the share of their heights that lines not drawn are thought to have.
        """
        profiles = self._profiles
        for _ in range(ROUNDS):
            search = Search(profiles.offers(), profiles.heights(hope), profiles.gaps, self._bars, self._rules)
            found = search.cast_off(min(self.best.cost, search.price(*self.latest.cut)) - WORTH)
            if found is None or found.lines in self._tried:
                return
            self.latest = _drawn(found.lines, self._composer, self._rules)
            self.learn(self.latest)
            if self.latest.cost < found.cost + PROMISE and len(self.latest.breaks.pages) <= len(found.pages):
                return


def _turned_in_the_music(setting: Setting, rules: PageRules) -> bool:
    """Must the player turn a page without a rest?"""
    ends = [setting.systems[end - 1].cells[-1].last for _, end in setting.breaks.pages[:-1]]
    return any(rules.turned(page) and rules.turn(bar) >= SEVERE_COST for page, bar in enumerate(ends))


def _with_fewer_lines(
    best: Setting, foreseen: Setting | None, composer: Composer, rules: PageRules
) -> Iterator[Setting]:
    """So many lines that a page less holds them than their music fills, if few must be spared: the ``foreseen`` ones
    unless they must be fewer still.

    The search believes in the lines whose heights are guessed too low, and knows nothing of those guessed too high;
    lines chosen for their widths alone are as high as others are. Where they need the page all the same, they are
    tried once more by the heights they have. Pages that only wait for a turn are not counted: with them spared the
    turns fall elsewhere.
    """
    count, pages = len(best.lines), len(best.breaks.pages) - 1
    while (most := _held(best.distances, pages, rules)) >= count:
        pages -= 1
    for _ in range(SPARINGS):
        if foreseen is not None and len(foreseen.lines) <= most:
            spared, foreseen = foreseen, None
        else:
            lines = composer.table.at_most(most) if most >= FEWEST_LEFT * count else None
            if lines is None or composer.table.price(lines) + PAGE_COST * pages > best.cost - WORTH:
                return
            spared = _drawn(lines, composer, rules)
        yield spared
        if len(spared.breaks.pages) <= pages:
            return
        most = min(_held(spared.distances, pages, rules), len(spared.lines) - 1)


def _held(d: Distances, pages: int, rules: PageRules) -> int:
    """How many systems as high as those measured so many pages hold, half squeezed."""
    count = len(d.above)
    if count < 2:
        return 0
    gap = (sum(d.natural) + sum(d.least)) / 2 / (count - 1) + sum(d.depth) / count
    ink = (sum(d.above) + sum(d.below)) / count
    return sum(int((rules.room.of(page) - ink) / gap) + 1 for page in range(pages))


def _turned(setting: Setting, composer: Composer, judge: TurnJudge) -> Setting:
    """Its pages once they are known: lines after turns may be drawn anew."""
    pages = setting.breaks.pages
    systems = list(setting.systems)
    for page, (first, _) in enumerate(pages[1:]):
        if judge.is_turn(page, len(pages)):
            systems[first] = composer.turned_to(systems[first])
    if systems == setting.systems:
        return setting
    return setting._replace(systems=systems, distances=distances(systems, composer.style))


def _drawn(lines: Lines, composer: Composer, rules: PageRules) -> Setting:
    systems = composer.systems(lines)
    d = distances(systems, composer.style)
    breaks = break_pages(d, [system.cells[-1].last for system in systems], rules)
    pushed = sum(system.pushed_marks for system in systems)
    return Setting(systems, d, breaks, lines, breaks.cost + composer.table.price(lines) + PUSHED * pushed)
