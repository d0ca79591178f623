"""Who plays a cue, in the words of a score's cover: forces by section, doublings, percussion, what transposes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from engraving.instruments import Match
from engraving.parts.chair_names import tidy
from engraving.parts.score_names import LikeParts, LineName
from engraving.parts.score_order import section_of
from engraving.parts.survey import cached_lookup, source_transposition
from engraving.score import Forces, SourcePart, Transposition

_DRUMS = "Timpani and percussion"
_SECTIONS = ("Woodwind", "Brass", _DRUMS, _DRUMS, "Harp and keyboards", "Voices", "Strings")
_FOOT = {"plucked": "Plucked strings", "electronic": "Electronics"}  # of one place in a score with harp and keyboards
_OTHERS = "Others"
_UNCOUNTED = ("Voices", "Strings")  # sections of many players each


class Player(NamedTuple):
    """One part as the cover names it: ``name``, or only its numbers within a run of like ones."""

    name: str
    part: SourcePart
    match: Match

    @property
    def others(self) -> str:
        """The instruments taken besides the first."""
        taken = dict.fromkeys(tidy(name.name) for _, _, name in self.part.music.instruments if name.name.strip())
        return ", ".join(list(taken)[1:])

    @property
    def struck(self) -> str:
        """What a percussionist plays, where the name does not say it; a drum set says it all."""
        if self.match.instrument is None or self.match.instrument.id == "drumkit":
            return ""
        kinds: dict[str, str] = {}
        for listed in self.part.instruments:
            found = cached_lookup(listed.name, listed.sound, None).instrument if listed.name.strip() else None
            if found is not None and found.id != "percussion":
                kinds.setdefault(found.id, tidy(listed.name))
        generic = self.match.instrument.id == "percussion"
        return ", ".join(kinds.values()) if generic or len(kinds) > 1 else ""


class Desk(NamedTuple):
    """One player, or several of one instrument that share the name ``run``."""

    players: tuple[Player, ...]
    run: str = ""

    @property
    def section(self) -> str:
        """Under which heading it stands."""
        match = self.players[0].match
        if match.instrument is None:
            return _OTHERS
        return _FOOT.get(match.instrument.family) or _SECTIONS[section_of(match)]

    @property
    def lines(self) -> tuple[str, ...]:
        """ "2 Flutes (1. also Piccolo)"; each percussionist by themself: "Percussion 1: Snare Drum, Cymbals"."""
        if self.section == _DRUMS:
            return tuple(self._percussionist(player) for player in self.players)
        if not self.run:
            (player,) = self.players
            return (f"{player.name} (also {player.others})" if player.others else player.name,)
        if self.section in _UNCOUNTED:
            numbers = [player.name.replace(".", "") for player in self.players]
            title = f"{self.run} {', '.join(numbers)}"
        else:
            title = f"{sum(len(player.name.split()) for player in self.players)} {self.run}"
        doublings = "; ".join(f"{player.name} also {player.others}" for player in self.players if player.others)
        return (f"{title} ({doublings})" if doublings else title,)

    def _percussionist(self, player: Player) -> str:
        name = f"{self.run} {player.name.replace('.', '')}" if self.run else player.name
        return f"{name}: {player.struck}" if player.struck else name

    def transpositions(self) -> Iterator[tuple[str, Transposition]]:
        """Each instrument with what it is written apart from its sound; one that is taken goes by its own name."""
        for player in self.players:
            instruments = player.part.music.instruments
            for tick, value in source_transposition(player.part, player.match):
                taken = [name.name for since, _, name in instruments if since <= tick]
                again = not taken or taken[-1] == taken[0]
                yield (self.run or player.name) if again else tidy(taken[-1]), value


def desks(
    parts: Sequence[SourcePart], matches: Sequence[Match], names: Sequence[LineName], runs: Sequence[LikeParts]
) -> list[Desk]:
    """The parts in the score's order, like neighbours together."""
    starts = {run.first: run for run in runs}
    players = [Player(name.full, part, match) for name, part, match in zip(names, parts, matches, strict=True)]
    found: list[Desk] = []
    index = 0
    while index < len(players):
        run = starts.get(index)
        end = run.last + 1 if run else index + 1
        found.append(Desk(tuple(players[index:end]), run.name.full if run else ""))
        index = end
    return found


def forces(found: Sequence[Desk]) -> tuple[Forces, ...]:
    """Sections in the order of the score, what plays in them line by line."""
    sections: dict[str, list[str]] = {}
    for desk in found:
        sections.setdefault(desk.section, []).extend(desk.lines)
    return tuple(Forces(section, tuple(lines)) for section, lines in sections.items())


def pitch_note(found: Sequence[Desk], *, transposed: bool) -> str:
    """What the conductor must know of the pitch of the staves (R45, R46)."""
    octaves: dict[str, None] = {}
    others: dict[str, None] = {}
    for desk in found:
        for name, value in desk.transpositions():
            if value.chromatic:
                (octaves if value.is_octave else others)[name] = None
    if transposed:
        names = ", ".join(others)
        return f"As the players read it. Transposing: {names}." if names else "All instruments are in C."
    names = ", ".join(octaves)
    return f"In sounding pitch, but for octaves: {names}." if names else "In sounding pitch."
