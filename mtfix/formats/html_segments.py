"""The segments of HTML: what of it is text, what parts blocks, and what is a hole."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.formats.html_tokens import Attribute, Token, attributes, is_void, tokens
from mtfix.text.language_codes import is_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite data del dfn em font i ins label mark q ruby s small span"
    " strike strong sub sup time tt u wbr".split()
)
"""Elements within a sentence; their tags read as nothing."""
_OBJECTS = frozenset("code img input kbd math meter output progress samp svg var".split())
"""Elements that stand for something within a sentence."""
_NOTHING = frozenset("script style template".split())
"""Elements that a reader does not see."""
_PROSE_ATTRIBUTES = frozenset(("alt", "title", "aria-label", "placeholder", "content"))
_META = frozenset(
    "description title og:title og:description og:site_name twitter:title"
    " twitter:description".split()
)
"""Names and properties of the elements `meta` whose content is prose."""
_NEAR = 8
"""Tokens on each side of a tag among which text shows that it stands in a sentence."""
_WHOLE_PAGE = frozenset(("html", "body"))
"""Elements whose `lang` says what the page was before it was translated, as often as not."""

TEXT, NOTHING, BREAK, BLOCK, HOLE, BLOCK_HOLE = (
    "text",
    "nothing",
    "break",
    "block",
    "hole",
    "block-hole",
)
_WITHIN = frozenset((NOTHING, HOLE))
"""The kinds of tags within a sentence."""


class Segment(NamedTuple):
    """A piece of HTML of one of the kinds above; `quote` is that around the value of an
    attribute, and nothing for other text."""

    kind: str
    span: Span
    quote: str = ""


def segments(text: str) -> list[Segment]:
    """Return the segments of a text, in order, without gaps."""
    found: list[Segment] = []
    queue = list(tokens(text))
    index = 0
    while index < len(queue):
        token = queue[index]
        index += 1
        if token.kind == "open" and _is_left(text, token) and not is_void(token.name):
            index, end = _behind_element(queue, index, token.name)
            kind = HOLE if token.name in INLINE or token.name in _OBJECTS else BLOCK_HOLE
            found.append(Segment(kind, Span(token.span.start, end)))
        elif token.kind == "open":
            found += _opened(text, queue, index - 1)
        else:
            found.append(Segment(_kind(token), token.span))
    return found


def _kind(token: Token) -> str:
    """The kind of the segment that a token is, attributes aside."""
    if token.kind == "text":
        return TEXT
    if token.kind == "comment" or token.name in INLINE or token.name in _NOTHING:
        return NOTHING
    if token.name == "br":
        return BREAK
    if token.name in _OBJECTS:
        return HOLE
    return BLOCK_HOLE if token.kind == "opaque" else BLOCK


def _opened(text: str, queue: Sequence[Token], index: int) -> Iterator[Segment]:
    """The segments of a tag that opens an element, with those of its attributes that are prose."""
    token = queue[index]
    kind, read = _kind(token), list(_prose_attributes(text, token))
    if not read or (kind in _WITHIN and _is_in_sentence(text, queue, index)):
        yield Segment(kind, token.span)
        return
    at = token.span.start
    for one in read:
        yield Segment(BLOCK_HOLE, Span(at, one.span.start))
        yield Segment(TEXT, one.span, one.quote)
        at = one.span.end
    yield Segment(BLOCK_HOLE, Span(at, token.span.end))


def _prose_attributes(text: str, token: Token) -> Iterator[Attribute]:
    all_ = [one for one in attributes(text, token.span) if one.quote]
    if token.name == "meta":
        names = {one.value.lower() for one in all_ if one.name in {"name", "property"}}
        wanted = frozenset({"content"} if names & _META else ())
    else:
        wanted = _PROSE_ATTRIBUTES - {"content"}
    return (one for one in all_ if one.name in wanted and one.value.strip())


def _is_in_sentence(text: str, queue: Sequence[Token], index: int) -> bool:
    """Whether text stands on both sides of a tag, in the same block: what is read of the tag would
    part it."""
    return all(_has_text(text, queue, index, step) for step in (-1, 1))


def _has_text(text: str, queue: Sequence[Token], index: int, step: int) -> bool:
    """Whether text stands among the nearest tokens before (step -1) or behind (1) one."""
    for _ in range(_NEAR):
        index += step
        if not 0 <= index < len(queue) or _kind(queue[index]) not in {TEXT, NOTHING, HOLE}:
            return False
        if queue[index].kind == "text" and not text[slice(*queue[index].span)].isspace():
            return True
    return False


def _is_left(text: str, token: Token) -> bool:
    """Whether an element is not to be translated, or in another language than English."""
    if token.name in _WHOLE_PAGE:
        return False
    for one in attributes(text, token.span):
        value = one.value.strip().lower()
        if one.name == "translate" and value == "no":
            return True
        if one.name == "class" and "notranslate" in value.split():
            return True
        if one.name in {"lang", "xml:lang"} and value and not is_language(value, "en"):
            return True
    return False


def _behind_element(queue: Sequence[Token], index: int, name: str) -> tuple[int, int]:
    """The index of the token behind an element whose content begins at `index`, and where the
    element ends: at the end of the text where it is never closed."""
    depth = 1
    while index < len(queue):
        token = queue[index]
        index += 1
        if token.name == name and token.kind in {"open", "close"}:
            depth += 1 if token.kind == "open" else -1
            if not depth:
                return index, token.span.end
    return index, queue[-1].span.end
