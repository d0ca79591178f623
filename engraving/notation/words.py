"""What kind of words a direction holds, and so where and how they are set (E43b)."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from engraving.notation.direction_signs import PICTURES
from engraving.notation.dynamics import tokens
from engraving.score import Direction, Segment
from engraving.score.tempo_words import leaves_bar


class WordClass(StrEnum):
    """Classes of words; the first that matches decides."""

    TEMPO = "tempo"
    DYNAMIC = "dynamic"
    TECHNIQUE = "technique"
    EXPRESSION = "expression"


_DYNAMIC = re.compile(
    r"""^\W*(
        (poco|molto|sempre|subito|sub|più|piu|meno|mezzo|assai|possibile|ma|non|troppo|quasi|very|a)\W+)*
        (cresc?\w*|decresc?\w*|dim\w*|diminuendo|sub(ito|\.)?|sempre|più|piu|meno|poco(\W+a\W+poco)?|molto|
         rinf\w*|sfor\w*|al\s+niente|dal\s+niente|niente|morendo|smorz\w*|calando|perdendo\w*|
         estinto|possibile|forte|piano|pianissimo|fortissimo|mezzo\s*(forte|piano)|(?-i:[pfm]{1,4})(?!\w|[♯♭♮\#])|stacc\.?\s*sub\.?)
        (\W+(poco|a|molto|sempre|al|il|niente|possibile|[pf]{1,3}|e|cresc\w*|dim\w*|subito|sub|espr\w*))*\W*$""",
    re.IGNORECASE | re.VERBOSE,
)

_PEDAL_CHANGE = re.compile(  # harp: D♭ F♯, préparez mi ♮ fa ♮
    r"^((préparez|prepare|prep\.)\W+)?((do|ré|re|mi|fa|sol|la|si|[A-H])\s*[#b♯♭♮]\W*)+$", re.IGNORECASE
)
_CLOSING = frozenset({"coda", "fermata"})
_PAUSE = re.compile(r"^\W*(G\.?\s*P\.?|general\s*pause|generalpause|pause)\W*$", re.IGNORECASE)
_LABEL = re.compile(r"\(?[a-z]\)?\.?")
_PEDAL = re.compile(
    r"""^\W*((con|senza|sempre|poco|sim\w*|half|½|no|with|without|mit|ohne)\W+)*
        (ped(\.|al|ale)?(?!\w)|una\s+corda|due\s+corde|tre\s+corde|tutte\s+le\s+corde|u\.\s?c\.|t\.\s?c\.|sost\.?\s+ped)""",
    re.IGNORECASE | re.VERBOSE,
)
_OFF_ITS_NAME = re.compile(  # mi ♮ fa ♮: whose sign is it?
    r"\b(do|ré|re|mi|fa|sol|la|si|[A-H])\s+(?=[♯♭♮](?!\w))", re.IGNORECASE
)
_ORDINAL = re.compile(r"\b([1-9])\s?[oO°](?!\w)")
_TECHNIQUE = re.compile(
    r"""(?<!\w)(
        pizz|arco|con\s+sord|senza\s+sord|sord(ino|ini|\.)|sourd(ines?|\.)|mute[ds]?|open|ouvert|bouch[ée]|gestopft|stopped|stopft|
        div(isi|\.|\b)|unis|non\s+div|solo|soli|tutti|a\s?[2-9]\b|à\s?[2-9]\b|zu\s?[2-9]|gli\s+altri|[1-4]\s?[oº°](\b|$)|[1-4]\.(\s|$)|i+\.(\s|$)|
        [1-9]\s?(er|ère|re|e|ème)\b|pup(itres?|\.)|moiti[ée]|tous|toutes|seul[es]?|étouff\w*|
        sul\b|sur\b|col\s+legno|legno|trem|l\.?\s?v\.?\b|laissez|vibr(er|\.)?|secco|
        ord(\.|inario|\b)|nat(\.|urale|\b)|naturel|flautando|flutter|flatter\w*|frull\w*|
        stick\w*|mallet\w*|brush\w*|bow(ed)?\b|harm(on)?(ics?|\.)?\b|flageolet|gliss|
        to\s+\w+|muta|change|take|nehmen|prend\w*|près|table|ponticello|tasto|punta|talon|heel|tip|
        ped(\.|al|ale)?|una\s+corda|tre\s+corde|m\.?[gd]\.|[lr]\.?h\.|8va|15ma|loco|
        player|desk|pult|stand|spieler|bacch\w*|baguette\w*|mailloche|éponge|schw[aä]mm\w*|schlegel|
        dämpfer|dampf\w*|tutte|met[àa]|half|halb\w*|marc(\.|ato)?\s+il\s+colpo|
        damp|choke|roll|rim\w*|snares?|cymbal|gong|tri(angle|\.)|bd\b|sd\b|cue|clk|click|piccolo|picc|
        tam-?tam|drum|spicc|d[ée]tach|martell|ricoch|jet[ée]|sautill|motor|mains?|hands?|soft|hard|wood|
        vib(\.|rato|\b)|s\.\s?[pt]\.|pont(\.|\b)|p\.\s?d\.\s?l\.\s?t|bisb\w*|(on|off)\s+the\s+\w+|at\s+the\s+(frog|nut)|circular|
        flz|flutt|slap|growl|overblow\w*|breathy?\b|air\b|subtone|multiph\w*|bends?\b|rips?\b|falls?\b|shakes?\b|wa-?wa|wah|
        plunger|bucket|cup\b|cuivr\w*|brassy|bells?\s+(up|tone)|schalltr\w*|pavillons?|off-?stage|dpf|gest\.|offen\b|
        norm\.|normale?\W*$|unmeasured|measured|stag(ger\w*|\.)|scrape|let\s+(it\s+)?ring|crotales?|sus(p|\.)?\.?\s+cym|yarn|superball|
        [1-9]\s?(st|nd|rd|th|x)\b|8vb|15mb|a\s+due\b|
        flute|oboe|horn|clarinet|trumpet|english|bass(oon)?|soprano|alto|tenor|baritone|celesta|vibraphone|glock\w*|xylophone|marimba|tacet
    )""",
    re.IGNORECASE | re.VERBOSE,
)


_EXPRESSION = re.compile(
    r"""(?<!\w)(
        dolce|dolciss\w*|espr\w*|cant(\.|abile|ando)|legat\w*|legg\w*|marc(\.|ato)|sost(\.|enuto)|ten(\.|uto)|
        semplice|tranq\w*|con\s+\w+|senza\s+\w+|agitato|appass\w*|grazioso|maest\w*|mist\w*|pesante|risoluto|
        scherz\w*|teneramente|lontano|lament\w*|doux|léger|chanté|expressif|souple|gai|zart|ausdrucksvoll|
        innig|weich|leise|kräftig|hervor\w*|breit|singend|softly|gently|warm\w*|lightly|heavy|intense|distant|
        like\s|as\s+if|eerie|mysterious\w*|singing|express\w*
    )""",
    re.IGNORECASE | re.VERBOSE,
)


@lru_cache(maxsize=4096)
def word_class(text: str, *, tempo: bool = False) -> WordClass:
    """The class of some words; ``tempo`` when the cue already knows them as tempo words."""
    if tempo:
        return WordClass.TEMPO
    plain = " ".join(text.split())
    if _DYNAMIC.match(plain):
        return WordClass.DYNAMIC
    if _TECHNIQUE.search(plain) or _PEDAL_CHANGE.match(plain):
        return WordClass.TECHNIQUE
    if any(token.codes for token in tokens(plain, words=True)):
        return WordClass.DYNAMIC
    return WordClass.EXPRESSION


def names_instrument(direction: Direction) -> bool:
    """Is it the name of an instrument, said where the source does not (E19)?"""
    return any(segment.get("instrument") == "yes" for segment in direction.segments)


@lru_cache(maxsize=4096)
def direction_class(direction: Direction) -> WordClass:
    """The class of a part's own direction: a dynamic sign makes the whole run a dynamic."""
    kinds = {segment.kind for segment in direction.segments}
    if "metronome" in kinds or "rehearsal" in kinds:
        return WordClass.TEMPO
    if "dynamics" in kinds:
        return WordClass.DYNAMIC
    if kinds & PICTURES or names_instrument(direction):
        return WordClass.TECHNIQUE
    text = words_of(direction.segments)
    found = word_class(text)
    if direction.placement == "above" and not any(_is_styled(s) for s in direction.segments):
        # What the source sets upright over the staff stays upright when it is unknown, or a label: a, b … f, g.
        if found is WordClass.EXPRESSION and not _EXPRESSION.search(text):
            return WordClass.TECHNIQUE
        if _LABEL.fullmatch(text):
            return WordClass.TECHNIQUE
    return found


@lru_cache(maxsize=4096)
def is_row_direction(direction: Direction) -> bool:
    """Does it belong on the dynamics' row: a dynamic, dynamic words, or expression?"""
    kinds = {s.kind for s in direction.segments}
    if not kinds <= {"words", "dynamics", "other-direction", "symbol"}:
        return False
    return direction_class(direction) in (WordClass.DYNAMIC, WordClass.EXPRESSION)


def is_for_pedal(direction: Direction) -> bool:
    """Words for a keyboard's pedals (una corda, con Ped.), which stand where the pedal's signs do."""
    kinds = {segment.kind for segment in direction.segments}
    return kinds == {"words"} and _PEDAL.match(words_of(direction.segments)) is not None


def _is_styled(segment: Segment) -> bool:
    return segment.get("font-style") == "italic"


def words_of(segments: tuple[Segment, ...]) -> str:
    """The words of a run, joined."""
    text = ""
    for segment in segments:
        if segment.kind == "words":
            text += segment.text if segment.get("joined") == "yes" else f" {segment.text}"
    return text.strip()


@lru_cache(maxsize=4096)
def closes_bar(direction: Direction) -> bool:
    """Whether a mark written at its bar's end stays there, not at what follows: Fine, D.C., 4x, a coda, a fermata."""
    return any(segment.kind in _CLOSING for segment in direction.segments) or any(
        segment.kind == "words" and leaves_bar(segment.text) for segment in direction.segments
    )


@lru_cache(maxsize=4096)
def says_pause(direction: Direction) -> bool:
    """*G.P.* and the like, which stand over the rest of their bar (E15)."""
    return _PAUSE.match(words_of(direction.segments)) is not None


def as_set(text: str) -> str:
    """Words as type: one space between them, none between a note and its sign, ``1o`` with a raised o."""
    return _OFF_ITS_NAME.sub(r"\1", _ORDINAL.sub(r"\1º", " ".join(text.split())))
