"""Old and new pages side by side in one HTML file, for a person to look at before accepting them."""

from __future__ import annotations

from html import escape
from itertools import zip_longest
from pathlib import Path

from PIL import Image

from engraving.house import load_style
from engraving.typefaces import load_faces
from tests.golden.pictures import overlaid, pictures
from tests.golden.redrawing import pages_of

DPI = 96
MOST_PAGES = 300  # a change of everything is seen long before

HEAD = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Golden pages that changed</title>
<style>
body { font: 16px/1.4 serif; margin: 1.5rem; background: #eee }
figure { display: inline-block; width: 31%; margin: 0 1% 1rem 0; vertical-align: top }
img { width: 100%; background: #fff; box-shadow: 0 1px 4px #0006 }
</style>
<h1>Golden pages that changed</h1>
<p>Left as kept, middle as engraved now, right both: red is gone, blue is new.</p>
"""


class Album:
    """Collects changed listings, draws both states, and writes ``index.html`` beside the pictures."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)
        style = load_style("us-session")
        self.faces = load_faces(style.faces.music, style.faces.text)
        self.shown = 0
        self.rows: list[str] = []

    def show(self, name: str, kept: str, made: str) -> None:
        """Every page that changed; ``kept`` is empty when there was none."""
        old, new = pages_of(kept), pages_of(made)
        before, now = pictures(old, self.faces, DPI), pictures(new, self.faces, DPI)
        for number, ((was, left), (will, middle)) in enumerate(
            zip_longest(zip(old, before, strict=True), zip(new, now, strict=True), fillvalue=(None, None)), 1
        ):
            if was != will and self.shown < MOST_PAGES:
                self._row(f"{name}, page {number}", left, middle)

    def write(self) -> None:
        """The page that shows them."""
        rows = self.rows or ["<p>Nothing changed.</p>"]
        (self.folder / "index.html").write_text("\n".join([HEAD, *rows, "</html>\n"]), encoding="utf-8")

    def _row(self, title: str, left: Image.Image | None, middle: Image.Image | None) -> None:
        self.shown += 1
        row = [f"<h2>{escape(title)}</h2>"]
        right = overlaid(left, middle) if left is not None and middle is not None else None
        for what, picture in (("kept", left), ("now", middle), ("both", right)):
            row.append(f"<figure>{self._picture(what, picture)}</figure>")
        self.rows.append("\n".join(row))

    def _picture(self, what: str, picture: Image.Image | None) -> str:
        if picture is None:
            return f"<figcaption>no page {what}</figcaption>" if what != "both" else ""
        file = f"{self.shown:03}-{what}.png"
        picture.save(self.folder / file, optimize=True)
        return f'<img src="{file}" alt="{what}"><figcaption>{what}</figcaption>'
