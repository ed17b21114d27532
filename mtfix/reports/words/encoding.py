"""Words for what the stage of encoding repairs."""

WORDS: dict[str, str] = {}
