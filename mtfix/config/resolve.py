"""The configuration of a file: each value with the line that sets it.

The nearest folder above a file with a `.mtfix.toml`, or a `pyproject.toml` that has a table
`[tool.mtfix]`, configures it; configurations further up are not looked at.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix.config.ignore_files import Ignoring, Patterns, below, shown
from mtfix.config.schema import ADDING, ConfigError, ConfigNode, glob_list, read_table
from mtfix.edits.problem import located
from mtfix.fs import system
from mtfix.fs.regular import read_regular
from mtfix.fs.symlinks import repository

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mtfix.config.value import ConfigValue

NAMES = ".mtfix.toml", "pyproject.toml"
"""The files that configure; in one folder the first goes before the second."""
IGNORE_FILE = ".mtfixignore"


class Settings(NamedTuple):
    """The settings of a file: the configuration file that holds for it, or an empty string; and
    for every key that is set, its values, each with the place that sets it."""

    config: str
    values: Mapping[str, tuple[ConfigValue, ...]]


class Config(NamedTuple):
    """A configuration file. Its globs are seen from `root`."""

    file: str
    root: str
    values: Mapping[str, tuple[ConfigValue, ...]]
    excluded: Patterns | None
    overrides: tuple[tuple[Patterns, Mapping[str, tuple[ConfigValue, ...]]], ...]


class Configs:
    """The configurations of a run, each read once.

    given: what the command line says, which goes before all configurations.
    file: the one configuration that holds for all files, instead of the nearest.
    off: no configuration is read; ignore files hold nevertheless.
    """

    def __init__(
        self,
        given: Mapping[str, tuple[ConfigValue, ...]] | None = None,
        *,
        file: str | None = None,
        off: bool = False,
    ) -> None:
        self._given = given or {}
        self._off = off
        self._folders: dict[str, Config | None] = {}
        self._own = Ignoring(IGNORE_FILE)
        self._git = Ignoring(".gitignore", of_git=True)
        self._fixed = None if file is None else load(file, root=os.getcwd())

    def settings(self, path: str) -> Settings:
        """Return what holds for the file at `path`, which need not exist. Raises ConfigError."""
        path = os.path.abspath(path)
        return self._settings(self._config(os.path.dirname(path)), path)

    def of_folder(self, folder: str) -> Settings:
        """Return what holds in a folder, files with overrides aside. Raises ConfigError."""
        return self._settings(self._config(os.path.abspath(folder)), "")

    def overridden(self, path: str) -> Iterator[Mapping[str, tuple[ConfigValue, ...]]]:
        """Yield what would hold under each override alone of the configuration of a file,
        whether it fits or not. Raises ConfigError."""
        config = self._config(os.path.dirname(os.path.abspath(path)))
        for _, more in config.overrides if config else ():
            yield _overlaid(_overlaid(config.values if config else {}, more), self._given)

    def excluded(self, path: str) -> str:
        """Return by which line a file is excluded, by whatever name it is called, or an empty
        string. Raises ConfigError, and ValueError for a pattern that can't be read."""
        path = os.path.abspath(path)
        rule = self._own.rule(path)
        if rule:
            return str(rule)
        config = self._config(os.path.dirname(path))
        seen = below(path, config.root) if config else None
        if config is None or config.excluded is None or seen is None:
            return ""
        with located(config.file, ConfigError):
            found = config.excluded.deciding(seen)
        if found is None or not found[1]:
            return ""
        pattern, where = config.values["exclude"][found[0]]
        return f"{where} ({pattern})"

    def ignored(self, path: str) -> str:
        """Return by which line git ignores a file, or an empty string."""
        return str(self._git.rule(os.path.abspath(path)) or "")

    def pruned(self, folder: str, *, git: bool) -> str:
        """Return by which line nothing below a folder is looked at, or an empty string."""
        folder = os.path.abspath(folder)
        rule = self._own.folder_rule(folder) or (self._git.folder_rule(folder) if git else None)
        return str(rule or "")

    def _settings(self, config: Config | None, path: str) -> Settings:
        values = dict(config.values) if config else {}
        seen = below(path, config.root) if config else None
        if config and seen is not None:
            for files, more in config.overrides:
                with located(config.file, ConfigError):
                    fits = files.fit(seen)
                if fits:
                    values = _overlaid(values, more)
        return Settings(config.file if config else "", _overlaid(values, self._given))

    def _config(self, folder: str) -> Config | None:
        """The configuration of the files in a folder."""
        if self._off or self._fixed:
            return self._fixed
        if folder not in self._folders:
            above = os.path.dirname(folder)
            found = next((config for config in _in(folder) if config), None)
            if found is None and above != folder:
                found = self._config(above)
            self._folders[folder] = found
        return self._folders[folder]


