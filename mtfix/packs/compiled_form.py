"""A pack as lines of JSON, which are read a hundred times faster than its YAML is parsed: a head, a
line a rule, and their examples, which only those need who verify or show them.

Nothing in it tells on which machine it was made: the file of a pack is known to who reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mtfix.packs.model import Pack, Rule


def dump_pack(pack: Pack) -> bytes:
    """Return the compiled form of a pack, which `load_pack` reads back."""
    place = pack.rules[0]._fields.index("file") if pack.rules else 0
    rules = [rule[:place] + rule[place + 1 : -1] for rule in pack.rules]
    examples = [rule.examples for rule in pack.rules]
    head = (pack.sort, pack.name, pack.about, pack.trusted)
    return b"".join(_json(line) + b"\n" for line in (head, *rules, examples))


def sort_of(data: bytes) -> str:
    """Return the sort of a pack in its compiled form, without reading more of it."""
    return data[2 : data.index(b'"', 2)].decode()


def load_pack(data: bytes, file: str, *, examples: bool = True) -> Pack:
    """Return the pack of a compiled form, with `file` as that of its rules; on request without
    their examples: then each rule is read when it is first asked for."""
    import json

    from mtfix.packs.model import Pack

    head, *lines, last = data.removesuffix(b"\n").split(b"\n")
    sort, name, about, trusted = json.loads(head)
    rules: Sequence[Rule] = StoredRules(sort, file, lines)
    if examples:
        rules = tuple(map(_with_examples, rules, json.loads(last)))
    return Pack(name, sort, about, trusted, rules)


class StoredRules(Sequence["Rule"]):
    """The rules of a pack in its compiled form, without their examples."""

    def __init__(self, sort: str, file: str, lines: Sequence[bytes]) -> None:
        self._sort, self._file, self._lines = sort, file, lines
        self._known: dict[int, Rule] = {}

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, index: Any) -> Any:
        if index not in self._known:
            self._known[index] = self._rule(self._lines[index])
        return self._known[index]

    def _rule(self, line: bytes) -> Rule:
        import json

        from mtfix.packs.model import RECORDS

        record: Any = RECORDS[self._sort]
        fields = list(map(_tuples, json.loads(line)))
        fields.insert(record._fields.index("file"), self._file)
        rule: Rule = record(*fields, ())
        return rule


def _with_examples(rule: Rule, examples: Sequence[Any]) -> Rule:
    from mtfix.packs.model import Example

    return rule._replace(examples=tuple(Example(*one) for one in examples))


def _json(value: Any) -> bytes:
    import json

    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _tuples(value: Any) -> Any:
    """The tuples that JSON has as lists."""
    if type(value) is not list:
        return value
    # Most are lists of words, which need no look at each.
    return tuple(map(_tuples, value)) if list in map(type, value) else tuple(value)
