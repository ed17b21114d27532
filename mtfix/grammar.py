"""The words around a replaced term: article, possessive, number, agreement, case.

One function, `fit`, widens the span of a variant to what has to change with it and says
what stands there afterwards. The rest are small tables and questions.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.edit import Span
from mtfix.late import late

if TYPE_CHECKING:
    from mtfix.packs.model import Term

_SINGULAR = {
    "are": "is", "were": "was", "have": "has", "do": "does", "aren't": "isn't",
    "weren't": "wasn't", "haven't": "hasn't", "don't": "doesn't", "aren’t": "isn’t",
    "weren’t": "wasn’t", "haven’t": "hasn’t", "don’t": "doesn’t",
}  # fmt: skip
_AUXILIARY = "|".join(sorted(_SINGULAR, key=len, reverse=True))
_PREPOSITION = (
    "of|in|for|with|by|from|to|at|on|between|about|like|than|into|over|under|against|among|"
    "through|behind|as|via|without|within|including|versus|per"
)
_ADVERB = (
    "also|now|still|already|currently|not|never|always|only|just|both|all|once|soon|often|again|"
    "today|yesterday|tomorrow|too|recently|later|finally"
)
_VERB = (
    "is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|may|might|must|shall|"
    "should|said|says|told|tells|rose|fell|won|wins|bought|buys|sold|sells|made|makes|gave|gives|"
    "took|takes|went|goes|got|gets|became|becomes|began|begins|grew|grows|held|holds|lost|loses|"
    "led|leads|kept|left|came|comes|paid|pays|spent|spends|saw|sees|set|sets|cut|cuts|hit|hits|"
    "wants|plans|needs|hopes|faces|owns|runs|remains|seems|expects|uses|offers|announces|say|tell|"
    "win|buy|sell|make|give|take|go|get|become|begin|grow|hold|lose|lead|keep|leave|come|pay|"
    "spend|see|want|need|hope|own|run|remain|seem|expect|think|thinks|thought|found|finds|know|"
    "knows|knew|let|lets|shut|stood|stands|met|meets|sent|sends|built|builds|brought|brings"
)
_FUNCTION = (
    "and|or|nor|but|that|which|who|whose|where|when|while|because|if|so|then|yet|until|after|before"
)

_ARTICLE_BEFORE = late(r"\b([Tt]he|THE|[Aa]n?)\s+\Z")
_HEAD_AFTER = late(
    rf"\Z|\s*[.,;:!?)\]”\"—–…\n]|['’]|\s+(?:(?:{_VERB}|{_FUNCTION}|{_PREPOSITION}|{_ADVERB})\b|\w+ed\b|\()",
    re.IGNORECASE,
)
_COORDINATED_BEFORE = late(r"(?:\b(?:and|or|nor|both)|&|,)\s+(?:the\s+)?\Z", re.IGNORECASE)
_COORDINATED_AFTER = late(r"\s*(?:,\s*\w+\s*,?\s+and\b|(?:and|&)\b)", re.IGNORECASE)
_OBJECT_BEFORE = late(rf"\b(?:{_PREPOSITION})\s+(?:the\s+)?\Z", re.IGNORECASE)
_AGREES_AFTER = late(
    rf"((?:,?\s+which)?(?:\s+(?:{_ADVERB}))?\s+)(?:({_AUXILIARY})\b|"
    r"(plan|want|need|hope|aim|intend|own|win|hold|expect|offer|face|seem|remain|say)"
    r"(?=\s+(?:to|the|an?|its|that|more|no)\b))",
    re.IGNORECASE,
)
_BARE_AFTER = late(
    r"\b(?:did|do|does|will|would|can|could|may|might|must|shall|should|to|let|lets|make|makes|"
    r"made|help|helps|helped|see|saw|watch|watched)(?:n['’]t)?\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
"""What a verb without an ending follows behind its subject."""
_ASKS_BEFORE = late(
    rf"(?:(?:\A|[.!?…\n]\s*[\"“‘']?|\b(?:why|how|what|when|where|who|which|and|but|so)\s+))"
    rf"({_AUXILIARY})(\s+(?:the\s+)?)\Z",
    re.IGNORECASE,
)
_FOLLOWED_BY_SENTENCE = late(r"\s+[\"“]?(?:The|A|An|In|On|At|It|He|She|This|That|These|[A-Z]\w+)\b")
_REACH = 60

_PLURALS = ((r"(?<=[^aeiou])y\Z", "ies"), (r"is\Z", "es"), (r"(s|x|z|ch|sh)\Z", r"\1es"))
"""Endings of nouns and what they become; else an *s* is added."""
_VOWEL_LETTERS = frozenset("AEFHILMNORSX")
"""Capitals whose names begin with a vowel: *an LG phone*, *an IPO*."""
_CONSONANT_START = late(
    r"(?:uni(?!n)|use|usa|util|eu|one\b|once|ur[aeio]|ub[ei]|ut[ei])", re.IGNORECASE
)


def fit(text: str, span: Span, term: Term) -> tuple[Span, str]:
    """Return the span of `text` that changes when the variant at `span` becomes `term`,
    and what stands there afterwards.

    Both spans are in code points of `text`. Names lose an article that belonged to the
    common noun they were taken for; agreement follows only where the term is the subject.
    """
    old = text[span.start : span.end]
    before = text[max(0, span.start - _REACH) : span.start]
    after = text[span.end : span.end + _REACH]
    if old.lower().replace("\n", " ") == term.term.lower():
        end, new = _repeated_behind(
            term, span.end, _cased(term.term, old, term, before, after), after
        )
        return Span(span.start, end), new
    start, end = span
    new = _cased(_numbered(term, old), old, term, before, after)
    if term.kind == "media" and reporter_named(old, after):
        return Span(_without_the(before, start, "."), end), f"{new} reporter"
    end, new = _repeated_behind(term, end, new, after)
    end, new = _full_stop(old, end, new, text)
    after = text[end : end + _REACH]
    plural = term.is_name and _is_plural(old)
    if plural and after[:1] in {"'", "’"} and after[1:2] in {" ", "\n", ""}:
        return Span(_without_the(before, start, after), end + 1), f"{new}{after[0]}s"
    if plural and not _COORDINATED_BEFORE.search(before) and not _COORDINATED_AFTER.match(after):
        asked = _ASKS_BEFORE.search(before)
        if asked:
            return Span(start - len(before) + asked.start(1), end), f"{_singular(asked[1])} {new}"
        agrees = _AGREES_AFTER.match(after)
        if agrees and not _OBJECT_BEFORE.search(before):
            bare = _BARE_AFTER.search(before)  # *did Oracle offer*, *let Oracle offer*
            verb = _singular(agrees[2]) if agrees[2] else agrees[3] + ("" if bare else "s")
            return Span(_without_the(before, start, "."), end + agrees.end()), new + agrees[
                1
            ] + verb
    if term.is_name:
        start = _without_the(before, start, after)
    article = _ARTICLE_BEFORE.search(before)
    if article and start == span.start and article[1].lower() != "the":
        new = f"{_article(article[1], term)} {new}"
        start = span.start - len(before) + article.start()
    return Span(start, end), new


def reporter_named(old: str, after: str) -> str:
    """The first part of the name behind a phrase that ends with a reporter, or nothing.

    >>> reporter_named("first financial reporter", " Li Na.")
    'Li'
    """
    if not old.lower().endswith(("reporter", "journalist", "correspondent")):
        return ""
    named = re.match(r"\s([A-Z][a-z]+)(?:\s[A-Z]|\b)", after)
    return named[1] if named else ""


def stands_alone_with_a(text: str, span: Span) -> bool:
    """Whether *a* or *an* stands before the phrase at `span` and no noun behind it: then it
    is hardly a name.

    >>> stands_alone_with_a("He met a US group.", Span(9, 17))
    True
    >>> stands_alone_with_a("He met a US group manager.", Span(9, 17))
    False
    """
    article = _ARTICLE_BEFORE.search(text[max(0, span.start - _REACH) : span.start])
    after = text[span.end : span.end + _REACH]
    return bool(article and article[1].lower() != "the" and _HEAD_AFTER.match(after))


def takes_an(term: Term) -> bool:
    """Whether *an*, not *a*, stands before the term: by its `sound`, else by its spelling."""
    if term.sound:
        return term.sound == "vowel"
    word = re.split(r"[\s-]", term.term)[0]
    if word.isupper():
        return word[0] in _VOWEL_LETTERS
    return word[:1].lower() in set("aeiou") and not _CONSONANT_START.match(word)


def _article(old: str, term: Term) -> str:
    new = "an" if takes_an(term) else "a"
    return new.capitalize() if old[0].isupper() else new


def _without_the(before: str, start: int, after: str) -> int:
    """The start of the edit when an article goes with the common noun."""
    article = _ARTICLE_BEFORE.search(before)
    if article and article[1].lower() == "the" and _HEAD_AFTER.match(after):
        return start - len(before) + article.start()
    return start


def _repeated_behind(term: Term, end: int, new: str, after: str) -> tuple[int, str]:
    """`millet (Xiaomi)`: the right name in brackets behind the wrong one goes."""
    for name in (term.term, *term.admitted):
        gloss = re.match(rf"\s*[(（]{re.escape(name)}[)）]", after, re.IGNORECASE)
        if gloss:
            return end + gloss.end(), new
    return end, new


def _full_stop(old: str, end: int, new: str, text: str) -> tuple[int, str]:
    """The full stop of `Ltd.` stays where it closed the sentence as well."""
    if not old.endswith(".") or new.endswith("."):
        return end, new
    line_end = text.find("\n", end)
    rest = text[end : len(text) if line_end < 0 else line_end]
    if rest.strip():
        return end, new + ("." if _FOLLOWED_BY_SENTENCE.match(rest) else "")
    line = text[text.rfind("\n", 0, end) + 1 : end]
    return end, new + ("." if len(line.split()) > 8 else "")


def _numbered(term: Term, old: str) -> str:
    """A common term takes the number of what it replaces."""
    if term.is_name or not _is_plural(old) or _is_plural(term.term):
        return term.term
    for ending, plural in _PLURALS:
        if re.search(ending, term.term):
            return re.sub(ending, plural, term.term)
    return term.term + "s"


def _is_plural(phrase: str) -> bool:
    last = phrase.rstrip(".").split()[-1].lower()
    return len(last) > 3 and last.endswith("s") and not last.endswith(("ss", "us", "is"))


def _cased(new: str, old: str, term: Term, before: str, after: str) -> str:
    """Names keep their form, but for lines in capitals; common terms take the old case."""
    line = before.rpartition("\n")[2] + old + after.partition("\n")[0]
    if old.isupper() and len(old) > 3 and line.isupper() and line != old:
        return new.upper()
    if not term.is_name and old[:1].isupper():
        return new[:1].upper() + new[1:]
    return new


def _singular(word: str) -> str:
    new = _SINGULAR[word.lower()]
    return new.capitalize() if word[0].isupper() else new
