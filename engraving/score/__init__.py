"""What the music is: frozen values shared by every stage, importing none, without a trace of where they came from.

A ``Cue`` holds bars, cue-level marks and ``SourcePart``s; ``parts`` makes a ``Part`` from it for
each chair. Both hold their notes in ``Music``.

Times are ticks: integers, ``Cue.ticks_per_quarter`` to the quarter, counted from the start of the cue.
"""

from engraving.score.bars import Bar, BarKind, Ending, Metre
from engraving.score.cue import Credits, Cue, PartGroup, SourcePart, TempoChange
from engraving.score.directions import CUE_NAME, Direction, Segment
from engraving.score.events import Accidental, BeamGroup, Event, Head, Lyric, Mark, Printing
from engraving.score.full_score import Forces, FullScore, ScoreGroup, ScorePart, score_atoms
from engraving.score.music import BarStyle, InstrumentName, Music
from engraving.score.part import MultiRest, Part
from engraving.score.picture import (
    Moment,
    Picture,
    PrintedClick,
    PrintedHit,
    PrintedPunch,
    PrintedStreamer,
    PrintedWarning,
)
from engraving.score.pitch import Clef, Key, Pitch, Transposition
from engraving.score.spanners import Anchor, Spanner

__all__ = [
    "CUE_NAME", "Accidental", "Anchor", "Bar", "BarKind", "BarStyle", "BeamGroup", "Clef", "Credits", "Cue",
    "Direction", "Ending", "Event", "Forces", "FullScore", "Head", "InstrumentName", "Key", "Lyric", "Mark", "Metre",
    "Moment", "MultiRest", "Music", "Part", "PartGroup", "Picture", "Pitch", "PrintedClick", "PrintedHit",
    "PrintedPunch", "PrintedStreamer", "PrintedWarning", "Printing", "ScoreGroup", "ScorePart", "Segment", "SourcePart",
    "Spanner", "TempoChange", "Transposition", "score_atoms",
]  # fmt: skip
