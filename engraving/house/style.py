"""A house style: everything a studio may want otherwise, as frozen settings with units and bounds.

The keys of the TOML files in ``templates/`` are the field names with hyphens; ``docs/styles.md``
explains every one. Rule numbers are those of the engraving rules (E…) and conventions (R…) that
the defaults follow. Lengths are millimetres, type sizes points **on a 7.5 mm staff** (they scale
with the staff, see ``Style.points``), distances in music staff spaces, times seconds.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

POINTS_PER_MM = 72 / 25.4
REFERENCE_STAFF_MM = 7.5
SMALLEST_TYPE_PT = 8.0
LEAST_MARGIN_MM = 12.7

Millimetres = Annotated[float, msgspec.Meta(ge=100.0, le=700.0)]
Margin = Annotated[float, msgspec.Meta(ge=LEAST_MARGIN_MM, le=60.0)]
StaffHeight = Annotated[float, msgspec.Meta(ge=7.0, le=8.5)]
TypeSize = Annotated[float, msgspec.Meta(ge=SMALLEST_TYPE_PT, le=72.0)]
Spaces = Annotated[float, msgspec.Meta(ge=0.0, le=40.0)]
Seconds = Annotated[float, msgspec.Meta(ge=0.0, le=30.0)]
Count = Annotated[int, msgspec.Meta(ge=1, le=40)]
Words = Annotated[str, msgspec.Meta(max_length=200)]

FONT_FILE = r"\.(ttf|otf|woff2?|TTF|OTF|WOFF2?)$"
"""How the path of a font file ends."""


def _font(*names: str) -> msgspec.Meta:
    words = (*names, "the path of a font file")
    return msgspec.Meta(pattern=f"^({'|'.join(names)})$|{FONT_FILE}", extra={"words": words})


MusicFont = Annotated[str, _font("Bravura", "Leland", "Petaluma", "Leipzig", "Gootville")]
TextFont = Annotated[str, _font("Source Serif Pro")]

HeadingField = Literal[
    "cue-number", "instrument", "title", "subtitle", "composer", "lyricist", "orchestrator",
    "version", "production", "date", "rights", "picture", "page",
]  # fmt: skip


class Setting(msgspec.Struct, frozen=True, gc=False, rename="kebab", forbid_unknown_fields=True):
    """A table of a style file."""


class Margins(Setting, frozen=True, gc=False):
    """White edges in mm, at least 12.7 each (R05)."""

    left: Margin = 15.0
    right: Margin = 15.0
    top: Margin = 12.7
    bottom: Margin = 12.7


class Paper(Setting, frozen=True, gc=False):
    """The trimmed sheet in mm, upright (R01, R02; never legal, R03)."""

    width: Millimetres = 228.6
    height: Millimetres = 304.8
    margins: Margins = Margins()


PAPERS: dict[str, tuple[float, float]] = {
    "A3": (297.0, 420.0),
    "11x17": (279.4, 431.8),
    "12x18": (304.8, 457.2),
}
"""Sheets that scores are printed on, by name (R67): width and height upright, mm."""

REDUCED_TO: dict[str, tuple[float, float]] = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
"""Sheets that whole pages of a score are reduced to, for the booth (R68)."""

Sheet = Literal["letter", "A4"]
SHEETS: dict[Sheet, tuple[float, float]] = {"letter": (215.9, 279.4), "A4": (210.0, 297.0)}
"""Sheets that tables are printed on: width and height, mm."""


class StaffSettings(Setting, frozen=True, gc=False):
    """``height`` in mm from bottom line to top line: 7.0–8.5, 7.5 reads best (E56, R06)."""

    height: StaffHeight = REFERENCE_STAFF_MM


class Spacing(Setting, frozen=True, gc=False):
    """Along the line: ``density`` multiplies natural note distances (E51); least bar widths in spaces (E52).

    ``squeeze`` and ``stretch`` bound a line's width as a factor of its natural one (E53);
    ``last_line_full`` is how full the last line must be to be justified.
    """

    density: Annotated[float, msgspec.Meta(ge=0.5, le=2.0)] = 1.0
    least_bar: Annotated[float, msgspec.Meta(ge=5.0, le=40.0)] = 11.0
    least_bar_squeezed: Annotated[float, msgspec.Meta(ge=5.0, le=40.0)] = 9.0
    squeeze: Annotated[float, msgspec.Meta(ge=0.5, le=1.0)] = 0.75
    stretch: Annotated[float, msgspec.Meta(ge=1.0, le=3.0)] = 1.45
    last_line_full: Annotated[float, msgspec.Meta(ge=0.0, le=1.0)] = 0.6


class Systems(Setting, frozen=True, gc=False):
    """Down the page (E49, E55, R09). Counts are aims per page, gaps staff spaces.

    ``first`` and ``later`` count single-staff systems on page one and after, ``grand_staff`` those
    of two staves and more. ``gap`` is from one bottom line to the next top line, natural and
    ``least_gap``; ``clearance`` between skylines, ``least_clearance`` on a full page; gaps stretch up
    to ``stretch`` times.
    ``staff_gap`` and ``least_staff_gap`` are the same between the staves of one system.
    """

    first: Count = 10
    later: Count = 11
    grand_staff: Count = 6
    gap: Spaces = 8.5
    least_gap: Spaces = 6.0
    clearance: Spaces = 1.5
    least_clearance: Spaces = 1.0
    stretch: Annotated[float, msgspec.Meta(ge=1.0, le=3.0)] = 1.4
    staff_gap: Spaces = 8.0
    least_staff_gap: Spaces = 6.5

    @property
    def staff_distance(self) -> float:
        """Between the middle lines of two staves of one system, naturally."""
        return self.staff_gap + 4.0

    @property
    def least_staff_distance(self) -> float:
        """The same at the least."""
        return self.least_staff_gap + 4.0


class BarNumbers(Setting, frozen=True, gc=False):
    """``bars``: under every bar (E59, R20), at system starts (R21) or none.

    ``rest_ranges`` prints first–last under multi-rests (R22); ``first_bar`` numbers bar 1 too.
    """

    bars: Literal["every-bar-below", "system-start", "none"] = "every-bar-below"
    first_bar: bool = True
    rest_ranges: bool = True


class TimingMarks(Setting, frozen=True, gc=False):
    """Elapsed clock (m:ss.t) over the staff: nowhere, at system starts, there and at rehearsal marks, at every bar.

    Where the cue has a cue file, new clicks and the free clicks before bar one stand on the same row (R61).
    ``sheet`` is the paper of timing sheets.
    """

    marks: Literal["none", "system-start", "system-start+rehearsal", "every-bar"] = "system-start+rehearsal"
    sheet: Sheet = "letter"


class Sizes(Setting, frozen=True, gc=False):
    """Type sizes in pt on a 7.5 mm staff (E44), none under 8; ``tuplet`` alone is in staff spaces."""

    bar_number: TypeSize = 9.0
    timing: TypeSize = 8.0
    technique: TypeSize = 11.0
    expression: TypeSize = 11.0
    tempo: TypeSize = 13.0
    rehearsal: TypeSize = 15.0
    lyric: TypeSize = 11.0
    chord_symbol: TypeSize = 13.0
    fingering: TypeSize = 8.0
    cue_label: TypeSize = 9.0
    instrument_change: TypeSize = 9.0
    turn_warning: TypeSize = 13.0
    cue_number: TypeSize = 24.0
    instrument: TypeSize = 18.0
    title: TypeSize = 16.0
    credits: TypeSize = 10.0
    running: TypeSize = 10.0
    tuplet: Annotated[float, msgspec.Meta(ge=1.0, le=3.0)] = 1.4


class FaceSettings(Setting, frozen=True, gc=False):
    """Which fonts: by name, or files of one's own, as absolute paths once the style is loaded (E02)."""

    music: MusicFont = "Bravura"
    text: TextFont = "Source Serif Pro"


