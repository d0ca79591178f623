"""The face cache: warm without fontTools, proof against damage."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from engraving.typefaces import Face, load_faces, smufl
from engraving.typefaces.cache import Store, cache_folder
from engraving.typefaces.library import open_music

PROBE = """
import sys, time
from engraving.typefaces import Face, load_faces, smufl
start = time.process_time()
faces = load_faces(sys.argv[1])
taken = time.process_time() - start
faces.outline(smufl.G_CLEF), faces.outline(smufl.REST_H_BAR), faces.text_outline("Hé♭", Face.BOLD, 9)
faces.font_file(Face.MUSIC), faces.font_hash(Face.ROMAN)
heavy = {"fontTools", "reportlab", "verovio", "brotli"}
print(taken, *sorted(heavy & {module.split(".")[0] for module in sys.modules}))
"""


def test_a_warm_cache_needs_no_fonttools_and_40_milliseconds() -> None:
    load_faces("Leland").outline(smufl.G_CLEF)
    command = [sys.executable, "-c", PROBE, "Leland"]
    runs = [
        subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() for _ in range(3)
    ]
    assert [run[1:] for run in runs] == [[], [], []]
    assert min(float(run[0]) for run in runs) < 0.04


def test_two_folders_hold_the_same_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        load_faces("Petaluma", cache=tmp_path / name)
    names = sorted(file.name for file in (tmp_path / "a").iterdir())
    assert len(names) == 3 * 7  # record, outlines and font of seven faces
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


@pytest.mark.parametrize("suffix", ["face", "ink"])
@pytest.mark.parametrize("damage", [b"", b"\x93\x01", b"garbage"])
def test_damaged_entries_read_as_absent(tmp_path: Path, suffix: str, damage: bytes) -> None:
    store = Store(tmp_path)
    good = open_music(store, "Leland")
    outlines, record = good.outlines(), good.record
    (file,) = tmp_path.glob(f"*.{suffix}")
    whole = file.read_bytes()
    file.write_bytes(damage)
    again = open_music(store, "Leland")
    assert again.record == record
    assert again.outlines() == outlines
    assert file.read_bytes() == whole


def test_a_lost_font_file_is_made_again(tmp_path: Path) -> None:
    font = open_music(Store(tmp_path), "Leland")
    content = font.file().read_bytes()
    font.file().unlink()
    assert font.file().read_bytes() == content


def test_a_folder_that_cannot_be_written_gives_way(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    face = load_faces("Leland", cache=blocked / "cache").music
    assert face.has(smufl.G_CLEF)
    assert face.outline(smufl.G_CLEF)
    assert face.file().is_file()
    assert tmp_path not in face.file().parents


def test_the_folder_is_the_users_unless_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ENGRAVING_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("ENGRAVING_CACHE")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache_folder() == tmp_path / "xdg" / "engraving"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache_folder() == Path.home() / ".cache" / "engraving"


def test_nothing_is_left_beside_the_files(tmp_path: Path) -> None:
    load_faces(cache=tmp_path)
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []
    assert load_faces(cache=tmp_path).font_file(Face.MUSIC).parent == tmp_path
