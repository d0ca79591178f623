"""Every engraving rule has a test that says what a reader should see of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rules.index import RULES

FOLDER = Path(__file__).parent


def marked() -> Iterator[tuple[str, str, str]]:
    """Rule, test and docstring of every test here that is marked with a rule."""
    for path in sorted(FOLDER.glob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                for decorator in node.decorator_list:
                    if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.rule":
                        for argument in decorator.args:
                            yield ast.literal_eval(argument), node.name, ast.get_docstring(node) or ""


def test_every_rule_has_a_test() -> None:
    assert {rule for rule, _, _ in marked()} == set(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_its_tests_say_in_a_sentence_what_a_reader_sees(rule: str) -> None:
    for _, name, said in (row for row in marked() if row[0] == rule):
        assert said.endswith("."), name
        assert "\n\n" not in said, name
