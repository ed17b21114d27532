"""Plain text: everything is prose, as it stands.

Leading frontmatter, fenced code and backticks are not holes here, but places where stages
hold back (`Page.protected`): broken characters are repaired there too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.document import Document
from mtfix.draft import Draft

if TYPE_CHECKING:
    from collections.abc import Collection


def read(text: str, _fields: Collection[str] = ()) -> Document:
    """Return `text` as a document whose reading is the text itself."""
    return Document(Draft(text))
