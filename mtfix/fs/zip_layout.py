"""ZIP archives: where each member stands, and the same archive with other content in some.

All that is not replaced stays byte for byte: other members, their order, dates, methods and
comments.
"""

from __future__ import annotations

import struct
import zlib
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.problem import ProblemError

if TYPE_CHECKING:
    from collections.abc import Mapping

_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_HEADER = struct.Struct("<4s5H3L2H")
_MOST_OF_COMMENT = 0xFFFF
_IN_ZIP64 = 0xFFFFFFFF
_ENCRYPTED, _SIZES_BEHIND, _UTF_8 = 0x1, 0x8, 0x800
_STORED, _DEFLATED = 0, 8
_SIZES = struct.Struct("<3L")
_SIZES_AT, _SIZES_AT_IN_HEADER = 16, 14
"""Where checksum and sizes stand in an entry of the directory, and in the header of a member."""
_FLAGS_AT, _FLAGS_AT_IN_HEADER, _OFFSET_AT, _DIRECTORY_AT = 8, 6, 42, 16

MOST_OF_MEMBER = 64 << 20
"""Bytes that a member which is read may have when it is unpacked."""
_MOST_RATIO, _SMALL = 250, 1 << 20
"""How many times as large a member may become that is no longer small."""


class ArchiveError(ProblemError):
    """An archive that is not read: says why, and what to do."""


class Member(NamedTuple):
    """A member of an archive: its name, where its entry in the directory, its header and its data
    begin, and where the data end, in bytes."""

    name: str
    entry: int
    header: int
    start: int
    end: int
    flags: int
    method: int
    checksum: int
    size: int


