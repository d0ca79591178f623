"""Files are there whole or not at all, however they are written."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest

from engraving.errors import CannotWrite
from engraving.files import replace_file


def test_pieces_are_written_as_they_come(tmp_path: Path) -> None:
    path = tmp_path / "click.wav"
    sizes: list[int] = []

    def pieces() -> Iterator[bytes]:
        for _ in range(4):
            yield bytes(1 << 20)
            sizes.append(sum(file.stat().st_size for file in tmp_path.iterdir()))

    replace_file(path, pieces())
    assert sizes == [n << 20 for n in (1, 2, 3, 4)]  # each on its way to the disk before the next is made
    assert path.stat().st_size == 4 << 20


@pytest.mark.parametrize("fault", [KeyboardInterrupt, ValueError])
def test_what_stops_half_way_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, fault: type[BaseException]
) -> None:
    path = tmp_path / "click.wav"
    path.write_bytes(b"old")

    def pieces() -> Iterator[bytes]:
        yield b"new"
        raise fault

    with pytest.raises(fault):
        replace_file(path, pieces())
    assert [file.name for file in tmp_path.iterdir()] == ["click.wav"]
    assert path.read_bytes() == b"old"


def test_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match=r"nowhere.*No such file"):
        replace_file(tmp_path / "nowhere" / "part.pdf", b"")


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        (errno.ENOSPC, "Make room, or write elsewhere."),
        (errno.ENOENT, "Make the folder first."),
        (errno.EISDIR, "Name a file in it."),
        (errno.EACCES, "Check the folder and its rights."),
    ],
)
def test_what_to_do_depends_on_what_is_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, remedy: str
) -> None:
    def refuse(**_: object) -> None:
        raise OSError(code, "It cannot be")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(CannotWrite) as refused:
        replace_file(tmp_path / "part.pdf", b"")
    assert refused.value.remedy == remedy
