"""The keys of the configuration: what each may say, and where it says it."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix.config.ignore_files import Patterns, shown
from mtfix.formats import NAMES
from mtfix.stages import DECISIONS, LEVELS
from mtfix.text.nearest_name import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from mtfix.config.toml_positions import Path

Said = tuple[Any, str]
"""A value, and where it was said: `pyproject.toml:12`, `--skip`."""

LANGUAGE = re.compile(r"[a-z]{2,3}|none")


class ConfigError(ValueError):
    """A configuration that can't be followed: says file, line, what is wrong, and the remedy."""


class Place(NamedTuple):
    """A value in a configuration file, so that every question can fail with file and line.

    `folder` is that of the file, `path` the keys that lead to the value.
    """

    file: str
    folder: str
    lines: Mapping[Path, int]
    path: Path
    value: Any

    def __str__(self) -> str:
        path = self.path
        while path and path not in self.lines:
            path = path[:-1]
        return f"{self.file}:{self.lines.get(path, 1)}"

    def fail(self, problem: str, remedy: str = "") -> ConfigError:
        return ConfigError(f"{self}: {problem}" + (f"; {remedy}" if remedy else ""))

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

    def members(self) -> Iterator[Place]:
        """The members of a list."""
        if not isinstance(self.value, list):
            raise self.fail(f"{self.name} must be a list", "write it in [brackets]")
        for index, value in enumerate(self.value):
            yield self._replace(path=(*self.path, index), value=value)

    def fields(self) -> dict[str, Place]:
        """The keys of a table."""
        if not isinstance(self.value, dict):
            raise self.fail(f"{self.name} must be a table", "write `key = value` lines")
        return {
            key: self._replace(path=(*self.path, key), value=value)
            for key, value in self.value.items()
        }


def read(place: Place, others: Collection[str]) -> dict[str, tuple[Said, ...]]:
    """Return what a table says of each key, in the order of `KEYS`; a table may also hold the
    `others`. Raises ConfigError for unknown keys and wrong values."""
    fields = place.fields()
    for name, field in fields.items():
        known = [*KEYS, *others]
        if name not in known:
            raise field.fail(
                f"there is no key {name}", _REMEDIES.get(name) or did_you_mean(name, known)
            )
    return {name: reader(fields[name]) for name, reader in KEYS.items() if name in fields}


def texts(place: Place) -> tuple[Said, ...]:
    return tuple((member.text(), str(member)) for member in place.members())


def patterns(place: Place) -> tuple[tuple[Said, ...], Patterns]:
    """The members of a list of globs, and what they mean."""
    said = texts(place)
    found = Patterns([text for text, _ in said])
    for index in found.broken:
        text, _ = said[index]
        raise place._replace(path=(*place.path, index)).fail(f"{text!r} is no pattern", "mend it")
    return said, found


def _globs(place: Place) -> tuple[Said, ...]:
    return patterns(place)[0]


def _one_of(names: Collection[str]) -> Callable[[Place], tuple[Said, ...]]:
    return lambda place: ((place.choice(names), str(place)),)


def _language(place: Place) -> tuple[Said, ...]:
    value = place.text()
    if not LANGUAGE.fullmatch(value):
        raise place.fail(f"{value!r} is not a language", "write a code such as zh, or none")
    return ((value, str(place)),)


def _rules_or_all(place: Place) -> tuple[Said, ...]:
    if isinstance(place.value, bool):
        return (("*", str(place)),) if place.value else ()
    if not isinstance(place.value, list):
        raise place.fail(f"{place.name} must be true, false or a list of rules")
    return texts(place)


def _decisions(place: Place) -> tuple[Said, ...]:
    return tuple(
        ((term, field.choice(DECISIONS)), str(field)) for term, field in place.fields().items()
    )


def _packs(place: Place) -> tuple[Said, ...]:
    """Packs are files beside the configuration, or shipped ones by their names."""
    return tuple((_pack(member), str(member)) for member in place.members())


def _pack(place: Place) -> str:
    name = place.text()
    path = os.path.normpath(os.path.join(place.folder, name))
    if os.path.exists(path):
        return shown(path)
    from mtfix.packs.sources import shipped_names

    shipped = shipped_names()
    known = {"none", "shipped", *shipped, *(pack.rpartition("/")[0] for pack in shipped)}
    if name in known:
        return name
    near = did_you_mean(name, known) if "." not in name else f"its path is taken from {place.file}"
    raise place.fail(f"there is no pack {name}", near)


KEYS: dict[str, Callable[[Place], tuple[Said, ...]]] = {
    "format": _one_of(NAMES),
    "from": _language,
    "packs": _packs,
    "off": texts,
    "only": texts,
    "unsafe": _rules_or_all,
    "boilerplate": _one_of(LEVELS),
    "fields": texts,
    "text-fields": texts,
    "source-fields": texts,
    "decide": _decisions,
    "exclude": _globs,
}
"""What reads each key."""

ADDING = frozenset({"packs", "off", "fields", "decide", "exclude"})
"""The keys to which what is said later adds; the others it replaces."""

_REMEDIES = {
    "skip": "did you mean off?",
    "disable": "did you mean off?",
    "origin": "did you mean from?",
    "language": "did you mean from?",
    "ignore": "did you mean exclude?",
    "glossaries": "did you mean packs?",
    "tool": "in this file, keys stand by themselves and not below [tool.mtfix]",
}
"""What is meant by names that are not near in their letters."""
