"""Is it fit to play: pure rules over a cue, each finding a value that says where, what and what to do.

::

    proof(cue) ── subject       the cue with its instruments found; what several rules ask of it
                  names         parts nobody could find on a stand
                  openings      first dynamic, first tempo, tempi that contradict themselves
                  ranges        notes nobody can play, or nobody likes to read
                  clefs         notes far off their staff that another clef would hold
                  keys          signatures the other parts do not have
                  techniques    pizz. and mutes that are never taken back
                  players       labels and divisions in a part for one player; more notes than players
                  connections   ties and slurs between the wrong notes, octave lines
                  dynamics      dynamics that contradict, hairpins that lead nowhere
                  form          repeats, rehearsal marks, bar numbers
                  clicks        frame clicks beside tempi
                  picture       hits, other cues, printed tempi, beside a cue file

What reading and extraction can see better (bars that do not add up, lines with one end, accidentals
against pitches, barlines that disagree) is reported there and not again here; ``docs/findings.md``
lists everything.
"""

from __future__ import annotations

from engraving.findings import Finding
from engraving.proofing.clefs import CLEF_RULES
from engraving.proofing.clicks import CLICK_RULES
from engraving.proofing.connections import CONNECTION_RULES
from engraving.proofing.dynamics import DYNAMIC_RULES
from engraving.proofing.form import FORM_RULES
from engraving.proofing.keys import KEY_RULES
from engraving.proofing.names import NAME_RULES
from engraving.proofing.openings import OPENING_RULES
from engraving.proofing.picture import PICTURE_RULES
from engraving.proofing.players import PLAYER_RULES
from engraving.proofing.ranges import RANGE_RULES
from engraving.proofing.rule import Rule, Spot
from engraving.proofing.subject import Subject
from engraving.proofing.techniques import TECHNIQUE_RULES
from engraving.score import Cue
from engraving.timing.cue_file import CueFile
from engraving.timing.reel import Neighbour

__all__ = ["RULES", "Rule", "proof"]

RULES: tuple[Rule, ...] = (
    *NAME_RULES,
    *OPENING_RULES,
    *RANGE_RULES,
    *CLEF_RULES,
    *KEY_RULES,
    *TECHNIQUE_RULES,
    *PLAYER_RULES,
    *CONNECTION_RULES,
    *DYNAMIC_RULES,
    *FORM_RULES,
    *CLICK_RULES,
    *PICTURE_RULES,
)
"""Every rule, in the order in which they are applied."""


def proof(
    cue: Cue, cue_file: CueFile | None = None, neighbours: tuple[Neighbour, ...] = ()
) -> tuple[Finding, ...]:
    """Everything the rules have against a cue: what concerns all first, then part by part, bar by bar.

    ``cue_file`` is what binds it to its picture, ``neighbours`` the cues that may stand beside it there.

    A cue without a single note has nothing to be played and gets no findings.
    """
    subject = Subject(cue, cue_file, neighbours)
    if not subject.playing:
        return ()
    found = [(rule, spot) for rule in RULES for spot in rule.check(subject)]
    found.sort(key=_place)
    return tuple(
        Finding(
            rule.id,
            rule.severity,
            subject.where(spot.part, spot.bar, spot.tick, spot.line),
            spot.message,
            rule.remedy,
            spot.atoms,
        )
        for rule, spot in found
    )


def _place(entry: tuple[Rule, Spot]) -> tuple[int, int, int]:
    spot = entry[1]
    return -1 if spot.part is None else spot.part.index, spot.bar, spot.tick
