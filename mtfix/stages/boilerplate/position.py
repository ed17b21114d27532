"""Which matches stand where their rules say, at the head or tail of a text or inline.

Head and tail are what no paragraph of the article separates from the border of the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.edits.reason import Reason
from mtfix.packs.boilerplate_classes import CLASSES
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.boilerplate.instructions import is_among_steps
from mtfix.stages.boilerplate.letters import letter_doubt
from mtfix.stages.boilerplate.line_doubts import EDGE, doubt_about, is_outside
from mtfix.stages.boilerplate.reference_pages import reference_doubt
from mtfix.stages.boilerplate.scraped import looks_scraped
from mtfix.stages.boilerplate.teaser import is_teaser
from mtfix.stages.boilerplate.units import BETWEEN
from mtfix.text.prose_lines import (
    is_paragraph,
    is_sentence,
    line_start,
    lines_in,
    units_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtfix.stages.boilerplate.units import RuleMatch

_BEGINNING = 10
"""How many characters of a line show that it begins as another does."""
_BEFORE_REACH, _BEFORE_UNITS = 2_000, 2
"""In how many characters before a match the text is looked for that may announce it, and how many
lines or paragraphs of it."""
_ANNOUNCEMENT, _BEHIND_REACH = 300, 400
"""Characters at the end of a line in which it announces another, and behind a match in which the
line is looked for that points back to it."""
_HEADING_WORDS, _STEM = 3, 5
"""Words of a heading, and letters of a word that stay when it is bent: Print, printed."""
_HEADING_REACH = 80
_VERSION = lazy_regex(r"\b\d+(?:\.\d+)+(?:[a-z]\d+)?\W{,3}\Z")
"""How the heading of a version ends: What's new in 2.4.1?"""
_DIGIT = lazy_regex(r"\d")
_ANNOUNCES = lazy_regex(
    r"(?:\S+\s+){2}\S+[:：]\s*\Z|\b(?:as follows|(?:these|of the|interface|UI) "
    r"(?:lines|strings|words|labels|texts|messages|items|buttons|phrases|examples)|"
    r"following(?! (?:the|an?|his|her|its|their)\b)(?! (?:\w+ )?(?:year|month|week|day|hour|"
    r"minute|night|morning|evening|afternoon|season|spring|summer|autumn|fall|winter|decade|century|generation|\w+day|"
    r"January|February|March|April|May|June|July|August|\w+ber)s?\b)|"
    r"(?<!comments )(?<!section )(?<!box )(?<!form )(?<!code )"
    r"below(?! (?:the|an?|this|that|his|her|its|their|zero|ground|sea|deck|average|par|cost|\d)))"
    r"\b[^.!?]*[.!?]?\s*\Z",
    re.IGNORECASE,
)
_POINTS_BACK = lazy_regex(
    r"(?:The|This|That|These) (?:\w+ ){,2}(?:above|buttons?|labels?|line|wording|message|prompt|"
    r"phrase|sentence|bar|words?)\b|"
    r"(?:Lines|Labels|Words|Phrases|Sentences|Notes|Strings) (?:like|such as|of) "
    r"(?:this|these|that|those)\b|"
    r"(?:is|was|are|were|means|says|said|reads?|appears?|stands?)\b"
)
"""How a text goes on behind a line of which it speaks."""
_SENTENCE = lazy_regex(r"[A-ZÀ-Þ“\"‘](?:\S+ ){3,}\S*[a-zß-ÿ]{2}[.!?][”\"’]?\Z")


def filter_by_position(
    text: str, matches: Sequence[RuleMatch], *, translated: bool = False
) -> Iterator[tuple[RuleMatch, Reason | None]]:
    """Yield each match that stands where its rule says, and why it is only shown, if it is.

    Weak matches go only in a text that shows signs of scraping; so do those of which the
    article speaks, and only at its borders. translated: whether the text seems to be a
    translation.
    """
    recognized = frozenset(
        line.start for match in matches if match.whole for line in lines_in(text, match.unit)
    )
    placed: list[tuple[RuleMatch, Reason | None, Reason | None]] = []
    for match in matches:
        if placed and (match.cut, match.whole) == (placed[-1][0].cut, placed[-1][0].whole):
            continue  # another rule has recognised it
        at_border = _at_border(text, match, recognized)
        if _in_position(text, match, recognized, at_border=at_border):
            firm = letter_doubt(text, match) or reference_doubt(text, match, recognized)
            doubt = firm or doubt_about(text, match, recognized)
            placed.append((match, doubt, firm if at_border else doubt))
    without_doubt = [match for match, doubt, _ in placed if not doubt]
    scraped = looks_scraped(text, without_doubt, translated=translated)
    for match, doubt, doubt_if_scraped in placed:
        if scraped:
            yield match, doubt_if_scraped
        elif not match.rule.hint:
            yield match, doubt or Reason("not-scraped")


