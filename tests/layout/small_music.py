"""A few bars of music as MusicXML, engraved, and read back from the page in staff spaces.

``engraved(notes("c5q d5 e5 f#5"), notes("g5w{fermata}"))`` gives a ``Sheet``. In ``notes`` a note is
letter, ``#``/``b``, octave, then a length (B w h q e s t, dots) that stays until changed; ``+`` joins a
chord, ``r`` is a rest, ``R`` a whole-bar rest, ``(c5e)`` a grace note and ``(/c5e)`` a slashed one,
``[ … ]`` beams, ``~`` after and before notes ties, ``{accent,slur+}`` puts marks on. Bars are plain strings,
so directions, barlines and changes of clef, key or metre are joined to notes with ``+``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from lxml import etree

from engraving.house import Style, load_style
from engraving.layout.engrave import Engraving, engrave
from engraving.layout.page import Curve, Glyph, Ink, Item, Line, Page, Polygon, Staff
from engraving.musicxml.reader import read_tree
from engraving.parts import extract_all
from engraving.score import Part
from engraving.typefaces import Faces, load_faces

DIVISIONS = 24
QUARTERS = {"B": 8.0, "w": 4.0, "h": 2.0, "q": 1.0, "e": 0.5, "s": 0.25, "t": 0.125}
NAMES = {"B": "breve", "w": "whole", "h": "half", "q": "quarter", "e": "eighth", "s": "16th", "t": "32nd"}
FLAGS = {"e": 1, "s": 2, "t": 3}
ORNAMENTS = ("trill-mark", "turn", "mordent", "tremolo")
TECHNICAL = ("handbell", "up-bow", "down-bow", "fingering", "stopped", "harmonic", "snap-pizzicato", "thumb-position")
ALONE = ("fermata", "arpeggiate")
_TOKEN = re.compile(
    r"(?P<open>\[?)(?P<grace>\(/?)?(?P<stop>~?)(?P<what>R|r|[a-g][#b]*\d(?:\+[a-g][#b]*\d)*)"
    r"(?P<length>[Bwhqest])?(?P<dots>\.*)(?P<start>~?)(?:\{(?P<marks>[^}]*)\})?\)?(?P<close>\]?)$"
)
_PITCH = re.compile(r"([a-g])([#b]*)(\d)")


# Writing


def notes(
    text: str, *, voice: int = 1, staff: int = 1, lyrics: str = "", tuplet: int = 0, extra: str = "",
    unpitched: bool = False,
) -> str:  # fmt: skip
    """MusicXML for a row of notes of one voice; ``extra`` goes into every note before its notations."""
    found = [_TOKEN.match(token) for token in text.split()]
    assert all(found), text
    words = iter(lyrics.split())
    length, beam_from = "q", -1
    rows: list[dict[str, str]] = []
    beams: dict[int, list[str]] = {}
    for index, match in enumerate(found):
        assert match is not None
        length = match["length"] or length if match["what"] != "R" else length
        own = match["length"] or "w" if match["what"] == "R" else length
        rows.append({**{k: v or "" for k, v in match.groupdict().items()}, "length": own})
        if match["open"]:
            beam_from = index
        if match["close"]:
            beams.update(_beams(rows, range(beam_from, index + 1)))
    out = []
    for index, row in enumerate(rows):
        ends = (index == 0, index == len(rows) - 1) if tuplet else (False, False)
        lyric = _lyric(next(words)) if lyrics and row["what"][0] not in "rR" else ""
        out.append(_note(row, voice, staff, tuplet, ends, beams.get(index, []), lyric, extra, unpitched))
    return "".join(out)


def _beams(rows: Sequence[dict[str, str]], span: range) -> dict[int, list[str]]:
    result: dict[int, list[str]] = {i: [] for i in span}
    for level in (1, 2, 3):
        run: list[int] = []
        for i in (*span, None):
            if i is not None and (level == 1 or FLAGS.get(rows[i]["length"], 0) >= level):
                run.append(i)
                continue
            for k, member in enumerate(run):
                value = "begin" if k == 0 else "end" if k == len(run) - 1 else "continue"
                if len(run) == 1:
                    value = "backward hook" if member == span[-1] else "forward hook"
                result[member].append(f'<beam number="{level}">{value}</beam>')
            run = []
    return result


def _lyric(word: str) -> str:
    if word == "*":
        return ""
    syllabic = "single"
    if word.startswith("-"):
        syllabic = "middle" if word.endswith("-") else "end"
    elif word.endswith("-"):
        syllabic = "begin"
    extend = "<extend/>" if word.endswith("_") else ""
    return f"<lyric><syllabic>{syllabic}</syllabic><text>{word.strip('-_')}</text>{extend}</lyric>"


def _note(
    row: dict[str, str], voice: int, staff: int, tuplet: int, ends: tuple[bool, bool], beams: Sequence[str], lyric: str,
    extra: str, unpitched: bool,
) -> str:  # fmt: skip
    quarters = QUARTERS[row["length"]] * (2 - 0.5 ** len(row["dots"]))
    duration = round(quarters * DIVISIONS * (2 / tuplet if tuplet else 1))
    before = f"<grace{' slash=' + chr(34) + 'yes' + chr(34) if '/' in row['grace'] else ''}/>" if row["grace"] else ""
    time = "" if before else f"<duration>{duration}</duration>"
    kind = f"<type>{NAMES[row['length']]}</type>" + "<dot/>" * len(row["dots"])
    ratio = (
        f"<time-modification><actual-notes>{tuplet}</actual-notes><normal-notes>2</normal-notes></time-modification>"
        if tuplet
        else ""
    )
    ties = "".join(f'<tie type="{t}"/>' for t in ("stop", "start") if row[t])
    tied = "".join(f'<tied type="{t}"/>' for t in ("stop", "start") if row[t])
    tied += "".join(f'<tuplet type="{t}"/>' for t, here in zip(("start", "stop"), ends, strict=True) if here)
    marks = _notations(tied, [m for m in row["marks"].split(",") if m])
    what = row["what"]
    if what in ("r", "R"):
        rest = '<rest measure="yes"/>' if what == "R" else "<rest/>"
        shape = "" if what == "R" else kind
        tail = f"{ratio}<staff>{staff}</staff>{''.join(beams)}{marks}"
        return f"<note>{rest}{time}<voice>{voice}</voice>{shape}{tail}</note>"
    result = []
    for k, pitch in enumerate(what.split("+")):
        chord = "<chord/>" if k else ""
        tail = f"{''.join(beams)}{marks}{lyric}" if not k else (_notations(tied, []))
        result.append(
            f"<note>{before}{chord}{_pitch(pitch, unpitched=unpitched)}{time}{ties if not before else ''}"
            f"<voice>{voice}</voice>{kind}{extra}{ratio}<staff>{staff}</staff>{tail}</note>"
        )
    return "".join(result)


def _pitch(text: str, *, unpitched: bool) -> str:
    match = _PITCH.match(text)
    assert match is not None
    step, sign, octave = match.groups()
    step = step.upper()
    if unpitched:
        place = f"<display-step>{step}</display-step><display-octave>{octave}</display-octave>"
        return f"<unpitched>{place}</unpitched>"
    alter = sign.count("#") - sign.count("b")
    altered = f"<alter>{alter}</alter>" if alter else ""
    return f"<pitch><step>{step}</step>{altered}<octave>{octave}</octave></pitch>"


def _notations(tied: str, marks: Iterable[str]) -> str:
    groups: dict[str, str] = {"": tied, "ornaments": "", "technical": "", "articulations": ""}
    for mark in marks:
        name, _, text = mark.partition(":")
        if name.startswith("slur"):
            groups[""] += f'<slur number="1" type="{"start" if name.endswith("+") else "stop"}"/>'
            continue
        element = f"<{name}>{text}</{name}>" if text else f"<{name}/>"
        if name in ALONE:
            groups[""] += element
        else:
            groups["ornaments" if name in ORNAMENTS else "technical" if name in TECHNICAL else "articulations"] += (
                element
            )
    inside = groups.pop("") + "".join(f"<{k}>{v}</{k}>" for k, v in groups.items() if v)
    return f"<notations>{inside}</notations>" if inside else ""


def back(quarters: float = 4.0) -> str:
    """Back by so many quarters, for another voice."""
    return f"<backup><duration>{round(quarters * DIVISIONS)}</duration></backup>"


def direction(inside: str, *, placement: str = "", staff: int = 1, sound: str = "", attributes: str = "") -> str:
    """A direction of one direction-type."""
    place = f' placement="{placement}"' if placement else ""
    return (
        f"<direction{place}{attributes}><direction-type>{inside}</direction-type>"
        f"<staff>{staff}</staff>{sound}</direction>"
    )


def dynamic(letters: str, **where: object) -> str:
    """A dynamic sign."""
    return direction(f"<dynamics><{letters}/></dynamics>", **where)  # type: ignore[arg-type]


def words(text: str, **where: object) -> str:
    """Words."""
    return direction(f"<words>{text}</words>", **where)  # type: ignore[arg-type]


def wedge(kind: str, **where: object) -> str:
    """A hairpin's end: crescendo, diminuendo or stop."""
    return direction(f'<wedge type="{kind}"/>', **where)  # type: ignore[arg-type]


