"""Who plays what: a cue's parts, each as its player reads it."""

from engraving.parts.accidentals import AccidentalPolicy
from engraving.parts.chairs import Chair, Layer, Source, trivial_chairs
from engraving.parts.cue_choice import CuePolicy
from engraving.parts.extraction import Extraction, Extractor, extract, extract_all
from engraving.parts.full_score import ScoreOptions, full_score
from engraving.parts.survey import ExtractionOptions, survey

__all__ = [
    "AccidentalPolicy",
    "Chair",
    "CuePolicy",
    "Extraction",
    "ExtractionOptions",
    "Extractor",
    "Layer",
    "ScoreOptions",
    "Source",
    "extract",
    "extract_all",
    "full_score",
    "survey",
    "trivial_chairs",
]
