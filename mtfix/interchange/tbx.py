"""TBX as it is read: v3 (ISO 30042:2019) in both styles, and v2 (ISO 30042:2008).

Elements are known by their names without namespaces, of which there were several. A file is
read in pieces and one concept at a time; nothing that it refers to is ever fetched, and one
that declares entities is refused, since these can grow without bound.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from mtfix.edits.problem import Problem, ProblemError
from mtfix.fs.regular import open_regular
from mtfix.interchange.concept import Concept, Languages

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE = 1 << 16
_ENTRIES = frozenset({"conceptEntry", "termEntry"})
_LANGUAGES = frozenset({"langSec", "langSet"})
_TERMS = frozenset({"termSec", "tig", "ntig"})
_ROOTS = frozenset({"tbx", "martif"})
_STATUS = frozenset(
    {"administrativestatus", "normativeauthorization", "status", "termstatus", "usagestatus"}
)
_DEFINITION = "definition"
_DEEPEST = 64
_LONGEST = 1 << 16
"""Characters of one element that are kept."""
KINDS = {"properNoun": "organization"}
_SPELLINGS = {
    "preferred": "preferred approved recommended standardized standardised valid",
    "admitted": "admitted acceptable accepted allowed legal proposed provisional regulated new",
    "deprecated": (
        "deprecated discouraged donotuse forbidden notallowed notapproved notpreferred"
        " notrecommended obsolete prohibited rejected unapproved"
    ),
    "superseded": "superseded",
}
STATUSES = {
    spelling: status for status, spellings in _SPELLINGS.items() for spelling in spellings.split()
}
"""Each spelling of a status, without signs and endings (`preferredTerm-admn-sts`), and the status
that it means."""
_ENDINGS = re.compile(r"(?:term)?(?:admnsts)?$")


def read_tbx(path: str, languages: Languages) -> Iterator[Concept | Problem]:
    """Yield the concepts of a file that have a term in the target language."""
    reader = _TbxReader(path, languages)
    try:
        with open_regular(path) as file:
            while piece := file.read(_PIECE):
                reader.feed(piece)
                yield from reader.take()
            reader.feed(b"", final=True)
        yield from reader.take()
        if not reader.entries:
            yield Problem.at(path, "there is no conceptEntry or termEntry in it; is it TBX?")
    except OSError as error:
        yield Problem.at(path, f"it can't be read: {error.strerror}")
    except _RefusedError as error:
        yield from reader.take()
        yield error.problem._replace(path=path)
    except expat.ExpatError as error:
        yield from reader.take()
        yield Problem.at(
            f"{path}:{error.lineno}:{error.offset + 1}",
            "this is no XML; mend the file there",
        )
    except (ValueError, LookupError):  # what expat says of an encoding that it can't read
        yield Problem.at(f"{path}:1", "its encoding can't be read; save the file as UTF-8")


class _RefusedError(ProblemError):
    """What is no TBX, or more than mtfix reads of it."""


class _TbxTerm:
    """A term as it is read, with its status."""

    def __init__(self) -> None:
        self.text = self.status = self.speech = ""


class _TbxReader:
    """Reads events of XML, and holds no more of a file than one concept."""

    def __init__(self, path: str, languages: Languages) -> None:
        self.entries = 0
        self.languages: dict[str, None] = {}
        self._path, self._languages = path, languages
        self._done: list[Concept | Problem] = []
        self._open: list[tuple[str, str]] = []
        self._text: list[str] = []
        self._size = 0
        self._parser: Any = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.EntityDeclHandler = self._entity
        self._begin()

    def feed(self, data: bytes, *, final: bool = False) -> None:
        self._parser.Parse(data, final)

    def take(self) -> list[Concept | Problem]:
        """Return the concepts and problems that have been read since the last call."""
        done, self._done = self._done, []
        return done

    def _begin(self) -> None:
        self._line = 0
        self._terms: dict[str, list[_TbxTerm]] = {}
        self._language = ""
        self._notes: list[str] = []

    def _entity(self, *_: object) -> None:
        line = self._parser.CurrentLineNumber
        text = "it declares an entity, which TBX needs none of"
        raise _RefusedError(text, "take it out", line=line)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        own = name.rpartition(" ")[2]
        if not self._open and own not in _ROOTS:
            line = self._parser.CurrentLineNumber
            text = f"the file is <{own}>, not <tbx> or <martif>"
            raise _RefusedError(text, "is it TBX?", line=line)
        if len(self._open) >= _DEEPEST:
            text = "elements stand too deep in each other"
            raise _RefusedError(text, line=self._parser.CurrentLineNumber)
        category = attributes.get("type", "") if own in {"termNote", "descrip"} else own
        self._open.append((own, category))
        self._text, self._size = [], 0
        if own in _ENTRIES:
            self._begin()
            self._line = self._parser.CurrentLineNumber
        elif own in _LANGUAGES:
            lang = attributes.get("http://www.w3.org/XML/1998/namespace lang") or attributes.get(
                "lang"
            )
            self._language = (lang or "").lower().replace("_", "-")
            self.languages[self._language] = None
        elif own in _TERMS:
            self._terms.setdefault(self._language, []).append(_TbxTerm())

    def _characters(self, text: str) -> None:
        self._size += len(text)
        if self._size <= _LONGEST:
            self._text.append(text)

    def _end(self, _name: str) -> None:
        own, category = self._open.pop()
        text = " ".join("".join(self._text).split())
        terms = self._terms.get(self._language)
        if own == "term" and terms:
            terms[-1].text = text
        elif category.lower() in _STATUS and terms:
            terms[-1].status = text
        elif category == "partOfSpeech" and terms:
            terms[-1].speech = text
        elif (own == "note" or category == _DEFINITION) and text and self._line:
            self._notes.append(text)
        elif own in _ENTRIES:
            self.entries += 1
            self._done += self._concept()
            self._begin()

    def _concept(self) -> Iterator[Concept | Problem]:
        place = f"{self._path}:{self._line}"
        target = self._of(self._languages.target)
        if not target:
            said = ", ".join(filter(None, self._terms)) or "no language"
            yield Problem.at(
                place,
                f"there is no term in {self._languages.target!r}, but in {said}; left out"
                " (--from and --to name the languages)",
            )
            return
        by_status: dict[str, list[str]] = {}
        for term in target:
            status = _status(term.status)
            if status is None:
                yield Problem.at(
                    place,
                    f"{term.text!r} has the status {term.status!r}, which mtfix does not know; it"
                    " is left out (write preferred, admitted, deprecated or superseded)",
                )
            else:
                by_status.setdefault(status, []).append(term.text)
        right = [
            *by_status.get("preferred", ()),
            *by_status.get("", ()),
            *by_status.get("admitted", ()),
        ]
        if not right:
            yield Problem.at(place, "all its terms are deprecated or superseded; it is left out")
            return
        kind = next((KINDS[term.speech] for term in target if term.speech in KINDS), "")
        yield Concept(
            place,
            right[0],
            tuple(term.text for term in self._of(self._languages.source)),
            tuple(dict.fromkeys(right[1:])),
            tuple(by_status.get("deprecated", ())),
            tuple(by_status.get("superseded", ())),
            "; ".join(dict.fromkeys(self._notes)),
            kind,
        )

    def _of(self, language: str) -> list[_TbxTerm]:
        wanted = language.lower()
        return [
            term
            for name, terms in self._terms.items()
            if name == wanted or name.startswith(f"{wanted}-")
            for term in terms
            if term.text
        ]


def _status(text: str) -> str | None:
    """What a status means, nothing where there is none; None for one that is not known."""
    letters = "".join(filter(str.isalnum, text.lower()))
    return STATUSES.get(_ENDINGS.sub("", letters, count=1)) if letters else ""


def languages_of_tbx(path: str) -> list[str]:
    """Return the languages of the terms in a file, as it spells them, in order."""
    reader = _TbxReader(path, Languages("", ""))
    with suppress(OSError, expat.ExpatError, ValueError, LookupError), open_regular(path) as file:
        while piece := file.read(_PIECE):
            reader.feed(piece)
            reader.take()
    return list(reader.languages)
