"""Checking a score against the MusicXML 4.0 schema: advice, never a gate.

About one real score in twenty breaks the schema and is perfectly playable, so violations are warnings
in plain words. The schema itself is a file in the ``musicxml`` wheel, which is found but never imported;
the two schemas it would fetch from the network are answered with short ones of our own.
"""

from __future__ import annotations

import importlib.util
import re
import threading
from collections import Counter
from functools import cache
from pathlib import Path

import msgspec
from lxml import etree

from engraving.errors import MissingResource
from engraving.findings import Finding, Severity, Where
from engraving.musicxml.places import Places
from engraving.musicxml.schema_messages import in_plain_words

LISTED = 20
"""Violations of one kind told one by one; the rest are counted."""

MAX_CHILDREN = 20_000
"""Children of one part or bar beyond which validation is left out: libxml2 takes quadratic time there."""

# A compiled schema keeps the log of its last validation: one at a time.
_VALIDATING = threading.Lock()
_SCHEMA = Path("generate_classes") / "musicxml_4_0.xsd"
_REINSTALL = "Install engraving again with its requirements (pip install musicxml)."

_XML_NAMESPACE = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace">
  <xs:attribute name="lang" type="xs:string"/>
  <xs:attribute name="space">
    <xs:simpleType>
      <xs:restriction base="xs:token">
        <xs:enumeration value="default"/>
        <xs:enumeration value="preserve"/>
      </xs:restriction>
    </xs:simpleType>
  </xs:attribute>
</xs:schema>
"""

_XLINK_NAMESPACE = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/1999/xlink">
  <xs:attribute name="href" type="xs:anyURI"/>
  <xs:attribute name="type" type="xs:string"/>
  <xs:attribute name="role" type="xs:token"/>
  <xs:attribute name="title" type="xs:token"/>
  <xs:attribute name="show" type="xs:token"/>
  <xs:attribute name="actuate" type="xs:token"/>
</xs:schema>
"""


class _OwnImports(etree.Resolver):
    """Answers the schema's two imports; anything else stays unresolved, since the network is off."""

    def resolve(  # type: ignore[override]  # the stubs leave the context out
        self, system_url: str, _: str, context: object
    ) -> object:
        """Short schemas of our own for ``xml:`` and ``xlink:`` attributes."""
        if system_url.endswith("/xml.xsd"):
            return self.resolve_string(_XML_NAMESPACE, context, base_url=system_url)
        if system_url.endswith("/xlink.xsd"):
            return self.resolve_string(_XLINK_NAMESPACE, context, base_url=system_url)
        return None


def schema_path() -> Path:
    """The MusicXML 4.0 schema file; ``MissingResource`` when its package is not installed."""
    package = importlib.util.find_spec("musicxml")
    for folder in (package.submodule_search_locations or ()) if package else ():
        if (path := Path(folder) / _SCHEMA).is_file():
            return path
    raise MissingResource("The MusicXML 4.0 schema is not installed.", str(_SCHEMA), _REINSTALL)


@cache
def _compiled() -> etree.XMLSchema:
    """The schema, compiled once a process (10 ms)."""
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    parser.resolvers.add(_OwnImports())
    try:
        return etree.XMLSchema(etree.parse(str(schema_path()), parser))
    except (etree.XMLSyntaxError, etree.XMLSchemaParseError) as error:
        raise MissingResource("The MusicXML 4.0 schema is damaged.", str(_SCHEMA), _REINSTALL) from error


def violations(root: etree._Element, *, file: str = "", member: str = "") -> tuple[Finding, ...]:
    """What breaks the schema, as warnings of rule ``schema`` in source order, at most ``LISTED`` of a kind.

    Reads the tree without changing it and lets other threads run meanwhile. Raises ``MissingResource``
    only.
    """
    where = Where(file=file, member=member)
    if _crowded(root):
        message = f"Not checked against the schema: a bar or part holds more than {MAX_CHILDREN:,} elements."
        return (Finding("schema", Severity.WARNING, where, message),)
    schema = _compiled()
    with _VALIDATING:
        if schema.validate(root):
            return ()
        entries: tuple[etree._LogEntry, ...] = tuple(schema.error_log)  # type: ignore[arg-type]
    return _findings(root, entries, Places(root, file, member), where)


def _findings(
    root: etree._Element, entries: tuple[etree._LogEntry, ...], places: Places, where: Where
) -> tuple[Finding, ...]:
    """The first violations of each kind with their places, and how many more there are."""
    findings: list[Finding] = []
    counts: Counter[str] = Counter()
    complained: set[tuple[str, str]] = set()
    for entry in entries:
        violation = in_plain_words(entry.message)
        # libxml2 complains of a bad value twice: of the rule it breaks, and of its type.
        spot = (entry.path or "", violation.kind)
        if spot in complained:
            continue
        complained.add(spot)
        counts[violation.kind] += 1
        if counts[violation.kind] <= LISTED:
            place = _place(root, entry, places, where)
            findings.append(_finding(place, violation.message, violation.remedy))
    findings += [
        _finding(where, f"{count - LISTED} more like this were not listed: {kind}.")
        for kind, count in counts.items()
        if count > LISTED
    ]
    return tuple(findings)


def _place(root: etree._Element, entry: etree._LogEntry, places: Places, where: Where) -> Where:
    # A step with a prefix cannot be looked up without its namespace: its parent will do.
    path = re.split(r"/[^/]*:", entry.path or "")[0]
    try:
        found = root.getroottree().xpath(path) if path else []
    except etree.XPathError:
        found = []  # a name that XML allows and XPath does not: the line in the log will do
    if isinstance(found, list) and found and isinstance(found[0], etree._Element):
        return places.of(found[0])
    return msgspec.structs.replace(where, line=entry.line)


def _finding(where: Where, message: str, remedy: str = "") -> Finding:
    return Finding("schema", Severity.WARNING, where, message, remedy)


def _crowded(root: etree._Element) -> bool:
    return any(len(part) > MAX_CHILDREN or any(len(bar) > MAX_CHILDREN for bar in part) for part in root)
