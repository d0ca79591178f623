"""PDF/A-1b: one pass with pypdf over a file of ours adds XMP, output intent and /ID.

The writer already keeps to what the standard asks of a page: all fonts embedded, DeviceGray only, no
transparency.
"""

from __future__ import annotations

import hashlib
from io import BytesIO
from xml.sax.saxutils import escape

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from engraving.printing.grey import NAME, grey_profile
from engraving.printing.info import PRODUCER, DocumentInfo

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdfaid:part>1</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
{properties}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def pdfa_bytes(content: bytes, info: DocumentInfo) -> bytes:
    """A document of the writer as PDF/A-1b; the same bytes give the same result."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    writer.pdf_header = "%PDF-1.4"
    root = writer._root_object
    metadata = _stream(xmp(info).encode(), {"/Type": NameObject("/Metadata"), "/Subtype": NameObject("/XML")})
    root[NameObject("/Metadata")] = writer._add_object(metadata)
    profile = _stream(grey_profile(), {"/N": NumberObject(1)})
    intent = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/OutputIntent"),
            NameObject("/S"): NameObject("/GTS_PDFA1"),
            NameObject("/OutputConditionIdentifier"): TextStringObject(NAME.decode()),
            NameObject("/Info"): TextStringObject(NAME.decode()),
            NameObject("/DestOutputProfile"): writer._add_object(profile),
        }
    )
    root[NameObject("/OutputIntents")] = ArrayObject([writer._add_object(intent)])
    writer.metadata = _properties(info)
    digest = hashlib.sha256(content + repr(info).encode()).digest()[:16]
    writer._ID = ArrayObject([ByteStringObject(digest), ByteStringObject(digest)])
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def xmp(info: DocumentInfo) -> str:
    """The XMP packet that says the same as the document information."""
    date = "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+00:00".format(*info.moment)
    properties = [
        f"<xmp:CreateDate>{date}</xmp:CreateDate>",
        f"<xmp:ModifyDate>{date}</xmp:ModifyDate>",
        f"<xmp:CreatorTool>{escape(info.creator)}</xmp:CreatorTool>",
        f"<pdf:Producer>{PRODUCER}</pdf:Producer>",
    ]
    if info.title:
        properties.append(f"<dc:title>{_alternative(info.title)}</dc:title>")
    if info.subject:
        properties.append(f"<dc:description>{_alternative(info.subject)}</dc:description>")
    if info.author:
        author = escape(info.author)
        properties.append(f"<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>")
    if info.keywords:
        properties.append(f"<pdf:Keywords>{escape(info.keywords)}</pdf:Keywords>")
    return XMP.format(properties="\n".join(properties))


def _alternative(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'


def _properties(info: DocumentInfo) -> dict[str, str]:
    date = "D:{:04}{:02}{:02}{:02}{:02}{:02}+00'00'".format(*info.moment)
    named = {
        "/Title": info.title,
        "/Author": info.author,
        "/Subject": info.subject,
        "/Keywords": info.keywords,
        "/Creator": info.creator,
        "/Producer": PRODUCER,
        "/CreationDate": date,
        "/ModDate": date,
    }
    return {key: value for key, value in named.items() if value}


def _stream(content: bytes, entries: dict[str, NameObject | NumberObject]) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(content)
    stream.update({NameObject(key): value for key, value in entries.items()})
    return stream
