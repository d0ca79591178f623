"""What several instruments are called in German, French, Italian and Spanish: "Hörner", "Cors anglais", "Trombe".

A table of words, each with its plural. In German the last word of a name is put into the plural, and may end in one of
the table (Bassklarinette); in the other languages every word is, up to a preposition or a key, and must be in the table.
English needs none: ``parts.score_names`` adds an s.
"""

from __future__ import annotations

from engraving.instruments.model import LANGUAGES

_WORDS = {
    "de": """
        alt alte, bass bässe, blockflöte blockflöten, bratsche bratschen, cello celli, fagott fagotte, flöte flöten,
        gambe gamben, geige geigen, gitarre gitarren, glocke glocken, harfe harfen, horn hörner, klarinette klarinetten,
        klavier klaviere, kornett kornette, laute lauten, oboe oboen, orgel orgeln, pauke pauken, piccolo piccoli,
        posaune posaunen, saxofon saxofone, saxophon saxophone, sopran soprane, stimme stimmen, tenor tenöre,
        trommel trommeln, trompete trompeten, tuba tuben, viola violen, violine violinen, violoncello violoncelli
    """,
    "fr": """
        alto altos, anglais anglais, baryton barytons, basse basses, basson bassons, bugle bugles, clairon clairons,
        clarinette clarinettes, contralto contraltos, contrebasse contrebasses, contrebasson contrebassons, cor cors,
        cornet cornets, flûte flûtes, grande grandes, guitare guitares, harpe harpes, hautbois hautbois, petite petites,
        piccolo piccolos, saxhorn saxhorns, saxophone saxophones, soprano sopranos, ténor ténors, trombone trombones,
        trompette trompettes, tuba tubas, viole violes, violon violons, violoncelle violoncelles, voix voix
    """,
    "it": """
        alta alte, alto alti, arpa arpe, baritono baritoni, bassa basse, basso bassi, chitarra chitarre,
        clarinetto clarinetti, clarino clarini, contrabbasso contrabbassi, contrafagotto contrafagotti,
        contralto contralti, controfagotto controfagotti, cornetta cornette, corno corni, fagotto fagotti,
        flauto flauti, flicorno flicorni, francese francesi, grande grandi, inglese inglesi, liuto liuti, naturale naturali,
        oboe oboi, ottavino ottavini, piccolo piccoli, sassofono sassofoni, soprano soprani, tenore tenori, traverso traversi,
        tromba trombe, trombone tromboni, tuba tube, viola viole, violino violini, violoncello violoncelli, voce voci
    """,
    "es": """
        alto altos, arpa arpas, bajo bajos, clarinete clarinetes, contrabajo contrabajos, contrafagot contrafagotes,
        corno cornos, fagot fagotes, flauta flautas, flautín flautines, francés franceses, guitarra guitarras,
        inglés ingleses, oboe oboes, saxofón saxofones, soprano sopranos, tenor tenores, trombón trombones,
        trompa trompas, trompeta trompetas, tuba tubas, viola violas, violín violines, violonchelo violonchelos, voz voces
    """,
}  # fmt: skip
PLURALS = {
    language: dict(pair.split() for pair in words.split(",")) for language, words in _WORDS.items()
}
"""By language, words and their plurals."""
_PREPOSITIONS = {"à", "a", "in", "en", "de", "d", "da", "di", "del", "du", "des", "mit"}
_KEYS = {"ut", "do", "re", "ré", "mi", "fa", "sol", "la", "si", *"abcdefgh"}


def plural(name: str, language: str) -> str:
    """Several of an instrument, or "" where its name is not (known to be) of that ``language``, one of ``LANGUAGES``."""
    words = name.split()
    if language not in PLURALS or not words:
        return ""
    if language == "de":
        last = _compound(words[-1])
        return " ".join([*words[:-1], last]) if last else ""
    end = next((k for k, word in enumerate(words) if k and _ends_name(word)), len(words))
    several = [_several(word, PLURALS[language]) for word in words[:end]]
    return " ".join([*several, *words[end:]]) if all(several) else ""


def _ends_name(word: str) -> bool:
    """Is it a preposition or a key, after which nothing is in the plural?"""
    plain = word.casefold().strip("().")
    return plain.split("'")[0].split("’")[0] in _PREPOSITIONS or plain.rstrip("♭♯♮#") in _KEYS


def _several(word: str, plurals: dict[str, str]) -> str:
    return _cased(plurals.get(word.casefold(), ""), word)


def _compound(word: str) -> str:
    """A German word, which has the plural of its longest ending that is a word."""
    plain = word.casefold()
    for start in range(len(plain) - 2):
        several = PLURALS["de"].get(plain[start:])
        if several:
            return word[:start] + _cased(several, word[start:])
    return ""


def _cased(several: str, word: str) -> str:
    """In capitals where the ``word`` is, all or the first."""
    if word.isupper():
        return several.upper()
    return several[:1].upper() + several[1:] if word[:1].isupper() else several


FOREIGN = tuple(language for language in LANGUAGES if language in PLURALS)
