"""The lines and pages a part is set in: the cheapest lines drawn, then others while they promise better pages (E54)."""

from __future__ import annotations

from typing import NamedTuple

from engraving.layout.casting.castoff import Search
from engraving.layout.casting.heights import RISK, Profiles
from engraving.layout.casting.lines import Lines
from engraving.layout.casting.pages import PAGE_COST, Distances, PageBreaks, PageRules, break_pages, distances
from engraving.layout.casting.turns import SEVERE_COST, TurnJudge
from engraving.layout.compose import Composer
from engraving.layout.system import System

ROUNDS = 2  # searches, the second with truer heights
PUSHED = 6.0  # a tempo mark that reads a bar early
FEWEST_LEFT = 0.7  # of lines: more cannot be spared
SPARINGS = 3  # numbers of lines tried for a page less
PROMISE = 0.75 * PAGE_COST  # what lacks more may be a page
HOPE = 0.96  # of heights: what lifted a bar in one line may stand in another
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


def best_setting(composer: Composer, rules: PageRules, judge: TurnJudge) -> Setting:
    """Lines and pages chosen together (E54): lines that promise the best pages drawn, then others while they promise
    better ones.

    The profiles of what is drawn tell the heights of what is not; what is drawn last is measured truly.
    """
    lines, least = composer.table.cheapest()
    tries = _Tries(composer, rules)
    tries.begin(lines, least)
    if tries.best.cost > least + PAGE_COST + WORTH:
        tries.improve()
    return _turned(tries.best, composer, judge)


def _spared(lines: Lines, most: int, composer: Composer) -> Lines | None:
    """The cheapest lines that are no more than ``most``, if so many can be spared."""
    return composer.table.at_most(most, composer.drawn) if most >= FEWEST_LEFT * len(lines) else None


