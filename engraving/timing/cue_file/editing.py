"""A cue file changed in place: comments, order and looks stay; only what the cue says anew is written.

The text is taken as lines. A table reaches from its header to its last key; what stands outside tables (comments,
empty lines) stays where it is. What stands inside a table that is taken out goes with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from engraving.errors import SettingsError
from engraving.timing.cue_file import CueFile
from engraving.timing.cue_file.reading import load_cue_file
from engraving.timing.cue_file.writing import dump_cue_file, heading_pairs, list_entries

_HEADER = re.compile(r"\s*\[\[?\s*(?P<name>[\w-]+)\s*\]\]?\s*(#.*)?")
_KEY = re.compile(r"""\s*(?P<key>[\w-]+|"[\w-]+"|'[\w-]+')\s*=\s*""")
_VALUE = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^#"'])*""")
_BESIDE = ("at", "caption")  # either says that a hit, streamer or punch is still the same one


_Pairs = dict[str, str]


class _Table(msgspec.Struct):
    """The heading (``name`` "") or one table: its ``lines``, and how many stand between it and the one before."""

    name: str
    lines: list[str] = msgspec.field(default_factory=list)
    above: list[str] = msgspec.field(default_factory=list)


def edited(text: str, before: CueFile, after: CueFile) -> str:
    """The text of a file that said ``before``, made to say ``after``."""
    ending = "\r\n" if "\r\n" in text else "\n"
    tables, foot = _tables(text.splitlines())
    _change(tables[0].lines, dict(heading_pairs(before)), dict(heading_pairs(after)))
    known = dict(list_entries(after))
    for name, entries in list_entries(before):
        tables = _renewed(tables, name, entries, known[name])
    lines = [line for table in tables for line in (*table.above, *table.lines)] + foot
    return ending.join(lines).strip("\r\n") + ending


def rewritten(path: Path, text: str, after: CueFile) -> str:
    """The text of the cue file at ``path``, edited to say ``after``.

    Where it is written in a way that cannot be changed line by line (lists in brackets, values over several lines) it
    is written anew, below the comments it had. Raises ``SettingsError`` when the text is no cue file.
    """
    before = load_cue_file(path, text)
    with suppress(ValueError, SettingsError):
        new = edited(text, before, after)
        if load_cue_file(path, new) == after:
            return new
    comments = [line for line in text.splitlines() if line.lstrip().startswith("#")]
    return "\n".join([*comments, dump_cue_file(after)])


def _tables(lines: Sequence[str]) -> tuple[list[_Table], list[str]]:
    """The tables of a file, the heading first, and the lines below the last of them."""
    tables = [_Table("")]
    loose: list[str] = []
    for line in lines:
        header = _HEADER.fullmatch(line)
        if header:
            tables.append(_Table(header["name"], [line], loose))
            loose = []
        elif not line.strip() or line.lstrip().startswith("#"):
            loose.append(line)
        else:
            tables[-1].lines += [*loose, line]
            loose = []
    return tables, loose


def _renewed(tables: list[_Table], name: str, before: Sequence[_Pairs], after: Sequence[_Pairs]) -> list[_Table]:
    """The tables with those of one list as they are to be: kept, changed, put in where they belong, or left out."""
    places = [place for place, table in enumerate(tables) if table.name == name]
    if len(places) != len(before):
        raise ValueError(f"{len(places)} tables [[{name}]] hold {len(before)} entries")
    stays: dict[int, list[_Table]] = {}
    done = -1
    at = places[0] - 1 if places else _end_of_earlier(tables, name)
    for entry in after:
        same = next((n for n in range(done + 1, len(before)) if _is_same(before[n], entry)), None)
        if same is None:
            stays.setdefault(at, []).append(_Table(name, [f"[[{name}]]", *_lines(entry)], [""]))
            continue
        done, at = same, places[same]
        _change(tables[at].lines, before[same], entry)
        stays.setdefault(at, []).insert(0, tables[at])
    found: list[_Table] = []
    for place, table in enumerate(tables):
        if table.name != name:
            found.append(table)
        elif place not in stays:
            found.append(_Table("", above=_comments_above(table)))
        found += stays.get(place, [])
    return found


def _comments_above(gone: _Table) -> list[str]:
    return gone.above if any(line.strip() for line in gone.above) else []


def _end_of_earlier(tables: Sequence[_Table], name: str) -> int:
    """After which table a list that the file did not have begins: the order is that in which files are written."""
    order = ["", *(known for known, _ in list_entries(CueFile()))]
    earlier = order[: order.index(name)]
    return max(place for place, table in enumerate(tables) if table.name in earlier)


def _is_same(before: _Pairs, after: _Pairs) -> bool:
    """Whether an entry is another's new shape: it stands at the same place, or has the same moment or words."""
    if "at" in before:
        return any(before.get(key) is not None and before.get(key) == after.get(key) for key in _BESIDE)
    return (before.get("bar"), before.get("beat")) == (after.get("bar"), after.get("beat"))


def _lines(pairs: _Pairs) -> list[str]:
    return [f"{key} = {value}" for key, value in pairs.items()]


def _change(lines: list[str], before: _Pairs, after: _Pairs) -> None:
    """Keys of one table: those that say something new are written over, put in at its end, or taken out."""
    for key in before:
        if key not in after:
            lines[:] = [line for line in lines if _key(line) != key]
    for key, value in after.items():
        if before.get(key) == value:
            continue
        place = next((n for n, line in enumerate(lines) if _key(line) == key), None)
        if place is None:
            lines.append(f"{key} = {value}")
        else:
            lines[place] = _with_value(lines[place], value)


def _key(line: str) -> str:
    found = _KEY.match(line)
    return found["key"].strip("\"'") if found else ""


def _with_value(line: str, value: str) -> str:
    """A line with another value: what stands before it and its comment stay."""
    begins = line.index("=") + 1
    old = _VALUE.match(line, begins)
    rest = line[old.end() :] if old else ""
    before = line[begins : len(line) - len(line[begins:].lstrip())]
    space = old[0][len(old[0].rstrip()) :] if old and rest else ""
    return f"{line[:begins]}{before}{value}{space}{rest}"
