"""Lines of programs, queries and shell sessions in plain text: nothing in them is prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.reason import Reason
from mtfix.packs.lexicons import lexicon
from mtfix.regexes.lazy import lazy_regex
from mtfix.text.words import MOST_FREQUENT

if TYPE_CHECKING:
    from mtfix.stages.terms.candidate import Candidate

_LINE = 200
_SHELL = lazy_regex(r"[ \t]*(?:[$#%>][ \t]+)?(?:sudo[ \t]+)?(?P<command>[a-z][\w.+-]*)[ \t]+(?=\S)")
_SHELL_SIGN = lazy_regex(r"[ \t]--?[A-Za-z]|[ \t](?:&&|\|\|?|>>?)[ \t]|\$[A-Z{(]|[ \t]~?/\w|\\\Z")
_SENTENCE_END = lazy_regex(r"[A-Za-z\"”’)][.!?]['\"”’)]*\s*\Z")
_WORD = lazy_regex(r"[a-z]+")
_SQL = lazy_regex(
    r"\s*(?:SELECT\b.*\bFROM\b|select \* from\b|INSERT INTO\b|DELETE FROM\b|UPDATE \S+ SET\b"
    r"|(?:CREATE|DROP|ALTER|TRUNCATE) (?:TABLE|DATABASE|INDEX|VIEW|USER|SCHEMA)\b"
    r"|FROM \S+ WHERE\b|(?:(?:LEFT|RIGHT|INNER|OUTER|CROSS) )?JOIN \S+ ON\b|GRANT\b.*\bON\b.*\bTO\b"
    r"|(?:select|insert into|delete from|update|create table|drop table|use)\b[^.!?]*;\s*\Z)"
)
_NAME = r"[A-Za-z_$][\w$]*"
_DOTTED = rf"{_NAME}(?:(?:\.|::)(?:{_NAME}|\*))*"
_MODIFIERS = r"(?:(?:public|private|protected|static|final|abstract)\s+)+"
_OPERAND = r"[^\s,.!?:;]\S{0,80}"
_OPERATOR = r"(?:[=!<>]=|[<>]|not in|in|is not|is|and not|and|or not|or)"
_STATEMENT = lazy_regex(
    r"\s*(?:"
    # imports and exports
    rf"import (?:type )?(?:{_NAME}|\* as {_NAME}|\{{[^}}]*\}})(?:, *\{{[^}}]*\}})? from ['\"]"
    rf"|(?:import|using|package|use) {_DOTTED}(?: as {_NAME})?(?:;\s*\Z|\s*\Z)"
    rf"|from \.*{_DOTTED} import [\w*(]|#\s*include\s*[<\"]|require(?:_once)?[ (]['\"]"
    r"|export (?:default|const|let|function|class|type|interface|async|\{|\*)"
    # declarations and assignments
    rf"|(?:export )?(?:const|let|var|val)\s+[\w$\[\]{{}}, :<>]+=(?!=)"
    rf"|(?:async )?(?:def|fn|func|function)\s+{_NAME}\s*[(<]"
    rf"|{_MODIFIERS}[^.!?]*\{{\s*\Z|{_MODIFIERS}[\w<>\[\]]+\s+{_NAME}(?:\(|\s*(?:=.*)?;\s*\Z)"
    rf"|(?:class|interface|struct|enum|trait|impl|namespace)\s+{_NAME}[^.!?]*[{{:]\s*\Z"
    rf"|{_DOTTED}(?:\[[^\]]*\])?\s*[-+*/|:]?=(?!=)\s*\S.*;\s*\Z"
    # calls, and blocks in braces
    rf"|{_DOTTED}\([^()]*(?:\([^()]*\)[^()]*)*\)\s*(?:;\s*)?\Z"
    r"|(?:\}\s*)?(?:if|for|while|switch|else|catch|foreach|elif)\b.*[({].*\{\s*\Z"
    rf"|(?:for {_NAME} in|if(?: not)?|elif|while(?: not)?) {_OPERAND}"
    rf"(?: {_OPERATOR} {_OPERAND})*:\s*\Z"
    r"|(?:return|throw|yield|await)\b[^.!?]*;\s*\Z"
    r")"
)


def in_code_line(candidate: Candidate) -> Reason | None:
    """Return a reason where the line of a candidate is one of code, or None."""
    before = candidate.before(_LINE).rpartition("\n")[2]
    line = before + candidate.old + candidate.after(_LINE).partition("\n")[0].rstrip("\r")
    is_code = _STATEMENT.match(line) or _SQL.match(line) or _is_shell(line)
    return Reason("is-code") if is_code else None


def _is_shell(line: str) -> bool:
    """Whether a line begins with a command, and goes on as no sentence does."""
    found = _SHELL.match(line)
    if not found:
        return False
    is_word = found["command"] in lexicon("shell-command-word")
    if not is_word and found["command"] not in lexicon("shell-command"):
        return False
    if _SHELL_SIGN.search(line):
        return not _SENTENCE_END.search(line)
    words = _WORD.findall(line, found.end())
    return not is_word and not _SENTENCE_END.search(line) and MOST_FREQUENT.isdisjoint(words)
