"""The one module that knows where ``templates/`` is: inside the installed package, or beside it."""

from __future__ import annotations

from pathlib import Path

from engraving.errors import MissingResource


def templates_folder() -> Path:
    """The folder of house styles and page templates.

    A wheel carries it inside the package; in an editable install and a source tree it stands
    beside the package. Raises MissingResource when it is in neither place.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "templates", package.parent / "templates"):
        if (folder / "us-session.toml").is_file():
            return folder
    raise MissingResource(
        "The house styles that come with the program are not there.", remedy="Install it again."
    )


def style_files() -> dict[str, Path]:
    """The styles that come with the program, by name, in alphabetical order."""
    return {path.stem: path for path in sorted(templates_folder().glob("*.toml"))}
