"""Encoding: right text that looks broken stays, in every language; what can't be right does not."""

from __future__ import annotations

import pytest
from precision.traps import EMOJI, LETTERS, MARKED, READINGS, emoji_readings, texts

from mtfix import Cleaner, Safety
from mtfix.matching.context import Context
from mtfix.stages.encoding import repair
from mtfix.stages.encoding.word_shapes import can_be_right, is_well_formed
from mtfix.text.document_language import alphabet, document_language

_AT_ONCE = 400
"""Traps that stand in one text, a paragraph each: they must not speak for one another."""


@pytest.mark.parametrize("language", LETTERS)
def test_letters_that_are_spoken_of_stay(language: str) -> None:
    traps = list(dict.fromkeys(texts(language)))
    for first in range(0, len(traps), _AT_ONCE):
        some = traps[first : first + _AT_ONCE]
        after = repair("\n\n".join(some)).split("\n\n")
        assert [new for new, old in zip(after, some, strict=True) if new != old] == []


@pytest.mark.parametrize("language", LETTERS)
def test_so_they_do_alone(language: str) -> None:
    traps = list(dict.fromkeys(texts(language)))
    some = traps[:: max(1, len(traps) // 5)]
    assert [repair(text) for text in some] == some


@pytest.mark.parametrize("text", MARKED)
def test_marks_stay(text: str) -> None:
    assert repair(text) == text


def test_there_are_traps_of_enough_languages() -> None:
    assert len(LETTERS) >= 25


def test_emoji_become_whole_or_stay() -> None:
    """In each legacy reading; most become whole, and none anything else."""
    cases = list(emoji_readings())
    after = repair("\n\n".join(broken for broken, _ in cases)).split("\n\n")
    found = [(new, *case) for new, case in zip(after, cases, strict=True) if new not in case]
    assert found == []
    made = sum(new == whole for new, (_, whole) in zip(after, cases, strict=True))
    assert made >= 0.9 * len(EMOJI) * len(READINGS)


RIGHT = [
    pytest.param("O cartaz dizia “AMANHÃ” em letras grandes.", id="a capital before a quote"),
    pytest.param("O cartaz dizia “AMANHÃ”, e o café “IRMÔ.", id="and one that has lost it"),
    pytest.param("Litera “Â” se scrie la mijloc, “Î” la capete.", id="letters in quotes"),
    pytest.param("Sind (äöü, ÄÖÜ) erlaubt?", id="letters in brackets"),
    pytest.param("Use [áéíóúüñ] or [^àèìòù] to match them.", id="letters in a pattern"),
    pytest.param("в бóльших городах — „бóльший“ спрос", id="stress marks"),
    pytest.param("¡¡¡Hola a todos!!! ¿¿¿Qué tal???", id="doubled opening marks"),
    pytest.param("ÁÉÍ: Ó.", id="capitals with signs"),
    pytest.param('chuyá"\x87n á"\x9f Há"\x99i', id="Vietnamese that lost bytes"),
    pytest.param("点击冀\x9b建文档", id="Chinese that lost bytes"),
    pytest.param("The Mac'IlleÌosa and MacÌomhair families", id="names with a capital inside"),
    pytest.param('Print StrConv("ÉÏº£ÊÐABC", 64)', id="a few bytes in code"),
    pytest.param("Розміри масиву ДПФ можуть бути різні.", id="some words of a whole sentence"),
    pytest.param("Column 5Â holds the sums.", id="one letter behind a figure"),
    pytest.param("He typed â€, a lost sign.", id="a closing mark without its partner"),
]
BROKEN = [
    ("Well done ğŸŽ‰ and ğŸ‘\x8d!", "Well done 🎉 and 👍!"),
    ("The flight to Ä°stanbul is late.", "The flight to İstanbul is late."),
    ("It was “goodâ€, they said.", "It was “good”, they said."),
    ("It was â€œgoodâ€, they said.", "It was “good”, they said."),
    ("Add salt (1Â teaspoon)Â and stir.", "Add salt (1 teaspoon) and stir."),
    ("Add 2Â cups of flour and 1Â egg.", "Add 2 cups of flour and 1 egg."),
    (
        "ThÃ nh phá»‘ nÃ y lÃ  má»™t nÆ¡i Ä‘áº¹p.",
        "Thành phố này là một nơi đẹp.",
    ),
    ("Die B├ñckerei ├╢ffnet fr├╝h.", "Die Bäckerei öffnet früh."),
    ("Ã–sterreich und MÃ¼nchen", "Österreich und München"),
    ("Ð’ Ð¼Ð°Ñ\x80Ñ\x82Ðµ Ð¸ Ð² Ð¼Ð°Ðµ", "В марте и в мае"),
]


@pytest.mark.parametrize("text", RIGHT)
def test_right_text_stays(text: str) -> None:
    assert repair(text) == text


@pytest.mark.parametrize(("text", "whole"), BROKEN)
def test_what_no_one_writes_is_repaired(text: str, whole: str) -> None:
    assert repair(text) == whole
    assert repair(whole) == whole


def test_what_can_be_right_is_suggested(cleaner: Cleaner) -> None:
    result = cleaner.clean("Litera Ã– lipsește.")
    assert result.text == result.original
    [(fix, _)] = result.withheld
    assert (fix.safety, fix.edits[0].new) == (Safety.SUGGESTED, "Ö")


def test_letters_read_as_thai_are_suggested(cleaner: Cleaner) -> None:
    result = cleaner.clean("Le cafรฉ est fermรฉ.")
    assert result.text == result.original
    assert [fix.edits[0].new for fix, _ in result.withheld] == ["é", "é"]
    assert not cleaner.clean("ไฟล์PDFรวมอยู่ใน Windowsที่นี่").withheld


def test_others_of_the_document_decide() -> None:
    beside = "Die GrÃ¶ÃŸe der TÃ¼r stimmt fÃ¼r alle."
    assert repair(f"{beside}\n\nÃ– ist ein Umlaut.").endswith("\n\nÖ ist ein Umlaut.")
    assert repair("Ã– ist ein Umlaut.") == "Ã– ist ein Umlaut."


def test_a_quote_keeps_its_partner_whatever_else_is_broken() -> None:
    text = "O cafÃ© “AMANHÃ” fica no SÃ£o JoÃ£o."
    assert repair(text) == "O café “AMANHÃ” fica no São João."


def test_words_by_their_shape() -> None:
    right = "“AMANHÃ” (åäö, ÅÄÖ) [áéíóú] “Â” Ñ, l’Été».".split()
    broken = "cafÃ© Ã¼ber ÃŠTRE Ã–sterreich â€œNo trÃ¨s".split()
    assert all(map(can_be_right, right))
    assert not any(map(can_be_right, broken))
    assert is_well_formed("naïve", 2, 3)
    assert not is_well_formed("na·ve", 2, 3)
    assert not is_well_formed("naÏve", 2, 3)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Das Haus ist alt, und die Tür ist nicht neu.", "de"),
        ("La maison est dans la rue, et elle n’est pas sur le plan.", "fr"),
        ("Este é um livro que não está em uma mesa, mas com os pais.", "pt"),
        ("The house is old and the door is not new.", "en"),
        ("Ngôi nhà này là của tôi và không có cửa.", "vi"),
        ("Το σπίτι είναι παλιό", "el"),
        ("tar zcf x.tgz", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_document(text: str, language: str) -> None:
    assert document_language(text) == language
    assert Context(text).language == language
    assert document_language(f"{text}\n" * 3_000) == language


def test_alphabets() -> None:
    assert {"ä", "ß"} < alphabet("de") < alphabet("de") | {"é"}
    assert not alphabet("en")


@pytest.mark.parametrize(
    "text",
    ["the company of oracle bone inscriptionsï¼\x8cå®¶tok app", "Â·Â", "RANĆ“ Ã– cafÃ© ÃŠ"],
)
def test_cleaning_twice_is_cleaning_once(cleaner: Cleaner, text: str) -> None:
    once = cleaner.clean(text).text
    assert cleaner.clean(once).text == once


OTHERS = {
    "Kurmanji": [
        "Kîjan tabî di rûpelê sereke de têne nîşandin",
        "Hûn dikarin li vir navê xwe binivîsin û paşê bişînin.",
        "Rojbaş! Tu çawa yî? Ez baş im, spas. Îro hewa xweş e.",
    ],
    "Welsh": [
        "Mae'r tŷ ar y bryn ger yr afon, ac mae'r dŵr yn oer.",
        "Dŵr, tŷ, môr, tân, pêl, gŵr, ŷd",
    ],
    "Albanian": [
        "Është një ditë e bukur në qytetin tonë, dhe fëmijët luajnë jashtë. Çfarë bën ti?",
    ],
    "Yoruba": [
        "Ọjọ́ kan ni mo rí ọ̀rẹ́ mi ní ọjà, ó sì sọ̀rọ̀ púpọ̀.",
    ],
    "Azerbaijani": [
        "Azərbaycan dilində yazılmış bu mətn çox gözəldir, şəhərə gəlin.",
    ],
    "Guarani": [
        "Ñande ñe'ẽ porã ha ñande rekoha ỹ guasu.",
    ],
    "Esperanto": [
        "Ĉiuj ĝardenoj ĉirkaŭ la urbo estas belaj, kaj ŝi ĵus aŭdis ĥoron.",
    ],
    "Faroese": [
        "Føroyar eru átjan oyggjar, og fólkið tosar føroyskt mál í øllum bygdum.",
    ],
    "Breton": [
        "Gant plijadur e vo graet ar gouel e-kreiz ar gêr, hag e vo kavet ur bañne.",
    ],
    "Northern Sami": [
        "Sámegiella lea gielat maid sápmelaččat hállet, ja dat leat čuohte jagi boarrásat.",
    ],
    "Maori": [
        "Ko te reo Māori te reo taketake o Aotearoa, ā, he mea nui ki ngā iwi.",
    ],
    "Turkmen": [
        "Türkmen dilinde ýazylan bu tekst örän gowy, şäherde ýaşaýarlar.",
    ],
    "Friulian": [
        "La cjase grande e je su la mont, e il mâr al è di chê altre bande.",
    ],
    "Romansh": [
        "Il chaschiel è fitg bel, ed ils uffants giogan ordaifer. Las üsanzas èn veglias.",
    ],
    "Occitan": [
        "L'òme anèt a la vila per crompar de pan e de vin, e tornèt lèu.",
    ],
}
"""Sentences in languages whose letters mtfix does not know: one of their letters alone can look like
another one that was misread, but the letters beside it can't."""


@pytest.mark.parametrize("language", OTHERS)
def test_languages_that_are_not_known_stay(language: str) -> None:
    for text in OTHERS[language]:
        for one in (text, text.upper(), f"{text}\n\n{text}"):
            assert repair(one) == one


@pytest.mark.parametrize(
    "whole",
    [
        "Être à l’hôtel était génial, et la fête a été très réussie où nous étions déjà.",
        "El niño pequeño comió una piña en el jardín y después se durmió.",
    ],
)
def test_what_explains_all_letters_is_made(whole: str) -> None:
    assert repair(whole.encode("cp1252").decode("mac_roman")) == whole
