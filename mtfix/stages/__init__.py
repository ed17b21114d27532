"""The stages: each reads a page and proposes fixes."""

from __future__ import annotations

from mtfix.packs.schema import APPENDED, ARTICLE, DECISIONS, DEFAULT_LEVEL, LEVELS, OFF

__all__ = ["APPENDED", "ARTICLE", "CODE_RULES", "DECISIONS", "DEFAULT_LEVEL", "LEVELS", "OFF"]

CODE_RULES = {
    "encoding/mojibake": "text that was read in another encoding than it was written in",
    "encoding/entity": "an HTML entity in plain text",
    "encoding/escape": "an escape sequence such as \\u00e9 or %C3%A9 in prose (unsafe)",
    "encoding/width": "full-width letters and digits (unsafe)",
    "encoding/invisible": "a soft hyphen or zero-width space within a word (unsafe)",
    "encoding/decomposed": "a letter and its mark as two characters (unsafe)",
    "encoding/control": "a control character that no text means",
    "encoding/lost": "characters that are lost for good: only reported",
    "encoding/bom": "a byte order mark that is not at the beginning",
    "boilerplate/before-article": "lines of a page before its main part (level article)",
    "boilerplate/within-article": "lines in a gap of the main part of a page (level article)",
    "boilerplate/behind-article": "lines of a page behind its main part (level article)",
}
"""The rules that are no data: what each repairs."""
