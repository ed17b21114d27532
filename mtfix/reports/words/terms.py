"""Words for what the stage of terms decides."""

WORDS = {
    "term": "{term}: {verdict}",
}
