"""Packs in the order in which they hold, each read when it is needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mtfix.packs.compiled_form import load_pack, sort_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mtfix.matching.plan import Plan
    from mtfix.packs.model import Pack, Rule


class StoredPack:
    """A pack in its compiled form, which `load` returns; `file` is that of its YAML. Its sort is
    read if it is not given."""

    __slots__ = ("_data", "_load", "_sort", "file", "trusted")

    def __init__(
        self, load: Callable[[], bytes], file: str, *, trusted: bool, sort: str = ""
    ) -> None:
        self._load, self._data, self._sort = load, b"", sort
        self.file, self.trusted = file, trusted

    @property
    def sort(self) -> str:
        """That of its rules ("terms", "boilerplate", "surface")."""
        return self._sort or sort_of(self.data())

    def data(self) -> bytes:
        """The compiled form, loaded at the first call."""
        self._data = self._data or self._load()
        return self._data

    def read_pack(self, *, examples: bool = True) -> Pack:
        """The pack, on request without examples."""
        return load_pack(self.data(), self.file, examples=examples)


class PackSet:
    """Packs in the order in which they hold.

    plan: what the stages that are made of them ask the scan for; None where that is not known
        yet. With a plan, packs are read only when a scan has found something, and only those
        of the sort that it concerns.
    verified: whether their examples are known to hold; those of shipped packs are.
    stored: the compiled forms from which they are read; none if they were given as they are.
    key: the name under which their plan can be stored; empty where it is for this run only.
    """

    __slots__ = ("_by_sort", "_packs", "key", "plan", "stored", "verified")

    def __init__(self, packs: Iterable[Pack], plan: Plan | None = None) -> None:
        self.stored: tuple[StoredPack, ...] = ()
        self._packs: tuple[Pack, ...] | None = tuple(packs)
        self._by_sort: dict[str, tuple[Pack, ...]] = {}
        self.plan = plan
        self.verified = False
        self.key = ""

    @classmethod
    def from_stored(
        cls, packs: Iterable[StoredPack], plan: Plan | None, *, verified: bool, key: str = ""
    ) -> PackSet:
        """Return a set of packs that are read when they are needed."""
        found = cls((), plan)
        found.stored, found._packs = tuple(packs), None
        found.verified, found.key = verified, key
        return found

    @property
    def packs(self) -> tuple[Pack, ...]:
        """All packs, with their examples. Rules that a user's pack replaces are not among them,
        and entries of his that nothing proves are only suggested."""
        if self._packs is None:
            self._packs = _in_force([one.read_pack() for one in self.stored])
        return self._packs

    def of(self, sort: str) -> tuple[Pack, ...]:
        """The packs of one sort ("terms", "boilerplate", "surface"); shipped ones may come
        without examples."""
        if sort not in self._by_sort:
            self._by_sort[sort] = self._of(sort)
        return self._by_sort[sort]

    def _of(self, sort: str) -> tuple[Pack, ...]:
        if self._packs is not None:
            return tuple(pack for pack in self._packs if pack.sort == sort)
        stored = (one for one in self.stored if one.sort == sort)
        return _in_force([one.read_pack(examples=not one.trusted) for one in stored])

    def unchanged(self) -> tuple[Pack, ...]:
        """All packs as their files have them, but for the rules that others replace."""
        from mtfix.packs.validation import with_overrides

        return with_overrides(
            [one.read_pack() for one in self.stored] if self.stored else self.packs
        )


class RuleList(Sequence["Rule"]):
    """The rules of some packs, one pack after the other, each read when it is asked for."""

    def __init__(self, packs: Iterable[Pack]) -> None:
        self._places = [(pack.rules, at) for pack in packs for at in range(len(pack.rules))]

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, index: Any) -> Any:
        rules, at = self._places[index]
        return rules[at]


def _in_force(packs: Sequence[Pack]) -> tuple[Pack, ...]:
    """The packs without what users' ones among them replace or leave unproved."""
    if all(pack.trusted for pack in packs):
        return tuple(packs)
    from mtfix.packs.validation import with_overrides, with_unproved_suggested

    return with_unproved_suggested(with_overrides(packs))
