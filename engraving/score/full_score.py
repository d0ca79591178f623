"""The conductor's score as values: every instrument's lines on one grid of bars, and what joins them.

A score is a stack of parts: each ``ScorePart`` holds a ``Part`` as the score shows it (pitch of the score, no
multi-bar rests, no cue notes), and what belongs to the whole cue stands in ``FullScore`` alone, so that it is
drawn once. An atom is unique within its part; ``atoms.in_score`` makes it unique within the score.
"""

from __future__ import annotations

import msgspec

from engraving.score.atoms import in_score
from engraving.score.bars import Bar, Ending, Metre
from engraving.score.conservation import part_atoms
from engraving.score.cue import Credits
from engraving.score.directions import Direction
from engraving.score.music import Music
from engraving.score.part import Part
from engraving.score.picture import Picture
from engraving.score.spanners import Spanner


class ScorePart(msgspec.Struct, frozen=True, gc=False):
    """The lines of one instrument, ``part.music.staves`` of them, one under the other.

    ``name`` stands before the first system, ``abbreviation`` before all others; both may be only a number
    beside the name of a group, or empty. ``index`` is that of the source part; ``instrument`` the id of a row
    in the table of instruments, "" where it is not known.
    """

    part: Part
    name: str
    abbreviation: str
    index: int
    instrument: str = ""


class ScoreGroup(msgspec.Struct, frozen=True, gc=False):
    """Parts ``first`` to ``last`` (indices into ``FullScore.parts``) held together at the left edge.

    ``symbol`` is bracket, square (the thin one inside), brace, line or none; ``name`` and ``abbreviation`` are
    centred on the group; ``joined``: barlines run through from its first staff to its last.
    """

    first: int
    last: int
    symbol: str = "bracket"
    name: str = ""
    abbreviation: str = ""
    joined: bool = True


class Forces(msgspec.Struct, frozen=True, gc=False):
    """A section on the cover and what plays in it: ``lines`` such as "2 Flutes (1. also Piccolo)"."""

    section: str
    lines: tuple[str, ...]


class FullScore(msgspec.Struct, frozen=True, gc=False):
    """Everything the conductor reads, without geometry.

    ``transposed``: printed as TRANSPOSED SCORE, else as C SCORE. ``directions``, ``spanners`` and ``endings``
    belong to everybody. ``groups`` are sorted from the outside in: (first, -last). ``bar_seconds`` is one
    entry longer than ``bars``, see ``Part``; ``order`` is empty when bars are played as printed.
    ``line_breaks`` and ``page_breaks`` are the bars (indices) that begin a line or page in the source, for a style
    that obeys them (E58). ``forces`` and ``pitch_note`` are for its cover. ``picture`` is what is printed of picture
    time; None without a cue file.
    """

    credits: Credits
    ticks_per_quarter: int
    bars: tuple[Bar, ...]
    parts: tuple[ScorePart, ...]
    groups: tuple[ScoreGroup, ...] = ()
    transposed: bool = False
    directions: tuple[Direction, ...] = ()
    spanners: tuple[Spanner, ...] = ()
    endings: tuple[Ending, ...] = ()
    metres: tuple[tuple[int, int, Metre], ...] = ()
    bar_seconds: tuple[float, ...] = ()
    bar_durations: tuple[float, ...] = ()
    order: tuple[int, ...] = ()
    line_breaks: tuple[int, ...] = ()
    page_breaks: tuple[int, ...] = ()
    forces: tuple[Forces, ...] = ()
    pitch_note: str = ""
    picture: Picture | None = None

    @property
    def seconds(self) -> float:
        """How long it takes, repeats and all; -1 when that is not known."""
        if not self.order:
            return self.bar_seconds[-1] if self.bar_seconds else -1.0
        taken = [self.bar_durations[bar] for bar in self.order]
        return sum(taken) if min(taken) >= 0 else -1.0

    @property
    def everybody(self) -> Part:
        """What belongs to everybody, as a part that plays nothing."""
        return Part(
            "", "", 0, self.credits, self.ticks_per_quarter, self.bars, Music(0, (), metres=self.metres),
            self.directions, self.spanners, self.endings, bar_seconds=self.bar_seconds,
            bar_durations=self.bar_durations, order=self.order,
            pitch_unconfirmed=any(line.part.pitch_unconfirmed for line in self.parts), picture=self.picture,
        )  # fmt: skip


def score_atoms(score: FullScore) -> frozenset[int]:
    """Every drawable atom of the score: those of its parts made unique, and the cue's own as they are."""
    owed = set(part_atoms(score.everybody))
    for index, line in enumerate(score.parts):
        own = in_score(0, index)
        owed.update([own | atom for atom in part_atoms(line.part)])
    return frozenset(owed)
