"""From options and configuration to a cleaner for each file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mtfix.cleaner import Cleaner
from mtfix.cli.messages import UsageError
from mtfix.config.value import ConfigValue
from mtfix.edits.fix import Safety
from mtfix.formats import FIELDS, of_file
from mtfix.formats.content import format_by_content, is_told_by_content
from mtfix.stages import DEFAULT_LEVEL
from mtfix.stages.factory import decisions_by_rule, unknown_language

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping, Sequence

    from mtfix.config.resolve import Configs


def option_values(options: argparse.Namespace) -> dict[str, tuple[ConfigValue, ...]]:
    """Return what the command line says, by the keys of the configuration."""
    unsafe = None if options.unsafe is None else [options.unsafe]
    values = {
        "format": [options.format] if options.format else None,
        "from": [options.origin] if options.origin else None,
        "packs": options.pack or None,
        "off": _listed(options.skip) or None,
        "only": _listed(options.only) or None,
        "text-fields": options.field or None,
        "source-fields": options.source_field or None,
        "unsafe": unsafe and _listed(unsafe),
        "boilerplate": [options.boilerplate] if options.boilerplate else None,
    }
    return {
        key: tuple(ConfigValue(value, _OPTIONS.get(key, f"--{key}")) for value in said)
        for key, said in values.items()
        if said is not None
    }


_OPTIONS = {
    "packs": "--pack",
    "off": "--skip",
    "text-fields": "--field",
    "source-fields": "--source-field",
}
"""The options that are called other than the keys of the configuration."""


def make_cleaner(said: Mapping[str, tuple[ConfigValue, ...]]) -> Cleaner:
    """Return the cleaner for what command line and configuration say.

    Raises UsageError for a rule, term or language that does not exist, PackError for a broken
    pack.
    """
    values = {key: [value for value, _ in pairs] for key, pairs in said.items()}
    packs = packs_of(values.get("packs", ()))
    check_options(said, packs)
    for language, where in said.get("from", ()):
        _proven_language(language, where, packs)
    unsafe = values.get("unsafe", [])
    return Cleaner(
        packs,
        boilerplate=values.get("boilerplate", [DEFAULT_LEVEL])[0],
        safety=Safety.UNSAFE if "*" in unsafe else Safety.SAFE,
        unsafe=[rule for rule in unsafe if rule != "*"],
        only=values.get("only", ()),
        skip=values.get("off", ()),
        origin=values.get("from", [None])[0],
        fields=[*FIELDS, *values.get("fields", ())],
        texts=values.get("text-fields", ()),
        sources=values.get("source-fields", ()),
        decide=decisions(said),
    )


def decisions(said: Mapping[str, tuple[ConfigValue, ...]]) -> dict[str, str]:
    """Return what is decided of terms, of what is said twice the later."""
    found: dict[str, str] = {}
    for (term, word), _ in said.get("decide", ()):
        found.pop(term, None)
        found[term] = word
    return found


class Cleaners:
    """The cleaner and the format for each file, each cleaner made once for the run."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._options = options
        self._given = option_values(options)
        self._configs: Configs | None = None
        self._made: dict[object, Cleaner | ValueError] = {}

    @property
    def configs(self) -> Configs:
        """The configurations, looked for when first they are asked for."""
        if self._configs is None:
            from mtfix.config.resolve import Configs

            options = self._options
            self._configs = Configs(self._given, file=options.config, off=options.no_config)
        return self._configs

    def _said(self, path: str | None) -> Mapping[str, tuple[ConfigValue, ...]]:
        """What options and configuration say for a file."""
        if path is None and self._options.config is None:
            return self._given
        if path is None:
            return self.configs.of_folder(os.curdir).values
        return self.configs.settings(path).values

    def format_of(self, path: str | None, data: bytes) -> str:
        """Return how the file at `path` with some content is read; see `of`."""
        said = _named_format(self._said(path))
        if said or path is None or not is_told_by_content(path):
            return said or of_file(path or "")
        return format_by_content(path, data) or of_file(path)

    def unread_format(self, path: str | None, data: bytes | None = None) -> str:
        """Return the format of a file that mtfix does not read, by its suffix or its content; an
        empty string where it reads it, or where options or configuration name a format. Without
        `data`, also where the content may tell that it is read."""
        if path is None or _named_format(self._said(path)):
            return ""
        if is_told_by_content(path) and (data is None or format_by_content(path, data)):
            return ""
        from mtfix.formats.unread import unread_format_of, unread_text_format

        is_plain = of_file(path) == "plain"
        return unread_format_of(path) or (unread_text_format(data or b"") if is_plain else "")

    def of(self, path: str | None) -> tuple[Cleaner, str]:
        """Return the cleaner for the file at `path`, and how the file is read, as far as its name
        tells. None stands for a text without a name: it is under no configuration, and plain.

        Raises ConfigError, and what `made` raises.
        """
        said = self._said(path)
        format_ = _named_format(said) or of_file(path or "")
        key = tuple(
            (name, tuple(value for value, _ in pairs))
            for name, pairs in sorted(said.items())
            if name not in _OF_FILES
        )
        if key not in self._made:
            self._made[key] = _make_cleaner(
                said, () if path is None else self.configs.overridden(path)
            )
        found = self._made[key]
        if isinstance(found, ValueError):
            raise found
        return found, format_


