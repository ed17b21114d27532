"""Words for what the stage of encoding repairs."""

WORDS: dict[str, str] = {
    "bom": "a byte order mark inside the text",
    "control": "a stray control character U+{character:04X}",
    "decomposed": "a letter and its mark as two characters",
    "entity": "an HTML entity in plain text",
    "escape": "an escape sequence in prose",
    "full-width": "full-width ASCII",
    "given-up": "what stands here and before is like no text; nothing behind it was looked at",
    "invisible": "an invisible character U+{character:04X} in a word",
    "lost": "characters are lost here for good",
    "misread": "{written} that was read as {read}",
    "misread-again": "{last}, {before}",
    "misread-somehow": "{written} that was read as another encoding",
    "private-use": "characters for private use",
    "undecodable": "bytes that are no UTF-8, kept as they are",
}
