"""`mtfix config show`: what holds for a file, and where that is set."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from mtfix.cli.options import Cleaners, check_options, decisions, packs_of
from mtfix.cli.printing import say
from mtfix.config.schema import KEYS
from mtfix.formats import FIELDS, of_file
from mtfix.fs import system
from mtfix.stages import DEFAULT_LEVEL

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

    from mtfix.config.resolve import Configs
    from mtfix.config.value import ConfigValue

_DEFAULTS: dict[str, tuple[str, ...]] = {
    "packs": ("shipped",),
    "boilerplate": (DEFAULT_LEVEL,),
    "fields": FIELDS,
}
"""The defaults of the keys that have one."""
_TEXTS = frozenset({"format", "from", "boilerplate"})


def run(options: argparse.Namespace) -> int:
    """Show the settings of each file. Raises what is wrong with them."""
    configs = Cleaners(options).configs
    for path in options.files:
        for line in _shown(path, configs):
            say(line)
    return 0


def _shown(path: str, configs: Configs) -> Iterator[str]:
    config, values = configs.settings(path)
    check_options(values, packs_of([name for name, _ in values.get("packs", ())]))
    excluded, ignored = configs.excluded(path), configs.ignored(path)
    yield f"{system.shown(path)}: {_standing(excluded, ignored)}"
    yield f"configuration: {config or 'none'}"
    rows = [*_rows(path, values)]
    width = max(len(where) for _, where in rows)
    for setting, where in rows:
        yield f"{where:{width}}  {setting}"


def _standing(excluded: str, ignored: str) -> str:
    if excluded:
        return f"excluded by {excluded}"
    return f"read only if it is named, git ignores it by {ignored}" if ignored else "read"


def _rows(path: str, values: Mapping[str, tuple[ConfigValue, ...]]) -> Iterator[tuple[str, str]]:
    """Each setting as in a configuration, and where it is set."""
    for key in KEYS:
        if key == "format" and key not in values:
            yield f"format = {json.dumps(of_file(path))}", "its suffix"
        elif key == "decide":
            places = {term: where for (term, _), where in values.get(key, ())}
            for term, word in decisions(values).items():
                name = term if re.fullmatch(r"[\w-]+", term, re.ASCII) else json.dumps(term)
                yield f"decide.{name} = {json.dumps(word)}", places[term]
        else:
            yield _row(key, values.get(key))


def _row(key: str, pairs: tuple[ConfigValue, ...] | None) -> tuple[str, str]:
    values = [value for value, _ in pairs or ()]
    places = list(dict.fromkeys(where for _, where in pairs or ()))
    if key in _TEXTS:
        [value] = values or _DEFAULTS.get(key, ("",))
        return f"{key} = {json.dumps(value)}", ", ".join(places) or "default"
    if key == "packs":
        values = packs_of(values) or ["shipped"]
    elif key == "fields":
        values = [*FIELDS, *values]
    if key in {"packs", "fields"} and "none" not in values:
        places = ["default", *places]
    text = "true" if values == ["*"] else json.dumps(values, ensure_ascii=False)
    return f"{key} = {text}", ", ".join(dict.fromkeys(places)) or "default"
