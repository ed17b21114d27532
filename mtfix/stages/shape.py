"""The shape of a line: is it prose?"""

from __future__ import annotations

import re

_PARAGRAPH_WORDS = 12
_ENDED = re.compile(r"[.!?…。！？:;][\"”’»)\]]*\s*\Z")
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")


def is_paragraph(text: str) -> bool:
    """Whether a line or block has the shape of a paragraph of prose.

    >>> is_paragraph("Post comment"), is_paragraph("It rose by 3% on Friday, " * 4 + "he said.")
    (False, True)
    """
    words = len(text.split()) + len(_IDEOGRAPHS.findall(text)) // 2
    return words >= 2 * _PARAGRAPH_WORDS or (
        words >= _PARAGRAPH_WORDS and bool(_ENDED.search(text))
    )
