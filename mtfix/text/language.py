"""Which language a text is in, as far as its script and its small words tell."""

from __future__ import annotations

from functools import cache, lru_cache

from mtfix.regexes.lazy import lazy_regex
from mtfix.text.characters import FIRST_IDEOGRAPH, HAN, HANGUL, KANA, mainly_other_script
from mtfix.text.words import MOST_FREQUENT

FEW_WORDS = 12
"""A sentence of fewer words tells too little: its paragraph knows."""
_TOO_FEW = 5
"""A text of fewer words tells nothing."""
_SURE, _LEAD = 2, 1.5
"""How many small words of another language there must be at least, and how many times those of
the language itself."""
_REMEMBERED = 1_024
"""Texts whose answer is kept: terms and surface rules ask of the same sentences, in each round."""
_PUNCTUATION = ".,;:!?\"'()"
_ELIDED = lazy_regex(r"\b([CcDdJjLlNnSs]|[Qq]u|[Dd]ell|[Aa]ll|[Nn]ell|[Uu]n)['’](?=[a-zà-ÿ])")
"""Small words that have lost their vowel, as in *j'aime*, not in *L'Oréal*; their sign then is read
as a letter."""
_WITHOUT_PUNCTUATION = str.maketrans("", "", _PUNCTUATION)
_SMALL_WORDS = {
    language: frozenset(words)
    for language, words in {
        "en": MOST_FREQUENT,
        "de": "der die das und ist von zu mit den dem ein eine für auf im nicht sich auch "
        "als".split(),
        "fr": "le la les des est une dans que qui pour sur avec du au par plus pas sont ce et cʼ "
        "dʼ jʼ lʼ nʼ quʼ sʼ".split(),
        "es": "el los las una es que por con para del se su como más fue sus al la en y un "
        "lo".split(),
        "it": "il gli che di della per con del una sono nel alla più anche dei lʼ "
        "dellʼ allʼ nellʼ unʼ".split(),
        "pt": "o os uma que para com não do da em por mais foi sua dos".split(),
        "no": "og det er på av ikke til som den har kan fra du jeg eller også hvis når".split(),
        "sv": "och det är på av inte till som den har kan från du jag eller också om när "
        "för".split(),
        "nl": "het een van en dat voor met zijn op niet aan ook door naar bij".split(),
        "id": "untuk dengan ini dari pada tidak akan atau dalam adalah itu juga sudah oleh "
        "karena saat kita masih".split(),
        "vi": "và là của có các được trong không một với này những để đã từ người".split(),
        "tr": "ve bir için ile olarak gibi daha çok olan kadar veya değil sonra ancak".split(),
        "pl": "nie się jest że oraz dla przez są jak która który było tylko".split(),
        "cs": "že jako nebo jsou jsem byl který podle také při není".split(),
        "hu": "és hogy nem egy csak vagy mint már még volt".split(),
        "ro": "și în nu cu este care din pentru sunt mai prin sau".split(),
        "fi": "että mutta kuin myös ovat oli joka hän sekä ei".split(),
    }.items()
}
"""The most frequent words of some languages of Latin script, about as many of each: none that is
also a name in English, as *Yang* and *Dan* of Indonesian are."""
_LANGUAGES_OF = {
    word: [code for code, words in _SMALL_WORDS.items() if word in words]
    for word in frozenset().union(*_SMALL_WORDS.values())
}


@cache
def _words_of_others(language: str) -> frozenset[str]:
    """The small words of all languages but one: a text without them is in none of these."""
    return frozenset().union(*(words for code, words in _SMALL_WORDS.items() if code != language))


@lru_cache(_REMEMBERED)
def is_foreign(text: str, language: str) -> bool:
    """Return whether a text is surely in another language than `language`: in another script,
    or with clearly more small words of another one.

    >>> is_foreign("Das ist nicht von der Firma und auch nicht neu", "en")
    True
    >>> is_foreign("That is not by the company and nothing new", "en")
    False
    >>> is_foreign("Ini mirip saat pemilu lalu di mana kita dengan tidak hormat", "en")
    True
    >>> is_foreign("J'aime la mer et le soleil", "en"), is_foreign("L'Oréal, d'Arc, X et al.", "en")
    (True, False)
    """
    if mainly_other_script(text):
        return True
    lowered = text.lower()
    if _words_of_others(language).isdisjoint(lowered.translate(_WITHOUT_PUNCTUATION).split()):
        return False  # as of most texts, and more words are not looked at one by one
    if "'" in text or "’" in text:
        lowered = _ELIDED.sub(r"\1ʼ ", text).lower()
    words = [w if w.isalnum() else w.strip(_PUNCTUATION) for w in lowered.split()]
    if len(words) < _TOO_FEW or sum(map(_words_of_others(language).__contains__, words)) < _SURE:
        return False
    counts = dict.fromkeys(_SMALL_WORDS, 0)
    for word in words:
        for code in _LANGUAGES_OF.get(word, ()):
            counts[code] += 1
    own = counts.pop(language, None)
    most = max(counts.values())
    return own is not None and most >= _SURE and most > own * _LEAD


_SAMPLE = 20_000
"""Characters of a text by which its language is told."""


def is_foreign_document(text: str, language: str) -> bool:
    """Return whether a text as a whole is in another language of Latin script than `language`,
    by its beginning."""
    sample = text[:_SAMPLE]
    return is_foreign(sample, language) and not mainly_other_script(sample)


def has_small_words(text: str, language: str) -> bool:
    """Return whether one of the most frequent words of a language stands in a text."""
    words = text.lower().translate(_WITHOUT_PUNCTUATION).split()
    return not _SMALL_WORDS[language].isdisjoint(words)


# --- by script alone -----------------------------------------------------------------------------

_LOOKED_AT = 4_000
"""Characters of a text that are counted."""
_SCRIPTS = {
    "zh": lazy_regex(f"[{HAN}]"),
    "ja": lazy_regex(f"[{KANA}]"),
    "ko": lazy_regex(f"[{HANGUL}]"),
}
"""The characters that a language with a script of its own is told by."""
_LETTERS = lazy_regex(rf"[^\W\d_{FIRST_IDEOGRAPH}-\U0010ffff]+")
_CHINESE = 10
"""How many times as many Chinese characters as kana or Hangul a Chinese text has: Japanese and
Korean are written with them, too."""


def is_written_in(text: str, language: str) -> bool:
    """Return whether a text is surely in a language, by its script: names in Latin letters may
    stand in any, but there are fewer of them than characters of its own.

    >>> is_written_in("字节跳动的股价", "zh"), is_written_in("バイトダンスの株価", "zh")
    (True, False)
    """
    text = text[:_LOOKED_AT]
    counts = {code: len(script.findall(text)) for code, script in _SCRIPTS.items()}
    words = len(_LETTERS.findall(text))
    own = counts.pop(language, None)
    if own is None:
        return words > sum(counts.values())
    if language == "zh" and own <= _CHINESE * max(counts.values()):
        return False
    return own > words


def may_be_written_in(text: str, language: str) -> bool:
    """Return whether nothing in the script of a text speaks against a language, if words of the
    language stand there."""
    others = (code for code in _SCRIPTS if code != "zh")
    return (
        language not in _SCRIPTS
        or is_written_in(text, language)
        or (language == "zh" and not any(is_written_in(text, code) for code in others))
    )
