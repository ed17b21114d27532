"""Text in the XML of reports."""

from __future__ import annotations

import re
from xml.sax.saxutils import quoteattr

_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def attributes(**values: object) -> str:
    """Return attributes with a space before each; what XML can't hold is escaped as Python has
    it.

    >>> attributes(name='a<"b"', line=1)
    ' name=\\'a&lt;"b"\\' line="1"'
    """
    return "".join(f" {name}={quoteattr(_held(str(value)))}" for name, value in values.items())


def _held(text: str) -> str:
    return _NO_XML.sub(lambda match: ascii(match[0])[1:-1], text)
