"""The house keeps its shape: imports run downwards, names say what is meant, modules stay small."""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from engraving.cli import timing_verbs
from engraving.cli.arguments import parser
from engraving.errors import EngravingError
from engraving.report import AuditReport, CueReport, FindingReport, PartReport, RunReport, TurnReport
from engraving.report.audits import PlaceReport

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "engraving"
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "core", "manager", "managers", "misc"}
MOST_LINES = 500
TABLES = {"engraving/typefaces/smufl.py"}  # one code point a line: long, but one thing

CITED = re.compile(r"docs/(\w+\.md),\s\"([^\"]+)\"")
LISTED = re.compile(r"^\| `([A-Za-z0-9-]+)` \|", re.MULTILINE)
WIDTH = 120
GRADED = re.compile(r"^\| `([A-Za-z0-9-]+)` \| ([a-z, ]+) \|", re.MULTILINE)

MODULES = sorted(PACKAGE.rglob("*.py"))
Trees = list[ast.Module]


@pytest.fixture(scope="module")
def trees() -> Trees:
    """What every module says; a hundred megabytes, so that nobody keeps them."""
    return [ast.parse(path.read_text(encoding="utf-8")) for path in MODULES]


def test_imports_run_downwards_and_outside_packages_have_one_doorway() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_docs_show_the_layers_of_the_contract() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (layers,) = (c["layers"] for c in contracts if c.get("containers") == ["engraving"])
    rows = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").partition("| layer | is |\n|---|---|\n")[2]
    shown = [re.findall(r"`(\w+)`", row.split("|")[1]) for row in rows.partition("\n\n")[0].splitlines()]
    wanted = [name for layer in layers for name in layer.split(" | ") if name != "__main__"]
    assert [name for names in shown for name in names] == wanted


def test_the_docs_show_the_folders_of_layout() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").partition("## Inside layout")[2]
    shown = re.findall(r"^\| `(\w+)` \|", text.partition("##")[0], re.MULTILINE)
    assert sorted(shown) == sorted(path.parent.name for path in (PACKAGE / "layout").glob("*/__init__.py"))


def test_modules_are_named_for_what_they_do() -> None:
    assert [path for path in MODULES if SAYS_NOTHING & set(path.stem.split("_"))] == []
    assert [path for path in PACKAGE.rglob("*") if path.is_dir() and path.name in SAYS_NOTHING] == []


def test_no_module_is_two_things() -> None:
    lines = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in MODULES
    }
    assert [path for path, count in lines.items() if count > MOST_LINES and path not in TABLES] == []


def test_every_package_says_what_it_is() -> None:
    silent = [
        path.relative_to(ROOT)
        for path in PACKAGE.rglob("__init__.py")
        if not path.read_text(encoding="utf-8").startswith('"""')
    ]
    assert silent == []


def test_the_readme_shows_every_verb() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (verbs,) = (action.choices for action in parser()._actions if action.dest == "verb")
    assert verbs is not None
    assert [verb for verb in verbs if f"engraving {verb}" not in readme] == []


def test_every_option_is_in_the_docs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    timing = (ROOT / "docs" / "timing.md").read_text(encoding="utf-8")
    verbs = _choices(parser(), "verb")
    lost = [
        (name, option)
        for names, docs in ((verbs, readme), (_choices(verbs["timing"], "timing_verb"), timing))
        for name, verb in names.items()
        for action in verb._actions
        if action.option_strings and not any(option in docs for option in action.option_strings)
        for option in action.option_strings[-1:]
    ]
    assert lost == []


def _choices(verb: argparse.ArgumentParser, dest: str) -> dict[str, argparse.ArgumentParser]:
    (found,) = (action.choices for action in verb._actions if action.dest == dest)
    return dict(found or {})


def test_the_readme_shows_all_of_the_report() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme.partition('{"schema": "engraving.report/1"')[2].partition("```")[0]
    records = (CueReport, PartReport, AuditReport, PlaceReport, TurnReport, FindingReport, RunReport)
    fields = {field for record in records for field in record.__struct_fields__}
    assert fields <= set(re.findall(r'"(\w+)"', shown))


