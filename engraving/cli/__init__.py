"""The command line: verbs, options, progress, exit codes. It decides nothing about music.

Everything for people goes to stderr, ``--json`` to stdout.
"""

from __future__ import annotations

from engraving.cli.command import main as main
from engraving.cli.command import run as run
