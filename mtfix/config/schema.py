"""The keys of the configuration: what each may say, and where it says it."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix.config.ignore_files import Patterns, shown
from mtfix.config.value import ConfigValue
from mtfix.edits.problem import ProblemError
from mtfix.formats import NAMES
from mtfix.stages import DECISIONS, LEVELS
from mtfix.text.nearest_name import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from mtfix.config.toml_positions import Path


LANGUAGE = re.compile(r"[a-z]{2,3}|none")


class ConfigError(ProblemError):
    """A configuration that can't be followed: says file, line, what is wrong, and the remedy."""


class ConfigNode(NamedTuple):
    """A value in a configuration file, so that every question can fail with file and line.

    `folder` is that of the file, `path` the keys that lead to the value.
    """

    file: str
    folder: str
    lines: Mapping[Path, int]
    path: Path
    value: Any

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"

    @property
    def line(self) -> int:
        """The line of the value, or of what it stands in."""
        path = self.path
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def fail(self, text: str, remedy: str = "") -> ConfigError:
        return ConfigError(text, remedy, path=self.file, line=self.line)

    @property
    def name(self) -> str:
        name = ".".join(key for key in self.path if isinstance(key, str))
        return f"each of {name}" if isinstance(self.path[-1], int) else name

    def text(self) -> str:
        if not isinstance(self.value, str):
            raise self.fail(f"{self.name} must be text", "write it in quotes")
        return self.value

    def choice(self, names: Collection[str]) -> str:
        value = self.text()
        if value not in names:
            raise self.fail(f"{self.name} can't be {value!r}", did_you_mean(value, names))
        return value

    def members(self) -> Iterator[ConfigNode]:
        """The members of a list."""
        if not isinstance(self.value, list):
            raise self.fail(f"{self.name} must be a list", "write it in [brackets]")
        for index, value in enumerate(self.value):
            yield self._replace(path=(*self.path, index), value=value)

    def fields(self) -> dict[str, ConfigNode]:
        """The keys of a table."""
        if not isinstance(self.value, dict):
            raise self.fail(f"{self.name} must be a table", "write `key = value` lines")
        return {
            key: self._replace(path=(*self.path, key), value=value)
            for key, value in self.value.items()
        }


def read_table(node: ConfigNode, others: Collection[str]) -> dict[str, tuple[ConfigValue, ...]]:
    """Return the values of each key of a table, in the order of `KEYS`; a table may also hold the
    `others`. Raises ConfigError for unknown keys and wrong values."""
    fields = node.fields()
    for name, field in fields.items():
        known = [*KEYS, *others]
        if name not in known:
            raise field.fail(
                f"there is no key {name}", _REMEDIES.get(name) or did_you_mean(name, known)
            )
    return {name: reader(fields[name]) for name, reader in KEYS.items() if name in fields}


def text_list(node: ConfigNode) -> tuple[ConfigValue, ...]:
    return tuple(ConfigValue(member.text(), str(member)) for member in node.members())


def glob_list(node: ConfigNode) -> tuple[tuple[ConfigValue, ...], Patterns]:
    """The members of a list of globs, and the patterns made of them."""
    values = text_list(node)
    found = Patterns([text for text, _ in values])
    for index in found.broken:
        text, _ = values[index]
        raise node._replace(path=(*node.path, index)).fail(f"{text!r} is no pattern", "mend it")
    return values, found


def _globs(node: ConfigNode) -> tuple[ConfigValue, ...]:
    return glob_list(node)[0]


def _one_of(names: Collection[str]) -> Callable[[ConfigNode], tuple[ConfigValue, ...]]:
    return lambda node: (ConfigValue(node.choice(names), str(node)),)


def _language(node: ConfigNode) -> tuple[ConfigValue, ...]:
    value = node.text()
    if not LANGUAGE.fullmatch(value):
        raise node.fail(f"{value!r} is not a language", "write a code such as zh, or none")
    return (ConfigValue(value, str(node)),)


def _rule_list_or_bool(node: ConfigNode) -> tuple[ConfigValue, ...]:
    if isinstance(node.value, bool):
        return (ConfigValue("*", str(node)),) if node.value else ()
    if not isinstance(node.value, list):
        raise node.fail(f"{node.name} must be true, false or a list of rules")
    return text_list(node)


def _decisions(node: ConfigNode) -> tuple[ConfigValue, ...]:
    return tuple(
        ConfigValue((term, field.choice(DECISIONS)), str(field))
        for term, field in node.fields().items()
    )


def _packs(node: ConfigNode) -> tuple[ConfigValue, ...]:
    """Packs are files beside the configuration, or shipped ones by their names."""
    return tuple(ConfigValue(_pack(member), str(member)) for member in node.members())


def _pack(node: ConfigNode) -> str:
    name = node.text()
    path = os.path.normpath(os.path.join(node.folder, name))
    if os.path.exists(path):
        return shown(path)
    from mtfix.packs.sources import shipped_names

    shipped = shipped_names()
    known = {"none", "shipped", *shipped, *(pack.rpartition("/")[0] for pack in shipped)}
    if name in known:
        return name
    near = did_you_mean(name, known) if "." not in name else f"its path is taken from {node.file}"
    raise node.fail(f"there is no pack {name}", near)


KEYS: dict[str, Callable[[ConfigNode], tuple[ConfigValue, ...]]] = {
    "format": _one_of(NAMES),
    "from": _language,
    "packs": _packs,
    "off": text_list,
    "only": text_list,
    "unsafe": _rule_list_or_bool,
    "boilerplate": _one_of(LEVELS),
    "fields": text_list,
    "text-fields": text_list,
    "source-fields": text_list,
    "decide": _decisions,
    "exclude": _globs,
}
"""The function that reads each key."""

ADDING = frozenset({"packs", "off", "fields", "decide", "exclude"})
"""The keys to which a later value is added; of the others it takes the place."""

_REMEDIES = {
    "skip": "did you mean off?",
    "disable": "did you mean off?",
    "origin": "did you mean from?",
    "language": "did you mean from?",
    "ignore": "did you mean exclude?",
    "glossaries": "did you mean packs?",
    "tool": "in this file, keys stand by themselves and not below [tool.mtfix]",
}
"""Hints for names that look like none of the keys but mean one."""
