"""Proposals as a pack for review: what breaks a rule of packs is left out, and said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.rule_names import TERM, rule_name
from mtfix.packs.yaml_writer import as_file, quoted, unquoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtfix.authoring.suggest.entry import ProposedEntry
    from mtfix.authoring.suggest.known_terms import Apart

_HEADER = """\
# {about}
# Read every entry: what was corrected by hand may have been a matter of style, and cues come
# from these texts alone. The kind of a name is a guess. `mtfix glossary check` tries the examples.
about: {title}
"""
_MOST_TOLD = 100


def pack(
    entries: Sequence[ProposedEntry],
    about: str,
    languages: tuple[str | None, str],
    beside: Sequence[str],
) -> tuple[str, list[tuple[ProposedEntry, str]]]:
    """Return the text of a pack whose examples hold, and the entries that it can't have, with
    the reason. `beside` names the packs that it will stand beside."""
    kept = list(entries)
    left: list[tuple[ProposedEntry, str]] = []
    for _ in range(len(entries)):
        text, lines = _text(kept, about, languages, None)
        found = _broken(text, lines, kept, beside)
        if not found:
            break
        for entry, why in found.items():
            kept.remove(entry)
            left.append((entry, why))
    text, _ = _text(kept, about, languages, None)
    if kept:
        text, _ = _text(kept, about, languages, _failing(text, beside))
    return text, left


def _text(
    entries: Iterable[ProposedEntry],
    about: str,
    languages: tuple[str | None, str],
    refused: frozenset[str] | None,
) -> tuple[str, list[int]]:
    """The text of a pack, and the line at which each entry begins."""
    origin, target = languages
    text = _HEADER.format(about=about, title=quoted("Terms proposed from use, for review."))
    text += f"from: {quoted(origin)}\n" if origin else ""
    text += f"to: {quoted(target)}\nterms:\n"
    starts = []
    for entry in entries:
        starts.append(text.count("\n") + 1)
        text += "".join(f"{line}\n" for line in entry.lines(refused))
    return text, starts


def _broken(
    text: str, starts: Sequence[int], entries: Sequence[ProposedEntry], beside: Sequence[str]
) -> dict[ProposedEntry, str]:
    """The entries that break a rule, alone or beside the other packs."""
    from mtfix.packs.store import load
    from mtfix.packs.validation import problems

    found: dict[ProposedEntry, str] = {}
    with as_file(text) as path:
        for problem in (
            error.problem for error in problems(load([*beside, path], strict=False).packs)
        ):
            why = problem.text.replace(f"{path}:", "line ")
            if problem.path == path:
                at = max((i for i, start in enumerate(starts) if start <= problem.line), default=0)
                found.setdefault(entries[at], why)
                continue
            for entry in entries:
                if f"{rule_name(TERM, entry.id)} (" in why:
                    found.setdefault(entry, f"{problem.path}:{problem.line}: {why}")
    return found


def _failing(text: str, beside: Sequence[str]) -> frozenset[str]:
    """The examples that do not hold, as they are written; those of the packs beside are not
    tried again."""
    from mtfix.verification.proof import failing_lines

    lines = text.split("\n")
    failing = (lines[line - 1].strip() for line in failing_lines(text, beside))
    return frozenset(unquoted(line.removeprefix("- ")) for line in failing)


def omission_lines(title: str, apart: Sequence[Apart]) -> Iterator[str]:
    """Yield comments for what is not proposed."""
    if not apart:
        return
    yield f"\n# {title}\n"
    for one in apart[:_MOST_TOLD]:
        yield f"#   {one.wrong} -> {one.term} ({one.times}){': ' if one.why else ''}{one.why}\n"
    if len(apart) > _MOST_TOLD:
        yield f"#   … and {len(apart) - _MOST_TOLD} more\n"
