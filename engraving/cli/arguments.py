"""What may be typed: verbs, options and the help that explains them."""

from __future__ import annotations

import argparse
from typing import Any

from engraving import __version__
from engraving.cli import timing_verbs, typed

_ABOUT = "Proofreads orchestrated MusicXML film cues and engraves print-ready parts and the conductor's score."

_CODES = """\
exit codes:
  0  clean                          5  a style or settings file is wrong
  1  done, findings of grade error  6  something is not installed
  2  usage                          7  the output cannot be written
  3  not a score that can be read   8  some parts failed, the others are written
  4  refused as unsafe              9  our own fault        130  interrupted
 10  not a spotting list that can be read
"""

_CHECK = """\
examples:
  engraving check "2m14 Chase.musicxml"
  engraving check cue.mxl --json > findings.json
"""

_PARTS = """\
examples:
  engraving parts "2m14 Chase.musicxml" -o printed
  engraving parts cue.mxl -o printed --style london-session --jobs 4
  engraving parts cue.mxl -o printed --chair Oboe --chair Harp
  engraving parts cue.mxl -o printed --style house/my-studio.toml --pdf-a
  engraving parts cue.mxl -o printed --score    # the conductor's score with them

OUT receives "NN Name.pdf" for every chair, in score order, "00 Score.pdf" if asked for, and report.json.
"""

_SCORE = """\
examples:
  engraving score "2m14 Chase.musicxml" -o score.pdf
  engraving score cue.mxl -o score.pdf --style london-session --landscape
  engraving score cue.mxl -o score.pdf --transposed --paper A3
  engraving score cue.mxl -o booth.pdf --paper A4    # the style's pages, reduced
  engraving score cue.mxl -o score.pdf --reorder     # woodwind, brass, percussion, keyboards, voices, strings

The report is written beside the score: score.json. Without --concert or --transposed the style decides.
"""

_PROOF = """\
examples:
  engraving proof "2m14 Chase.musicxml" --chair Oboe -o proof.pdf
  engraving proof cue.mxl --chair Harp -o proof.pdf --all     # near misses too

Numbers stand at bar and beat of what is found in the music, rings round what the audit of the page found; the list
stands beside the page: place, what it is, what to do, rule. Red is wrong, orange wants eyes, blue is a fact, grey is
near. Exit code 1 when anything is red.
"""

_AUDIT = """\
examples:
  engraving audit printed                   # the table, and every place where something is wrong
  engraving audit printed --strict          # exit code 1 when anything is wrong
  engraving audit printed --json | jq .totals
  engraving audit printed --pages marked    # the ten worst pages, hits circled
  engraving audit --exemptions              # what may touch what, and why

With --pages the worst pages are written to FOLDER as PDFs, every hit circled and numbered, the list beside the page.

columns:
  hits       pieces of ink that collide           near      closer than 0.15 staff spaces, no fault
  outside    pieces of ink over a margin          force     spacing of the tightest and loosest line
  lost       marks on no page                     squeezed  lines under 0.75   stretched  over 1.45
  twice      marks drawn twice                    head gap  least space between two heads, in spaces
"""


class _Verb(argparse.ArgumentParser):
    """A parser whose texts are printed as they stand; so are those of the verbs under it."""

    def __init__(self, **says: Any) -> None:
        super().__init__(formatter_class=argparse.RawDescriptionHelpFormatter, **says)


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top: argparse.ArgumentParser = _Verb(
        prog="engraving",
        description=_ABOUT,
        epilog=_CODES,
    )
    top.add_argument("--version", action="version", version=f"engraving {__version__}")
    verbs = top.add_subparsers(dest="verb", metavar="VERB", required=True)
    _check(verbs.add_parser(
        "check",
        help="say what is wrong with a cue; write nothing",
        description="Reads and proofreads a cue and says what a player would stumble over.",
        epilog=_CHECK,
    ))  # fmt: skip
    _parts(verbs.add_parser(
        "parts",
        help="engrave the parts of a cue as PDFs",
        description="Splits a cue into parts and engraves each as a print-ready PDF.",
        epilog=_PARTS,
    ))  # fmt: skip
    _score(verbs.add_parser(
        "score",
        help="engrave the conductor's score of a cue as a PDF",
        description="Engraves the full score of a cue for conductor and booth.",
        epilog=_SCORE,
    ))  # fmt: skip
    _audit(verbs.add_parser(
        "audit",
        help="say what is wrong with the pages of a run",
        description="Reads the report of a run and lists what its audit found on the pages, worst parts first.",
        epilog=_AUDIT,
    ))  # fmt: skip
    _proof(verbs.add_parser(
        "proof",
        help="print a chair's pages with all findings marked on them",
        description="Engraves one chair and marks on its pages what proofreading and audit found.",
        epilog=_PROOF,
    ))  # fmt: skip
    timing_verbs.add(verbs)
    return top


def _check(verb: argparse.ArgumentParser) -> None:
    _source(verb)
    _picture(verb)
    _telling(verb)


