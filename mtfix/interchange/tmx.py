"""Translation memories as glossaries: short units are terms, sentences are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.problem import Problem, ProblemError
from mtfix.formats.xml_tokens import attributes, tokens
from mtfix.formats.xml_values import elements
from mtfix.fs import files
from mtfix.interchange.concept import Concept
from mtfix.regexes.lazy import lazy_regex
from mtfix.rows.cells import RawText, decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.formats.xml_values import XmlElement
    from mtfix.interchange.concept import Languages

    Unit = tuple[int, list[tuple[str, str]]]

_LONGEST = 60
"""Characters of a term; longer segments are sentences."""
_SENTENCE = lazy_regex(r"[.!?。！？…]\s*\Z")


def read_tmx(path: str, languages: Languages) -> Iterator[Concept | Problem]:
    """Yield the units of a file that are terms in both languages, and how many are none."""
    sentences = 0
    try:
        for line, texts in _units(path):
            pair = [_of(texts, language) for language in languages]
            if not all(pair):
                continue
            if any(len(text) > _LONGEST or _SENTENCE.search(text) for text in pair):
                sentences += 1
            else:
                yield Concept(f"{path}:{line}", pair[1], (pair[0],))
    except ProblemError as error:
        yield error.problem._replace(path=path)
    if sentences:
        text = f"{sentences} units are sentences and no terms; they are left out"
        yield Problem.at(path, text, severity="warning")


def languages_of_tmx(path: str) -> list[str]:
    """Return the languages of the units in a file, as it spells them."""
    try:
        return list(dict.fromkeys(code for _, texts in _units(path) for code, _ in texts))
    except ProblemError:
        return []


def _of(texts: list[tuple[str, str]], language: str) -> str:
    return next(
        (text for code, text in texts if code == language or code.startswith(f"{language}-")), ""
    )


def _units(path: str) -> Iterator[Unit]:
    """The units: the line of each, and its texts with their languages."""
    text = files.read_file(path, "auto").text
    line, at = 1, 0
    unit: Unit = (0, [])
    code = ""
    for element in elements(tokens(text)):
        if element.name == "tu":
            if unit[0]:
                yield unit
            line += text.count("\n", at, element.tag.span.start)
            at = element.tag.span.start
            unit = (line, [])
        elif element.name == "tuv":
            code = _language(text, element)
        elif element.name == "seg":
            raw = text[slice(*element.content)]
            unit[1].append((code, " ".join(decode(RawText(0, raw, "xml")).split())))
    if unit[0]:
        yield unit


def _language(text: str, element: XmlElement) -> str:
    given = attributes(text, element.tag.span)
    return (given.get("xml:lang") or given.get("lang", "")).lower().replace("_", "-")
