"""Packs, and the form in which they are kept: JSON behind a plan and a checksum.

Parsing YAML takes a hundred times longer than reading this.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from mtfix.matching.plan_file import FORMAT as PLAN
from mtfix.matching.plan_file import packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtfix.matching.plan import Plan
    from mtfix.packs.model import Pack

FORMAT = f"mtfix-packs-15-{PLAN}"
"""Changes with the model: a compiled form of another one is not read."""


class PackSet:
    """Packs in the order in which they hold, and whether their examples are known to pass.

    `plan` is what the stages made of the packs ask the scan for, where it is known; then the
    packs themselves are read only when something is found, and only those of the sort that it
    concerns. `tables` is what the stage of terms has compiled of them, for it alone to open.
    """

    __slots__ = ("_body", "_packs", "key", "plan", "tables", "verified")

    def __init__(
        self,
        packs: Sequence[Pack] | bytes,
        plan: Plan | None,
        key: str,
        tables: bytes = b"",
    ) -> None:
        self._body = packs if isinstance(packs, bytes) else b""
        self._packs = {} if isinstance(packs, bytes) else dict(enumerate(packs))
        self.plan = plan
        self.tables = tables
        self.verified = plan is not None
        self.key = key

    @property
    def packs(self) -> tuple[Pack, ...]:
        """All packs, with their examples."""
        if self._body:
            import json

            lines = self._body.split(b"\n")
            pairs = zip(lines[::2], lines[1::2], strict=True)
            self._packs = {
                number: _pack(json.loads(rules), json.loads(examples))
                for number, (rules, examples) in enumerate(pairs)
            }
            self._body = b""
        return tuple(pack for _, pack in sorted(self._packs.items()))

    def of(self, sort: str) -> tuple[Pack, ...]:
        """The packs of one sort ("terms", "boilerplate", "surface"); what they are compiled to
        comes without examples."""
        import json

        begin = f'["{sort}"'.encode()
        for number, line in enumerate(self._body.split(b"\n")[::2]):
            if number not in self._packs and line.startswith(begin):
                self._packs[number] = _pack(json.loads(line), None)
        found = (pack for _, pack in sorted(self._packs.items()))
        return tuple(pack for pack in found if pack.sort == sort)


def dump(packs: PackSet) -> bytes:
    """Return the compiled form of packs: a line with format, checksum and the sizes of the plan
    and the tables; these; and of each pack two lines, its rules and their examples."""
    plan = packed(packs.plan) if packs.plan else b""
    body = b"\n".join(_json(part) for pack in packs.packs for part in _parts(pack))
    tables = packs.tables
    head = f"{FORMAT} {_checksum(plan, tables, body)} {len(plan)} {len(tables)}\n"
    return head.encode() + plan + tables + body


def _checksum(*parts: bytes) -> str:
    checksum = 0
    for part in parts:
        checksum = zlib.crc32(part, checksum)
    return f"{checksum:08x}"


def _json(value: Any) -> bytes:
    import json

    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def read(path: str | None, key: str) -> PackSet | None:
    """Return the packs of a compiled form; None where it is missing, foreign or damaged."""
    if path is None:
        return None
    try:
        with open(path, "rb") as file:
            form, checksum, size, tables_size = file.readline().decode().split()
            plan, tables = file.read(int(size)), file.read(int(tables_size))
            packs = file.read()
        if form != FORMAT or checksum != _checksum(plan, tables, packs) or not plan:
            return None
        return PackSet(packs, unpacked(plan), key, tables)
    except (OSError, ValueError):
        return None


def _parts(pack: Pack) -> tuple[Any, Any]:
    """The fields of a pack, its sort first, and the examples of its rules."""
    rules = [rule[:-1] for rule in pack.rules]
    examples = [rule.examples for rule in pack.rules]
    return (pack.sort, pack.name, pack.about, pack.trusted, rules), examples


def _pack(fields: list[Any], examples: list[Any] | None) -> Pack:
    from mtfix.packs.model import RECORDS, Example, Pack

    sort, name, about, trusted, rules = fields
    record: Any = RECORDS[sort]
    given = examples or [()] * len(rules)

    def rule(values: list[Any], examples: list[Any]) -> Any:
        return rule_of(record, values, tuple(Example(*example) for example in examples))

    return Pack(name, sort, about, trusted, tuple(map(rule, rules, given)))


def rule_of(record: Any, values: list[Any], examples: tuple[Any, ...] = ()) -> Any:
    """Return the rule of a sort that its fields in JSON say, but for the examples."""
    return record(*(_tuple(one) if type(one) is list else one for one in values), examples)


def _tuple(value: list[Any]) -> tuple[Any, ...]:
    """A list from JSON as the tuple it was; its members are texts or pairs."""
    if not value or not isinstance(value[0], list):
        return tuple(value)
    return tuple((name, tuple(v) if isinstance(v, list) else v) for name, v in value)
