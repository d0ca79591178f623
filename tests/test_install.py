"""The wheel is complete: installed into an empty environment it runs, and finds what it needs."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def run(*command: str | Path, cwd: Path) -> str:
    """What a command prints, run without the path of whoever tests: a checkout on it would hide what is installed."""
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd, env=surroundings, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built as an installer would, but with what is installed already: no network is needed."""
    folder = tmp_path_factory.mktemp("wheel")
    run(
        sys.executable, "-m", "pip", "wheel", "--quiet", "--no-build-isolation", "--no-deps",
        "--wheel-dir", folder, ROOT, cwd=folder,
    )  # fmt: skip
    (built,) = folder.glob("engraving-*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a new environment holding the wheel; its requirements are borrowed from ours."""
    home = tmp_path_factory.mktemp("empty") / "venv"
    venv.create(home, with_pip=False)
    scripts = home / ("Scripts" if sys.platform == "win32" else "bin")
    new = scripts / Path(sys.executable).name
    site = Path(run(new, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home).strip())
    run(
        sys.executable, "-m", "pip", "--python", new, "install", "--quiet", "--no-deps", "--no-index", wheel,
        cwd=home,
    )  # fmt: skip
    # A plain path line, not site.addsitedir: our own editable install must stay out of sight.
    borrowed = [path for path in sys.path if path.endswith("site-packages")]
    (site / "borrowed.pth").write_text("\n".join(borrowed) + "\n")
    return new


def test_the_wheel_carries_templates_and_types_but_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for style in ("us-session", "london-session", "concert"):
        assert f"engraving/templates/{style}.toml" in names
    assert "engraving/py.typed" in names
    assert not [name for name in names if name.startswith(("tests/", "samples/", "docs/"))]
    assert any(name.endswith("LICENSE") for name in names)


def test_the_command_is_there(python: Path) -> None:
    command = python.with_name("engraving")
    assert "check" in run(command, "--help", cwd=python.parent)
    assert run(command, "--version", cwd=python.parent).startswith("engraving 0.")
    assert "examples:" in run(python, "-m", "engraving", "parts", "--help", cwd=python.parent)


def test_the_installed_package_finds_its_templates(python: Path) -> None:
    words = "from engraving.house import *; print(templates_folder(), load_style('concert').name)"
    folder, name = run(python, "-c", words, cwd=python.parent).rsplit(maxsplit=1)
    assert name == "concert"
    assert Path(folder).parent.name == "engraving"
    assert ROOT not in Path(folder).parents


def test_a_checkout_finds_its_templates() -> None:
    words = "from engraving.house import templates_folder; print(templates_folder())"
    assert Path(run(sys.executable, "-c", words, cwd=ROOT).strip()) == ROOT / "templates"
