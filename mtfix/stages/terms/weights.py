"""Every figure of the decision, in one table.

`tests/fit/weights.py` fits them on the labelled documents of `tests/cases/terms` and says
what each buys; `glossaries/README.md` says what they mean to who writes an entry.
"""

from __future__ import annotations

from typing import NamedTuple


class Weights(NamedTuple):
    """The weights that add up to the score of a candidate, and the thresholds that decide.

    Shares multiply the weight that an entry gives a cue; all others are added as they are.
    """

    phrase: float = -0.2
    """Prior of a variant of several words."""
    word: float = -0.6
    """Prior of a single word."""
    everyday: float = -1.2
    """Prior of an everyday word."""
    never: float = 0.6
    """Prior of a variant of an entry of one line that no native English can have."""
    unseen: float = 0.2
    """The same, of one that was not met in native English."""
    doubted: float = -0.6
    """The same, of one that was not either, though its author calls it ambiguous."""
    seen: float = -0.6
    """The same, of one that was."""
    frequent: float = -1.2
    """The same, of one that was met often."""
    topic: float = 0.9
    """A topic of the entry is that of the section, by how sure it is; against it, times
    `against`."""
    names_enough: int = 2
    """So many names of the packs near by make do, with a topic, for a sign of a translation of what
    was not met in native English."""
    topic_word: float = 0.15
    """Words of such a topic in the sentence, by what they weigh; against it, times `against`."""
    topic_words_cap: float = 0.7
    """Most that these come to."""
    sentence: float = 1.0
    """Share of a cue in the sentence of the variant."""
    near: float = 0.4
    """Share of a cue for it within 400 characters."""
    near_cap: float = 1.0
    """Most that cues for it near by come to together."""
    elsewhere: float = 0.3
    """Share of a cue for it within 8,000 characters."""
    elsewhere_cap: float = 0.5
    """Most that cues elsewhere come to together; for those against, times `against`."""
    against: float = 1.3
    """How much more a cue against weighs in the sentence of the variant."""
    against_near: float = 0.9
    """The same, within 400 characters."""
    against_elsewhere: float = 0.6
    """The same, within 8,000 characters."""
    right: float = 1.5
    """The right form of a name, before it is weighed by nearness."""
    frame: float = 1.0
    """An organization where only an organization stands: *the CEO of …*, *… announced*."""
    cooccurring: float = 0.3
    """Each other entry, right or wrong, near by."""
    cooccurring_cap: float = 0.6
    """Most that these come to."""
    repaired: float = 0.15
    """Each other term from the same language that is surely put right, from two of them on."""
    repaired_cap: float = 0.6
    """Most that these come to, here and of what the sentence of an everyday word is let off."""
    repaired_enough: int = 3
    """So many of them make do for cues close by: for those in the sentence of an everyday
    phrase, where one is near by, and for those near other words, where one is elsewhere."""
    signs: float = 0.2
    """The text bears signs of a translation from the language of the entry."""
    translated: float = 0.6
    """The same, for an entry of one line, by how much speaks for it."""
    translated_enough: float = 0.4
    """So much of it is a sign, which variants need that stand in native English."""
    damage_enough: int = 3
    """So many repairs of the text speak for a translation, in a long one one for every 8,000
    characters."""
    damage_share: float = 0.3
    """How much they speak for it."""
    strange_share: float = 0.5
    """How much a variant near by speaks for it that native English has not."""
    said: float = 0.7
    """The user says so; and twice as much against it where he says otherwise."""
    coined: float = 1.0
    """The source text is at hand and says the term in a form that means nothing else."""
    ordinary: float = 0.6
    """The same, in a form that is an ordinary word as well."""
    beside: float = 1.5
    """A word that goes with names stands beside that form."""
    beside_near: float = 0.3
    """Such a word stands near it."""
    safe: float = 0.8
    """From this score a variant is rewritten."""
    left: float = -0.6
    """At this score and below it is left alone; between the two it is suggested."""
    everyday_sentence: float = 0.9
    """Least sum of the cues in its own sentence at which an everyday word is rewritten."""
    everyday_share: float = 0.33
    """How much its sentence may say against an everyday word, as a share of what it says for it."""


WEIGHTS = Weights()
