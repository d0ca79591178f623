"""Words that change the tempo for everybody (E57), and words that send everybody elsewhere in the score.

Five languages, as data. A text is looked at clause by clause: it is a tempo when a clause begins, after
words such as *poco*, *molto*, *un peu*, *etwas*, with a tempo word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TEMPO = frozenset(
    ["allegro", "allegretto", "allegrissimo", "allegramente", "andante", "andantino", "adagio", "adagietto", "adagissimo", "lento", "lentissimo", "lentamente", "largo", "larghetto", "larghissimo", "grave", "presto", "prestissimo", "pretissimo", "vivace", "vivacissimo", "vivo", "moderato", "moderatamente", "tempo", "mosso", "moto", "movimento", "misurato", "rit", "ritard", "ritardando", "ritardato", "riten", "ritenuto", "ritenente", "rall", "rallent", "rallentando", "rallentato", "accel", "acceler", "accelerando", "stringendo", "allarg", "allargando", "allargato", "slargando", "slentando", "trattenuto", "trattenendo", "affrettando", "affrettato", "incalzando", "precipitando", "rubato", "stretto", "istesso", "listesso", "lostesso", "doppio", "calmato", "rilassando", "langsam", "langsamer", "lebhaft", "lebhafter", "schnell", "schneller", "rasch", "rascher", "mäßig", "massig", "mässig", "mäßiger", "mässiger", "bewegt", "bewegter", "zeitmaß", "zeitmass", "eilen", "eilend", "eilig", "drängend", "beschleunigen", "beschleunigend", "beschleunigt", "verlangsamen", "verlangsamend", "zurückhaltend", "zurückhalten", "zögernd", "fließend", "fliessend", "fließender", "fliessender", "geschwind", "gemächlich", "gemessen", "gehend", "breit", "breiter", "verbreitern", "schleppen", "schleppend", "marschmäßig", "marschmässig", "vorwärts", "treibend", "lent", "lente", "lentement", "vif", "vive", "vite", "vivement", "animé", "animez", "animant", "animer", "animato", "modéré", "modérément", "pressez", "pressant", "presser", "pressé", "serrez", "serré", "serrer", "cédez", "céder", "cédant", "ralentir", "ralentissez", "ralentissant", "ralenti", "retenu", "retenez", "retenant", "retenir", "élargir", "élargissez", "élargissant", "mouvement", "mouvt", "mouv", "accélérez", "accélérer", "accélérant", "rapide", "rapidement", "lenteur", "hâte", "slow", "slowly", "slower", "fast", "faster", "quick", "quicker", "brisk", "briskly", "lively", "moderate", "moderately", "freely", "broad", "broader", "broadening", "swing", "rubando", "accelerate", "accelerating", "slowing", "hurry", "hurrying", "pushing", "steady", "despacio", "rápido", "rapido", "rápidamente", "movido", "acelerando", "retardando", "vivo"]
)

#: Only where the source prints them bold: they are also character words inside one part.
_TEMPO_IF_BOLD = frozenset(
    ["maestoso", "tranquillo", "tranquillamente", "animando", "agitato", "sostenuto", "marziale", "marcia", "marsch", "marche", "march", "waltz", "valse", "walzer", "valzer", "ruhig", "ruhiger", "feierlich", "majestueux", "largement", "larghamente", "calme", "calmo", "giocoso", "scherzando", "sereno", "recitativo", "recit", "récit", "recitative", "récitatif", "energico", "deciso", "décidé", "risoluto", "con_brio", "pesante", "religioso", "lamentoso", "majestic", "majestically", "mysterious", "driving", "gently", "relaxed"]
)

_BEFORE = frozenset(
    """
    a al il lo la le les l un una uno ein eine en in im con com non ma mais e ed et und and y poco pochissimo
    pochettino molto assai assez più piu plus meno moins mehr weniger more less much very très tres sehr etwas
    quasi peu ein wenig bit little a_little ancora encore noch again wieder immer sempre toujours always not nicht
    zu too troppo trop sans ohne senza without subito sub plötzlich suddenly gradually allmählich allmählig nach und
    doppio mezzo half double come comme wie wieder früheres erstes hauptzeitmaß primo premier 1er 1o first original
    new neues sehr ganz recht ziemlich fast_ presque nearly au du de der die das den dem di del dello l' un' ben bien
    pas so possibile possible poi dann puis then de_plus con_più much_ in_ tranquil keep hold stay
    """.replace("_", " ").split()
)

#: A clause with one of these is about playing, not about time.
_PLAYING = re.compile(
    r"\b(vib|gliss|trem|roll|bow|arp|mute|sord|pizz|arco|trill|strum|release|bend|fall|pedal|ped|mallet|stick|brush"
    r"|cresc|decresc|dim|dimin|air|breath|decay|attack|lfo|string[s]?\b|gong|drum|dec)\w*",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"""^(?:
        (?:conducted\ |back\ )?in\ (?:\d{1,2}|one|two|three|four|five|six|eight|twelve|1|uno|due|tre|quattro|zwei|drei|vier)
      | (?:alla|à\ la|a\ la)\ (?:breve|marcia|turca|marche|polacca|hongroise|valse|valzer)
      | string\.? (?:\ (?:poco\ a\ poco|un\ poco|molto))?
      | (?:poco|un\ poco|molto|poco\ a\ poco)\ string\.?
      | tempo .* | a\ tempo .* | in\ tempo | in\ time | straight(?:\ (?:8ths|eighths|16ths))?
      | (?:hold|held|pull|pulling|holding)\ back | (?:pushing?|move|moving)\ (?:ahead|forward|on) | with\ motion
      | slow(?:ing)?\ down | speed(?:ing)?\ up | half[ -]time(?:\ feel)? | double[ -]time(?:\ feel)?
      | senza\ misura | come\ prima | meter .* | doppio\ movimento | nach\ und\ nach\ .*er | im\ takt
      | .*\bl[' ]?istesso\ tempo\b.* | .*\bsenza\ tempo\b.* | .*\b(?:1er|premier)\ (?:mouvt|mouvement)\b.*
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
_NUMBER = re.compile(r"[=≈]\s*(?:c\.|ca\.?|circa)?\s*\d{2,3}")
_CLAUSE = re.compile(r"[,;:/()\[\]–—]|\.(?=\s|$)")
_JUMP = re.compile(
    r"^(?:d\.?\s?[cs]\.?|da\ capo|dal\ segno|dal\ 𝄋|to\ coda|al\ coda|fine|coda|segno|repeat\ (?:and\ fade|ad\ lib).*"
    r"|vamp.*|attacca.*|g\.\s?p\.|gp|generalpause|tacet\ al\ fine)"
    r"(?:\s(?:al|alla|e\ poi|con|senza)\b.*)?[.!]?$",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def is_tempo(text: str, bold: bool = False) -> bool:
    """Whether words are a tempo: ``poco rit.``, ``Più mosso``, ``Sehr langsam``, ``in 2``, ``♩ = 120``.

    ``bold`` words are also looked up among those that are tempo or character (``Maestoso``, ``Ruhig``).
    """
    plain = unicodedata.normalize("NFC", text).casefold().replace("’", "'").replace("ß", "ss").strip()
    if _NUMBER.search(plain):
        return True
    whole = " ".join(plain.strip("()[] .:").split())
    if _WHOLE.match(whole):
        return True
    clauses = [clause.strip() for clause in _CLAUSE.split(plain)]
    return any(_is_tempo_clause(clause, bold) for clause in clauses[:2] if clause)


def _is_tempo_clause(clause: str, bold: bool) -> bool:
    if _PLAYING.search(clause):
        return False
    for word in re.findall(r"[^\W\d_]+|\d+\w*", clause):
        if word in _TEMPO_FOLDED or (bold and word in _BOLD_FOLDED):
            return True
        if word not in _BEFORE_FOLDED:
            return False
    return False


@lru_cache(maxsize=4096)
def is_jump(text: str) -> bool:
    """Whether words send the players elsewhere or stop them all: D.C. al Fine, To Coda, Fine, attacca, G.P."""
    return bool(_JUMP.match(" ".join(text.split()).strip("()[] ")))


def _folded(words: frozenset[str]) -> frozenset[str]:
    return frozenset(unicodedata.normalize("NFC", word).casefold().replace("ß", "ss") for word in words)


_TEMPO_FOLDED = _folded(_TEMPO)
_BOLD_FOLDED = _folded(_TEMPO_IF_BOLD)
_BEFORE_FOLDED = _folded(_BEFORE)
