"""``pytest tests/golden --update-golden`` writes the listings anew; look at the pages before keeping them."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden listings anew")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether listings are to be written instead of compared."""
    return bool(request.config.getoption("--update-golden", default=False))
