"""Words that change the tempo for everybody (E57), and words that send everybody elsewhere in the score.

Five languages, as data. A text is a tempo when it begins, after words such as *poco*, *molto*, *un peu* or
*etwas*, with a tempo word: ``Poco più mosso``, ``Sehr langsam``, but not ``dolce, poco rit.``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


def _words(text: str) -> frozenset[str]:
    return frozenset(_plain(text).split())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().replace("’", "'")


_TEMPO = _words(
    """
    allegro allegretto allegrissimo allegramente andante andantino adagio adagietto adagissimo lento
    lentissimo lentamente largo larghetto larghissimo grave presto prestissimo pretissimo vivace
    vivacissimo vivo moderato moderatamente tempo mosso moto movimento misurato animato animando rit
    ritard ritardando ritardato riten ritenuto ritenente rall rallent rallentando rallentato accel acceler
    accelerando stringendo allarg allargando allargato slargando slentando trattenuto trattenendo
    affrettando affrettato incalzando precipitando stretto istesso listesso calmato langsam langsamer
    lebhaft lebhafter schnell schneller rasch rascher mäßig mässig massig mäßiger mässiger bewegt bewegter
    zeitmaß zeitmass eilen eilend eilig drängend beschleunigen beschleunigend beschleunigt verlangsamen
    verlangsamend zurückhaltend zurückhalten zögernd fließend fließender geschwind gemächlich gemessen
    gehend breit breiter verbreitern schleppen schleppend marschmäßig marschmässig vorwärts lent lente
    lentement vif vive vite vivement animé animez animant animer modéré modérément pressez pressant
    presser pressé serrez serré serrer cédez céder cédant ralentir ralentissez ralentissant ralenti retenu
    retenez retenant retenir élargir élargissez élargissant mouvement mouvt mouv accélérez accélérer
    accélérant rapide rapidement lenteur hâte slow slowly slower fast faster quick quicker brisk briskly
    lively moderate moderately freely broad broader broadening swing accelerate accelerating slowing hurry
    hurrying pushing steady despacio rápido rapido rápidamente movido acelerando retardando
    """
)

#: Also character words inside one part, so only where the source prints them bold.
_TEMPO_IF_BOLD = _words(
    """
    maestoso tranquillo tranquillamente agitato sostenuto rubato marziale marcia marsch marche march waltz
    valse walzer valzer ruhig ruhiger feierlich majestueux largement larghamente calme calmo giocoso
    scherzando sereno recitativo recit récit recitative récitatif energico deciso décidé risoluto pesante
    religioso lamentoso majestic majestically mysterious driving gently relaxed
    """
)

#: What may stand before a tempo word.
_BEFORE = _words(
    """
    a al il lo la le les l un una uno ein eine en in im con com non ma mais e ed et und and y poco
    pochissimo pochettino molto assai assez più piu plus meno moins mehr weniger more less much very très
    tres sehr etwas quasi peu ein wenig bit little ancora encore noch again wieder immer sempre toujours
    always not nicht zu too troppo trop sans ohne senza without subito sub plötzlich suddenly gradually
    allmählich allmählig nach doppio mezzo half double come comme wie früheres erstes primo premier 1er
    first original new neues ganz recht ziemlich presque nearly au du de der die das den dem di del dello
    ben bien pas so poi dann puis then
    keep más mas menos muy
    """
)

#: Words about playing, not about time, wherever they stand in the clause.
_PLAYING = re.compile(
    r"\b(?:vib|gliss|trem|roll|bow|arp|mute|sord|pizz|arco|trill|strum|release|bend|fall|ped|mallet|stick|brush"
    r"|cresc|decresc|dim|air|breath|decay|attack|strings?\b|gong|drum)\w*"
)

_NUMERAL = "(?:one|two|three|four|six|eight|twelve|uno|due|tre|quattro|zwei|drei|vier|un|deux|trois|quatre)"
_WHOLE = re.compile(
    "|".join(
        (
            rf"(?:conducted |back )?in (?:\d{{1,2}}|{_NUMERAL})",
            "(?:alla|à la|a la) (?:breve|marcia|turca|marche|polacca|hongroise|valse|valzer)",
            r"(?:poco |un poco |molto |poco a poco )?string\.?(?: poco a poco| un poco| molto)?",
            r"(?:a )?tempo\b.*",
            "in t(?:empo|ime)",
            "meno|più|piu",
            "straight (?:8ths|eighths|16ths)",
            "(?:hold|held|pull|pulling|holding) back",
            "(?:push|pushing|move|moving) (?:ahead|forward|on)",
            "with motion|slow(?:ing)? down|speed(?:ing)? up|(?:half|double)[ -]time(?: feel)?",
            "senza misura|come prima|doppio movimento|im takt",
            r".*\bl[' ]?istesso tempo\b.*|.*\bsenza tempo\b.*|.*\b(?:1er|premier) (?:mouvt|mouvement)\b.*",
        )
    )
)
_NUMBER = re.compile(r"[=≈]\s*(?:c\.|ca\.?|circa)?\s*\d{2,3}")
_CLAUSE = re.compile(r"[,;:/()\[\]–—]|\.(?=\s|$)")
_WORD = re.compile(r"[^\W\d_]+|\d+\w*")
_TIMES = r"(?:(?:play|repeat|repeated|vamp|jouer) )?(?:\d+ ?[x×]|[x×] ?\d+|\d+ (?:times|mal|fois|volte))"
_AWAY = rf"d\.? ?[cs]\.?|da capo|dal segno|to coda|al coda|fine|attacca.*|{_TIMES}"
_JUMP = re.compile(
    rf"(?:{_AWAY}|coda|segno|repeat (?:and fade|ad lib).*|vamp.*|g\. ?p\.?|gp|generalpause|tacet al fine)"
    r"(?: (?:al|alla|e poi|con|senza)\b.*)?[.!]?"
)
_LEAVES = re.compile(rf"(?:{_AWAY})(?: (?:al|alla|e poi|con|senza)\b.*)?[.!]?")


@lru_cache(maxsize=4096)
def is_tempo(text: str, bold: bool = False) -> bool:
    """Whether words are a tempo: ``poco rit.``, ``Più mosso``, ``Sehr langsam``, ``in 2``, ``♩ = 120``.

    ``bold`` words are also looked up among those that are tempo or character (``Maestoso``, ``Ruhig``), and
    their second clause counts as well (``Expressif. Animez``).
    """
    plain = _plain(text)
    if _NUMBER.search(plain) or _WHOLE.fullmatch(" ".join(plain.strip("()[] .:\n\t").split())):
        return True
    clauses = [clause for clause in _CLAUSE.split(plain) if clause.strip()]
    return any(_is_tempo_clause(clause, bold) for clause in clauses[: 2 if bold else 1])


def _is_tempo_clause(clause: str, bold: bool) -> bool:
    if _PLAYING.search(clause):
        return False
    for word in _WORD.findall(clause):
        if word in _TEMPO or (bold and word in _TEMPO_IF_BOLD):
            return True
        if word not in _BEFORE:
            return False
    return False


@lru_cache(maxsize=4096)
def is_jump(text: str) -> bool:
    """Whether words send the players elsewhere or stop them all: D.C. al Fine, To Coda, 4x, attacca, G.P."""
    return bool(_JUMP.fullmatch(_bare(text)))


@lru_cache(maxsize=4096)
def leaves_bar(text: str) -> bool:
    """Whether words say what happens at the end of the bar they stand in: Fine, D.S., To Coda, 4x, attacca."""
    return bool(_LEAVES.fullmatch(_bare(text)))


def says_times(text: str, times: int) -> bool:
    """Whether words say that a passage is played so many times: 4x, Play 4 times."""
    return str(times) in re.findall(r"\d+", text) and bool(re.fullmatch(_TIMES + "[.!]?", _bare(text)))


def _bare(text: str) -> str:
    return " ".join(_plain(text).split()).strip("()[] ")
