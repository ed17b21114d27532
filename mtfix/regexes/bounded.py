"""The regular expressions of packs: compiled when first needed, bounded in time.

Shipped patterns are tested to be harmless and run on the standard `re`. A user's pattern
runs on `regex`, which can be stopped: one that takes longer than a second, or all in all far
longer than the texts are long, matches nothing and is reported once.
"""

from __future__ import annotations

import warnings
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from mtfix.regexes.budget import SECONDS, Budget

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

    from mtfix.edits.edit import Span

    Match = re.Match[str]


class PatternTimeoutWarning(UserWarning):
    """A pattern of a user's pack took too long on a text and was taken as not matching."""

    pattern = ""


def _compiler(*, trusted: bool) -> Any:
    """The compiler of the standard library for shipped patterns, that of `regex`, with its
    timeout, for others."""
    if trusted:
        from mtfix.regexes.cache import compile_pattern

        return compile_pattern
    import regex

    return regex.compile


class Matcher:
    """Some patterns, and those where the rule does not act; `owner` is named where one of them
    takes too long."""

    def __init__(
        self,
        patterns: Sequence[str],
        unless: Sequence[str] = (),
        *,
        trusted: bool,
        flags: int = 0,
        owner: str = "",
    ) -> None:
        self._patterns = tuple(patterns)
        self._unless = tuple(unless)
        self._trusted, self._flags, self._owner = trusted, flags, owner
        self._compiled: dict[str, Any] = {}
        self._stopped: set[str] = set()
        self._budgets: defaultdict[str, Budget] = defaultdict(Budget)

    def covering(self, text: str, window: Span, place: Span) -> Match | None:
        """The first match inside the window that covers the place, if nothing forbids it."""
        for pattern in self._made(self._patterns):
            for match in self._run(pattern, text, window):
                start, end = match.span()
                if start > place.start:
                    break
                if end >= place.end:
                    return None if self.forbids(text, window) else match
        return None

    def forbids(self, text: str, window: Span) -> bool:
        """Return whether one of the patterns is in the window where the rule does not act."""
        if self._trusted:
            start, end = window
            for one in self._made(self._unless) if self._unless else ():
                if one.search(text, start, end):
                    return True
            return False
        unless = self._made(self._unless)
        return any(True for one in unless for _ in self._run_bounded(one, text, window))

    def whole(self, text: str) -> Match | None:
        """The first match of a whole pattern with the whole of `text`, if nothing forbids it."""
        return self._first("fullmatch", text)

    def start(self, text: str) -> Match | None:
        return self._first("match", text)

    def search(self, text: str) -> Match | None:
        return self._first("search", text)

    def _first(self, method: str, text: str) -> Match | None:
        for pattern in self._made(self._patterns):
            match: Match | None = self._guarded(getattr(pattern, method), text)
            if match:
                unless = self._made(self._unless)
                if not any(self._guarded(one.search, text) for one in unless):
                    return match
        return None

    def _made(self, sources: Iterable[str]) -> Iterator[Any]:
        """The patterns, each compiled when its turn comes for the first time."""
        for source in sources:
            made = self._compiled.get(source)
            if made is None:
                compile_ = _compiler(trusted=self._trusted)
                made = self._compiled[source] = compile_(source, self._flags)
            yield made

    def _run(self, pattern: Any, text: str, window: Span) -> Iterator[Match]:
        if self._trusted:
            found: Iterator[Match] = pattern.finditer(text, *window)
            return found
        return self._run_bounded(pattern, text, window)

    def _run_bounded(self, pattern: Any, text: str, window: Span) -> Iterator[Match]:
        if pattern.pattern in self._stopped:
            return
        budget, size = self._budgets[pattern.pattern], window.end - window.start
        matches = pattern.finditer(text, *window, timeout=SECONDS)
        try:
            while match := budget.run(lambda _: next(matches, None), size):
                yield match
                size = 0
        except TimeoutError:
            self._report(pattern)

    def _guarded(self, method: Any, text: str) -> Match | None:
        found: Match | None
        if self._trusted:
            found = method(text)
            return found
        pattern = method.__self__
        if pattern.pattern in self._stopped:
            return None
        try:
            budget = self._budgets[pattern.pattern]
            found = budget.run(lambda seconds: method(text, timeout=seconds), len(text))
        except TimeoutError:
            self._report(pattern)
            return None
        return found

    def _report(self, pattern: Any) -> None:
        self._stopped.add(pattern.pattern)
        told = f"the pattern {pattern.pattern!r} takes longer than {SECONDS} s"
        warning = PatternTimeoutWarning(f"{self._owner}{told}; it matches nothing")
        warning.pattern = pattern.pattern
        warnings.warn(warning, stacklevel=2)
