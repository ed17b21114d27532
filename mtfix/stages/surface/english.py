"""Whether a place stands in English prose, and not in code: other languages set their signs
otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.edits.fix import Safety
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.surface.damage import WIDE
from mtfix.stages.surface.language import is_english, is_english_document

if TYPE_CHECKING:
    from mtfix.regexes.bounded import Match
    from mtfix.stages.surface.page_facts import PageFacts

CODE_NEAR = lazy_regex(r"[`{}=<>\\|]|\(\)|::|->|\w_\w|\w\(|\$[A-Za-z_]|\b[a-z]{2,}[A-Z]")
"""Signs of code, which prose does not have."""
_CODE_OR_TABLE = lazy_regex(
    r"[`{}=<>\\|~^]|\(\)|::|->|\w_\w|\$[A-Za-z_]|\b[a-z]{2,}[A-Z]|[/@#]\w|\w/|\t|\S {3}"
)
"""Signs of code or of a table, which prose does not have close to a place."""
_CODE_LINE = lazy_regex(r"[ \t]{4}|[.'][A-Za-z\\]|\\")
"""How a line of code begins, or one for a typesetter."""
_ASIDE = lazy_regex(
    r"\[[^\[\]\n]*\] ?[(（][^\s()]+[)）]|(?:https?://|www\.)[\w./%?=&#~-]+"
    r"|(?<!`)`[^`\n]{1,100}`(?!`)"
)
"""A link, an address, or code between backticks: sentences go on behind it."""
_NAME = lazy_regex(
    r"(?<!\S)[\"“'(\[]?(?:[\w.+-]*(?:\w[_/#@=]\w|[/@#$]\w|\w\(\)|\b[a-z]{2,}[A-Z])"
    r"[\w./+#@=()-]*)[\"”')\],.;:!?]*(?!\S)"
)
"""A word that code has and prose may speak of: a file, a variable, `and/or`, *macOS*."""
_FEW_NAMES = 2
"""Most of those that stand close to a place in prose."""
_BEFORE, _AFTER, _ASIDES = 60, 40, 300
"""Characters before and behind a place in which code counts, and in which links are looked for."""


def anywhere(_facts: PageFacts, _match: Match) -> Safety | None:
    """Safe: what is repaired is an address, which no language sets otherwise."""
    return Safety.SAFE


def english(facts: PageFacts, match: Match) -> Safety | None:
    """Safe in a sentence of English prose, with no sign of code close by."""
    return Safety.SAFE if is_english_prose(facts, Span(*match.span())) else None


def unbroken(facts: PageFacts, match: Match) -> Safety | None:
    """As `english`, where no markup stands in the match: the words may belong to two pieces, as
    a link and what goes on behind it."""
    return None if facts.page.crosses(Span(*match.span())) else english(facts, match)


def is_english_prose(facts: PageFacts, span: Span) -> bool:
    """Return whether a span stands in a sentence of English prose, with no sign of code close
    by."""
    return is_english(facts, span) and not is_code_near(facts, span)


def english_line(facts: PageFacts, match: Match) -> Safety | None:
    """As `english`, where a line that does not tell is English if the document is."""
    span = Span(*match.span())
    known = is_english(facts, span) or is_english_document(facts)
    return Safety.SAFE if known and not is_code_near(facts, span) else None


_SPOKEN_SIGN = lazy_regex(
    r"(?i)\b(?:separat\w+|delimit\w*|commas?|(?:semi)?colons?|punctuation|full[- ]stops?|dots?|"
    r"(?:question|exclamation|quotation) marks?|characters?|symbols?|operators?|"
    r"(?:back)?slash(?:es)?|(?:un)?quoted?|brackets?|parenthes[ei]s|tokens?|escap\w+|syntax|ampersands?|asterisks?)\b"
)
_SPOKEN_LITERAL = lazy_regex(
    r"(?i)\b(?:strings?|spaces?|escap\w+|separators?|delimiters?|prefix(?:es)?|suffix(?:es)?|"
    r"literals?|characters?|begins? with|starts? with|ends? with)\b"
)
_SPOKEN = 60
"""Characters each side within which a sentence that speaks of a sign says so."""


def unspoken_sign(facts: PageFacts, match: Match) -> Safety | None:
    """As `english`, where nothing close by says that the sign is what is spoken of."""
    return None if _is_near(_SPOKEN_SIGN, facts, match) else english(facts, match)


_CLAUSE = lazy_regex(
    r"\s*(?:the|that|this|these|those|it|its|he|she|they|we|i|you|his|her|their|our|an?|some|all|"
    r"most|many|others|however|therefore|otherwise|likewise|instead|thus|moreover|but|to|there|no|"
    r"for example|in addition|if|when),? [A-Za-z]",
    re.IGNORECASE,
)
"""Words that begin a clause behind a semicolon, and hardly say something of the sign itself."""
_SPEAKS_OF_IT = lazy_regex(
    r"\b(?:a|an|the|any|each|every|single|leading|trailing|like|with|that|but|after|semicolon|up|"
    r"module|sign|contains?|use[sd]?)\s*\Z",
    re.IGNORECASE,
)


def new_clause(facts: PageFacts, match: Match) -> Safety | None:
    """As `unspoken_sign`, before a word that begins a clause; wide before another one."""
    safety = unspoken_sign(facts, match)
    if safety is None or _SPEAKS_OF_IT.search(match["left"]):
        return None
    return safety if _CLAUSE.match(facts.text, match.start("right")) else WIDE


def quoted_words(facts: PageFacts, match: Match) -> Safety | None:
    """As `unspoken_literal`, for a quotation; wide for a single word in small letters."""
    safety = unspoken_literal(facts, match)
    is_word = " " not in match["in"] and match["in"].islower()
    is_one_sided = facts.text[match.end("in")] != " "
    return WIDE if safety is not None and is_word and is_one_sided else safety


def unspoken_literal(facts: PageFacts, match: Match) -> Safety | None:
    """As `english`, where nothing close by says that what is quoted is meant to the letter."""
    return None if _is_near(_SPOKEN_LITERAL, facts, match) else english(facts, match)


def _is_near(words: re.Pattern[str], facts: PageFacts, match: Match) -> bool:
    line = facts.line(match.start())
    low, high = max(line.start, match.start() - _SPOKEN), min(line.end, match.end() + _SPOKEN)
    return words.search(facts.text, low, high) is not None


def is_code_near(facts: PageFacts, span: Span) -> bool:
    """Return whether what stands around a span on its line is code or a table. What stands in
    the span may look like code, and so do addresses; a few names of code in a sentence, further
    off than the next word, are what it speaks of."""
    start, end = span
    line = facts.line(start)
    before = without_asides(facts.text[max(line.start, start - _ASIDES) : start])[-_BEFORE:]
    behind = without_asides(facts.text[end : min(line.end, end + _ASIDES)])[:_AFTER]
    if _CODE_LINE.match(facts.text, line.start):
        return True
    if not _CODE_OR_TABLE.search(f"{before}\0{behind}"):
        return False
    return _CODE_OR_TABLE.search(without_names(before, behind)) is not None


def without_names(before: str, behind: str) -> str:
    """Return what stands before and behind a place without a few names of code, of which a
    sentence speaks; the words next to the place stay as they are, and so do many names."""
    far, gap, last = before.rpartition(" ") if before[-1:] != " " else (before, "", "")
    first, blank, rest = behind.partition(" ") if behind[:1] != " " else ("", "", behind)
    others, names = _NAME.subn("x", f"{far} \0 {rest}")
    if names > _FEW_NAMES:
        return f"{before}\0{behind}"
    far, _, rest = others.partition("\0")
    return f"{far.rstrip(' ')}{gap}{last}\0{first}{blank}{rest[1:]}"


def without_asides(text: str) -> str:
    """Return a text with a word for each link, address and piece of code between backticks."""
    has_aside = "[" in text or "`" in text or "://" in text or "www." in text
    return _ASIDE.sub(" x ", text) if has_aside else text
