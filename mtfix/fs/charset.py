"""The charset of a file that is not in UTF-8, where the user asks for it; and the way back."""

from __future__ import annotations

import codecs
import re

from mtfix.edits.problem import ProblemError

AUTO = "auto"
UTF_8 = "utf-8"
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEAD, _BINARY = 1024, 8000
"""The bytes in which a file says what it is, and those in which a NUL shows that it is no text."""
_DECLARED = re.compile(
    r"<\?xml[^>]{,200}?\bencoding\s*=\s*[\"'](?P<xml>[\w.:-]+)|"
    r"<meta[^>]{,200}?\bcharset\s*=\s*[\"']?(?P<html>[\w.:-]+)|"
    r"(?m:^(?:content-type:.{,100}?\bcharset|.{,20}\b(?:fileen|file_en|en)?coding|charset)"
    r"\s*[:=]\s*[\"']?(?P<line>[\w.:-]+))",
    re.IGNORECASE,
)
"""Charset declarations in the first bytes of a file: XML, HTML, headers, frontmatter, editors."""
_AS_BROWSERS = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
"""Charsets that are named where a wider one is meant."""


class CharsetError(ProblemError):
    """Why bytes can't be read or a text can't be written, and what to do."""


def decode_from(data: bytes, charset: str) -> tuple[str, bytes, str]:
    """Return the charset of `data`, its byte order mark, and its text.

    The mark says it, else it is UTF-8 if it can be, else what the file says of itself, else
    what charset-normalizer takes it for. Raises CharsetError where nothing does.
    """
    if charset != AUTO:
        bom = next((bom for bom, one in _BOMS if one == charset and data.startswith(bom)), b"")
        text = _read(data[len(bom) :], charset)
        if text is None:
            raise CharsetError(f"is not in {charset}", "try `--encoding auto`")
        return charset, bom, text
    for bom, one in _BOMS:
        if data.startswith(bom):
            text = _read(data[len(bom) :], one)
            if text is None:
                raise CharsetError(f"begins like {one.upper()}, and is none")
            return one, bom, text
    if _read(data, UTF_8) is not None or b"\0" in data[:_BINARY]:
        return UTF_8, b"", ""
    for one in _declared(data):
        text = _read(data, one)
        if text is not None:
            return one, b"", text
    return _guessed(data)


def python_name(charset: str) -> str | None:
    """Return the name that Python has for a charset of text, or None where it knows none."""
    try:
        info = codecs.lookup(charset)
        "".encode(charset)
    except (LookupError, ValueError):
        return None
    return info.name


def encode_in(text: str, charset: str) -> bytes:
    """Return a text in a charset. Raises CharsetError, with the first character that it lacks."""
    try:
        return text.encode(charset)
    except UnicodeEncodeError as error:
        lacking = text[error.start]
        raise CharsetError(
            f"{charset} has no {lacking!r} (U+{ord(lacking):04X})",
            "the file is as it was: save it as UTF-8 first",
        ) from None


def _read(data: bytes, charset: str) -> str | None:
    """The text of bytes in a charset, or None where it does not give the same bytes back."""
    try:
        text = data.decode(charset)
        return text if text.encode(charset) == data else None
    except UnicodeError:
        return None


def _declared(data: bytes) -> list[str]:
    """The charsets that a file may mean by what it says of itself."""
    shape = _DECLARED.search(data[:_HEAD].decode("latin-1"))
    name = shape and python_name(shape["xml"] or shape["html"] or shape["line"])
    if not name:
        return []
    return [_AS_BROWSERS[name], name] if name in _AS_BROWSERS else [name]


def _guessed(data: bytes) -> tuple[str, bytes, str]:
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        raise CharsetError(
            "is not UTF-8 and names no charset",
            "install mtfix[charset] to have it guessed, or name it: `--encoding cp1252`",
        ) from None
    best = from_bytes(data).best()
    charset = python_name(best.encoding) if best else None
    text = _read(data, charset) if charset else None
    if charset is None or text is None:
        raise CharsetError("its charset can't be told", "name it: `--encoding cp1252`")
    return charset, b"", text
