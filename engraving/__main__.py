"""``python -m engraving`` is the command ``engraving``."""

from __future__ import annotations

from engraving.cli import run

if __name__ == "__main__":  # workers import this module without meaning it
    run()
