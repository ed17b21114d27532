"""Encoding: broken characters become what was written, by minimal edits.

ftfy does what it does well, line by line and with everything off that is a matter of
taste. It is imported only for lines that can concern it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from mtfix.edit import Edit, Safety, Span
from mtfix.guards import DISCOURSE, in_address
from mtfix.scan import Triggers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.document import Hit, Page

STAGE = "encoding"
_MOJIBAKE, _ENTITY, _CONTROL, _INVISIBLE = range(4)
_RULES = ("encoding/mojibake", "encoding/entity", "encoding/control", "encoding/bom")
_LONGEST_LINE = 20_000

# UTF-8 read as Latin-1 or Windows-1252: the first byte of a character shows as one of
# these letters, and each following byte as one of these signs.
_LEADS = "".join(map(chr, range(0xC2, 0xF5)))
_FOLLOWERS = "".join(map(chr, range(0x80, 0xC0))) + "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_ENTITIES = ("amp", "quot", "nbsp", "lt", "gt", "apos", "ldquo", "rdquo", "lsquo", "rsquo",
             "mdash", "ndash", "hellip", "bull", "middot", "eacute", "egrave", "uuml", "ouml",
             "auml", "szlig", "ccedil", "ntilde", "copy", "reg", "trade", "euro", "pound")  # fmt: skip
_ENTITY_SHAPE = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_ABOUT_ENTITIES = re.compile(
    r"\b(?:html?|xml|sgml|xhtml|entit(?:y|ies)|escap\w+|markup|ampersand|character reference|"
    r"encod\w+|urls?|query string)\b|</?\w+[^<>]*>|```|`&",
    re.IGNORECASE,
)
_KEPT_CONTROLS = frozenset("\0\t\n\v\f\r\b\x1b\x1c\x1d\x1e\x1f")
"""NUL, white space, overstriking and escape sequences, and the separators of data formats."""
_CONTROLS = "".join(
    chr(code) for code in (*range(0x20), 0x7F) if chr(code) not in _KEPT_CONTROLS
)


class Encoding:
    """The stage. Immutable and thread-safe."""

    name = STAGE
    always = False

    def triggers(self) -> Iterator[Triggers]:
        """A lead letter with the first byte of a follower; named entities; stray controls."""
        starts = {follower.encode()[:-1] for follower in _FOLLOWERS}
        broken = [_latin(lead.encode() + start) for lead in _LEADS for start in sorted(starts)]
        broken += map(chr, range(0x80, 0xA0))
        yield Triggers(STAGE, _MOJIBAKE, "any", broken)
        yield Triggers(STAGE, _ENTITY, "any", [f"&{name};" for name in _ENTITIES] + ["&#"])
        yield Triggers(STAGE, _CONTROL, "any", list(_CONTROLS))
        yield Triggers(STAGE, _INVISIBLE, "any", ["\ufeff"])

    def __call__(self, page: Page) -> Iterator[Edit]:
        """Yield the smallest edits that make broken characters whole."""
        lines: set[Span] = set()
        for hit in page.hits.get(STAGE, ()):
            if hit.rule == _MOJIBAKE:
                lines.add(page.line(hit.start))
            else:
                edit = _SINGLE[hit.rule](page, hit)
                if edit is not None:
                    yield edit
        for line in sorted(lines):
            yield from _mojibake(page.text, line)


def repair(text: str, escapes: bool = False) -> str:  # noqa: FBT001, FBT002 - the scorer's call
    """Return `text` with broken characters made whole.

    `escapes` asks for `\\uXXXX` and the like as well, which are damage only where the text
    does not speak of them.

    >>> repair("It is the companyâ€™s first cafÃ©.")
    'It is the company’s first café.'
    """
    from mtfix.stages.alone import run

    return run(Encoding(), text)


def _latin(data: bytes) -> str:
    """Bytes as a string that the scanner encodes back to the same bytes."""
    return data.decode("utf-8", "surrogateescape")


def _mojibake(text: str, line: Span) -> Iterator[Edit]:
    """What ftfy changes in a line, as edits of the runs that differ."""
    old = text[line.start : line.end]
    if len(old) > _LONGEST_LINE or not _BROKEN.search(old):
        return
    new, plan = _fixed(old)
    if new == old or new.count("\ufffd") > old.count("\ufffd"):
        return
    from difflib import SequenceMatcher

    spoken = _ABOUT_ENCODING.search(text, max(0, line.start - 400), line.end + 400)
    safety = Safety.SUGGESTED if spoken else Safety.SAFE
    before, after = _RUNS.findall(old), _RUNS.findall(new)
    at = line.start
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, low, high, new_low, new_high in matcher.get_opcodes():
        broken = "".join(before[low:high])
        if tag != "equal":
            span = Span(at, at + len(broken))
            whole = "".join(after[new_low:new_high])
            yield Edit(span, broken, whole, _RULES[_MOJIBAKE], plan, safety, 0.99)
        at += len(broken)


@cache
def _ftfy() -> tuple[Any, Any]:
    import ftfy

    config = ftfy.TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        replace_lossy_sequences=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
        max_decode_length=_LONGEST_LINE,
    )
    return ftfy, config


def _fixed(line: str) -> tuple[str, str]:
    """The line as ftfy repairs it, and what it did, in words."""
    ftfy, config = _ftfy()
    new, steps = ftfy.fix_and_explain(line, config)
    codecs = [step.parameter for step in steps or () if step.action == "encode"]
    named = " and ".join(dict.fromkeys(codecs)) or "another encoding"
    return new, f"UTF-8 that was read as {named}"


def _entity(page: Page, hit: Hit) -> Edit | None:
    """An HTML entity in plain text, unless the text speaks of markup."""
    shape = _ENTITY_SHAPE.match(page.text, hit.start)
    if shape is None:
        return None
    from html import unescape

    new = unescape(shape[0])
    span = Span(*shape.span())
    if new == shape[0] or not new.isprintable() and new != "\xa0" or in_address(page.text, span):
        return None
    low, high = max(0, span.start - DISCOURSE), span.end + DISCOURSE
    if page.protected(span) or _ABOUT_ENTITIES.search(page.text, low, high):
        return None
    safety = Safety.SUGGESTED if new in "<>" else Safety.SAFE
    return Edit(span, shape[0], new, _RULES[_ENTITY], "an HTML entity in plain text", safety)


def _control(page: Page, hit: Hit) -> Edit | None:
    span = Span(hit.start, hit.start + 1)
    old = page.text[hit.start]
    return Edit(span, old, "", _RULES[_CONTROL], f"a stray control character U+{ord(old):04X}")


def _bom(page: Page, hit: Hit) -> Edit | None:
    """A byte order mark that is not at the beginning."""
    if hit.start == 0:
        return None
    span = Span(hit.start, hit.start + 1)
    return Edit(span, "\ufeff", "", _RULES[_INVISIBLE], "a byte order mark inside the text")


_SINGLE = {_ENTITY: _entity, _CONTROL: _control, _INVISIBLE: _bom}
_BROKEN = re.compile(f"[{_LEADS}][{re.escape(_FOLLOWERS)}]|[\x80-\x9f]")
_RUNS = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")
_ABOUT_ENCODING = re.compile(
    r"\b(?:mojibake|utf-?8|latin-?1|cp1252|windows-125\d|iso[- ]8859|code ?page|unicode|charset|"
    r"character encoding|decod\w+|gbk|shift[- _]jis)\b",
    re.IGNORECASE,
)
