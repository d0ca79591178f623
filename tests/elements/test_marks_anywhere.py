"""Every mark on every kind of note and rest: drawn clear of everything, or named by a finding."""

from __future__ import annotations

import pytest

from engraving.layout.engrave import engrave
from tests.layout.small_music import house, part_of, score_xml, small_faces

_ARTICULATIONS = (
    "accent strong-accent staccato tenuto detached-legato staccatissimo spiccato scoop plop doit falloff breath-mark"
    " caesura stress unstress soft-accent"
)
_ORNAMENTS = "trill-mark turn delayed-turn inverted-turn mordent schleifer haydn shake"
_TECHNICAL = {
    "up-bow": "", "harmonic": "", "fingering": "1", "pluck": "p", "string": "1", "fret": "3", "tap": "", "heel": "",
    "hole": "<hole-closed>yes</hole-closed>", "bend": "<bend-alter>2</bend-alter>", "other-technical": "x",
}  # fmt: skip
MARKS = {
    **{name: f"<articulations><{name}/></articulations>" for name in _ARTICULATIONS.split()},
    **{name: f"<ornaments><{name}/></ornaments>" for name in _ORNAMENTS.split()},
    **{name: f"<technical><{name}>{inside}</{name}></technical>" for name, inside in _TECHNICAL.items()},
    "tremolo": '<ornaments><tremolo type="single">3</tremolo></ornaments>',
    "buzz roll": '<ornaments><tremolo type="unmeasured">0</tremolo></ornaments>',
    "wavy-line": '<ornaments><wavy-line type="start"/><wavy-line type="stop"/></ornaments>',
    "accidental-mark": "<accidental-mark>flat</accidental-mark>",
    "sign on the stem": '<other-notation type="single" smufl="stemPendereckiTremolo"/>',
    "fermata": "<fermata/>",
    "arpeggiate": "<arpeggiate/>",
    "non-arpeggiate": '<non-arpeggiate type="top"/>',
}
_LENGTHS = {"whole": 96, "half": 48, "quarter": 24, "eighth": 12, "16th": 6}


def note(
    pitch: str, value: str, mark: str = "", *, attributes: str = "", before: str = "", inside: str = "", beam: str = ""
) -> str:
    """One note (``rest`` for a rest) with a mark."""
    sound = "<rest/>" if pitch == "rest" else f"<pitch><step>{pitch[0]}</step><octave>{pitch[1]}</octave></pitch>"
    duration = "" if "grace" in before else f"<duration>{_LENGTHS[value]}</duration>"
    marks = f"<notations>{mark}</notations>" if mark else ""
    beams = f'<beam number="1">{beam}</beam>' if beam else ""
    return f"<note {attributes}>{before}{sound}{duration}<type>{value}</type>{inside}{beams}{marks}</note>"


def bar(host: str, mark: str) -> str:
    """A bar of 4/4 in which one kind of note or rest carries the mark."""
    three = note("C5", "quarter") * 3
    return {
        "rest": note("rest", "quarter", mark) + three,
        "hidden": note("C5", "quarter", mark, attributes='print-object="no"') + three,
        "without a head": note("C5", "quarter", mark, inside="<notehead>none</notehead>") + three,
        "without a stem": note("C5", "quarter", mark, inside="<stem>none</stem>") + three,
        "with two stems": note("C5", "quarter", mark, inside="<stem>double</stem>") + three,
        "whole": note("C5", "whole", mark),
        "chord": note("C4", "quarter", mark) + note("E4", "quarter", before="<chord/>") + three,
        "far below": note("F3", "eighth", mark) + note("C5", "eighth") + three,
        "far above": note("F6", "eighth", mark) + note("C5", "eighth") + three,
        "cue": note("C5", "quarter", mark, before="<cue/>") + three,
        "last": three + note("C5", "quarter", mark),
        "grace": note("C5", "eighth", mark, before="<grace/>") + note("C5", "whole"),
        "grace at the end": note("C5", "whole") + note("C5", "eighth", mark, before="<grace/>"),
        "beamed": note("C4", "eighth", mark, beam="begin") + note("C5", "eighth", mark, beam="end") + three,
        "sixteenths": note("C5", "16th", mark) * 16,
    }[host]


HOSTS = (
    "rest", "hidden", "without a head", "without a stem", "with two stems", "whole", "chord", "far below", "far above",
    "cue", "last", "grace", "grace at the end", "beamed", "sixteenths",
)  # fmt: skip


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_is_drawn_clear_or_named(mark: str, host: str) -> None:
    done = engrave(part_of(score_xml(bar(host, MARKS[mark]))), house(), small_faces())
    audit = done.audit
    assert (audit.lost, audit.collisions, audit.doubled, audit.outside_margins) == (0, 0, 0, 0)
    if host != "rest":
        assert done.findings == ()


@pytest.mark.parametrize("name", ["breath-mark", "caesura"])
def test_e20_breaths_of_a_lower_voice_stand_under_it_and_under_a_beam_over_it(name: str) -> None:
    mark = MARKS[name]
    upper = note("E5", "quarter", mark) + note("E5", "half") + note("E5", "quarter")
    lower = note("G4", "quarter", mark) + note("G4", "half") + note("G4", "quarter")
    voices = upper.replace("<type>", "<voice>1</voice><type>") + "<backup><duration>96</duration></backup>"
    voices += lower.replace("<type>", "<voice>2</voice><type>")
    done = engrave(part_of(score_xml(voices)), house(), small_faces())
    assert done.audit.collisions == done.audit.lost == 0