def _at_border(text: str, match: RuleMatch, recognized: frozenset[int]) -> bool:
    """Whether a match stands at one of the borders that its rule names.

    A path behind a sentence is a path of which the text speaks.
    """
    where, unit = match.rule.where, match.unit
    if CLASSES[match.rule.class_].is_path:
        before = _before(text, unit.start, recognized)[:1]
        if any(_SENTENCE.match(text[one.start : one.end]) for one in before):
            return False
    may_be_tail = "tail" in where or BETWEEN in where
    if may_be_tail and is_outside(text, Span(unit.end, len(text)), recognized):
        return True
    return "head" in where and is_outside(text, Span(0, unit.start), recognized)


def _in_position(
    text: str, match: RuleMatch, recognized: frozenset[int], *, at_border: bool
) -> bool:
    """Whether a match is at head, tail or inline, as its rule asks, and not announced."""
    if match.rule.part == "seam":
        return at_border and is_teaser(text, match.unit, match.cut)
    if not at_border and "inline" not in match.rule.where:
        return False
    if match.rule.part == "start":
        return not _is_repeated(text, match)
    return not (match.whole and _is_of_article(text, match, recognized))


def _is_of_article(text: str, match: RuleMatch, recognized: frozenset[int]) -> bool:
    """Whether a line is one of a log, a step of instructions, or spoken of."""
    class_ = CLASSES[match.rule.class_]
    return bool(
        (class_.stands_once and _is_one_of_a_log(text, match.unit))
        or (class_.asks_readers and is_among_steps(text, match.unit, recognized))
        or (class_.may_be_announced and _is_announced(text, match, recognized))
    )


def _is_repeated(text: str, match: RuleMatch) -> bool:
    """Whether another line begins as the match does, digits aside: a log, a diary, a list."""
    begin = _DIGIT.sub("0", text[match.cut.start : match.cut.end].strip())[:_BEGINNING]
    rest = Span(match.unit.end, min(len(text), match.unit.end + EDGE))
    return any(
        _DIGIT.sub("0", text[line.start : line.start + _BEGINNING]).startswith(begin)
        for line in lines_in(text, rest)
    )


def _is_one_of_a_log(text: str, unit: Span) -> bool:
    """Whether a line that begins with a word stands near by with other digits, or right below
    the heading of a version."""
    line = text[unit.start : unit.end]
    if not line[:1].isalpha():
        return False
    before = text[line_start(text, unit.start - _HEADING_REACH) : unit.start].rstrip()
    if _VERSION.search(before):
        return True
    alike = _DIGIT.sub("0", line)
    near = Span(line_start(text, unit.start - EDGE), min(len(text), unit.end + EDGE))
    return any(
        other != line and _DIGIT.sub("0", other) == alike
        for other in (text[one.start : one.end] for one in lines_in(text, near))
        if len(other) == len(line)
    )


def _is_announced(text: str, match: RuleMatch, recognized: frozenset[int]) -> bool:
    """Whether the text around it says that such lines stand there: they are spoken of."""
    end = min(len(text), match.unit.end + _BEHIND_REACH)
    rest = lines_in(text, Span(match.unit.end, end))
    behind = next((line for line in rest if line.start not in recognized), None)
    if behind and (_POINTS_BACK.match(text, behind.start) or _heads(text, match.unit, behind)):
        return True
    for unit in _before(text, match.unit.start, recognized):
        words = text[unit.start : unit.end]
        if _ANNOUNCES.search(words[-_ANNOUNCEMENT:]) and (
            is_sentence(words) or not _is_behind_match(text, unit, recognized)
        ):
            return True
        if is_paragraph(words):
            return False
    return False


def _heads(text: str, unit: Span, behind: Span) -> bool:
    """Whether a line of a few words is the heading of the sentence behind it, which has one of
    them. With other signs it is a field or a path."""
    words = text[unit.start : unit.end].split()
    short = len(words) <= _HEADING_WORDS and all(word.isalpha() for word in words)
    if not short or not is_sentence(text[behind.start : behind.end]):
        return False
    stems = {word[:_STEM].lower() for word in words if len(word) >= _STEM}
    sentence = text[behind.start : behind.end].lower().split()
    return any(word.startswith(stem) for stem in stems for word in sentence)


def _is_behind_match(text: str, unit: Span, recognized: frozenset[int]) -> bool:
    """Whether a line stands right behind one that a rule recognised."""
    line = line_start(text, text.rfind("\n", 0, unit.start))
    return any(one.start in recognized for one in lines_in(text, Span(line, unit.start)))


def _before(text: str, at: int, recognized: frozenset[int]) -> list[Span]:
    """The last two units before a place that no rule recognised, the nearest first."""
    window = Span(line_start(text, at - _BEFORE_REACH), at)
    units = [unit for unit in units_in(text, window) if unit.start not in recognized]
    return units[: -_BEFORE_UNITS - 1 : -1]
