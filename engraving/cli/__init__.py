"""The command line: verbs, options, progress, exit codes. It decides nothing about music.

Progress and findings go to stderr; tables, CSV and JSON to stdout.
"""

from __future__ import annotations

from engraving.cli.command import main as main
from engraving.cli.command import run as run
