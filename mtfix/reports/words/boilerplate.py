"""Words for what the stage of boilerplate takes and leaves."""

WORDS: dict[str, str] = {}
