"""The grey ICC profile that archival files name as their output intent: version 2, gamma 2.2, D50."""

from __future__ import annotations

import struct

COPYRIGHT = b"No copyright, use freely"
NAME = b"Grey gamma 2.2"
D50 = (0.9642, 1.0, 0.8249)


def grey_profile() -> bytes:
    """A monitor-class profile of one grey channel; the same bytes every time."""
    tags = (
        (b"desc", _description(NAME)),
        (b"cprt", b"text" + bytes(4) + COPYRIGHT + b"\0"),
        (b"wtpt", b"XYZ " + bytes(4) + b"".join(_fixed(value) for value in D50)),
        (b"kTRC", b"curv" + bytes(4) + struct.pack(">IH", 1, round(2.2 * 256))),
    )
    offset = 128 + 4 + 12 * len(tags)
    table, data = struct.pack(">I", len(tags)), b""
    for signature, content in tags:
        table += signature + struct.pack(">II", offset + len(data), len(content))
        data += content + bytes(-len(content) % 4)
    body = table + data
    return _header(128 + len(body)) + body


def _header(size: int) -> bytes:
    created = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    white = b"".join(_fixed(value) for value in D50)
    header = struct.pack(">I", size) + bytes(4) + b"\x02\x10\x00\x00" + b"mntrGRAYXYZ " + created + b"acsp"
    return (header + bytes(28) + white).ljust(128, b"\0")


def _description(name: bytes) -> bytes:
    ascii_part = struct.pack(">I", len(name) + 1) + name + b"\0"
    return b"desc" + bytes(4) + ascii_part + bytes(4 + 4 + 2 + 1 + 67)


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))