class Heading(Setting, frozen=True, gc=False):
    """What stands at the left, in the centre and at the right, from the top down or in reading order."""

    left: tuple[HeadingField, ...] = ()
    centre: tuple[HeadingField, ...] = ()
    right: tuple[HeadingField, ...] = ()

    @property
    def fields(self) -> tuple[HeadingField, ...]:
        """Everything it shows."""
        return self.left + self.centre + self.right


class Furniture(Setting, frozen=True, gc=False):
    """Headings (R11–R15). ``first`` is page one's, fields stacked; ``foot`` page one's last line;
    ``later`` the one line of every other page, fields of a place side by side.

    Cue number, instrument, version and page are on every page whatever the style: a style that
    leaves one out is refused.
    """

    first: Heading = Heading(
        left=("instrument",), centre=("cue-number", "title", "subtitle"), right=("composer", "lyricist", "orchestrator")
    )
    foot: Heading = Heading(left=("production",), centre=("version",), right=("page",))
    later: Heading = Heading(left=("instrument",), centre=("cue-number", "title", "version"), right=("page",))


class Turns(Setting, frozen=True, gc=False):
    """Page turns (E54). ``policy``: ``taped`` lays ``panels`` pages open at once, ``book`` turns after
    odd pages, ``none`` looks at no turn. Rests are worth seconds: ``free`` and more cost nothing,
    ``mild`` and more print ``mild_warning``, less prints ``severe_warning``.
    """

    policy: Literal["taped", "book", "none"] = "taped"
    panels: Annotated[int, msgspec.Meta(ge=1, le=8)] = 3
    free: Seconds = 3.0
    mild: Seconds = 1.5
    mild_warning: Words = "time"
    severe_warning: Words = "V.S."


class AccidentalSettings(Setting, frozen=True, gc=False):
    """Courtesy accidentals (E13): none, plain (sessions) or in parentheses (concert)."""

    courtesies: Literal["none", "plain", "parentheses"] = "plain"


class KeySettings(Setting, frozen=True, gc=False):
    """``open``: a cue without key signatures at concert pitch has none in its transposed parts (R47)."""

    open: bool = True


