"""PDF/A-1b, judged by Apache PDFBox Preflight where it is installed."""

from __future__ import annotations

import shutil
import struct
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from engraving.layout.page import Curve, Glyph, Ink, Item, Line, Page, Polygon, Text
from engraving.printing.archival import pdfa_bytes, xmp
from engraving.printing.grey import grey_profile
from engraving.printing.info import DocumentInfo
from engraving.printing.preflight import preflight, read_back
from engraving.printing.writer import pdf_bytes
from engraving.typefaces import Faces, load_faces, smufl

JAVA_LIBRARIES = Path("/usr/share/java")
JARS = ("pdfbox2", "fontbox2", "preflight", "xmpbox", "commons-logging", "jaxb-api", "javax.activation")
INFO = DocumentInfo("1M1 “Über” <&>", "J. Doe", "Violine 1", "cue; 1M1", "2024-05-06T07:08:09")


def full_pages(faces: Faces) -> list[Page]:
    """All code points, all faces, all kinds of item, more characters than a subset holds."""
    codes = sorted({v for k, v in vars(smufl).items() if k.isupper() and isinstance(v, int)})
    items: list[Item] = [
        Glyph(Ink.HEAD, 1_000 + 80 * n, 80_000 - 100 * n, code, 2_000, faces.resolve(code)[0])
        for n, code in enumerate(codes)
    ]
    for face in faces.text:
        text = "".join(chr(code) for code in range(0x20, 0x250) if faces.text[face].has(chr(code)))
        items.append(Text(Ink.LYRIC, 1_000, 1_000 * face, text, 500, face))
    items += [Line(Ink.STEM, 0, 0, 100, 100, 60), Line(Ink.DASHES, 0, 0, 100, 0, 60, dash=(10, 10))]
    items.append(Polygon(Ink.BEAM, (0, 0, 100, 0, 100, 100)))
    items.append(Curve(Ink.SLUR, (0, 0, 10, 10, 20, 10, 30, 0, 20, 8, 10, 8, 0, 0)))
    return [Page(59_528, 84_189, (0, 0, 0, 0), tuple(items)), Page(61_200, 79_200, (0, 0, 0, 0), ())]


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    faces = load_faces("Leland")
    path = tmp_path_factory.mktemp("archive") / "full.pdf"
    path.write_bytes(pdf_bytes(full_pages(faces), faces, INFO))
    before = read_back(path)
    path.write_bytes(pdfa_bytes(path.read_bytes(), INFO))
    assert read_back(path) == before
    return path


def test_pdfbox_finds_it_valid(archived: Path) -> None:
    jars = [JAVA_LIBRARIES / f"{name}.jar" for name in JARS]
    if shutil.which("java") is None or not all(jar.is_file() for jar in jars):
        pytest.skip("needs java and Debian's libpdfbox2-java (with commons-logging, activation, jaxb-api)")
    command = [
        "java",
        "-cp",
        ":".join(map(str, jars)),
        "org.apache.pdfbox.preflight.Validator_A1b",
        str(archived),
    ]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "is a valid PDF/A-1b file" in result.stdout, result.stdout + result.stderr


def test_our_own_preflight_agrees(archived: Path) -> None:
    assert preflight(archived) == []


def test_xmp_says_what_the_properties_say(archived: Path) -> None:
    reader = PdfReader(archived)
    metadata, packet = reader.metadata, reader.xmp_metadata
    assert metadata is not None
    assert packet is not None
    assert packet.dc_title == {"x-default": metadata.title} == {"x-default": INFO.title}
    assert packet.dc_creator == [metadata.author]
    assert packet.dc_description == {"x-default": metadata.subject}
    assert packet.pdf_keywords == metadata["/Keywords"] == INFO.keywords
    assert packet.pdf_producer == metadata.producer
    assert packet.xmp_creator_tool == metadata.creator
    assert packet.xmp_create_date == metadata.creation_date.replace(tzinfo=None)
    assert (packet.pdfaid_part, packet.pdfaid_conformance) == ("1", "B")


def test_what_is_not_said_is_left_out() -> None:
    text = xmp(DocumentInfo("Only a title"))
    assert "dc:creator" not in text
    assert "pdf:Keywords" not in text


def test_the_same_input_gives_the_same_bytes() -> None:
    faces = load_faces()
    content = pdf_bytes(full_pages(faces), faces, INFO)
    first = pdfa_bytes(content, INFO)
    assert pdfa_bytes(content, INFO) == first
    assert pdfa_bytes(content, DocumentInfo("Other")) != first


def test_identity_is_made_of_the_content(archived: Path) -> None:
    first, second = PdfReader(archived).trailer["/ID"]
    assert first == second
    assert len(first.original_bytes) == 16


def test_the_profile_is_a_sound_icc_v2_grey_profile() -> None:
    profile = grey_profile()
    assert len(profile) == struct.unpack(">I", profile[:4])[0] < 400
    assert profile[8:12] == b"\x02\x10\x00\x00"
    assert profile[12:24] == b"mntrGRAYXYZ "
    assert profile[36:40] == b"acsp"
    (count,) = struct.unpack(">I", profile[128:132])
    tags = [struct.unpack(">4sII", profile[132 + 12 * n : 144 + 12 * n]) for n in range(count)]
    assert [tag[0] for tag in tags] == [b"desc", b"cprt", b"wtpt", b"kTRC"]
    assert all(offset % 4 == 0 and offset + size <= len(profile) for _, offset, size in tags)
