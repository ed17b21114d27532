"""The names that packs and options can use. Each list stands here once: the parser, the JSON schema
and the command line read it, and the tables of functions elsewhere are tested to have the same
names."""

from __future__ import annotations

NAME_KINDS = ("organization", "product", "person", "media", "place")
"""Kinds of terms that are names: they take the form of their entry wherever they stand."""
COMMON_KINDS = ("metric", "term")
"""Kinds of terms that are common nouns: they take the case of what they replace."""

AMBIGUITY = {"true": "yes", "false": "no", "everyday": "everyday"}
"""How far the variants of a term are ordinary words as well: as YAML has it, and as the model."""
STATUSES = ("preferred", "superseded")
SOUNDS = ("vowel", "consonant")
NUMBERS = ("singular", "plural")

NEVER, UNSEEN, DOUBTED = "never", "unseen", "doubted"
SEEN, FREQUENT = "seen", "frequent"
"""How often a variant stands in native English: it can't, it was not met, it was not though its
author doubts it, it was, or often."""
COUNTED, UNCOUNTED = "counted", "uncounted"
"""How often the variants of an entry of one line do where its author does not say: each as it was
counted, or unknown."""
LINE_FLAGS = {"sure": NEVER, "ambiguous": DOUBTED, "everyday": FREQUENT}
"""The flags of an entry of one line by which its author says how often."""
TOPICS = (
    "agriculture",
    "archaeology",
    "biology",
    "business",
    "cars",
    "chemistry",
    "chips",
    "cooking",
    "e-commerce",
    "education",
    "energy",
    "family",
    "fashion",
    "fiction",
    "film",
    "finance",
    "games",
    "government",
    "history",
    "internet",
    "law",
    "literature",
    "logistics",
    "media",
    "medicine",
    "military",
    "music",
    "patents",
    "philosophy",
    "phones",
    "programming",
    "real-estate",
    "religion",
    "science",
    "security",
    "showbiz",
    "slang",
    "software",
    "sports",
    "tcm",
    "travel",
)
"""The topics that entries name: see `glossaries/topics`, which has a file for each."""

GUARDS = {
    "before": "stand directly before the variant",
    "after": "stand directly after the variant",
    "sentence": "occur in the sentence",
    "near": "occur within 400 characters",
    "document": "occur within 8,000 characters",
}
"""Where words are looked for that an entry wants or, with `not-` before the name, does not: see
`mtfix.stages.terms.guards`."""

STRENGTHS = ("strong", "likely", "weak", "hint")
PHRASE_KINDS = ("phrases", "tokens", "fields", "counts", "paths", "notices")
"""Kinds of boilerplate rules whose lines are found by look-ups: see `mtfix.packs.line_phrases`."""
LONGEST_PATTERN = 200
"""Characters of a phrase or a pattern of a shipped boilerplate rule."""
PLACES = ("head", "inline", "tail", "between")
"""Where in a page a boilerplate rule looks."""
PARTS = ("line", "start", "end", "seam")
"""Parts of a line that a boilerplate rule can match."""

TRIGGER_CASES = (
    "upper",
    "lower",
    "space",
    "starter",
    "seam",
    "repeat",
    "exact",
    "loose",
    "ending",
    "latin",
    "apart",
    "first",
    "behind-small",
    "glued",
    "behind-address",
    "item",
)
"""Conditions on the letters around a trigger: see `mtfix.matching.predicates`."""

SAFETIES = ("safe", "unsafe", "suggested")
SURFACE_CHECKS = (
    "accent",
    "acronym",
    "address",
    "bold",
    "capitals",
    "closing-curly",
    "closing-quote",
    "engine-figure",
    "english",
    "english-line",
    "fence",
    "glued",
    "glued-bullet",
    "inner-capital",
    "line-hyphen",
    "list-comma",
    "list-item",
    "list-number",
    "lone-letter",
    "lone-sign",
    "markdown",
    "new-clause",
    "opening-quote",
    "placeholder",
    "prose-comma",
    "prose-paragraph",
    "prose-seam",
    "quoted-words",
    "small-start",
    "spaced-quotes",
    "stray-quote",
    "text-start",
    "titled-name",
    "torn-bullet",
    "torn-quote",
    "turned-quotes",
    "unbroken",
    "unclosed-quote",
    "unspoken-literal",
    "unspoken-sign",
    "wide-sign",
    "wide-stop",
)
"""Checks that a surface rule can ask for beyond its pattern: see `mtfix.stages.surface.checks`."""
DAMAGE_KINDS = (
    "capital",
    "doubled-word",
    "inner-capital",
    "lost-space",
    "space-before-sign",
    "space-inside-pair",
    "split-unit",
    "torn-line",
    "wide-sign",
)
"""The kinds of damage of which a document that shows it several times has more: see
`mtfix.stages.surface.damage`."""

SURFACE_FINDERS = (
    "doubled-words",
    "glued-names",
    "inner-capitals",
    "name-forms",
    "name-spellings",
    "repeated-lines",
    "small-paragraphs",
    "small-starts",
    "torn-lines",
    "untranslated-lines",
)
"""What finds the places of a surface rule without triggers: see
`mtfix.stages.surface.finders`."""

OFF, APPENDED, ARTICLE = LEVELS = ("off", "appended", "article")
"""How much boilerplate is taken from a page, from none to all but the article."""
DEFAULT_LEVEL = APPENDED
DECISIONS = {"always": "rewrite", "ask": "suggest", "never": "leave"}
"""Decisions that a user can take about a term, and the outcome at each of its places."""