def _parts(verb: argparse.ArgumentParser) -> None:
    _source(verb)
    verb.add_argument(
        "-o", "--out", metavar="OUT", type=typed.file_name, required=True, help="folder for the parts; made if needed"
    )
    _style(verb)
    verb.add_argument(
        "--chair", action="append", default=[], metavar="NAME", help="only this chair; may be given again"
    )
    _workers(verb)
    verb.add_argument(
        "--cues",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="cue notes or none (default: the style's)",
    )
    verb.add_argument(
        "--score", action="store_true", help="the conductor's score too, as the style has it: 00 Score.pdf"
    )
    _picture(verb)
    _pages(verb)
    _heading(verb)
    _telling(verb)


def _score(verb: argparse.ArgumentParser) -> None:
    _source(verb)
    verb.add_argument("-o", "--out", metavar="OUT", type=typed.file_name, required=True, help="the PDF to write")
    _style(verb)
    pitch = verb.add_mutually_exclusive_group()
    pitch.add_argument(
        "--concert", dest="pitch", action="store_const", const="concert", help="in concert pitch: a C score"
    )
    pitch.add_argument(
        "--transposed", dest="pitch", action="store_const", const="transposed", help="as the parts are written"
    )
    verb.add_argument(
        "--paper", type=typed.paper, metavar="SHEET",
        help="A3, 11x17 or 12x18 instead of the style's paper; A4 or Letter: its pages reduced to that, for the booth",
    )  # fmt: skip
    verb.add_argument("--landscape", action="store_true", help="turn the paper")
    verb.add_argument("--reorder", action="store_true", help="put the instruments into the usual order of scores")
    verb.add_argument("--cover", action="store_true", help="a sheet with title, forces and duration first")
    verb.add_argument("--obey-breaks", action="store_true", help="break lines and pages where the source does")
    _workers(verb)
    _picture(verb)
    _pages(verb)
    _heading(verb)
    _telling(verb)


def _workers(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--jobs", type=typed.jobs, default=typed.usable_cores(), metavar="N",
        help="worker processes (default: %(default)s)",
    )  # fmt: skip


def _pages(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--listing", action="store_true", help="also write every page as text, for comparing versions"
    )
    verb.add_argument(
        "--strict", action="store_true", help="whatever the audit finds wrong with a page is an error"
    )
    verb.add_argument("--pdf-a", action="store_true", help="write PDF/A-1b, the archival form")


def _heading(verb: argparse.ArgumentParser) -> None:
    heading = verb.add_argument_group("heading", "Words that replace the source's.")
    for option, what in (
        ("--cue-number", "such as 2m14"),
        ("--title", "of the cue"),
        ("--composer", "as printed"),
        ("--orchestrator", "as printed"),
        ("--version-label", "printed on every page"),
        ("--production", "film or episode"),
    ):
        heading.add_argument(option, default="", metavar="TEXT", help=what)


def _audit(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("out", metavar="OUT", type=typed.file_name, nargs="?", help="folder of a run, or its report.json")
    verb.add_argument("--strict", action="store_true", help="exit with 1 when anything is wrong with a page")
    verb.add_argument(
        "--pages", metavar="FOLDER", type=typed.file_name,
        help="write the worst pages there as PDFs with all hits marked",
    )  # fmt: skip
    verb.add_argument("--exemptions", action="store_true", help="print what may touch what, and why")
    verb.add_argument("--json", action="store_true", help="the audits as JSON, worst parts first")
    verb.add_argument("--all", action="store_true", help="list every place, also those that are no fault")


def _proof(verb: argparse.ArgumentParser) -> None:
    _source(verb)
    verb.add_argument("--chair", required=True, metavar="NAME", help="whose pages, as named on the part or its file")
    verb.add_argument(
        "-o", "--out", metavar="FILE", type=typed.ending_in(".pdf", ".png"), required=True,
        help="the PDF to write, or a .png with pypdfium2",
    )  # fmt: skip
    _style(verb)
    _picture(verb)
    verb.add_argument("--all", action="store_true", help="mark also what is merely near, squeezed or stretched")


def _style(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--style", default="us-session", metavar="STYLE",
        help="house style: us-session (default), london-session, concert, or a TOML file",
    )  # fmt: skip


def _source(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "cue", metavar="CUE", type=typed.file_name, help=".musicxml, .xml or .mxl; also ABC, Humdrum, MEI, MIDI"
    )
    verb.add_argument(
        "--score-pitch",
        choices=("written", "concert"),
        default="",
        help="what the file holds, when it does not say",
    )
    verb.add_argument(
        "--no-validate",
        dest="validate",
        action="store_false",
        help="leave out validation against the MusicXML schema",
    )


def _picture(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--cue-file", metavar="FILE", type=typed.file_name,
        help="what binds the cue to its picture (default: the .toml beside the cue, where there is one)",
    )  # fmt: skip


def _telling(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--json", action="store_true", help="the report as JSON on standard output")
    verb.add_argument("--all", action="store_true", help="show every finding, not only the gravest")
