"""House styles: ``load_style("us-session")`` or ``load_style("my/style.toml")`` gives a frozen ``Style``.

A style file is TOML; every key is optional and documented in ``docs/styles.md``. ``extends`` names
the style (by name, or by path from the file's own folder) it starts from.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from engraving.errors import SettingsError
from engraving.house.settings import SettingsFile, Table, check_table, merged, nearest
from engraving.house.style import FONT_FILE, Paper
from engraving.house.style import PAPERS as PAPERS
from engraving.house.style import REDUCED_TO as REDUCED_TO
from engraving.house.style import SHEETS as SHEETS
from engraving.house.style import Heading as Heading
from engraving.house.style import HeadingField as HeadingField
from engraving.house.style import Sheet as Sheet
from engraving.house.style import Style as Style
from engraving.house.style import centipoints as centipoints
from engraving.house.templates import style_files
from engraving.house.templates import templates_folder as templates_folder

_LEGAL_PAPER_MM = (215.9, 355.6)
_NARROWEST_LINE_MM = 100.0
_ON_EVERY_PAGE = ("cue-number", "instrument", "version", "page")


def load_style(name_or_path: str | Path) -> Style:
    """The style of that name, or in that TOML file, with all it extends.

    Raises SettingsError naming file, line, key and the nearest valid one.
    """
    path = _locate(str(name_or_path), Path())
    chain = _chain(path)
    table: Table = msgspec.to_builtins(Style())
    for file in reversed(chain):
        table = merged(table, file.table)
    table["name"] = chain[0].table.get("name", path.stem)  # a parent's name would be a lie in reports
    style = msgspec.convert(table, Style)
    _check_whole(style, chain)
    return style


def _locate(name: str, beside: Path) -> Path:
    """A style's file: a path if it looks like one or is one, else one of the program's own."""
    path = beside / Path(name).expanduser()
    if name.endswith(".toml") or "/" in name or "\\" in name:
        return path
    known = style_files()
    if name in known:
        return known[name]
    if path.is_file():
        return path
    close = nearest(name, known)
    raise SettingsError(
        f"There is no house style “{name}”.",
        remedy=(f"The nearest is “{close}”. " if close else "")
        + f"Known: {', '.join(known)}; or give a .toml file.",
    )


def _chain(path: Path) -> list[SettingsFile]:
    """The style's files from the one asked for to the one at the bottom, each checked by itself."""
    chain: list[SettingsFile] = []
    seen: list[Path] = []
    while True:
        file = SettingsFile(path)
        seen.append(path.resolve())
        chain.append(file)
        parent = file.table.pop("extends", None)
        check_table(file, file.table, Style, also=("extends",))
        _find_fonts(file)
        if parent is None:
            return chain
        if not isinstance(parent, str):
            file.refuse(("extends",), "“extends” takes one style's name or path.", "Write it in quotes.")
        path = _parent(file, parent)
        if path.resolve() in seen:
            file.refuse(("extends",), f"“{parent}” extends this style in turn.", "Break the circle.")


def _parent(file: SettingsFile, name: str) -> Path:
    try:
        path = _locate(name, file.path.parent)
    except SettingsError as error:
        file.refuse(("extends",), error.what, error.remedy)
    if not path.is_file():
        file.refuse(
            ("extends",), f"There is no file “{name}”.", "Paths count from the style file's own folder."
        )
    return path


def _find_fonts(file: SettingsFile) -> None:
    """Make paths of font files absolute: they count from the style file's own folder."""
    faces = file.table.get("faces", {})
    for key, name in faces.items():
        if re.search(FONT_FILE, name):
            path = file.path.parent / Path(name).expanduser()
            if not path.is_file():
                file.refuse(
                    ("faces", key), f"There is no file “{name}”.", "Paths count from the style file's own folder."
                )
            faces[key] = str(path.resolve())


def _check_whole(style: Style, chain: list[SettingsFile]) -> None:
    """What no single key can show."""
    paper, margins = style.paper, style.paper.margins
    if _is_legal(paper):
        _refuse(
            chain, "paper.height", "Legal paper does not fit session stands (R03).", "Use another height."
        )
    if paper.width - margins.left - margins.right < _NARROWEST_LINE_MM:
        _refuse(
            chain, "paper.margins", "The margins leave less than 100 mm for a line.", "Make them narrower."
        )
    if style.spacing.least_bar_squeezed > style.spacing.least_bar:
        _refuse(
            chain, "spacing.least-bar-squeezed", "It is wider than spacing.least-bar.", "Make it smaller."
        )
    if style.systems.least_gap > style.systems.gap:
        _refuse(chain, "systems.least-gap", "It is wider than systems.gap.", "Make it smaller.")
    if style.systems.least_clearance > style.systems.clearance:
        _refuse(chain, "systems.least-clearance", "It is wider than systems.clearance.", "Make it smaller.")
    if style.systems.least_staff_gap > style.systems.staff_gap:
        _refuse(chain, "systems.least-staff-gap", "It is wider than systems.staff-gap.", "Make it smaller.")
    if style.turns.mild > style.turns.free:
        _refuse(chain, "turns.mild", "It is longer than turns.free.", "Make it shorter.")
    if style.cues.most < style.cues.bars:
        _refuse(chain, "cues.most", "It is less than cues.bars.", "Make it greater.")
    _check_score(style, chain)
    _check_headings(style, chain)


def _check_score(style: Style, chain: list[SettingsFile]) -> None:
    paper, margins = style.score.paper, style.score.paper.margins
    if _is_legal(paper):
        _refuse(chain, "score.paper.height", "Legal paper does not fit stands (R03).", "Use another height.")
    wide = paper.width if style.score.orientation == "portrait" else paper.height
    if wide - margins.left - margins.right < _NARROWEST_LINE_MM:
        _refuse(
            chain, "score.paper.margins", "The margins leave less than 100 mm for a line.", "Make them narrower."
        )
    if style.score.least_bars > style.score.most_bars:
        _refuse(chain, "score.least-bars", "It is more than score.most-bars.", "Make it less.")


def _is_legal(paper: Paper) -> bool:
    return abs(paper.width - _LEGAL_PAPER_MM[0]) < 1 and abs(paper.height - _LEGAL_PAPER_MM[1]) < 1


def _check_headings(style: Style, chain: list[SettingsFile]) -> None:
    first = style.furniture.first.fields + style.furniture.foot.fields
    for table, fields in (("first", first), ("later", style.furniture.later.fields)):
        for field in _ON_EVERY_PAGE:
            if field not in fields:
                _refuse(
                    chain, f"furniture.{table}", f"“{field}” belongs on every page (R11, R15).", "Add it."
                )
        twice = next((field for field in fields if fields.count(field) > 1), None)
        if twice:
            _refuse(
                chain, f"furniture.{table}", f"“{twice}” would be printed twice on a page.", "Remove one."
            )


def _refuse(chain: list[SettingsFile], dotted: str, what: str, remedy: str) -> None:
    """Complain at the nearest file that sets the key or its table, else at the style asked for."""
    key = tuple(dotted.split("."))
    blamed = next((file for file in chain if _sets(file.table, key)), None)
    blamed = blamed or next((file for file in chain if key[0] in file.table), chain[0])
    blamed.refuse(key, what, remedy)


def _sets(table: Table, key: tuple[str, ...]) -> bool:
    if key[0] not in table:
        return False
    return len(key) == 1 or (isinstance(table[key[0]], dict) and _sets(table[key[0]], key[1:]))
