"""Words for reasons: the one place in which what the program decided becomes a sentence."""

from __future__ import annotations

from typing import Any

from mtfix.edits.reason import Reason
from mtfix.reports.words import boilerplate, encoding, pipeline, surface, terms

TEMPLATES: dict[str, str] = {
    **pipeline.WORDS,
    **terms.WORDS,
    **surface.WORDS,
    **encoding.WORDS,
    **boilerplate.WORDS,
}


def words(reason: Reason) -> str:
    """Return a reason in words. Reasons among its data are put into words, too; several become a
    list with commas.

    Raises KeyError for a code that no table holds.

    >>> words(Reason.of("overlap", rule="term/oracle"))
    'term/oracle goes first here'
    """
    return TEMPLATES[reason.code].format(**{name: _worded(value) for name, value in reason.data})


def _worded(value: Any) -> Any:
    if isinstance(value, Reason):
        return words(value)
    return _Listed(str(_worded(one)) for one in value) if isinstance(value, tuple) else value


class _Listed(tuple[str, ...]):
    """Names, or reasons in words, in a template: `{names}` has commas between them; `{names:or}`
    has *or* before the last one, and dots for the open ends of cues.

    >>> f"{_Listed(['excavat*', 'king', 'bone']):or}"
    'excavat…, king or bone'
    """

    __slots__ = ()

    def __format__(self, last: str) -> str:
        if not last:
            return ", ".join(self)
        shown = [f"{name[:-1]}…" if name.endswith("*") else name for name in self]
        return f" {last} ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))
