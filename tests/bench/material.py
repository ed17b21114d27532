"""The sentences that the benchmark's texts are built of: examples of the packs and labelled cases.

Everything is chosen by what the files say, never by what a build of mtfix finds in it,
so that all builds are measured on the same bytes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

if TYPE_CHECKING:
    from pathlib import Path

SHORTEST = 30
"""Characters of an example that can stand as a sentence of an article."""
LONGEST = 600
"""Characters of a labelled case that can stand in a paragraph of an article."""

_CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_NOT_PROSE = re.compile(r"[`*|\[\]{}]")
"""Lines with code, which may be an example of damage, and with other markup."""
_WRITTEN = "speed.md"
"""The document that the benchmark writes its figures into."""
_PAGE = re.compile(r"^== .*\n", re.MULTILINE)
_MARK = re.compile(r"^[-+~] ?", re.MULTILINE)
"""The first characters of the lines of a labelled page, by whether they belong to the article."""
_SECTION = re.compile(r"^(?=## )", re.MULTILINE)


class Material(NamedTuple):
    """Sentences by what they are for. `names` holds damaged sentences by language and term."""

    names: dict[str, dict[str, list[str]]]
    surface: list[str]
    remains: list[str]
    """Boilerplate that is left behind an article."""
    cases: list[str]
    """Labelled damaged documents that are short enough for a paragraph, one line each."""
    labelled: list[str]
    """All labelled documents, also those in which nothing is wrong, as they are."""
    clean: list[str]
    """Prose that talks of the same things, and in which nothing is wrong."""
    sections: list[str]
    """Parts of the project's own documents: Markdown with code, links and tables."""
    pages: list[str]
    """Flattened pages of sites: an article, and what stood around it."""


def read(checkout: Path) -> Material:
    """Return what a checkout of mtfix holds, always in the same order."""
    material = Material({}, [], [], [], [], [], [], [])
    for path in sorted(checkout.glob("glossaries/*/*.yaml")):
        _add_pack(material, path.parent.name, _yaml(path))
    for path in sorted(checkout.glob("tests/cases/terms/*.yaml")):
        _add_cases(material, _yaml(path))
    for path in sorted(checkout.glob("tests/cases/surface/*.yaml")):
        _add_surface(material, _yaml(path).get("changes", ()))
    for paragraphs in _yaml(checkout / "tests/cases/boilerplate/articles.yaml").values():
        material.clean.extend(paragraphs)
    marked = (checkout / "tests/cases/boilerplate/article/pages.txt").read_text("utf-8")
    material.pages.extend(_MARK.sub("", page) for page in _PAGE.split(marked)[1:])
    for path in (*sorted(checkout.glob("docs/*.md")), checkout / "CONTRIBUTING.md"):
        if path.name != _WRITTEN:
            _add_document(material, path.read_text("utf-8"))
    material.clean[:] = dict.fromkeys(
        line for line in material.clean if not _NOT_PROSE.search(line)
    )
    return material


def _yaml(path: Path) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text("utf-8"), loader)


def _add_pack(material: Material, language: str, pack: dict[str, Any]) -> None:
    for entry in pack.get("terms", ()):
        changes = list(_changes(entry.get("examples", ())))
        if changes:
            own = material.names.setdefault(language, {}).setdefault(str(entry["term"]), [])
            own.extend(before for before, _ in changes)
            material.clean.extend(after for _, after in changes)
    for entry in pack.get("surface", ()):
        _add_surface(material, entry.get("examples", ()))
    for entry in pack.get("boilerplate", ()):
        if entry.get("strength") == "strong" and "tail" in entry.get("where", ()):
            removed = _changes(entry.get("examples", ()), to_nothing=True)
            material.remains.extend(before for before, _ in removed if "\n" not in before)


def _changes(examples: Any, *, to_nothing: bool = False) -> list[tuple[str, str]]:
    """The examples that must change, before and after."""
    parts = [str(example).partition("=>") for example in examples]
    pairs = [(before.strip(), after.strip()) for before, arrow, after in parts if arrow]
    return [pair for pair in pairs if bool(pair[1]) != to_nothing]


def _add_surface(material: Material, examples: Any) -> None:
    for before, after in _changes(examples):
        if len(before) > SHORTEST and "\n" not in before:
            material.surface.append(before)
            material.clean.append(after)


def _add_cases(material: Material, cases: list[dict[str, str]]) -> None:
    for case in cases:
        text = case["text"].strip()
        material.labelled.append(text)
        if "becomes" in case and not case.keys() & {"source", "from"}:
            material.clean.extend(case["becomes"].strip().splitlines())
            if len(text) < LONGEST:
                material.cases.append(" ".join(text.split()))


def _add_document(material: Material, text: str) -> None:
    material.sections.extend(part for part in _SECTION.split(text) if part.count("```") % 2 == 0)
    lines = _CODE.sub("", text).splitlines()
    material.clean.extend(line for line in lines if len(line) > 60 and line[0].isalpha())
