"""How far beyond a match some checks of surface rules look, in characters: the table of checks has
it without importing them."""

LIST_REACH = 4_000
"""Each side, in which the other items of a list are looked for."""
MARKUP_REACH = 4_000
"""Each side, in which other Markdown is looked for."""
NEXT_PARAGRAPH_REACH = 100
"""Behind a paragraph, within which the first word of the next ends."""
SENTENCES_REACH = 1_000
"""Each side, in which sentences are looked at."""
SIGNS_REACH = 200
"""Each side, in which other signs are looked for."""
