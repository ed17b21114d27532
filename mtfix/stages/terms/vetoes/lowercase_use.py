"""Names that are meant to stand in small letters: in listings, logs, manuals and code, and in
texts whose author writes no capitals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.edits.reason import Reason
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
"""Words that follow the name of a part of a program, rather than *the key tiktok executive*."""
_CHOSEN_BEFORE = lazy_regex(
    r"\b(?:choose|select|pick|enter|type|use|set|leave|put|write|specify|pass|switch|change|value|"
    r"default|option|argument|string)\b[^.;!?\n\"“”]{,40}[\"“]\Z",
    re.IGNORECASE,
)
"""What is said before a value in quotes that is to be typed or chosen as it stands."""
_ENUMERATED_BEFORE = lazy_regex(
    r"\b(?:keys|values|options|fields|tags|types|attributes|identifiers) (?:are|include)\b"
    r"[^.;!?\n]{,80}(?:, | and | or )\Z"
)
"""The start of a list of what is to be written as it stands."""
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
_QUOTES = frozenset('"”')
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
_IN_TOKEN = lazy_regex(r"[\w./@-]\Z")
_CALLED = lazy_regex(
    r"\(\d?\)|\(\w+[,)=]|\.\w+\(|\.(?:py|js|ts|go|rb|rs|c|h|sh|json|ya?ml|toml|conf|ini|service)\b|"
    r"\s+-(?:[a-zA-Z]\b|-[a-z]{2,}|help\b|version\b)|\s+\[(?:-|options?\])"
)
"""Signs behind the name of a program in a text: *(1)*, *.py*, *--version*."""
_AS_KEY_BEFORE = lazy_regex(r"^[ \t]*[\"']?\Z", re.MULTILINE)
_AS_KEY_AFTER = lazy_regex(r"[\"']?:[ \t]*\r?\n(?:[ \t]+|- )\S")
_IMPORT = lazy_regex(
    r"^\s*(?:(?P<install>(?:[$#>%]\s+)?(?:sudo )?(?:pip3?|npm|apt|apt-get|brew) install )|"
    r"(?P<imports>import )|(?P<from>from ))\Z",
    re.MULTILINE,
)
_IMPORTED = lazy_regex(r"\s*(?:$|[.,;]|as )", re.MULTILINE)
_IMPORTED_FROM = lazy_regex(r"[\w.]* import ")
_PROMPT = lazy_regex(r"^[ \t]*[$#>%]\s+\Z", re.MULTILINE)
_WORD_END = lazy_regex(r"\b")
_YES = "yes"
_SMALL_START, _CAPITAL_START = lazy_regex(r"[.!?]\s+[a-z]"), lazy_regex(r"[.!?]\s+[A-Z]")


def lowercase_intended(candidate: Candidate) -> Reason | None:
    """Return why a name of which only the capitals are wrong may stay as it is, or None."""
    if not candidate.case_only:
        return None
    if code := _kind_of_line(candidate):
        return Reason(code)
    if _is_program_here(candidate):
        return Reason("is-program")
    stretch = search_window(candidate.page.text, candidate.span)
    no_capitals = candidate.page.once("capitals", stretch, _without_capitals)
    return Reason("without-capitals") if no_capitals else None


def _kind_of_line(candidate: Candidate) -> str:
    """The reason that the line of a candidate gives, as a code, or nothing."""
    before = candidate.before(_LINE).rpartition("\n")[2]
    below = candidate.after(_LINE)
    after = below.partition("\n")[0]
    line = before + candidate.old + after
    if _in_listing(line):
        return "in-listing"
    if before[:1].isspace() and _INDENTED.match(line):
        return "in-indented-block"
    if _KEY_BEFORE.fullmatch(before) and _KEY_AFTER.match(after):
        return "is-key"
    return "is-command" if _is_command(before, after, below) else ""


def _is_command(before: str, after: str, below: str) -> bool:
    return bool(
        _COMMAND_BEFORE.search(before)
        or (after[:1] in _QUOTES and _CHOSEN_BEFORE.search(before))
        or _ENUMERATED_BEFORE.search(before)
        or (_PART_BEFORE.search(before) and _PART_AFTER.match(after))
        or (_PROMPT_BEFORE.search(before) and not _is_title(before, below))
        or _OPTION_BEFORE.search(before)
        or (_OPTION_AFTER.match(after) and not before[-1:] == after[:1] == "*")
    )


def _is_program_here(candidate: Candidate) -> bool:
    """Whether the text around a candidate uses the name as that of a program."""
    low, high = candidate.span.start - _USES, candidate.span.end + _USES
    stretch = Span(
        max(0, low) // _USES * _USES, min(len(candidate.page.text), (high // _USES + 1) * _USES)
    )
    return bool(
        candidate.page.once(
            f"uses of {candidate.old}",
            stretch,
            lambda text: _YES if _used_as_program(text, candidate.old) else None,
        )
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


def _used_as_program(text: str, name: str) -> bool:
    """Whether a text uses a name as that of a program in these letters, or in code."""
    at = text.find(name)
    while at >= 0:
        if _is_program(text, Span(at, at + len(name))):
            return True
        at = text.find(name, at + 1)
    return False


def _is_program(text: str, span: Span) -> bool:
    """Whether a place shows that the name there is that of a program."""
    start, end = span
    before = text[max(0, start - _LINE) : start]
    if before.endswith("`") and text.startswith("`", end):
        return True
    if before.endswith("~/."):
        return True
    if not _IN_TOKEN.search(before) and _CALLED.match(text, end):
        return True
    if _AS_KEY_BEFORE.search(text, max(0, start - _LINE), start) and _AS_KEY_AFTER.match(text, end):
        return True
    ends_word = _WORD_END.match(text, end) is not None
    return _is_imported(text, span, ends_word=ends_word) or (ends_word and _is_run(text, span))


def _is_imported(text: str, span: Span, *, ends_word: bool) -> bool:
    """Whether a place shows how the name is installed or imported."""
    start, end = span
    found = _IMPORT.search(text, max(0, start - _LINE), start)
    if not found:
        return False
    match found.lastgroup:
        case "install":
            return ends_word
        case "imports":
            return _IMPORTED.match(text, end) is not None
        case _:
            return _IMPORTED_FROM.match(text, end) is not None


def _is_run(text: str, span: Span) -> bool:
    """Whether the name stands behind a prompt."""
    prompt = _PROMPT.search(text, max(0, span.start - _LINE), span.start)
    return bool(prompt and not _is_title(prompt[0], text[span.end : span.end + _LINE]))


def _without_capitals(text: str) -> str | None:
    small, capital = len(_SMALL_START.findall(text)), len(_CAPITAL_START.findall(text))
    return _YES if small >= 2 and small > 3 * capital else None
