"""Words for what the pipeline, the rows and people say of fixes."""

WORDS = {
    "": "",
    "text": "{text}",
    "baseline": "in the baseline",
    "bytes-become-text": "bytes that are no text would become some",
    "changes-nothing": "it changes nothing",
    "comment": "left by the comment in line {line}",
    "comment-changes": "a comment to mtfix would change",
    "crosses-markup": "it crosses markup",
    "markup-changes": "the markup around it would change",
    "not-asked": "the rule is not among those asked for",
    "not-converged": "the text still changed after {rounds} rounds",
    "overlap": "{rule} goes first here",
    "row-changes-meaning": "the line would say something else",
    "row-holds-no-such-text": "a row can't hold the new text",
    "skipped": "the rule is skipped",
    "suggested": "only suggested",
    "twice": "proposed twice",
    "unsafe": "unsafe; made on request",
}
