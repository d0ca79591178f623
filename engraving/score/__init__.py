"""What the music is: frozen values, importing no stage.

A ``Cue`` holds bars, cue-level marks and ``SourcePart``s; ``parts`` makes a ``Part`` from it for
each chair. Both hold their notes in ``Music``.
"""

from engraving.score.full_score import Forces, FullScore, ScoreGroup, ScorePart, score_atoms
from engraving.score.model import (
    CUE_NAME,
    Accidental,
    Anchor,
    Bar,
    BarKind,
    BarStyle,
    BeamGroup,
    Credits,
    Cue,
    Direction,
    Ending,
    Event,
    Head,
    InstrumentName,
    Lyric,
    Mark,
    Metre,
    MultiRest,
    Music,
    Part,
    PartGroup,
    Printing,
    Segment,
    SourcePart,
    Spanner,
    TempoChange,
)
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

__all__ = [
    "CUE_NAME", "Accidental", "Anchor", "Bar", "BarKind", "BarStyle", "BeamGroup", "Clef", "Credits", "Cue",
    "Direction", "Ending", "Event", "Forces", "FullScore", "Head", "InstrumentName", "Key", "Lyric", "Mark", "Metre",
    "Moment", "MultiRest", "Music", "Part", "PartGroup", "Picture", "Pitch", "PrintedClick", "PrintedHit",
    "PrintedPunch", "PrintedStreamer", "PrintedWarning", "Printing", "ScoreGroup", "ScorePart", "Segment", "SourcePart",
    "Spanner", "TempoChange", "Transposition", "score_atoms",
]  # fmt: skip
