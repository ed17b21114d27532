"""MDX: Markdown with imports, exports, expressions in braces and tags of JSX."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.formats import jsx, markdown, masks

if TYPE_CHECKING:
    from collections.abc import Collection

    from mtfix.formats.document import Document

_FINDERS = {sign: find for sign, find in masks.FINDERS.items() if sign != "{"}


def parse_document(text: str, fields: Collection[str] = ()) -> Document:
    """Return what of an MDX file is prose; `fields` are those of frontmatter and of tags."""
    return markdown.read_masked(text, fields, lambda body: _masks(body, frozenset(fields)))


def _masks(body: str, fields: frozenset[str]) -> list[masks.Mask]:
    code = markdown.code(body.replace("<", "x"))  # tags would hide code from the parser
    found = [*jsx.masks(body, code, fields), *masks.find_masks(body, _FINDERS, lambda: code)]
    return masks.disjoint(found, [])