class CueNotes(Setting, frozen=True, gc=False):
    """Small notes of other players before entries (R57, R58); the command line's --no-cues overrides.

    ``after_bars`` or ``after_seconds`` of rest earn a cue of ``bars`` bars at most — of ``most``, where its
    tune begins that far back.
    """

    show: bool = True
    after_bars: Annotated[int, msgspec.Meta(ge=1, le=200)] = 16
    after_seconds: Annotated[float, msgspec.Meta(ge=1.0, le=600.0)] = 30.0
    bars: Annotated[int, msgspec.Meta(ge=1, le=8)] = 4
    most: Annotated[int, msgspec.Meta(ge=1, le=16)] = 8


class ScoreSizes(Setting, frozen=True, gc=False):
    """Type of the conductor's score in pt as printed, none under 8; ``words`` is all type on the staves."""

    name: TypeSize = 9.0
    bar_number: TypeSize = 11.0
    timing: TypeSize = 9.0
    tempo: TypeSize = 12.0
    rehearsal: TypeSize = 14.0
    words: TypeSize = 8.0


class Score(Setting, frozen=True, gc=False):
    """The conductor's score (R08, R17–R19, R45, R55, R63–R67). Lengths are mm, ``staff`` from bottom to top line.

    Staves grow from ``staff`` up to ``most_staff`` where that takes no more pages. ``paper`` is upright;
    ``orientation`` turns it. A system has ``least_bars`` to ``most_bars`` bars, up to ``most_sparse_bars`` where
    they would be stretched too much; one in which nobody plays counts half. ``hide``: staves that rest through a
    system, never or (auto) after page one. ``numbers`` stand below the lowest staff or in the middle of the system.
    ``metres`` are big ones across a group or usual ones in the staves. ``cues`` shows the source's own cue notes,
    ``tempo_twice`` repeats tempo marks above the first violins; ``timing`` prints at every bar the time elapsed,
    the timecode or feet+frames (R59); ``picture`` prints hits, streamers, punches, clicks and the picture's
    heading. ``reduce_to`` prints its pages smaller on another sheet (R68). ``obey_breaks`` takes lines and pages
    from the source (E58); ``cover`` prints a sheet with the forces first.
    """

    paper: Paper = Paper(304.8, 457.2)
    orientation: Literal["portrait", "landscape"] = "portrait"
    reduce_to: Literal["none", "A4", "Letter"] = "none"
    staff: Annotated[float, msgspec.Meta(ge=3.5, le=7.0)] = 4.0
    most_staff: Annotated[float, msgspec.Meta(ge=3.5, le=7.0)] = 4.8
    pitch: Literal["concert", "transposed", "source"] = "concert"
    least_bars: Annotated[int, msgspec.Meta(ge=1, le=40)] = 4
    most_bars: Annotated[int, msgspec.Meta(ge=1, le=40)] = 8
    most_sparse_bars: Annotated[int, msgspec.Meta(ge=0, le=40)] = 0
    hide: Literal["never", "auto"] = "never"
    numbers: Literal["below", "middle"] = "below"
    metres: Literal["big", "staff"] = "big"
    cues: bool = False
    tempo_twice: bool = True
    timing: Literal["none", "elapsed", "timecode", "feet"] = "elapsed"
    picture: bool = True
    density: Annotated[float, msgspec.Meta(ge=0.5, le=2.0)] = 0.9
    sizes: ScoreSizes = ScoreSizes()
    obey_breaks: bool = False
    cover: bool = False


class Style(Setting, frozen=True, gc=False):
    """One house style, resolved: nothing left to look up. ``name`` is for reports and messages."""

    name: Annotated[str, msgspec.Meta(max_length=100)] = ""
    description: Annotated[str, msgspec.Meta(max_length=500)] = ""
    paper: Paper = Paper()
    staff: StaffSettings = StaffSettings()
    spacing: Spacing = Spacing()
    systems: Systems = Systems()
    numbers: BarNumbers = BarNumbers()
    timing: TimingMarks = TimingMarks()
    sizes: Sizes = Sizes()
    faces: FaceSettings = FaceSettings()
    furniture: Furniture = Furniture()
    turns: Turns = Turns()
    accidentals: AccidentalSettings = AccidentalSettings()
    keys: KeySettings = KeySettings()
    cues: CueNotes = CueNotes()
    score: Score = Score()

    @property
    def space(self) -> float:
        """One staff space in 1/100 pt (531.496… on a 7.5 mm staff)."""
        return self.staff.height / 4 * POINTS_PER_MM * 100

    def points(self, size: float) -> float:
        """A size of ``Sizes`` on this style's staff, never under 8 (E44): whole 1/100 pt, as it is printed."""
        return max(SMALLEST_TYPE_PT, round(size * self.staff.height / REFERENCE_STAFF_MM, 2))


def centipoints(mm: float) -> int:
    """Millimetres as the display list's whole 1/100 pt."""
    return round(mm * POINTS_PER_MM * 100)
