"""Which language a whole document is in, and the letters that its language writes.

Told by small words, and by letters for scripts of one language. A text whose letters are broken
still has its small words of ASCII. Where two languages are close, none is named.
"""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache

from mtfix.regexes.lazy import lazy_regex

_SAMPLES, _SAMPLE = 4, 5_000
"""Stretches of a long document that are read, and the characters of each."""
_FEWEST, _SHARE, _LEAD = 3, 0.06, 1.4
"""Small words that a language must have at least, the share of all words, and how many times
those of the next language."""

_SMALL_WORDS = {
    "en": "the of and to in is that for it with as was on be are by this from or not have",
    "de": "der die das und ist von zu mit den dem ein eine auf im nicht sich auch als des wird bei",
    "fr": "le la les des est une dans que qui pour sur avec du au par plus pas sont ce et un en",
    "es": "el la los las una es que por con para del se su como un y en al lo más este no",
    "pt": "o os a as uma um que para com não do da em por dos das no na ao é mais se",
    "gl": "o os a as unha un que para con non do da en por dos das no na ao é máis se",
    "ca": "el la els les una és que per amb i del dels un en al no es com aquest ha o",
    "it": "il gli che di della per con del una sono nel la è un le si da alla non in ma",
    "ro": "și în de la cu pe este nu care din un o pentru sau mai sunt ca se prin fi",
    "nl": "het een van en dat voor met zijn op niet aan ook de is te in om bij door als",
    "sv": "och det är på av inte till som den har från eller ett en att i för om med kan",
    "da": "og det er på af ikke til som den har fra eller et en at i for om med kan der",
    "no": "og det er på av ikke til som den har fra eller et en å i for om med kan",
    "is": "og að er í á sem við til það fyrir ekki með um af en var frá eru eða hann",
    "fi": "ja on ei se että joka tai kun ovat myös oli mutta voi olla kuin sen jos ole",
    "et": "ja on ei see et kui või mis oma oli ka ning kes aga ole seda nii mida siis",
    "hu": "a az és hogy nem is egy van meg ez csak vagy de ha mint el már még lehet",
    "pl": "i w na z do nie się to jest że o jak po dla od ale lub przez są co",
    "cs": "a v na se je že s do to jako za by pro ale nebo od jsou pokud které není",
    "sk": "a v na sa je že s do to ako za by pre ale alebo od sú ak ktoré nie",
    "sl": "in v na se je da za ki so z ne pa po od kot ali tudi če je bi",
    "hr": "i u na se je da za koji su s ne od kao ili što nije biti ako ali može",
    "tr": "ve bir bu için ile da de olarak gibi daha çok olan ne kadar veya değil ise sonra",
    "lt": "ir yra kad į iš su tai kaip ar bet ne už apie nuo buvo gali jei šis arba",
    "lv": "un ir ar par no uz ka kā bet vai ja tas nav var pie šo lai pēc kas",
    "vi": "và của là có các được cho trong không một với này những để khi đã từ ra người",
    "id": "yang dan di untuk dengan ini dari pada tidak akan atau dalam adalah itu ke anda",
    "eu": "eta da ez du bat dira den egin dute ere izan bere hau baina edo dago dela",
    "cy": "y yn a i o ar yr ei mae ac wedi am gan eu bod oedd yw hynny neu",
    "ga": "an na agus ar is a go i le do ag bhí sé nach tá atá leis seo sin nó",
    "sq": "të e në dhe për me një që nga është si në nuk më ose ka po janë kjo",
}
"""The most frequent words of languages of Latin script."""
_LETTERS = {
    "de": "äöüß", "fr": "àâæçéèêëîïôœùûüÿ", "es": "áéíñóúü", "pt": "áâãàçéêíóôõúü",
    "gl": "áéíñóúüïç", "ca": "àçèéíïòóúü·ŀ", "it": "àèéìíîòóùú", "ro": "ăâîșțşţ",
    "nl": "áéèëêíïóöôúüĳçà", "sv": "åäöéàüá", "da": "æøåéáöäü", "no": "æøåéèêóòôàäö",
    "is": "áðéíóúýþæö", "fi": "åäöšžéü", "et": "äöõüšžé", "hu": "áéíóöőúüűő",
    "pl": "ąćęłńóśźż", "cs": "áčďéěíňóřšťúůýž", "sk": "áäčďéíĺľňóôŕšťúýž", "sl": "čšžćđ",
    "hr": "čćđšž", "tr": "çğıiöşüâîû", "lt": "ąčęėįšųūž", "lv": "āčēģīķļņšūžōŗ",
    "vi": "àáâãèéêìíòóôõùúýăđĩũơư", "id": "é", "eu": "ñçü", "cy": "âêîôûŵŷáéíóúäëïöüàèìòù",
    "ga": "áéíóú", "sq": "çëâ",
}  # fmt: skip
"""The letters beyond ASCII that each language writes. Into English come names of all others."""
_OWN_SCRIPTS = {
    "el": lazy_regex("[α-ωά-ώΑ-Ω]"), "th": lazy_regex("[\u0e01-\u0e4e]"),
    "he": lazy_regex("[א-ת]"), "hy": lazy_regex("[ա-և]"), "ka": lazy_regex("[ა-ჰ]"),
}  # fmt: skip
_WORDS = lazy_regex(r"[^\W\d_]+")
_HALF = 0.5
_REMEMBERED = 1_024


@cache
def _languages_of() -> dict[str, list[str]]:
    languages: dict[str, list[str]] = {}
    for language, words in _SMALL_WORDS.items():
        for word in set(words.split()):
            languages.setdefault(word, []).append(language)
    return languages


def document_language(text: str) -> str:
    """Return the code of the language that a whole document is in, or nothing where that is not
    clear. Of a long one, some stretches are read.

    >>> document_language("Das ist nicht von der Firma, und es wird auch nicht bei den anderen")
    'de'
    """
    if len(text) > _SAMPLES * _SAMPLE:
        step = len(text) // _SAMPLES
        text = " ".join(text[at : at + _SAMPLE] for at in range(0, _SAMPLES * step, step))
    return language_of(text)


@lru_cache(_REMEMBERED)
def language_of(text: str) -> str:
    """Return the code of the language of a text, or nothing where it is not clear."""
    letters = len(text) // 2
    for language, script in _OWN_SCRIPTS.items():
        if len(script.findall(text)) > _HALF * letters:
            return language
    words = _WORDS.findall(text.lower())
    known = _languages_of()
    counts = Counter(code for word in words for code in known.get(word, ()))
    first, second = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    distinct = sum(first[0] in known.get(word, ()) for word in set(words))
    if (
        distinct < _FEWEST
        or first[1] < max(_FEWEST, _SHARE * len(words))
        or first[1] < _LEAD * second[1]
    ):
        return ""
    return first[0]


@cache
def alphabet(language: str) -> frozenset[str]:
    """Return the small letters beyond ASCII that a language writes; none where that is not known,
    or where it takes names and words as others write them."""
    letters = set(_LETTERS.get(language, ""))
    if language == "vi":
        letters |= {chr(code) for code in range(0x1EA1, 0x1EFA, 2)}
    return frozenset(letters)
