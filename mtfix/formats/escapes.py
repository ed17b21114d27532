"""New text as it must be written in Markdown: only what would become markup is escaped."""

from __future__ import annotations

from mtfix.regexes.lazy import lazy_regex

_MARKUP = lazy_regex(
    r"""[\\`*]|(?<![^\W_])_|_(?![^\W_])|[\[\]](?=[(\[:])|<(?=[A-Za-z/!?])|~~|&(?=\#?\w+;)|\$(?=\S)"""
)


def markdown(old: str, new: str, *, table: bool) -> str:
    r"""Return `new` as it is written in place of `old`; signs that `old` holds are left.

    >>> markdown("star", "A*Star | B", table=True)
    'A\\*Star \\| B'
    >>> markdown("2*3", "4*3", table=False)
    '4*3'
    """
    written = _MARKUP.sub(lambda sign: sign[0] if sign[0] in old else "\\" + sign[0], new)
    return written.replace("|", "\\|") if table and "|" not in old else written
