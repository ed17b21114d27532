"""Read manual pages: the text of their source, with its fonts and escapes taken away.

Only the macros of `man` are known; a page that is written with those of `mdoc` has no text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MDOC = re.compile(r"^\.(?:Dd|Sh)\b", re.MULTILINE)
_ALTERNATING = frozenset({"BI", "BR", "IB", "IR", "RB", "RI"})
_JOINED = frozenset({"B", "I", "R", "SM", "SB"})
_HEADINGS = frozenset({"SH", "SS"})
_PARAGRAPHS = frozenset({"P", "PP", "LP", "TP", "TQ", "IP", "HP", "sp", "br", "Sp", "RS", "RE"})
_FENCES = frozenset({"EX", "EE", "nf", "fi", "Vb", "Ve"})
_ARGUMENT = re.compile(r'"((?:[^"]|"")*)"?|(\S+)')
_ESCAPE = re.compile(
    r"\\(?:\((..)|\[([^]]*)\]|\*\((..)|\*(.)|f(?:\(..|\[[^]]*\]|.)|s[+-]?\d|[hvw]'[^']*'|\"[^\n]*|(.|\n))"
)
_CHARACTERS = {
    "lq": "“", "rq": "”", "oq": "‘", "cq": "’", "aq": "'", "dq": '"', "em": "—", "en": "–",
    "hy": "-", "mi": "−", "bu": "•", "co": "©", "rs": "\\", "ti": "~", "ha": "^", "ga": "`",
    "L\"": '"', "R\"": '"', "C`": "", "C'": "", "Fo": "«", "Fc": "»", "Bq": "„", "->": "→",
}  # fmt: skip
_PLAIN = {"-": "-", "e": "\\", "\\": "\\", " ": " ", "~": " ", "'": "'", "`": "`", ".": "."}


def read_man(source: str) -> str:
    """Return the text of a manual page; what is preformatted is fenced.

    >>> read_man('.SH NAME\\n.TP\\n.BR grep (1)\\nfinds \\\\fIlines\\\\fP\\\\(em quickly.')
    'NAME\\n\\n\\ngrep(1)\\nfinds lines— quickly.'
    """
    if _MDOC.search(source):
        return ""
    return re.sub(r"\n{4,}", "\n\n\n", "\n".join(_lines(source)))


def _lines(source: str) -> Iterator[str]:
    table = False
    for line in source.split("\n"):
        if line[:1] not in {".", "'"}:
            if not table:
                yield _unescaped(line)
            continue
        macro, _, rest = line[1:].strip().partition(" ")
        table = macro == "TS" or (table and macro != "TE")
        arguments = [one or other for one, other in _ARGUMENT.findall(rest)]
        if macro in _ALTERNATING or macro in _JOINED:
            yield _unescaped(("" if macro in _ALTERNATING else " ").join(arguments))
        elif macro in _HEADINGS:
            yield _unescaped(" ".join(arguments)) + "\n"
        elif macro in _PARAGRAPHS:
            yield ""
        elif macro in _FENCES:
            yield "```"


def _unescaped(line: str) -> str:
    def plain(found: re.Match[str]) -> str:
        named = found[1] or found[2] or found[3] or found[4]
        return _CHARACTERS.get(named, "") if named else _PLAIN.get(found[5] or "", "")

    return _ESCAPE.sub(plain, line)