def _overlaid(
    values: Mapping[str, tuple[ConfigValue, ...]], more: Mapping[str, tuple[ConfigValue, ...]]
) -> dict[str, tuple[ConfigValue, ...]]:
    """The values of each key, with more laid over them."""
    overlaid = dict(values)
    for key, others in more.items():
        overlaid[key] = (*overlaid.get(key, ()), *others) if key in ADDING else others
    return overlaid


def _in(folder: str) -> Iterator[Config | None]:
    for name in NAMES:
        path = os.path.join(folder, name)
        if os.path.isfile(path) and _is_trusted(path, folder):
            yield _load(path, folder)


def _is_trusted(path: str, folder: str) -> bool:
    """Whether a configuration may say what is done: it belongs to the user or the system, or lies
    in a repository, in which others may work. Another's in a folder above, such as `/tmp`, says
    nothing."""
    if system.is_own(path, 0):
        return True
    top = repository(folder)
    return bool(top) and not system.is_for_all(top)


def load(path: str, root: str) -> Config:
    """Return the configuration at `path`, its globs seen from `root`. Raises ConfigError."""
    config = _load(os.path.abspath(path), root)
    if config is None:
        raise ConfigError("there is no table [tool.mtfix]", "add one", path=path, line=1)
    return config


def _load(path: str, root: str) -> Config | None:
    """The configuration in a file; None where a `pyproject.toml` says nothing of mtfix."""
    file = shown(path)
    try:
        data = read_regular(path)
    except OSError as error:
        raise ConfigError(f"can't be read: {error.strerror}", path=file) from None
    in_project = os.path.basename(path) == "pyproject.toml"
    if in_project and b"mtfix" not in data:
        return None
    text, value = _parsed(data, file)
    keys: tuple[str, ...] = ()
    if in_project:
        keys = ("tool", "mtfix")
        tools = value.get("tool")
        if not isinstance(tools, dict) or "mtfix" not in tools:
            return None
        value = tools["mtfix"]
    from mtfix.config.toml_positions import lines

    node = ConfigNode(file, os.path.dirname(path), lines(text), keys, value)
    return _config_of(node, root)


def _parsed(data: bytes, file: str) -> tuple[str, dict[str, Any]]:
    import tomllib

    from mtfix.config.toml_positions import first_bad_line

    try:
        text = data.decode("utf-8-sig")
        return text, tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError("not UTF-8", "save the file as UTF-8", path=file, line=line) from None
    except (tomllib.TOMLDecodeError, RecursionError):
        line = first_bad_line(text)
        raise ConfigError("not valid TOML", "mend it near here", path=file, line=line) from None


def _config_of(node: ConfigNode, root: str) -> Config:
    values = read_table(node, ("overrides",))
    fields = node.fields()
    excluded = glob_list(fields["exclude"])[1] if "exclude" in fields else None
    members = fields["overrides"].members() if "overrides" in fields else ()
    return Config(node.file, root, values, excluded, tuple(map(_override, members)))


def _override(node: ConfigNode) -> tuple[Patterns, Mapping[str, tuple[ConfigValue, ...]]]:
    values = read_table(node, ("files",))
    fields = node.fields()
    if "files" not in fields:
        raise node.fail("an override needs files", 'write files = ["folder/**"]')
    if "exclude" in fields:
        raise fields["exclude"].fail("an override can't exclude files", "write it above all tables")
    return glob_list(fields["files"])[1], values
