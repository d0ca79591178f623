"""Settings files: TOML in, checked values out; complaints name file, line, key and the nearest valid one."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn, get_origin

import msgspec

from engraving.errors import SettingsError

Table = dict[str, Any]
KeyPath = tuple[str, ...]

_HEADER = re.compile(r"^\s*\[(?P<list>\[?)\s*(?P<path>[^\]]+?)\s*\]\]?\s*(#.*)?$")
_ASSIGNMENT = re.compile(
    r"""^\s*(?P<key>(?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*="""
)
_KEY_PIECE = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_PLAIN = (
    (r"^Expected ", "it takes "),
    (r", got \w+$", ""),
    (r"(?<=\d)\.0$", ""),
    (r"^it takes str \| null$", "it takes text in quotes"),
    (r"^it takes float \| str\b", "it takes a number or text in quotes"),
    (r"^it takes int \| str\b", "it takes a whole number or text in quotes"),
    (r" \| null$", ""),
    (r"float > ([\d.]+)", r"a number more than \1"),
    (r"float >= ([\d.]+)", r"a number of at least \1"),
    (r"float <= ([\d.]+)", r"a number of at most \1"),
    (r"int >= (\d+)", r"a whole number of at least \1"),
    (r"int <= (\d+)", r"a whole number of at most \1"),
    (r"\bfloat$", "a number"),
    (r"\bint$", "a whole number"),
    (r"\bstr$", "text in quotes"),
    (r"\bbool$", "true or false"),
    (r"\barray$", "a list in brackets"),
    (r"str of length >= 1$", "text that is not empty"),
    (r"str of length <= (\d+)", r"at most \1 characters"),
    (r"^Invalid enum value .*$", "it is not one of the words for this"),
    (r"^it takes str matching regex .*$", "it is not one of the words for this"),
)
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)$")


class SettingsFile:
    """One TOML file, read: ``table`` is what it says, ``line_of`` where."""

    def __init__(self, path: Path, text: str | None = None) -> None:
        """Read ``path``, or ``text`` as if it stood there; raises SettingsError when that cannot be, or is no TOML."""
        self.path = path
        try:
            self.text = path.read_text(encoding="utf-8-sig") if text is None else text
        except (FileNotFoundError, NotADirectoryError):
            raise SettingsError("There is no such settings file.", str(path), "Check the path.") from None
        except UnicodeDecodeError as error:
            raise SettingsError("The file is not UTF-8 text.", str(path), "Save it as UTF-8.") from error
        except OSError as error:
            what = "This is a folder." if path.is_dir() else f"The file cannot be read: {error.strerror}."
            raise SettingsError(what, str(path), "Name a .toml file that may be read.") from error
        try:
            self.table: Table = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            raise self._not_toml(str(error)) from error
        except RecursionError:
            raise SettingsError("The file is nested too deeply.", str(path), "Write it plainer.") from None

    def _not_toml(self, message: str) -> SettingsError:
        found = _AT_LINE.search(message)
        line = found[1] if found else str(len(self.text.splitlines()) or 1)
        reason = _AT_LINE.sub("", message).removesuffix("(at end of document)").strip()
        return SettingsError(
            f"This is not valid TOML: {reason}.", f"{self.path}, line {line}", "Strings stand in quotes."
        )

    def line_of(self, key: KeyPath) -> int:
        """The line, from 1, of ``key``, or of the table it should stand in, or 1.

        Tables of a list, ``[[hit]]``, are counted from 1: ("hit", "2", "caption").
        """
        lines = dict(reversed(list(_assignments(self.text))))
        return next((lines[key[:n]] for n in range(len(key), 0, -1) if key[:n] in lines), 1)

    def refuse(self, key: KeyPath, what: str, remedy: str = "") -> NoReturn:
        """Raise the SettingsError for ``key`` with its place."""
        place = f"{self.path}, line {self.line_of(key)}, key {'.'.join(key)}"
        raise SettingsError(what, place, remedy)


def _assignments(text: str) -> Iterator[tuple[KeyPath, int]]:
    """Every table and key a TOML text sets, with its line; tomllib itself keeps no lines."""
    table: KeyPath = ()
    entries: Counter[KeyPath] = Counter()  # of each list of tables so far
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line)
        assignment = _ASSIGNMENT.match(line)
        if assignment:
            yield table + _pieces(assignment["key"]), number
            inner = line[assignment.end() :]
            if inner.lstrip().startswith("{"):
                for found in re.finditer(r"[{,]\s*([\w-]+)\s*=", inner):
                    yield (*table, *_pieces(assignment["key"]), found[1]), number
        elif header:
            table = _pieces(header["path"])
            yield table, number
            if header["list"]:
                entries[table] += 1
                table = (*table, str(entries[table]))
                yield table, number


def _pieces(dotted: str) -> KeyPath:
    return tuple(piece.strip("\"'") for piece in _KEY_PIECE.findall(dotted))


def nearest(word: str, valid: Iterable[str]) -> str:
    """The valid word most like ``word``, or "" when none is at all like it."""
    import difflib  # only wanted when something is wrong

    matches = difflib.get_close_matches(word.lower().replace("_", "-"), sorted(valid), n=1, cutoff=0.5)
    return matches[0] if matches else ""


def key_paths(kind: type[msgspec.Struct], above: KeyPath = ()) -> Iterator[KeyPath]:
    """Every key a settings Struct takes, tables left out: ("paper", "margins", "left") …"""
    for field in msgspec.structs.fields(kind):
        path = (*above, field.encode_name)
        if _is_table(field.type):
            yield from key_paths(field.type, path)
        else:
            yield path


def _is_table(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def check_table(
    file: SettingsFile,
    table: Table,
    kind: type[msgspec.Struct],
    above: KeyPath = (),
    also: tuple[str, ...] = (),
) -> None:
    """Check one table of ``file`` against its Struct, key by key, so that a complaint can name the key.

    ``also`` are keys dealt with by the caller, to be offered when a key is misspelt.
    """
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for key, value in table.items():
        path = (*above, key)
        if key not in fields:
            file.refuse(
                path,
                f"There is no setting “{key}”{_inside(above)}.",
                _did_you_mean(key, path, (*fields, *also), kind),
            )
        expected = fields[key].type
        if _is_list_of_tables(expected):
            _check_list(file, value, expected.__args__[0], path)
        elif _is_table(expected):
            if not isinstance(value, dict):
                file.refuse(
                    path, f"“{key}” is a table of settings, not a value.", f"Write it as [{'.'.join(path)}]."
                )
            check_table(file, value, expected, path)
        else:
            _check_value(file, path, value, expected)
    for key, field in fields.items():
        if field.required and key not in table:
            file.refuse((*above, key), f"“{key}” is missing{_inside(above)}.", "Give it: nothing is assumed here.")


def _is_list_of_tables(kind: Any) -> bool:
    return get_origin(kind) is tuple and _is_table(kind.__args__[0])


def _check_list(file: SettingsFile, tables: Any, kind: type[msgspec.Struct], path: KeyPath) -> None:
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        name = ".".join(path)
        file.refuse(path, f"“{name}” is a list of tables.", f"Write each of them under [[{name}]].")
    for number, table in enumerate(tables, 1):
        check_table(file, table, kind, (*path, str(number)))


def _inside(above: KeyPath) -> str:
    return f" in [{'.'.join(above)}]" if above else ""


def _did_you_mean(key: str, path: KeyPath, valid: Iterable[str], kind: type[msgspec.Struct]) -> str:
    close = nearest(key, valid)
    if close:
        return f"The nearest valid key is “{'.'.join((*path[:-1], close))}”."
    elsewhere = [".".join(known) for known in key_paths(kind) if known[-1] == key]
    if elsewhere:
        return f"It belongs in another table: “{'.'.join((*path[:-1], elsewhere[0]))}”."
    return f"Valid here: {', '.join(sorted(valid))}."


def _check_value(file: SettingsFile, path: KeyPath, value: Any, expected: Any) -> None:
    try:
        msgspec.convert(value, expected)
    except msgspec.ValidationError as error:
        file.refuse(path, f"{_shown(value)} does not do: {_reason(str(error))}.", _choice(value, expected))


def _reason(message: str) -> str:
    """msgspec's complaint in plain words."""
    reason = message.split(" - at `")[0].replace("`", "")
    for theirs, ours in _PLAIN:
        reason = re.sub(theirs, ours, reason)
    return reason


def _shown(value: Any) -> str:
    text = f"“{value}”" if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _choice(value: Any, expected: Any) -> str:
    """The words allowed, when only certain words are, with the nearest one first."""
    words = sorted(
        {word for kind in (expected, *getattr(expected, "__args__", ())) for word in _literals(kind)}
    )
    if not words:
        return ""
    wrong = [item for item in (value if isinstance(value, list) else [value]) if item not in words]
    close = nearest(str(wrong[0]), words) if wrong else ""
    return (f"The nearest valid word is “{close}”. " if close else "") + f"Valid: {', '.join(words)}."


def _literals(kind: Any) -> tuple[str, ...]:
    """The words of a Literal, or those that a Meta names beside its pattern."""
    args: tuple[Any, ...] = getattr(kind, "__args__", ())
    named = [word for meta in getattr(kind, "__metadata__", ()) for word in (meta.extra or {}).get("words", ())]
    return (*(arg for arg in args if isinstance(arg, str)), *named)


def merged(below: Table, above: Table) -> Table:
    """``above`` laid over ``below``, table by table."""
    result = dict(below)
    for key, value in above.items():
        old = result.get(key)
        result[key] = merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return result
