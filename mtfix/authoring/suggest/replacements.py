"""The replacements in a text, word by word, without the grammar that changed with them."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from mtfix.authoring.suggest.tokens import LONGEST, Token, one_line, parted, sentence, tokens
from mtfix.edits.edit import Span
from mtfix.text.words import ARTICLES, AUXILIARIES, FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_WORDS = 6
"""Words of a phrase that can be a term, wrong or right."""
_LARGEST = 4_000
"""Words of a block that is compared word by word."""
_ALIKE = 0.5
"""Share of its words that a sentence must keep; with less it was written anew."""
_GAP = 2
_AROUND = 12
"""Words each side of a replacement that are looked at for other changes."""


class Change(NamedTuple):
    """A phrase that was replaced by another.

    before, after: the corrected sentence with the one and with the other; nothing else differs.
    previous, next: the words around it, empty where the sentence begins or ends.
    starts: whether the phrase begins a sentence, so that its capital says nothing.
    alone: whether nothing else was changed near by.
    bare: whether an article went with the old phrase, as before a name.
    """

    old: str
    new: str
    before: str
    after: str
    previous: tuple[str, ...]
    next: tuple[str, ...]
    starts: bool
    alone: bool
    bare: bool


class _WordRun(NamedTuple):
    """Words of the one text that became words of the other, as slices of their tokens."""

    a: int
    b: int
    c: int
    d: int


def changes(before: str, after: str) -> Iterator[Change]:
    """Yield the phrases of a block of text that were replaced, and the sentences around them.

    Sentences that were written anew are passed over.
    """
    olds, news = tokens(before), tokens(after)
    if max(len(olds), len(news)) > _LARGEST:
        return
    runs = list(_runs(before, after, olds, news))
    for at, run in enumerate(runs):
        near = [
            other
            for other in (*runs[max(0, at - 4) : at], *runs[at + 1 : at + 5])
            if other.a < run.b + _AROUND and other.b > run.a - _AROUND
        ]
        if _is_rewritten(run, near):
            continue
        found = _trimmed(run, before, after, olds, news)
        if found is not None:
            yield _change(found, run, (before, after), (olds, news), alone=not near)


def _runs(
    before: str, after: str, olds: Sequence[Token], news: Sequence[Token]
) -> Iterator[_WordRun]:
    """The replacements; one of which nothing is left is joined with a close neighbour."""
    matcher = SequenceMatcher(None, [t.text for t in olds], [t.text for t in news], autojunk=False)
    last: _WordRun | None = None
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        run = _WordRun(a, b, c, d)
        if last is not None:
            one_sided = run.a == run.b or run.c == run.d or last.a == last.b or last.c == last.d
            joined = _WordRun(last.a, b, last.c, d)
            if (
                one_sided
                and run.a - last.b <= _GAP
                and not parted(before, olds[joined.a : joined.b])
                and not parted(after, news[joined.c : joined.d])
            ):
                last = joined
                continue
            yield last
        last = run
    if last is not None:
        yield last


def _is_rewritten(run: _WordRun, near: Sequence[_WordRun]) -> bool:
    """Whether so much changed around a replacement that it is none of a phrase."""
    if max(run.b - run.a, run.d - run.c) > MOST_WORDS + 4:
        return True
    changed = sum(max(one.b - one.a, one.d - one.c) for one in near)
    return changed > _ALIKE * 2 * _AROUND


def starts(text: str, at: int) -> bool:
    """Whether a sentence, a heading or a cell begins at a place."""
    head = text[max(0, at - 40) : at].rstrip(" \t\"'“‘(*_[")
    return not head or head[-1] in "\n.!?:#|-•…>" or head.endswith(("\n*", "\n+"))


def _trimmed(
    run: _WordRun, before: str, after: str, olds: Sequence[Token], news: Sequence[Token]
) -> tuple[list[Token], list[Token]] | None:
    """The words that were replaced, without articles, verbs that follow the number, endings."""
    old, new = list(olds[run.a : run.b]), list(news[run.c : run.d])
    while _peel(old, new, starts(after, new[0].start) if new else False):
        pass
    if not old or not new or parted(before, old) or parted(after, new):
        return None
    if _has(old[-1], "'s", "’s") and _has(new[-1], "'s", "’s"):
        old[-1], new[-1] = _shorten(old[-1], 2), _shorten(new[-1], 2)
    elif _has(new[-1], "'s", "’s") and before[old[-1].end : old[-1].end + 1] in {"'", "’"}:
        new[-1] = _shorten(new[-1], 2)
    if max(len(old), len(new)) > MOST_WORDS:
        return None
    return old, new


def _has(token: Token, *endings: str) -> bool:
    return token.text.endswith(endings) and len(token.text) > 3


def _shorten(token: Token, count: int) -> Token:
    return Token(token.text[:-count], token.start, token.end - count)


def _peel(old: list[Token], new: list[Token], new_starts: bool) -> bool:
    """Take one word of grammar from an end of either phrase; False where there is none."""
    for words, starts in ((old, True), (new, new_starts)):
        if words and words[0].text.lower() in ARTICLES and (words[0].text.islower() or starts):
            # A name may begin with The, but hardly at the beginning of a sentence.
            del words[0]
            return True
        if words and words[-1].text in ARTICLES:
            del words[-1]
            return True
    if not old or not new:
        return False
    for end in (0, -1):
        one, other = old[end].text, new[end].text
        grammar = _agree(one, other) if min(len(old), len(new)) > 1 else False
        if grammar or (one == other and max(len(old), len(new)) > 1):
            del old[end], new[end]
            return True
    return False


def _agree(one: str, other: str) -> bool:
    """Whether two words at the same end of both phrases differ in grammar only."""
    if one.lower() in FUNCTION_WORDS and other.lower() in FUNCTION_WORDS:
        return one.islower() or one.lower() in AUXILIARIES
    if not (one.islower() and other.islower()):
        return False
    short, long = sorted((one, other), key=len)
    return long in {short + "s", short + "es"} or (short[-1:] == "y" and long == short[:-1] + "ies")


def _change(
    found: tuple[list[Token], list[Token]],
    run: _WordRun,
    texts: tuple[str, str],
    words: tuple[Sequence[Token], Sequence[Token]],
    *,
    alone: bool,
) -> Change:
    before, after = texts
    old, new = found
    whole = Span(*_outer(words[0], run.a, run.b, old))
    shown = Span(*_outer(words[1], run.c, run.d, new))
    around = sentence(before, whole)
    sure = sentence(after, shown)  # where all else is right as well
    if sure.end - sure.start > LONGEST:
        sure = Span(max(sure.start, shown.start - 120), min(sure.end, shown.end + 120))
    head, tail = after[sure.start : shown.start], after[shown.end : sure.end]
    said = head + before[whole.start : whole.end] + tail
    within = [t for t in words[0] if around.start <= t.start and t.end <= around.end]
    return Change(
        before[old[0].start : old[-1].end],
        after[new[0].start : new[-1].end],
        one_line(said),
        one_line(after[sure.start : sure.end]),
        tuple(t.text for t in within if t.end <= old[0].start)[-3:],
        tuple(t.text for t in within if t.start >= old[-1].end)[:3],
        starts(before, whole.start),
        alone,
        _is_article(words[0][run.a]) and not _is_article(words[1][run.c]),
    )


def _is_article(token: Token) -> bool:
    return token.text.lower() in ARTICLES


def _outer(words: Sequence[Token], first: int, last: int, kept: Sequence[Token]) -> tuple[int, int]:
    """Where the whole replacement stands, its grammar included."""
    return min(words[first].start, kept[0].start), max(words[last - 1].end, kept[-1].end)
