"""Proposals as a pack for review: what breaks a rule of packs is left out, and said."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from mtfix.edits.rule_names import BOILERPLATE, SURFACE, TERM, rule_name
from mtfix.packs.model import PackError
from mtfix.packs.yaml_writer import as_files, quoted, unquoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mtfix.authoring.suggest.known_terms import Apart
    from mtfix.edits.problem import Problem

_HEADER = """\
# {about}
# Read every entry: {advice} `mtfix glossary check` tries the examples.
about: {title}
"""
_MOST_TOLD = 100


class _Sort(NamedTuple):
    """A sort of packs: the stage of its rules, its `about`, and what a reader has to look at."""

    stage: str
    title: str
    advice: str


SORTS = {
    "terms": _Sort(
        TERM,
        "Terms proposed from use, for review.",
        "what was corrected by hand may have been a matter of style, and cues come\n"
        "# from these texts alone. The kind of a name is a guess.",
    ),
    "boilerplate": _Sort(
        BOILERPLATE,
        "Lines that were taken out by hand, for review.",
        "a line that belongs to an article is lost with its rule.",
    ),
    "surface": _Sort(
        SURFACE,
        "Signs that were taken out by hand, for review.",
        "a sign may mean something elsewhere.",
    ),
}


class Entry(Protocol):
    """An entry of a pack, as it is proposed."""

    @property
    def id(self) -> str: ...

    @property
    def summary(self) -> tuple[str, str]:
        """What comes, and what it comes for."""
        ...

    def noted(self, note: str) -> Entry:
        """Return the entry with one more line of evidence above it."""
        ...

    def only_suggested(self) -> Entry:
        """Return the entry with fixes that are only shown, or made beside others alone."""
        ...

    def lines(self, refused: frozenset[str] | None) -> Iterator[str]:
        """Yield its lines without the examples in `refused`; with None, with all of them."""
        ...


class Source(NamedTuple):
    """What packs are made from, in words; their languages; and the packs they stand beside."""

    about: str
    languages: tuple[str | None, str]
    beside: Sequence[str]


class DraftPacks:
    """Packs of proposed entries by their sort, checked beside one another: `left` are the entries
    that they can't have, with the reason, and examples that do not hold are left out."""

    def __init__(self, proposed: Mapping[str, Sequence[Entry]], source: Source) -> None:
        self.entries = {sort: list(entries) for sort, entries in proposed.items() if entries}
        self.left: list[tuple[Entry, str]] = []
        self._source = source
        self._refused: frozenset[str] | None = None
        while self._drop_broken():
            pass
        self._refused = self._failing() if self.entries else frozenset()

    def judge(self, judged: Callable[[str, Entry], Entry]) -> None:
        """Put entries in place of others, of which `judged` is told the sort."""
        self.entries = {
            sort: [judged(sort, one) for one in entries] for sort, entries in self.entries.items()
        }
        self._refused = None
        self._refused = self._failing() if self.entries else frozenset()

    @property
    def count(self) -> int:
        return sum(map(len, self.entries.values()))

    def texts(self) -> dict[str, str]:
        """Return the text of the pack of each sort."""
        return {sort: self._text(sort)[0] for sort in self.entries}

    def _drop_broken(self) -> bool:
        """Take out the entries that break a rule; say whether there were any."""
        if not self.entries:
            return False
        broken = self._broken()
        for sort, at in sorted(broken, reverse=True):
            self.left.append((self.entries[sort].pop(at), broken[sort, at]))
        self.entries = {sort: entries for sort, entries in self.entries.items() if entries}
        return bool(broken)

    def _text(self, sort: str) -> tuple[str, list[int]]:
        """The text of a pack, and the line at which each entry begins."""
        origin, target = self._source.languages
        _, title, advice = SORTS[sort]
        text = _HEADER.format(about=self._source.about, title=quoted(title), advice=advice)
        if sort == "terms" and origin:
            text += f"from: {quoted(origin)}\n"
        if sort != "boilerplate":
            text += f"to: {quoted(target)}\n"
        text += f"{sort}:\n"
        starts = []
        for entry in self.entries[sort]:
            starts.append(text.count("\n") + 1)
            text += "".join(f"{line}\n" for line in entry.lines(self._refused))
        return text, starts

    def _broken(self) -> dict[tuple[str, int], str]:
        """The entries that break a rule, alone or beside the other packs, and why."""
        from mtfix.packs.store import load
        from mtfix.packs.validation import problems

        found: dict[tuple[str, int], str] = {}
        with as_files(self.texts()) as paths:
            try:
                loaded = load([*self._source.beside, *paths.values()], strict=False)
                told = [one.problem for one in problems(loaded.packs)]
            except PackError as error:
                told = [error.problem]
            for problem in told:
                found |= self._concerned(problem, paths)
        return found

    def _concerned(self, problem: Problem, paths: dict[str, str]) -> dict[tuple[str, int], str]:
        """The entries that a problem is about; not again with another one of the same run."""
        why = problem.text
        for path in paths.values():
            why = why.replace(f"{path}:", "line ")
        for sort, path in paths.items():
            if problem.path == path:
                starts = self._text(sort)[1]
                at = max((i for i, start in enumerate(starts) if start <= problem.line), default=0)
                return {(sort, at): why}
        return {
            (sort, at): f"{problem.path}:{problem.line}: {why}"
            for sort, entries in self.entries.items()
            for at, entry in enumerate(entries)
            if f"{rule_name(SORTS[sort].stage, entry.id)} (" in why
        }

    def _failing(self) -> frozenset[str]:
        """The examples that do not hold, as they are written; those of the packs beside are not
        tried again."""
        from mtfix.verification.proof import failing_places

        texts = self.texts()
        with as_files(texts) as paths:
            lines = {path: texts[sort].split("\n") for sort, path in paths.items()}
            failing = failing_places([*lines], self._source.beside)
        said = (lines[path][line - 1].strip() for path, line in failing)
        return frozenset(unquoted(one.removeprefix("- ")) for one in said)


def omission_lines(title: str, apart: Sequence[Apart]) -> Iterator[str]:
    """Yield comments for what is not proposed."""
    if not apart:
        return
    yield f"\n# {title}\n"
    for one in apart[:_MOST_TOLD]:
        yield f"#   {one.wrong} -> {one.term} ({one.times}){': ' if one.why else ''}{one.why}\n"
    if len(apart) > _MOST_TOLD:
        yield f"#   … and {len(apart) - _MOST_TOLD} more\n"
