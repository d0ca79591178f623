"""Scores of a few bars, written for the tests: MusicXML text in, ``Reading`` out."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from engraving.musicxml.container import Source, open_bytes, read_bytes
from engraving.musicxml.reader import Reading, read_tree
from engraving.score import Event, Music

QUARTERS = {"whole": 4, "half": 2, "quarter": 1, "eighth": 0.5, "16th": 0.25}
DIVISIONS = 12
ATTRIBUTES = (
    f"<attributes><divisions>{DIVISIONS}</divisions><key><fifths>0</fifths></key>"
    "<time><beats>4</beats><beat-type>4</beat-type></time>"
    "<clef><sign>G</sign><line>2</line></clef></attributes>"
)


def opened(path: Path) -> Source:
    """A score's file, opened as ``musicxml.read`` does."""
    return open_bytes(read_bytes(path), path.name)


def note(
    pitch: str = "C5", value: str = "quarter", inside: str = "", *, before: str = "", **more: str
) -> str:
    """A note such as ``note("F#4", "eighth")``; ``before`` goes before the pitch, ``inside`` to the end.

    ``more``: voice, staff, duration (in divisions), attributes (of the note element itself).
    """
    duration = more.get("duration", str(int(QUARTERS[value] * DIVISIONS)))
    length = "" if "<grace" in before else f"<duration>{duration}</duration>"
    staff = f"<staff>{more['staff']}</staff>" if "staff" in more else ""
    voice = f"<voice>{more.get('voice', '1')}</voice>"
    return (
        f"<note {more.get('attributes', '')}>{before}{_sound(pitch)}{length}{voice}"
        f"<type>{value}</type>{staff}{inside}</note>"
    )


def _sound(pitch: str) -> str:
    if pitch == "rest":
        return "<rest/>"
    alter = {"#": "<alter>1</alter>", "b": "<alter>-1</alter>"}.get(pitch[1:-1], "")
    return f"<pitch><step>{pitch[0]}</step>{alter}<octave>{pitch[-1]}</octave></pitch>"


def notations(inside: str) -> str:
    """``<notations>`` for a note's ``inside``."""
    return f"<notations>{inside}</notations>"


def direction(inside: str, rest: str = "", attributes: str = "") -> str:
    """A ``<direction>`` of one direction-type; ``rest`` is what follows it (offset, voice, staff, sound)."""
    return f"<direction {attributes}><direction-type>{inside}</direction-type>{rest}</direction>"


def backup(quarters: float) -> str:
    """Back by so many quarters."""
    return f"<backup><duration>{int(quarters * DIVISIONS)}</duration></backup>"


def part(*bars: str, attributes: str = ATTRIBUTES) -> str:
    """The measures of a part; the first gets ``attributes``. A bar may be a whole ``<measure>`` itself."""
    measures = []
    for index, bar in enumerate(bars):
        start = attributes if index == 0 else ""
        if bar.startswith("<measure"):
            head, _, body = bar.partition(">")
            measures.append(f"{head}>{start}{body}")
        else:
            measures.append(f'<measure number="{index + 1}">{start}{bar}</measure>')
    return "".join(measures)


def read(*parts: str, part_list: str = "", before: str = "") -> Reading:
    """Read a score of these parts, called P1, P2 …; ``before`` stands before the part list."""
    names = "".join(
        f'<score-part id="P{i}"><part-name>Part {i}</part-name></score-part>'
        for i in range(1, len(parts) + 1)
    )
    music = "".join(f'<part id="P{i}">{bars}</part>' for i, bars in enumerate(parts, 1))
    text = f"<score-partwise>{before}<part-list>{part_list or names}</part-list>{music}</score-partwise>"
    return read_tree(etree.fromstring(text), file="small.musicxml")


def music(*bars: str, attributes: str = ATTRIBUTES) -> Music:
    """The music of a score of one part."""
    return read(part(*bars, attributes=attributes)).cue.parts[0].music


def events(*bars: str) -> tuple[Event, ...]:
    """The events of a score of one part."""
    return music(*bars).events


def rules(reading: Reading) -> list[str]:
    """The rules of all findings, in order."""
    return [finding.rule for finding in reading.findings]
