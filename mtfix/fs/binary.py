"""Files that are no text, and what they are, by how they begin."""

from __future__ import annotations

_SIGNATURES = (
    (0, b"PK\x03\x04", "a ZIP archive or an office document"),
    (0, b"\x1f\x8b", "compressed with gzip"),
    (4, b"1AY&SY", "compressed with bzip2"),
    (0, b"\xfd7zXZ\0", "compressed with xz"),
    (0, b"\x28\xb5\x2f\xfd", "compressed with zstd"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (0, b"%PDF-", "PDF"),
    (0, b"{\\rtf", "an office document"),
    (257, b"ustar", "a TAR archive"),
)
"""Bytes at an offset that show a file to be no text, and what it is."""
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def binary_format(data: bytes) -> str:
    """Return what a file is that is no text, as its beginning shows, or nothing.

    >>> binary_format(bytes([31, 139, 8, 0])), binary_format(b"PK is a set.")
    ('compressed with gzip', '')
    """
    for at, signature, name in _SIGNATURES:
        if data.startswith(signature, at):
            return name
    if data.startswith(_UTF_16):
        return "UTF-16; name its charset with --encoding auto"
    return "binary" if b"\0" in data[:8000] else ""
