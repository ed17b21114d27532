"""Names that are meant to stand in small letters: in listings, logs, manuals and code, and in
texts whose author writes no capitals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.regexes.lazy import lazy_regex
from mtfix.text.sentence_breaks import search_window

if TYPE_CHECKING:
    from mtfix.stages.terms.candidate import Candidate

_LINE = 200
_USES = 4_000
"""How far around, in characters, a use as an identifier tells what the name is."""
_LISTED = lazy_regex(
    r"\s*[\w.-]+\s*[:=]\s*[\"']?\S+[\"']?\s*\Z|(?:\S+ )*\[?(?:ERROR|WARN(?:ING)?|INFO|DEBUG)\b"
)
_COMMAND_BEFORE = lazy_regex(
    r"(?:\b(?:msgid|msgstr|import|install|require|package|module|command|npm|pip3?|apt|brew|sudo|"
    r"variable|function|class|program|daemon|script|plugin|parameter|argument|keyword|directory)"
    r"\s+\"?)\Z"
)
_PART_BEFORE = lazy_regex(r"\b(?:method|object|option|key|field|column|branch|label)\s+\"?\Z")
_PART_AFTER = lazy_regex(
    r"(?! [a-z])| (?:is|are|was|has|must|should|can|may|will|of|in|on|at|to|from|with|for|and|or|"
    r"as|by|sets?|holds?|returns?|takes?|gives?|means?|names?|tells?|does)\b"
)
"""What follows the name of a part of a program, rather than *the key tiktok executive*."""
_PROMPT_BEFORE = lazy_regex(r"(?:\$|(?<!\d)%|(?<!#)#|>)\s+\Z")
_TITLE_BEFORE, _TITLE_AFTER = (
    lazy_regex(r" {,3}#\s+\Z"),
    lazy_regex(r"['’]s |(?:[ ,]+[A-Za-z’']+){2}"),
)
_QUOTE_BEFORE, _QUOTE_AFTER = (
    lazy_regex(r"(?:>\s*)+\Z"),
    lazy_regex(r"['’]s |(?:[ ,]+[A-Za-z’']+){3}"),
)
"""A heading or a quoted line, and a sentence behind the name; not a prompt and a command."""
_OPTION_BEFORE = lazy_regex(r"(?:\A|[\s(\[])--?\Z")
_OPTION_AFTER = lazy_regex(
    r"\s+(?:\[-|\[\w+\]|--?\w)|\(\d?\)|\([a-z_]+[,)=]|\((?=[.@\"'\s])|[{<|*\]]|\s+[-–]\s+[a-z]+s?\b[^.]*\Z"
)
_KEY_BEFORE, _KEY_AFTER = (
    lazy_regex(r"[\s\"']*(?:[-*+]\s+)?(?:[\w.-]+,\s+)*\Z"),
    lazy_regex(r"[\"']?(?:,\s+[\w.-]+){,4}:(?:\s+[a-z0-9]|\s*\Z)"),
)
_INDENTED = lazy_regex(r"(?:\t| {4})\s*\S.{,110}\Z")
_COLUMNS = lazy_regex(r"\s*\S.*?(?:\t| {3,})\S|.*?[^\s.!?:;\"”)] {2,}\S.*?[^\s.!?:;\"”)] {2,}\S")
_ROW = lazy_regex(r"(?:[^,;\s][^,;\n]{,30}[,;](?=\S)(?!Ltd|Inc))+[^,;\n]{,30}\Z")
_A_PROGRAM = "the text uses it as the name of a program"
_SMALL_START, _CAPITAL_START = lazy_regex(r"[.!?]\s+[a-z]"), lazy_regex(r"[.!?]\s+[A-Z]")


def lowercase_intended(candidate: Candidate) -> str | None:
    """Return why a name of which only the capitals are wrong may stay as it is, or None."""
    if not candidate.case_only:
        return None
    before = candidate.before(_LINE).rpartition("\n")[2]
    after = candidate.after(_LINE).partition("\n")[0]
    line = before + candidate.old + after
    if _in_listing(line):
        return "it stands in a listing or a log"
    if before[:1].isspace() and _INDENTED.match(line):
        return "it stands in an indented block"
    if _KEY_BEFORE.fullmatch(before) and _KEY_AFTER.match(after):
        return "it is a key or a label"
    if (
        _COMMAND_BEFORE.search(before)
        or (_PART_BEFORE.search(before) and _PART_AFTER.match(after))
        or (_PROMPT_BEFORE.search(before) and not _is_title(before, candidate.after(_LINE)))
        or _OPTION_BEFORE.search(before)
        or (_OPTION_AFTER.match(after) and not before[-1:] == after[:1] == "*")
    ):
        return "it is the name of a command"
    low, high = max(0, candidate.span.start - _USES), candidate.span.end + _USES
    return candidate.page.once(
        f"uses of {candidate.old}",
        Span(low // _USES * _USES, min(len(candidate.page.text), (high // _USES + 1) * _USES)),
        lambda text: _used(text, candidate.old),
    ) or candidate.page.once(
        "capitals", search_window(candidate.page.text, candidate.span), _without_capitals
    )


def _in_listing(line: str) -> bool:
    wide = "  " in line or "\t" in line
    row = ("," in line or ";" in line) and _ROW.match(line)
    return bool(_LISTED.match(line) or row or (wide and _COLUMNS.match(line)))


def _is_title(before: str, after: str) -> bool:
    """Whether a heading or a quoted line, and no prompt, stands before the name."""
    line, _, below = after.partition("\n")
    if _TITLE_BEFORE.match(before):
        return bool(_TITLE_AFTER.match(line)) and not below.partition("\n")[0].strip()
    return bool(_QUOTE_BEFORE.match(before) and _QUOTE_AFTER.match(line))


def _used(text: str, name: str) -> str | None:
    """Whether the text uses the name, in these letters, as that of a program or in code."""
    word = re.escape(name)
    if _run(text, word):
        return _A_PROGRAM
    use = (
        rf"(?<![\w./@-]){word}(?:\(\d?\)|\(\w+[,)=]|\.\w+\(|\.(?:py|js|ts|go|rb|rs|c|h|sh|json|ya?ml|toml|"
        rf"conf|ini|service)\b|\s+-(?:[a-zA-Z]\b|-[a-z]{{2,}}|help\b|version\b)|"
        rf"\s+\[(?:-|options?\]))|`{word}`|"
        rf"^\s*(?:[$#>%]\s+)?(?:sudo )?(?:pip3?|npm|apt|apt-get|brew) install {word}\b|"
        rf"^\s*(?:import {word}\s*(?:$|[.,;]|as )|from {word}[\w.]* import )|"
        rf"^[ \t]*[\"']?{word}[\"']?:[ \t]*\r?\n(?:[ \t]+|- )\S|~/\.{word}"
    )
    return _A_PROGRAM if re.search(use, text, re.MULTILINE) else None


def _run(text: str, word: str) -> bool:
    """Whether the text shows the name behind a prompt."""
    return any(
        not _is_title(found[1], text[found.end() : found.end() + _LINE])
        for found in re.finditer(rf"^([ \t]*[$#>%]\s+){word}\b", text, re.MULTILINE)
    )


def _without_capitals(text: str) -> str | None:
    small, capital = len(_SMALL_START.findall(text)), len(_CAPITAL_START.findall(text))
    if small >= 2 and small > 3 * capital:
        return "the text is written without capitals"
    return None
