"""Signs and bracketed notes inside lines that people took out again and again, as surface rules.

Words tell of terms; what is told here is what stands between them: `★★`, `[photo 12]`, `{{br}}`.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from mtfix.authoring.learn import trigger, weight
from mtfix.authoring.suggest.proposed_rule import ProposedRule, unused_id
from mtfix.authoring.suggest.tokens import LONGEST, one_line, sentence
from mtfix.edits.edit import Span
from mtfix.packs.yaml_writer import escaped, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PIECE = re.compile(r"[^\W\d_]+|\d+|\s+|[\W_]")
_LARGEST = 4_000
"""Pieces of a block that are compared."""
_LONGEST_SIGN = 40
_SURE, _SURE_DOCUMENTS = 3, 2
"""How often, and in how many documents, a sign must have gone for the rule to act by itself."""
_EXAMPLES = 8
_COMMON = re.compile(r"[\s\w.,;:!?'\"“”‘’()-]*")
"""What prose is full of; a sign has something else in it."""
_BRACKETED = re.compile(r"[(\[{<【（〔《].*[)\]}>】）〕》]", re.DOTALL)


class _Seen:
    """How often a sign went, in which documents, and lines before and after."""

    def __init__(self) -> None:
        self.count = 0
        self.documents: set[str] = set()
        self.forms: set[str] = set()
        self.samples: list[tuple[str, str]] = []


class RemovedSigns:
    """The signs that were taken out of some documents."""

    def __init__(self) -> None:
        self._seen: dict[str, _Seen] = {}

    def add(self, name: str, before: str, after: str) -> None:
        """Count what went from a block of the document `name`."""
        olds, news = _PIECE.findall(before), _PIECE.findall(after)
        if max(len(olds), len(news)) > _LARGEST:
            return
        matcher = SequenceMatcher(None, olds, news, autojunk=False)
        for tag, a, b, c, d in matcher.get_opcodes():
            old, new = "".join(olds[a:b]), "".join(news[c:d])
            sign = old.strip()
            if tag != "equal" and not new.strip() and _is_sign(sign):
                seen = self._seen.setdefault(_pattern(sign), _Seen())
                seen.count += 1
                seen.documents.add(name)
                seen.forms.add(sign)
                sample = _sample(after, len("".join(news[:c])), old, len(new))
                if sample and len(seen.samples) < _EXAMPLES:
                    seen.samples.append(sample)

    def rules(
        self, kept: Iterable[str], taken: Iterable[str], *, least: int = 1, most: int = 500
    ) -> Iterator[ProposedRule]:
        """Yield rules for what went `least` times, the most frequent first. `kept` are the texts
        as they are now; a sign that stands in one of them is no damage. `taken` are the ids of
        other rules."""
        texts = list(kept)
        used = {*taken}
        often = sorted(self._seen.items(), key=lambda one: (-one[1].count, one[0]))
        for pattern, seen in often[:most]:
            if seen.count >= least and not any(re.search(pattern, text) for text in texts):
                yield _rule(pattern, seen, used)


def _is_sign(text: str) -> bool:
    """Whether a text can be a sign of its own: it has what prose has not, or is a bracket."""
    if not 1 < len(text) <= _LONGEST_SIGN and text.isascii():
        return False
    if "\n" in text or len(text) > _LONGEST_SIGN or not text:
        return False
    whole = not any(char.isalnum() for char in text) or not (
        text[0].isalnum() or text[-1].isalnum()
    )
    return bool(whole and (not _COMMON.fullmatch(text) or _BRACKETED.fullmatch(text)))


def _pattern(sign: str) -> str:
    r"""A pattern for a sign, its numbers open.

    >>> _pattern("[photo 12]")
    '\\[photo \\d+\\]'
    """
    return re.sub(r"\d+", lambda _: r"\d+", escaped(sign))


def _sample(text: str, at: int, sign: str, gone: int) -> tuple[str, str] | None:
    """The sentence of a text in which a sign stood, with it and without it."""
    around = sentence(text, Span(at, at + gone))
    said = text[around.start : at] + sign + text[at + gone : around.end]
    left = text[around.start : around.end]
    is_whole = left.strip() and len(said) <= LONGEST and "=>" not in said and "\n\n" not in said
    return (one_line(said), one_line(left)) if is_whole else None


def _rule(pattern: str, seen: _Seen, used: set[str]) -> ProposedRule:
    sure = seen.count >= _SURE and len(seen.documents) >= _SURE_DOCUMENTS
    form = min(seen.forms)
    literal = _trigger(form)
    fields = (
        f"about: {quoted(f'{form} does not belong into a text.')}",
        f"safety: {'safe' if sure else 'suggested'}",
        f"triggers: [{quoted(literal)}]",
        f"pattern: {quoted(f'(?m:^){pattern} ?| ?{pattern}')}",
        "replace: ''",
    )
    return ProposedRule(
        unused_id(form, used, "sign"),
        (f"taken out {seen.count} times in {len(seen.documents)} documents, and kept in none",),
        fields,
        tuple(seen.samples),
    )


def _trigger(form: str) -> str:
    """The longest part of a sign that is the same in all of its forms."""
    parts = [part for part in re.split(r"\d+|[{}|]", form) if part.strip()]
    return max(parts, key=lambda part: (weight(part), len(part)), default=trigger(form)).strip()