class _Tries:
    """Lines drawn of one part, what was learnt from them, the best of them and the latest."""

    best: Setting
    latest: Setting

    def __init__(self, composer: Composer, rules: PageRules) -> None:
        self._composer, self._rules = composer, rules
        self._bars = [cell.last for cell in composer.cells]
        self._tried: set[Lines] = set()
        self._profiles = Profiles(composer.table, composer.style)

    def begin(self, lines: Lines, least: float) -> None:
        """Draw what promises most by the heights of a sample: the cheapest lines or their rivals."""
        if len(lines) >= 2 * SAMPLED:
            promised = self._rivals(lines, least)
            lines = self._favourite(promised) if len(promised) > 1 else lines
        self.best = self.latest = _drawn(lines, self._composer, self._rules)
        self._tried.add(lines)

    def _rivals(self, lines: Lines, least: float) -> dict[Lines, float]:
        """What they promise: the cheapest lines, with them fewer that should save a page, and what the search finds."""
        composer, rules = self._composer, self._rules
        sample = self._sample(lines[1::SAMPLED])
        rivals, pages = [lines], 1
        while pages < len(lines) and _held(sample, pages, rules) < len(lines):
            pages += 1
        fewer = _spared(lines, _held(sample, pages - 1, rules), composer)
        if fewer is not None and composer.table.price(fewer) <= least + PAGE_COST - WORTH:
            rivals.append(fewer)
        promised = {rival: self._promised(rival) for rival in rivals}
        known = min(cost + RISK * len(self._undrawn(rival)) for rival, cost in promised.items())
        if known > least + PAGE_COST + WORTH:
            found = self._new_search().cast_off(known - WORTH)
            if found is not None:
                promised[found.lines] = self._promised(found.lines)
        return promised

    def _favourite(self, promised: dict[Lines, float]) -> Lines:
        """What promises most, drawn half by half until nothing promises more than what is drawn."""
        while self._draw_half(lines := min(promised, key=promised.__getitem__)):
            promised[lines] = self._promised(lines)
            if promised[lines] > min(promised.values()):  # the others may be higher than thought, too
                promised = {rival: self._promised(rival) for rival in promised}
        return lines

    def _undrawn(self, lines: Lines) -> Lines:
        return tuple(line for line in lines if line not in self._composer.drawn)

    def _draw_half(self, lines: Lines) -> bool:
        """Draw half of them, or what is left; is anything?"""
        undrawn = self._undrawn(lines)
        if undrawn:
            self._sample(undrawn if 2 * len(undrawn) <= len(lines) else undrawn[::2])
        return bool(undrawn)

    def _sample(self, lines: Lines) -> Distances:
        systems = self._composer.systems(lines)
        d = distances(systems, self._composer.style)
        self._profiles.learn(lines, systems, d)
        return d

    def _promised(self, lines: Lines) -> float:
        """What lines should cost with the best pages for them."""
        ends = [self._bars[end - 1] for _, end in lines]
        breaks = break_pages(self._profiles.distances(lines, HOPE), ends, self._rules)
        return breaks.cost + self._composer.table.price(lines)

    def improve(self) -> None:
        """Draw others while something promises to be better than the best so far."""
        rules = self._rules
        self._profiles.learn(self.best.lines, self.best.systems, self.best.distances)
        if self._promised(self.best.lines) < self.best.cost - PROMISE:  # nor will it keep what it promises next time
            self._profiles.compare(self.best.lines, self.best.systems, self.best.distances)
        pages = len(self.best.breaks.pages)
        self._spare()
        tried = len(self._tried)
        self._search()
        if _turned_in_the_music(self.best, rules):
            self.latest = self.best
            self._search(HOPE)
        if len(self.best.breaks.pages) >= pages and len(self._tried) > tried:  # heights learnt since tell of others
            self._spare()

    def _try(self, lines: Lines) -> bool:
        """Draw lines and remember how high they are; are they the best so far?"""
        drawn = _drawn(lines, self._composer, self._rules)
        self._tried.add(lines)
        self._profiles.compare(lines, drawn.systems, drawn.distances)
        self.latest = drawn
        if drawn.cost >= self.best.cost:
            return False
        self.best = drawn
        return True

    def _search(self, hope: float = 1.0) -> None:
        """Draw what the search finds until it is nearly as good as it promised to be, or has been seen.

        ``hope`` is the share of their heights that lines not drawn are thought to have.
        """
        for _ in range(ROUNDS):
            search = self._new_search(hope)
            found = search.cast_off(min(self.best.cost, search.price(*self.latest.cut)) - WORTH)
            if found is None or found.lines in self._tried:
                return
            self._try(found.lines)
            if self.latest.cost < found.cost + PROMISE and len(self.latest.breaks.pages) <= len(found.pages):
                return

    def _new_search(self, hope: float = 1.0) -> Search:
        """A search by what is known of heights so far; ``hope`` as in ``_search``."""
        profiles = self._profiles
        offers = profiles.offers()
        return Search(offers, profiles.heights(offers, hope), profiles.gaps, self._bars, self._rules)

    def _spare(self) -> None:
        """Draw so many lines that a page less holds them than their music fills, if few must be spared and they promise
        to be better.

        The search believes in the lines whose heights are guessed too low, and knows nothing of those guessed too
        high; lines chosen for their widths alone are as high as others are. Pages that only wait for a turn are not
        counted: with them spared the turns fall elsewhere.
        """
        best, composer = self.best, self._composer
        pages = len(best.breaks.pages) - 1
        while (most := _held(best.distances, pages, self._rules)) >= len(best.lines):
            pages -= 1
        for _ in range(SPARINGS):
            lines = _spared(best.lines, most, composer)
            if lines is None or composer.table.price(lines) + PAGE_COST * pages > best.cost - WORTH:
                return
            most = len(lines) - 1
            if lines in self._tried or self._promised(lines) > self.best.cost - WORTH:
                continue
            latest = self.latest
            if not self._try(lines):
                self.latest = latest
            return


def _turned_in_the_music(setting: Setting, rules: PageRules) -> bool:
    """Must the player turn a page without a rest?"""
    ends = [setting.systems[end - 1].cells[-1].last for _, end in setting.breaks.pages[:-1]]
    return any(rules.turned(page) and rules.turn(bar) >= SEVERE_COST for page, bar in enumerate(ends))


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