def test_the_readme_has_one_line_to_test_and_ci_runs_it() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = [
        line for line in readme.splitlines() if "-m pytest" in line and line.startswith("python3 -m venv")
    ]
    assert len(lines) == 1
    found = subprocess.run(
        ["bash", ".ci/run", "--show"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
    assert found == lines[0]


def test_picture_time_is_reckoned_without_floats(trees: Trees) -> None:
    """Of ``math`` only what makes whole numbers; no number with a point but the one that stands for an unknown time."""
    nodes = [
        (path.name, node)
        for path, tree in zip(MODULES, trees, strict=True)
        if path.is_relative_to(PACKAGE / "timing")
        for node in ast.walk(tree)
    ]
    assert [(name, node.value) for name, node in nodes if isinstance(node, ast.Constant) and type(node.value) is float] == [
        ("tempo_map.py", 1.0)  # UNKNOWN, to be told
    ]
    taken = {name.name for _, node in nodes if isinstance(node, ast.ImportFrom) and node.module == "math" for name in node.names}
    assert taken <= {"ceil", "floor", "gcd", "lcm", "isfinite"}
    whole = {name.name for _, node in nodes if isinstance(node, ast.Import) for name in node.names}
    assert not whole & {"math", "cmath", "numpy", "statistics"}


def test_the_docs_of_picture_time_show_every_verb_and_schema(trees: Trees) -> None:
    docs = (ROOT / "docs" / "timing.md").read_text(encoding="utf-8")
    assert [verb for verb in timing_verbs.VERBS if verb != "table" and f"engraving timing {verb}" not in docs] == []
    schemas = {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    tags = [str(value).removeprefix("engraving.timing") for value in schemas if str(value).startswith("engraving.timing-")]
    assert len(tags) >= len(timing_verbs.VERBS) - 2  # export has none, the table's is engraving.timing/1
    assert [tag for tag in tags if f"{tag}`" not in docs] == []


def test_what_the_code_cites_of_the_docs_is_there() -> None:
    cited = {found for path in MODULES for found in CITED.findall(path.read_text(encoding="utf-8"))}
    assert ("timing.md", "Tempo") in cited
    heads = {name: (ROOT / "docs" / name).read_text(encoding="utf-8").splitlines() for name, _ in cited}
    assert [(name, section) for name, section in sorted(cited) if f"## {section}" not in heads[name]] == []


def test_docs_are_as_wide_as_code() -> None:
    """Tables and what stands in fences are as wide as they must be."""
    wide = []
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        fenced = False
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            fenced ^= line.startswith("```")
            if len(line) > WIDTH and not fenced and not line.startswith("|"):
                wide.append(f"{path.name}:{number}")
    assert wide == []


def test_every_finding_is_in_the_docs(trees: Trees) -> None:
    docs = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    rules = rules_in_the_code(trees)
    assert "part-failed" in rules
    listed = LISTED.findall(docs)
    assert sorted(rule for rule in rules if not _named(rule, listed)) == []


def test_the_docs_list_no_finding_that_is_gone(trees: Trees) -> None:
    docs = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    listed = LISTED.findall(docs)
    assert len(listed) == len(set(listed))
    written = {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    families = tuple(rule for rule in rules_in_the_code(trees) if rule.endswith("-"))
    assert [rule for rule in listed if rule not in written and not rule.startswith(families)] == []


def test_the_docs_give_every_grade_a_finding_may_have(trees: Trees) -> None:
    docs = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    rows = {rule: set(grades.split(", ")) for rule, grades in GRADED.findall(docs)}
    given = _grades_in_the_code(trees)
    assert given["part-failed"] == {"error"}
    assert {rule: grades - rows[rule] for rule, grades in given.items() if not grades <= rows[rule]} == {}


def _grades_in_the_code(trees: Trees) -> dict[str, set[str]]:
    """What is said of a rule where its finding is made; a rule with a variable grade is not in it."""
    grades: dict[str, set[str]] = {}
    for call, given in _calls_with_a_rule(trees):
        if isinstance(given, ast.Constant):
            words = [*call.args, *(keyword.value for keyword in call.keywords)]
            said = {
                node.attr.lower()
                for word in words
                for node in ast.walk(word)
                if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "Severity"
            }
            grades.setdefault(given.value, set()).update(said)
    return grades


def _named(rule: str, listed: list[str]) -> bool:
    return any(row == rule or (rule.endswith("-") and row.startswith(rule)) for row in listed)


def rules_in_the_code(trees: Trees) -> set[str]:
    """Rule ids: the words given as ``rule`` to anything that takes a ``rule``, Finding first of all.

    One that ends in a hyphen is the beginning of a family: ``dangling-tie``, ``dangling-slur`` …
    """
    return {
        node.value
        for _, given in _calls_with_a_rule(trees)
        for node in ast.walk(given)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _calls_with_a_rule(trees: Trees) -> Iterator[tuple[ast.Call, ast.expr]]:
    """All of them with what they give; the value of a constant, not its name."""
    takers = dict(place for tree in trees for place in _takers_of_a_rule(tree))
    constants = {
        target.id: node.value
        for tree in trees
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for tree in trees:
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and (given := _given(call, takers)) is not None:
                yield call, constants.get(given.id, given) if isinstance(given, ast.Name) else given


def _takers_of_a_rule(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Functions, methods and records with a ``rule``, and at which place it is given."""
    methods = {id(item) for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for item in node.body}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.args]
            if "rule" in names:
                yield node.name, names.index("rule") - (id(node) in methods)
        elif isinstance(node, ast.ClassDef):
            fields = [item.target for item in node.body if isinstance(item, ast.AnnAssign)]
            names = [field.id for field in fields if isinstance(field, ast.Name)]
            if "rule" in names:
                yield node.name, names.index("rule")
            elif node.name == "Rule":
                yield node.name, names.index("id")


def _given(call: ast.Call, takers: dict[str, int]) -> ast.expr | None:
    """What a call gives as the rule, if it calls something that takes one."""
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    if name not in takers:
        return None
    named = next((keyword.value for keyword in call.keywords if keyword.arg == "rule"), None)
    return named or (call.args[takers[name]] if len(call.args) > takers[name] else None)


def test_whoever_is_refused_is_told_what_to_do(trees: Trees) -> None:
    """Where files and settings come in; a message that another error brings along has its remedy in it."""
    errors = {kind.__name__ for kind in EngravingError.__subclasses__()}
    silent = [
        f"{path.name}:{call.lineno}"
        for path, tree in zip(MODULES, trees, strict=True)
        if path.relative_to(PACKAGE).parts[0] in ("cli", "house", "musicxml", "production", "spotting")
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in errors
        if isinstance(call.args[0], ast.Constant | ast.JoinedStr)
        if len(call.args) < 3 and "remedy" not in {keyword.arg for keyword in call.keywords}
    ]
    assert silent == []


@pytest.mark.parametrize("banned", ["TODO", "FIXME", "XXX", "raise NotImplementedError"])
def test_nothing_is_left_half_done(banned: str) -> None:
    holding = [path.relative_to(ROOT) for path in MODULES if banned in path.read_text(encoding="utf-8")]
    assert holding == []