def tempo(text: str, quarters: float = 120) -> str:
    """Tempo words that everybody reads."""
    return direction(
        f'<words font-weight="bold">{text}</words>', placement="above", sound=f'<sound tempo="{quarters}"/>'
    )


def metronome(quarters: int) -> str:
    """A metronome mark in quarters."""
    inside = f"<metronome><beat-unit>quarter</beat-unit><per-minute>{quarters}</per-minute></metronome>"
    return direction(inside, placement="above", sound=f'<sound tempo="{quarters}"/>')


def rehearsal(text: str) -> str:
    """A rehearsal mark."""
    return direction(f"<rehearsal>{text}</rehearsal>", placement="above")


def change(*, key: int | None = None, time: str = "", clef: str = "", staff: int = 0) -> str:
    """New attributes, at a bar's start or inside it."""
    inside = "" if key is None else f"<key><fifths>{key}</fifths></key>"
    if time:
        beats, beat_type = time.split("/")
        inside += f"<time><beats>{beats}</beats><beat-type>{beat_type}</beat-type></time>"
    number = f' number="{staff}"' if staff else ""
    inside += f"<clef{number}><sign>{clef[:-1]}</sign><line>{clef[-1]}</line></clef>" if clef else ""
    return f"<attributes>{inside}</attributes>"


