"""Right text that looks broken: traps for the repair of encodings, made of the letters of many
languages. Each letter is quoted, listed, bracketed and set before every closing sign, small and in
capitals, alone and at the end of a word, in a sentence of its language and in one of English.

    python tests/precision/traps.py          (prints the traps that are not left alone)
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LETTERS = {
    "sq": "çë", "eu": "ñç", "br": "âêîôûñù", "ca": "àçèéíïòóúü", "cs": "áčďéěíňóřšťúůýž",
    "cy": "âêîôûŵŷáéíóúàèìòùäëïöüẅ", "da": "æøåé", "de": "äöüß", "el": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
    "eo": "ĉĝĥĵŝŭ", "es": "áéíóúüñ", "et": "äöõüšž", "fi": "åäöšž", "fo": "áðíóúýæø",
    "fr": "àâæçéèêëîïôœùûüÿ", "ga": "áéíóú", "gl": "áéíóúñüï", "hr": "čćđšž", "hu": "áéíóöőúüű",
    "is": "áðéíóúýþæö", "it": "àèéìíîòóùú", "lt": "ąčęėįšųūž", "lv": "āčēģīķļņšūž",
    "mt": "ċġħżàèìòù", "nl": "áéíóúàèëïöüĳ", "no": "æøåéèêóòâôàä", "oc": "àáçéèíïòóúü",
    "pl": "ąćęłńóśźż", "pt": "áâãàçéêíóôõúü", "ro": "ăâîșțşţ", "sk": "áäčďéíĺľňóôŕšťúýž",
    "sl": "čšžćđáéíóúàèìòùêôȃȇ", "sv": "åäöéàü", "tr": "çğıöşüâîû", "az": "çəğıöşü",
    "vi": "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя", "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџш", "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџш", "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "zh-pinyin": "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ", "ja-romaji": "āīūēōâîûêô", "yo": "ẹọṣàáèéìíòóùú",
}  # fmt: skip
"""The letters of each language that ASCII lacks."""
SENTENCES = {
    "en": "The letter {} is on the sign.", "de": "Der Buchstabe {} steht auf dem Schild.",
    "fr": "La lettre {} est sur le panneau.", "es": "La letra {} está en el cartel.",
    "pt": "A letra {} está na placa.", "it": "La lettera {} è sul cartello.",
    "sv": "Bokstaven {} står på skylten.", "da": "Bogstavet {} står på skiltet.",
    "no": "Bokstaven {} står på skiltet.", "nl": "De letter {} staat op het bord.",
    "pl": "Litera {} jest na tablicy.", "cs": "Písmeno {} je na ceduli.",
    "sk": "Písmeno {} je na tabuli.", "hu": "A {} betű van a táblán.", "ro": "Litera {} este pe placă.",
    "tr": "{} harfi tabelada duruyor.", "vi": "Chữ {} có trên tấm biển.", "fi": "Kirjain {} on kyltissä.",
    "et": "Täht {} on sildil.", "lv": "Burts {} ir uz zīmes.", "lt": "Raidė {} yra ant ženklo.",
    "is": "Bókstafurinn {} er á skiltinu.", "hr": "Slovo {} je na ploči.", "sl": "Črka {} je na tabli.",
    "ca": "La lletra {} és al cartell.", "gl": "A letra {} está no cartel.", "cy": "Mae’r llythyren {} ar yr arwydd.",
    "ga": "Tá an litir {} ar an gcomhartha.", "ru": "Буква {} стоит на вывеске.", "uk": "Літера {} є на вивісці.",
    "bg": "Буквата {} е на табелата.", "el": "Το γράμμα {} είναι στην πινακίδα.",
}  # fmt: skip
FRAMES = (
    "{}", "“{}”", "‘{}’", "«{}»", "« {} »", "«\xa0{}\xa0»", "„{}“", "„{}”", "»{}«", "‚{}‘", "‹{}›",
    '"{}"', "'{}'", "[{}]", "({})", "<{}>", "/{}/", "|{}|", "{},", "{};", "{}:", "{}.", "{}!", "{}?",
    "{}…", "–{}–", "{} – {}", "{}–{}", "{}—{}", "*{}*", "`{}`", "{}/{}", "{}·{}", "¿{}?", "¡{}!", "“{}”…",
    "“{}”, “{}”", "({}–{})", "“{}’", "§{}",
)  # fmt: skip
"""What letters stand in when a text speaks of them, or when a word ends in them."""
CLOSINGS = (
    "”",
    "’",
    "»",
    "“",
    "‘",
    "›",
    "…",
    "–",
    "—",
    ")",
    "]",
    ".",
    ":",
    "!”",
    "”.",
    "”–",
    "»,",
    "™",
    "®",
)
WORDS = ("RAN", "ran", "Ran")
"""Beginnings of words that a letter ends."""
LISTS = ("{}", "[{}]", "[^{}]", "({})", "“{}”", "{}+", "a-z{}", "[A-Z{}]")
MARKED = (
    "бо́льших размеров — это не бо́льшая беда", "бóльших размеров – это “бóльшая” беда", "за́мок и замо́к",
    "áбрис, éсли, óкна, ýтро", "¡¡¡Hola!!!", "¿¿¿Qué???", "¡¡¡ÁNIMO!!!", "¿¡Cómo!?", "ÁÉÍ: Ó.", "Ó. É. Á.",
    "mā, má, mǎ, mà", "nǐ hǎo – nín hǎo", "À: Â… Ä? Ã!", "ÀÂÄ: é…", "ã… õ… ñ…", "A–Ä, O–Ö, U–Ü", "Å–Ö",
    "5 Å, 3 Å³, 2 Å²", "Ø 12 mm, Ø–30", "½ £ – ¾ €", "20 °C… 30 °F", "l’À-propos", "d’Â", "ÎLE, ÂME, ÂGÉ",
    "ĂÂÎȘȚ, ăâîșț", "Ââ Ăă Îî", "ß–ẞ", "µ – μ", "Ð ð Þ þ", "Ð–Þ", "ª º", "D.ª M.ª", "Nº 5, nº 6",
)  # fmt: skip
"""Stress and tone marks, doubled opening marks, capitals before signs."""
EMOJI = "😀😂😍😎😭🙂🙏👍👎👋💪💡💬🔥🎉🎂🎁🚀🌍🌞🍀🍕🐶🐱❤☀✅❌⭐⚠📌📷📱💻🏠🚗🕐🤔🥰🧠🪐🫶"
READINGS = (
    "latin-1",
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1257",
    "cp437",
    "mac_roman",
    "koi8_r",
)


def texts(language: str) -> Iterator[str]:
    """Yield right texts with the letters of a language, each a line."""
    small = LETTERS[language]
    own = SENTENCES.get(language, SENTENCES["en"])
    for letter in (*small, *(char.upper() for char in small if len(char.upper()) == 1)):
        for frame in FRAMES:
            text = frame.format(letter, letter)
            yield text
            yield own.format(text)
            yield SENTENCES["en"].format(text)
        for word in WORDS:
            whole = word + (letter.upper() if word.isupper() else letter.lower())
            for sign in CLOSINGS:
                yield own.format(whole + sign)
                yield SENTENCES["en"].format(f"“{whole}{sign}" if sign in "”…" else whole + sign)
    yield from _lists(small, own)


def _lists(small: str, own: str) -> Iterator[str]:
    """Yield lists of letters, as a pattern, a keyboard or an alphabet shows them."""
    capitals = "".join(char.upper() for char in small if len(char.upper()) == 1)
    both = "".join(char + char.lower() for char in capitals)
    for letters in (small, capitals, both, small[:5], capitals[:5], small[::-1], small + capitals):
        for frame in LISTS:
            yield own.format(frame.format(letters))
            yield SENTENCES["en"].format(frame.format(letters))
        for sign in (", ", " ", "|", "/", "-", "; ", " – ", "”, “"):
            yield own.format(f"“{sign.join(letters)}”")
            yield f"{sign.join(letters)}."
    yield own.format(f"({small}, {capitals})")
    yield own.format(f"{small[:3]}/{capitals[:3]}")


def main() -> None:
    from mtfix.stages.encoding import repair

    wrong = 0
    for language in LETTERS:
        for text in texts(language):
            if (new := repair(text)) != text:
                wrong += 1
                sys.stdout.write(f"{language}\t{text!r}\t{new!r}\n")
    for text in MARKED:
        if (new := repair(text)) != text:
            wrong += 1
            sys.stdout.write(f"marks\t{text!r}\t{new!r}\n")
    sys.stdout.write(f"{wrong} wrong\n")


if __name__ == "__main__":
    main()
