"""From the bytes of a file to clean UTF-8: false encodings, stray bytes, named and forbidden characters.

Exported scores pass through mailers, editors and old programs. What can be mended without guessing at
music is mended here, each time with a finding; line numbers stay those of the file as it was handed in.
"""

from __future__ import annotations

import codecs
import contextlib
import re
from html.entities import name2codepoint

from engraving.findings import Finding, Severity, Where

PROLOGUE_BYTES = 65_536
"""How far into the file its first markup may begin."""

_PIECE = 65_536  # bytes checked at a time

_FIRST_MARKUP = re.compile(rb"<\?xml\s|<!DOCTYPE|<!--|<\?[A-Za-z]|<[A-Za-z_]")
_DECLARATION = re.compile(rb"<\?xml\s[^>]*?\?>", re.DOTALL)
_DECLARED_ENCODING = re.compile(rb"<\?xml\s[^>]*?encoding\s*=\s*[\"']\s*([A-Za-z0-9._:-]+)", re.DOTALL)
_NAMED_CHARACTER = re.compile(rb"&(?!#|amp;|lt;|gt;|quot;|apos;)([A-Za-z][A-Za-z0-9]*);")
_FORBIDDEN = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]"
    rb"|&#(?:x0*(?:[0-8bcefBCEF]|1[0-9a-fA-F])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]));"
)
_LESS_THAN = {name: "<".encode(name) for name in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")}
_NOTHING_LOST = "Nothing is lost; export the score again to be sure."

# Only these are decoded: Python's registry also holds codecs that run code-like escapes (unicode_escape,
# punycode) and have no business in a score.
_NARROW = re.compile(
    r"(iso8859-\d+|cp(125\d|437|850|852|866|932|936|949|950)|mac-(roman|latin2|cyrillic|greek|turkish)"
    r"|koi8-[ru]|shift_jis|euc_jp|euc_kr|gb2312|gbk|gb18030|big5|iso2022_jp|johab)$"
)
_WIDE = re.compile(r"(utf-?_?(16|32)|ucs-?_?[24]|iso-10646-ucs)", re.IGNORECASE)


def clean(data: bytes, where: Where) -> tuple[bytes, tuple[Finding, ...]]:
    """The document as UTF-8 without byte-order mark, XML declaration or padding, and what had to be mended.

    ``data`` is any bytes at all; what is not XML comes back as it is, for the parser to refuse. Newlines
    removed from the front are given back, so that line 812 stays line 812.
    """
    findings: list[Finding] = []
    wide = _wide_encoding(data)
    text, marked = _from_wide(data, wide, where, findings) if wide else _without_mark(data)
    declared = _declared_encoding(text)
    text = _without_padding(text, where, findings)
    text = _from_first_markup(text, marked, where, findings)
    if not wide and not text.isascii():
        text = _from_narrow(text, declared, where, findings)
    if not wide and _WIDE.match(declared):
        findings.append(_encoding(where, f"The file says it is {declared} but is not", "UTF-8"))
    return _with_named_characters(text, where, findings), tuple(findings)


def without_forbidden(data: bytes, where: Where) -> tuple[bytes, Finding | None]:
    """Drop control characters that XML forbids, raw or as ``&#1;``; the finding is None if there are none."""
    text, count = _FORBIDDEN.subn(b"", data)
    if not count:
        return data, None
    message = f"{_counted(count, 'control character')} that XML does not allow {_were(count)} left out."
    return text, _warning(
        "control-characters", where, message, "Look for gaps in the words and names of the score."
    )


def _without_mark(data: bytes) -> tuple[bytes, bool]:
    """Take off a UTF-8 byte-order mark; True when there was one."""
    return data.removeprefix(codecs.BOM_UTF8), data.startswith(codecs.BOM_UTF8)


def _from_narrow(text: bytes, declared: str, where: Where, findings: list[Finding]) -> bytes:
    """Decode by what the bytes are: UTF-8 if they can be that, else as declared, else Western European.

    Accented words that happen to be valid UTF-8 are not met in other encodings.
    """
    said = _codec(declared) if declared else "utf-8"
    line = _first_line_not_utf8(text)
    if not line:
        if said != "utf-8" and not _WIDE.match(declared):
            findings.append(_encoding(where, f"The file says it is {declared} but is not", "UTF-8"))
        return text
    if _NARROW.match(said):
        with contextlib.suppress(UnicodeDecodeError):  # then it is not that either, and is told below
            return text.decode(said).encode("utf-8", "replace")
    says = f"The file says it is {declared or 'UTF-8'}, but line {line} is not"
    findings.append(_encoding(where, says, "Western European (Windows-1252)"))
    return text.decode("cp1252", "replace").encode()


def _first_line_not_utf8(text: bytes) -> int:
    """The line of the first byte that cannot be UTF-8, 0 when all can; piece by piece, to need no room."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(text) + 1, _PIECE):
        piece = text[start : start + _PIECE]
        try:
            decoder.decode(piece, final=len(piece) < _PIECE)
        except UnicodeDecodeError as error:
            waiting = len(error.object) - len(piece)  # the bytes of a character begun in the piece before
            return text.count(b"\n", 0, start - waiting + error.start) + 1
    return 0


def blanked(text: bytes, end: int) -> bytes:
    """``text`` with nothing but its newlines before ``end``, so that line 812 stays line 812."""
    return b"".join((b"\n" * text.count(b"\n", 0, end), memoryview(text)[end:]))


def _wide_encoding(data: bytes) -> str:
    """``utf-16-le`` and its kin when the first kilobyte looks like it, whatever mark or declaration says."""
    head = data.rstrip(b"\0\x1a")[:1024]  # padding is no text
    if head.count(0) <= len(head) // 4:
        return ""
    if head.count(0) > len(head) // 2:
        return next((name for name in ("utf-32-le", "utf-32-be") if _LESS_THAN[name] in head), "utf-16-le")
    little, big = head.find(_LESS_THAN["utf-16-le"]), head.find(_LESS_THAN["utf-16-be"])
    return "utf-16-be" if little < 0 <= big or 0 <= big < little else "utf-16-le"


def _from_wide(data: bytes, encoding: str, where: Where, findings: list[Finding]) -> tuple[bytes, bool]:
    """Decode UTF-16 or UTF-32, even when stray bytes before the score put every character off by one."""
    width = len(_LESS_THAN[encoding])
    aligned = data[max(data.find(_LESS_THAN[encoding], 0, 1024), 0) % width :]
    text = aligned[: len(aligned) - len(aligned) % width].decode(encoding, "replace")
    name = encoding[:6].upper()
    if "\ufffd" in text:
        findings.append(_encoding(where, f"Some characters are not valid {name}", "a replacement sign"))
    marked = text.startswith("\ufeff")
    body = text.lstrip("\ufeff").encode("utf-8", "replace")
    declared = _declared_encoding(body)
    if declared and not _WIDE.match(declared):
        findings.append(_encoding(where, f"The file says it is {declared} but is not", name))
    return body, marked


def _declared_encoding(data: bytes) -> str:
    found = _DECLARED_ENCODING.search(data, 0, PROLOGUE_BYTES)
    return found[1].decode("ascii") if found else ""


def _codec(name: str) -> str:
    """Python's own name for an encoding, "" when it knows none."""
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""


def _without_padding(text: bytes, where: Where, findings: list[Finding]) -> bytes:
    """Take NULs and the end-of-file mark of old file systems off the end."""
    trimmed = text.rstrip(b"\0\x1a \t\r\n")
    tail = text[len(trimmed) :]
    if b"\0" in tail or b"\x1a" in tail:
        message = f"{len(tail)} stray bytes after the end of the score were left out."
        findings.append(_warning("stray-bytes", where, message, _NOTHING_LOST))
    return trimmed


def _from_first_markup(text: bytes, marked: bool, where: Where, findings: list[Finding]) -> bytes:
    """Cut what stands before the XML declaration, and the declaration (we know the encoding now)."""
    found = _FIRST_MARKUP.search(text, 0, PROLOGUE_BYTES)
    if not found:
        return text
    junk = text[: found.start()]
    declaration = _DECLARATION.match(text, found.start())
    if junk.strip() or (junk and declaration):
        findings.append(_stray(junk, marked, where))
    end = declaration.end() if declaration else found.start()
    return blanked(text, end)


def _stray(junk: bytes, marked: bool, where: Where) -> Finding:
    shown = junk.strip().decode("utf-8", "replace")[:20]
    what = f" ({shown!r})" if shown.isprintable() and shown else ""
    kind = f"{_counted(len(junk), 'stray byte')}{what}" if junk.strip() else "Blank space"
    after = " after its byte-order mark" if marked else ""
    verb = _were(len(junk)) if junk.strip() else "was"
    message = f"{kind} before the beginning of the score{after} {verb} left out."
    return _warning("stray-bytes", where, message, _NOTHING_LOST)


def _with_named_characters(text: bytes, where: Where, findings: list[Finding]) -> bytes:
    """Read ``&eacute;`` as é: MusicXML 1 allowed such names by way of a DTD that we never fetch."""
    seen: dict[str, int] = {}

    def character(found: re.Match[bytes]) -> bytes:
        name = found[1].decode("ascii")
        if name not in name2codepoint:
            return found[0]
        seen[name] = seen.get(name, 0) + 1
        return chr(name2codepoint[name]).encode()

    result = _NAMED_CHARACTER.sub(character, text)
    if seen:
        count = sum(seen.values())
        such_as = f"{_counted(count, 'named character')} such as &{next(iter(seen))};"
        message = f"{such_as} {_were(count)} read as in HTML."
        findings.append(Finding("named-character", Severity.NOTE, where, message))
    return result


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _encoding(where: Where, problem: str, taken_as: str) -> Finding:
    message = f"{problem}: it was read as {taken_as}."
    return _warning("encoding", where, message, "Check accents in names, words and lyrics; export as UTF-8.")


def _warning(rule: str, where: Where, message: str, remedy: str) -> Finding:
    return Finding(rule, Severity.WARNING, where, message, remedy)