def barline(style: str = "", *, repeat: str = "", left: bool = False, ending: str = "") -> str:
    """A barline at the bar's left or right end."""
    inside = f"<bar-style>{style}</bar-style>" if style else ""
    inside += ending
    inside += f'<repeat direction="{repeat}"/>' if repeat else ""
    return f'<barline location="{"left" if left else "right"}">{inside}</barline>'


def score_xml(
    *bars: str, key: int = 0, time: str = "4/4", clefs: Sequence[str] = ("G2",), lines: int = 5, name: str = "Flute",
    title: str = "A small cue", pickup: bool = False,
) -> str:  # fmt: skip
    """The bars as a whole score of one part."""
    beats, beat_type = time.split("/")
    attributes = (
        f"<attributes><divisions>{DIVISIONS}</divisions><key><fifths>{key}</fifths></key>"
        f"<time><beats>{beats}</beats><beat-type>{beat_type}</beat-type></time>"
        + (f"<staves>{len(clefs)}</staves>" if len(clefs) > 1 else "")
        + "".join(
            f'<clef number="{n}"><sign>{c.rstrip("0123456789")}</sign>'
            + (f"<line>{c[-1]}</line>" if c[-1].isdigit() else "")
            + "</clef>"
            for n, c in enumerate(clefs, 1)
        )
        + (f"<staff-details><staff-lines>{lines}</staff-lines></staff-details>" if lines != 5 else "")
        + "</attributes>"
    )
    measures = "".join(
        f'<measure number="{n}"{implicit}>{attributes if first else ""}{bar}</measure>'
        for n, bar, first, implicit in (
            (n + (0 if pickup else 1), bar, n == 0, ' implicit="yes"' if pickup and n == 0 else "")
            for n, bar in enumerate(bars)
        )
    )
    return (
        f"<score-partwise><work><work-title>{title}</work-title></work><part-list>"
        f'<score-part id="P1"><part-name>{name}</part-name></score-part></part-list>'
        f'<part id="P1">{measures}</part></score-partwise>'
    )


# Engraving


@cache
def house(name: str = "us-session") -> Style:
    """A house style."""
    return load_style(name)


@cache
def small_faces() -> Faces:
    """The faces of the default style."""
    style = house()
    return load_faces(style.faces.music, style.faces.text)


def part_of(text: str) -> Part:
    """The first part of a score."""
    reading = read_tree(etree.fromstring(text.encode()), file="small.musicxml")
    return extract_all(reading.cue)[0].part


def engraved(*bars: str, style: Style | None = None, faces: Faces | None = None, **score: object) -> Sheet:
    """Engrave a score of these bars; further keys are those of ``score_xml``."""
    return sheet_of(score_xml(*bars, **score), style, faces)  # type: ignore[arg-type]


@lru_cache(maxsize=64)  # there are thousands
def sheet_of(text: str, style: Style | None = None, faces: Faces | None = None) -> Sheet:
    """Engrave the first part of a score."""
    style, faces = style or house(), faces or small_faces()
    part = part_of(text)
    return Sheet(part, engrave(part, style, faces), style, faces)


# Reading back