class Archive:
    """The layout of an archive. Raises ArchiveError where it is broken, encrypted, or has members
    outside of itself."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._end, self._directory, count = _directory_of(data)
        self.members: dict[str, Member] = {}
        at = self._directory
        for _ in range(count):
            member, at = _member(data, at)
            if member.name in self.members:
                raise _broken(f"{member.name} stands in it twice")
            self.members[member.name] = member
        if at != self._end:
            raise _broken("its directory does not end where it says")
        self._in_order = sorted(self.members.values(), key=_place)
        for one, two in pairwise(self._in_order):
            if one.end > two.header:
                raise _broken(f"{one.name} and {two.name} overlap")
        if self._in_order and self._in_order[-1].end > self._directory:
            raise _broken(f"{self._in_order[-1].name} overlaps its directory")

    def read(self, name: str) -> bytes:
        """Return the content of a member. Raises ArchiveError where it is broken or too large."""
        member = self.members[name]
        packed = self.data[member.start : member.end]
        if member.method == _STORED:
            content = packed
        elif member.method == _DEFLATED:
            content = _inflate(name, packed)
        else:
            raise ArchiveError(
                f"{name} in it is packed in a way that mtfix does not read", "save it again"
            )
        if len(content) != member.size or zlib.crc32(content) != member.checksum:
            raise _broken(f"the checksum of {name} does not fit")
        return content

    def replace(self, contents: Mapping[str, bytes]) -> bytes:
        """Return the archive with other contents of some members."""
        if not contents:
            return self.data
        pieces = [self.data[: self._in_order[0].header]]
        at = len(pieces[0])
        directory = bytearray(self.data[self._directory : self._end])
        ends = [member.header for member in self._in_order[1:]] + [self._directory]
        for member, end in zip(self._in_order, ends, strict=True):
            entry = member.entry - self._directory
            struct.pack_into("<L", directory, entry + _OFFSET_AT, at)
            if member.name in contents:
                piece = self._replaced(member, end, contents[member.name], directory, entry)
            else:
                piece = self.data[member.header : end]
            pieces.append(piece)
            at += len(piece)
        tail = bytearray(self.data[self._end :])
        struct.pack_into("<L", tail, _DIRECTORY_AT, at)
        return b"".join([*pieces, directory, tail])

    def _replaced(
        self, member: Member, end: int, content: bytes, directory: bytearray, entry: int
    ) -> bytes:
        """A member with other content, up to the next one, and its entry put right."""
        packed = _deflate(content) if member.method == _DEFLATED else content
        sizes = zlib.crc32(content), len(packed), len(content)
        flags = member.flags & ~_SIZES_BEHIND
        header = bytearray(self.data[member.header : member.start])
        struct.pack_into("<H", header, _FLAGS_AT_IN_HEADER, flags)
        _SIZES.pack_into(header, _SIZES_AT_IN_HEADER, *sizes)
        struct.pack_into("<H", directory, entry + _FLAGS_AT, flags)
        _SIZES.pack_into(directory, entry + _SIZES_AT, *sizes)
        behind = b"" if member.flags & _SIZES_BEHIND else self.data[member.end : end]
        return bytes(header) + packed + behind


def _broken(why: str) -> ArchiveError:
    return ArchiveError(f"the archive is broken: {why}", "save it again in its own program")


def _place(member: Member) -> int:
    return member.header


def _directory_of(data: bytes) -> tuple[int, int, int]:
    """Where the end record and the directory begin, and how many entries it has."""
    at = _end_record(data)
    if at < 0:
        raise _broken("it has no directory at its end; it may have been cut off")
    _, disk, first_disk, here, count, size, start, _ = _END.unpack_from(data, at)
    if _IN_ZIP64 in {start, size} or start + size != at or disk or first_disk:
        raise _broken("its directory is not where it says")
    if here != count:
        raise _broken("it is only a part of an archive")
    return at, start, count


def _end_record(data: bytes) -> int:
    """Where the end record begins, -1 where there is none: its comment ends with the file."""
    first = max(0, len(data) - _MOST_OF_COMMENT - _END.size)
    at = data.rfind(b"PK\x05\x06", first)
    while at >= 0:
        size = len(data) - at - _END.size
        if size >= 0 and _END.unpack_from(data, at)[-1] == size:
            return at
        at = data.rfind(b"PK\x05\x06", first, at)
    return at


def _member(data: bytes, at: int) -> tuple[Member, int]:
    """The member whose entry begins at a place, and where the next entry begins."""
    if data[at : at + 4] != b"PK\x01\x02" or at + _ENTRY.size > len(data):
        raise _broken("its directory is damaged")
    fields = _ENTRY.unpack_from(data, at)
    flags, method = fields[3], fields[4]
    checksum, packed, size, named, extra, comment = fields[7:13]
    header = fields[-1]
    name_at = at + _ENTRY.size
    raw = data[name_at : name_at + named]
    name = raw.decode("utf-8" if flags & _UTF_8 else "cp437", "replace")
    if flags & _ENCRYPTED:
        raise ArchiveError(f"{name} in it is encrypted", "save it without a password")
    if _leads_outside(name):
        raise ArchiveError(f"{name!r} in it is a path out of the archive", "don't trust this file")
    if _IN_ZIP64 in {packed, size, header}:
        raise ArchiveError(f"{name} in it is larger than mtfix reads", "leave it out")
    if data[header : header + 4] != b"PK\x03\x04" or header + _HEADER.size > len(data):
        raise _broken(f"{name} is not where its directory says")
    own = _HEADER.unpack_from(data, header)
    name_start = header + _HEADER.size
    start = name_start + own[-2] + own[-1]
    if data[name_start : name_start + own[-2]] != raw or own[3] != method:
        raise _broken(f"{name} is another member than its directory says")
    member = Member(name, at, header, start, start + packed, flags, method, checksum, size)
    return member, name_at + named + extra + comment


def _leads_outside(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or not parts[0] or ":" in parts[0] or "\0" in name


def _inflate(name: str, packed: bytes) -> bytes:
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    most = min(MOST_OF_MEMBER, max(_SMALL, _MOST_RATIO * len(packed)))
    try:
        content = unpacker.decompress(packed, most + 1)
    except zlib.error:
        raise _broken(f"{name} can't be unpacked") from None
    if len(content) > most:
        raise ArchiveError(
            f"{name} in it becomes larger than mtfix reads when it is unpacked",
            "don't trust this file, or split it",
        )
    if not unpacker.eof or unpacker.unused_data:
        raise _broken(f"{name} can't be unpacked")
    return content


def _deflate(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()
