"""The formats that the suffix of a file does not tell, but its beginning does."""

from __future__ import annotations

from os.path import splitext

from mtfix.regexes.lazy import lazy_regex

_HEAD = 20_000
"""Bytes at the beginning of a file in which its root element stands, behind a licence."""

_ROOT = r"\s*(?:(?:<\?[^<>]*>|<!--(?:[^-]|-(?!->))*-->|<!DOCTYPE[^<>\[]*(?:\[[^\]]*\]\s*)?>)\s*)*"
_FORMATS = {".xml": {"android": lazy_regex(rf"{_ROOT}<resources[\s>/]")}}
"""For suffixes of many formats, those that are read, with how a file of each begins."""


def is_told_by_content(path: str) -> bool:
    """Return whether the content of a file may tell its format where its suffix does not."""
    return splitext(path)[1].lower() in _FORMATS


def format_by_content(path: str, data: bytes) -> str:
    """Return the format that the beginning of a file tells, where its suffix does not; or nothing.

    >>> format_by_content("values/strings.xml", b"<resources/>")
    'android'
    """
    formats = _FORMATS.get(splitext(path)[1].lower(), {})
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").decode("latin-1") if formats else ""
    return next((name for name, begins in formats.items() if begins.match(head)), "")