def _named_format(said: Mapping[str, tuple[ConfigValue, ...]]) -> str:
    """The format that is said, or an empty string."""
    return next((value for value, _ in said.get("format", ())), "")


def _make_cleaner(
    said: Mapping[str, tuple[ConfigValue, ...]],
    others: Iterable[Mapping[str, tuple[ConfigValue, ...]]],
) -> Cleaner | ValueError:
    """A cleaner, or why there is none: it is not tried again for every file.

    A rule that does not exist is told of overrides as well that fit other files.
    """
    try:
        for other in others:
            check_options(other, packs_of([name for name, _ in other.get("packs", ())]))
        return make_cleaner(said)
    except ValueError as error:
        return error


_OF_FILES = frozenset({"format", "exclude"})
"""Keys that are no concern of a cleaner."""


def packs_of(named: Sequence[str]) -> list[str] | None:
    """The packs that the names stand for, beside the shipped ones; None for those alone.

    `none` leaves out all that were named before it.
    """
    if not named:
        return None
    packs = ["shipped"]
    for name in named:
        packs = [] if name == "none" else [*packs, name]
    return packs


def _listed(values: Sequence[str]) -> list[str]:
    return [rule.strip() for value in values for rule in value.split(",") if rule.strip()]


def check_options(said: Mapping[str, tuple[ConfigValue, ...]], packs: list[str] | None) -> None:
    """Raise UsageError for the first rule or term that is named and does not exist."""
    rules = [pair for key in ("only", "off", "unsafe") for pair in said.get(key, ())]
    rules = [one for one in rules if one.value != "*"]
    decided = said.get("decide", ())
    if rules or decided:
        from mtfix.packs.store import load
        from mtfix.stages import CODE_RULES
        from mtfix.text.nearest_name import did_you_mean

        loaded = load(packs)
        known = [rule.rule for pack in loaded.packs for rule in pack.rules] if rules else []
        known += CODE_RULES
        stages = {rule.partition("/")[0] for rule in known}
        for name, where in rules:
            if name.rstrip("/") not in stages and name not in known:
                near = did_you_mean(name, [*known, *stages], "`mtfix glossary list` lists packs")
                raise UsageError(f"{_place_words(where)}there is no rule {name}; {near}")
        for (name, word), where in decided:
            try:
                decisions_by_rule(loaded, {name: word})
            except ValueError as error:
                raise UsageError(f"{_place_words(where)}{error}") from None


def _proven_language(language: str, where: str, packs: list[str] | None) -> None:
    """Raise UsageError for a language that neither mtfix nor a pack knows."""
    from mtfix.text.provenance import language_problem

    if language_problem(language):
        from mtfix.packs.store import load

        if wrong := unknown_language(load(packs), language):
            named = where if where.startswith("--") else f"{where}: from"
            raise UsageError(f"{named} {language}: {wrong}")


def _place_words(where: str) -> str:
    """Where something was said, as a message begins: an option is not named again."""
    return "" if where.startswith("--") else f"{where}: "


def no_rule(name: str, packs: list[str] | None) -> str:
    """Return the message about a rule that does not exist; an empty string if it does."""
    try:
        check_options({"off": (ConfigValue(name, "--skip"),)}, packs)
    except UsageError as error:
        return str(error)
    return ""
