"""Office documents and e-books: archives of which some members hold prose, read as one text.

The text has each of these members behind a line with its name: a form feed, which no XML can
hold, and the name. Behind a paragraph stands a form feed with a line end, so that a paragraph is a
line of the text.
"""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, NamedTuple

from mtfix.fs.xml_syntax import XmlError, root_of
from mtfix.fs.zip_layout import MOST_OF_MEMBER, Archive, ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PART = re.compile(r"\f([^\f\n]+)\n")
"""The line before a member: its name."""
_BREAK = "\f\n"
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_PROTECTION = "META-INF/encryption.xml"


class _Kind(NamedTuple):
    """A kind of package: how it is called, its members with prose, in order, the ends of its
    paragraphs, and the members by which it is signed."""

    name: str
    parts: Callable[[Archive], Sequence[str]]
    paragraph: re.Pattern[str]
    signatures: re.Pattern[str]


def decode_package(data: bytes, kind: str) -> str:
    """Return the members with prose of a package as one text. `kind` is a name in `KINDS`.

    Raises ArchiveError where it is broken, protected or signed.
    """
    archive, parts = _opened(data, kind)
    texts = [f"\f{name}\n{_text(archive, name)}" for name in parts]
    paragraph = KINDS[kind].paragraph
    return "".join(paragraph.sub(lambda end: end[0] + _BREAK, text) for text in texts)


def without_breaks(text: str) -> str:
    """Return the text of a member as XML, as long as it was."""
    return text.replace(_BREAK, "\n\n")


def encode_package(data: bytes, kind: str, text: str) -> bytes:
    """Return a package whose members with prose are those of `text`; where none has changed, the
    same bytes. Raises ArchiveError where the text has other members."""
    archive, parts = _opened(data, kind)
    bare = text.replace(_BREAK, "")
    lines = list(PART.finditer(bare))
    if [line[1] for line in lines] != list(parts):
        raise ArchiveError("the members of the text are not those of the file", "run again")
    ends = [line.start() for line in lines[1:]] + [len(bare)]
    contents = {
        line[1]: bare[line.end() : end].encode() for line, end in zip(lines, ends, strict=True)
    }
    return archive.replace(
        {name: content for name, content in contents.items() if content != archive.read(name)}
    )


def packed_content(data: bytes, kind: str) -> bytes:
    """Return what a package holds, however its members with prose are packed."""
    archive, parts = _opened(data, kind)
    pieces: list[bytes] = []
    for name, member in archive.members.items():
        packed = data[member.start : member.end]
        pieces += [name.encode(), archive.read(name) if name in parts else packed]
    return b"\0".join(pieces)


def _opened(data: bytes, kind: str) -> tuple[Archive, Sequence[str]]:
    archive = Archive(data)
    name, find_parts, _, signatures = KINDS[kind]
    if signed := next(filter(signatures.match, archive.members), None):
        raise ArchiveError(
            f"it is signed ({signed}), and a change would break the signature",
            "take the signature off, and sign it again afterwards",
        )
    parts = [part for part in find_parts(archive) if part in archive.members]
    if not parts:
        raise ArchiveError(f"it holds no text of {name}", "save it again in its own program")
    protection = archive.read(_PROTECTION) if _PROTECTION in archive.members else b""
    if any(part.encode() in protection for part in parts):
        raise ArchiveError("its text is encrypted", "use a copy without protection")
    if sum(archive.members[part].size for part in parts) > MOST_OF_MEMBER:
        raise ArchiveError("its text is larger than mtfix reads", "split it")
    return archive, parts


def _text(archive: Archive, name: str) -> str:
    content = archive.read(name)
    try:
        text = content.decode()
        root_of(text.removeprefix("\ufeff"))
    except UnicodeDecodeError:
        why = "it is not UTF-8"
    except XmlError as error:
        why = str(error)
    else:
        if "\f" not in text:
            return text
        why = "it holds a form feed"
    remedy = "take off its protection, if it has one, or save it again in its own program"
    raise ArchiveError(f"{name} in it can't be read: {why}", remedy)


def _named(*patterns: str) -> Callable[[Archive], Sequence[str]]:
    """Return what finds the members with some names, those that the first pattern fits first."""
    return lambda archive: [
        name for pattern in patterns for name in archive.members if re.fullmatch(pattern, name)
    ]


def _book_parts(archive: Archive) -> Sequence[str]:
    """The pages of a book in the order of reading, then its tables of contents."""
    roots: list[str] = []

    def visit_container(name: str, found: dict[str, str]) -> None:
        if name == "rootfile":
            roots.append(found.get("full-path", ""))

    _visit(archive, "META-INF/container.xml", visit_container)
    if not roots:
        return ()
    items: dict[str, tuple[str, str, str]] = {}
    order: list[str] = []

    def visit(name: str, found: dict[str, str]) -> None:
        if name == "item":
            kind, role = found.get("media-type", ""), found.get("properties", "")
            items[found.get("id", "")] = (found.get("href", ""), kind, role)
        elif name == "itemref":
            order.append(found.get("idref", ""))

    _visit(archive, roots[0], visit)
    pages = [one for one in order if one in items and items[one][1] == _PAGE]
    tables = [one for one, item in items.items() if _is_contents(*item) and one not in pages]
    folder = dirname(roots[0])
    paths = (normpath(join(folder, _unquoted(items[one][0]))) for one in (*pages, *tables))
    return list(dict.fromkeys(paths))


_PAGE = "application/xhtml+xml"
_CONTENTS = "application/x-dtbncx+xml"


def _is_contents(_href: str, kind: str, role: str) -> bool:
    return kind == _CONTENTS or (kind == _PAGE and "nav" in role.split())


def _unquoted(address: str) -> str:
    """A path as it is meant, of one in which signs may stand as `%20`."""
    return _PERCENT.sub(
        lambda found: bytes.fromhex(found[0].replace("%", "")).decode("utf-8", "replace"), address
    )


def _visit(archive: Archive, name: str, visit: Callable[[str, dict[str, str]], object]) -> None:
    """Tell `visit` of each element of a member, by its name without a prefix."""
    if name not in archive.members:
        return
    try:
        text = archive.read(name).decode("utf-8-sig")
        root_of(text, lambda tag, found: visit(tag.rpartition(":")[2], found))
    except (UnicodeDecodeError, XmlError) as error:
        raise ArchiveError(f"{name} in it can't be read: {error}", "mend it") from None


KINDS = {
    "docx": _Kind(
        "Word",
        _named(r"word/document\d*\.xml", r"word/(?:footnotes|endnotes|header|footer)\d*\.xml"),
        re.compile(r"</\w+:p>"),
        re.compile(r"_xmlsignatures/.+\.xml$"),
    ),
    "odt": _Kind(
        "OpenDocument",
        _named(r"content\.xml", r"styles\.xml"),
        re.compile(r"</\w+:[ph]>"),
        re.compile(r"META-INF/.*signatures.*\.xml$"),
    ),
    "epub": _Kind(
        "an e-book", _book_parts, re.compile(r"(?!)"), re.compile(r"META-INF/signatures\.xml$")
    ),
}
"""The kinds of packages that are read, by the names of their formats."""