class Drawn(NamedTuple):
    """An item in staff spaces from its staff's left end and middle line: its origin and its ink."""

    ink: Ink
    x: float
    y: float
    x0: float
    x1: float
    y0: float
    y1: float
    staff: int
    code: int
    text: str
    item: Item

    @property
    def centre(self) -> float:
        """Middle of its ink across."""
        return (self.x0 + self.x1) / 2

    @property
    def middle(self) -> float:
        """Middle of its ink upwards."""
        return (self.y0 + self.y1) / 2

    @property
    def width(self) -> float:
        """Ink from left to right."""
        return self.x1 - self.x0

    def over(self, other: Drawn) -> bool:
        """Do both stand over one stretch of the staff?"""
        return self.x0 < other.x1 and other.x0 < self.x1

    def touches(self, other: Drawn) -> bool:
        """Do their boxes overlap?"""
        return self.over(other) and self.y0 < other.y1 and other.y0 < self.y1


class Sheet:
    """Pages read back: ``of`` finds ink, in staff spaces."""

    def __init__(self, part: Part, engraving: Engraving, style: Style, faces: Faces | None = None) -> None:
        self.part = part
        self.engraving = engraving
        self.style = style
        self.pages: tuple[Page, ...] = engraving.pages
        self.space = style.space
        self.faces = faces or small_faces()

    def staves(self, page: int = 0) -> tuple[Staff, ...]:
        """The staves of a page, from the top."""
        return self.pages[page].staves

    def width(self, staff: int = 1, page: int = 0) -> float:
        """How long a staff is."""
        here = self.staves(page)[staff - 1]
        return (here.x1 - here.x0) / self.space

    def of(self, *inks: Ink, staff: int = 0, page: int = 0) -> list[Drawn]:
        """All ink of these kinds on a page (on one staff of it), from left to right and from below."""
        found = [
            self._drawn(item, self.staves(page)[item.staff - 1])
            for item in self.pages[page].music
            if item.ink in inks and item.staff and staff in (0, item.staff)
        ]
        return sorted(found, key=lambda d: (d.staff, round(d.x0, 3), d.y))

    def one(self, *inks: Ink, staff: int = 0) -> Drawn:
        """The only ink of its kind."""
        (drawn,) = self.of(*inks, staff=staff)
        return drawn

    def furniture(self, page: int = 0) -> list[str]:
        """The words around the music."""
        return [item.text for item in self.pages[page].furniture if hasattr(item, "text")]

    def box(self, code: int, scale: float = 1.0) -> tuple[float, float]:
        """Width and height of a glyph."""
        box = self.faces.box(code)
        return (box.x1 - box.x0) * scale, (box.y1 - box.y0) * scale

    def _drawn(self, item: Item, staff: Staff) -> Drawn:
        s = self.space

        def right(x: float) -> float:
            return (x - staff.x0) / s

        def above(y: float) -> float:
            return (y - staff.y) / s

        if isinstance(item, Glyph):
            box, k = self.faces.box(item.code), item.size / (4 * s)
            x, y = right(item.x), above(item.y)
            ink = (x + box.x0 * k, x + box.x1 * k, y + box.y0 * k, y + box.y1 * k)
            return Drawn(item.ink, x, y, *ink, staff.number, item.code, "", item)
        if isinstance(item, Line):
            half = item.width / 2 / s
            xs, ys = sorted((right(item.x0), right(item.x1))), sorted((above(item.y0), above(item.y1)))
            dx, dy = (half, 0.0) if item.x0 == item.x1 else (0.0, half)
            ink = (xs[0] - dx, xs[1] + dx, ys[0] - dy, ys[1] + dy)
            return Drawn(item.ink, right(item.x0), above(item.y0), *ink, staff.number, 0, "", item)
        if isinstance(item, Polygon | Curve):
            across, up = [right(v) for v in item.points[0::2]], [above(v) for v in item.points[1::2]]
            if isinstance(item, Curve):
                across, up = _on_curve(across), _on_curve(up)
            return Drawn(
                item.ink, across[0], up[0], min(across), max(across), min(up), max(up), staff.number, 0, "", item
            )
        box, k = self.faces.text_box(item.text, item.face, item.size / 100), 100 / s
        x, y = right(item.x), above(item.y)
        ink = (x + box.x0 * k, x + box.x1 * k, y + box.y0 * k, y + box.y1 * k)
        return Drawn(item.ink, x, y, *ink, staff.number, 0, item.text, item)


def _on_curve(p: Sequence[float]) -> list[float]:
    """One coordinate of a curve's two Béziers, sampled."""
    result = []
    for a, b, c, d in (p[0:4], p[3:7]):
        for k in range(17):
            t = k / 16
            result.append(a * (1 - t) ** 3 + 3 * b * t * (1 - t) ** 2 + 3 * c * t * t * (1 - t) + d * t**3)
    return result


def steps(values: Iterable[float]) -> list[float]:
    """Differences between neighbours."""
    return [b - a for a, b in pairwise(values)]
