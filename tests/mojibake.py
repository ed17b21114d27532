"""Whole sentences in many languages, and the ways in which they are broken."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

SENTENCES = {
    "en": [
        "The café on Main Street – Anna’s favourite – shuts at eight.",
        "“It isn’t the money,” she said, “it’s the two-hour drive…”",
    ],
    "fr": [
        "Le garçon a répondu qu’il n’était jamais allé à la fête foraine.",
        "Où sont passées les clés de la voiture ? Près du vélo, peut-être.",
    ],
    "de": [
        "Die Bäckerei öffnet früh, schließt aber schon am späten Vormittag.",
        "Für größere Räume müssen wir zusätzliche Stühle aus dem Keller holen.",
    ],
    "es": [
        "El año pasado llovió más de lo común y la montaña quedó verde.",
        "¿Quién llamó ayer por teléfono? Mi compañía perdió el número.",
    ],
    "pt": ["A reunião começou às três, mas ninguém trouxe as anotações da última semana."],
    "pl": ["Wczoraj wieczorem poszliśmy na spacer, ale szybko zaczął padać śnieg."],
    "cs": ["Náš soused říkal, že příští týden přijedou děti ze školy v přírodě."],
    "sv": ["Båten går först på måndag, så vi får övernatta på ön."],
    "ru": [
        "Вчера вечером мы долго гуляли по набережной и смотрели на корабли.",
        "Новый мост откроют для движения только к концу осени.",
        "Учитель попросил детей принести краски, бумагу и ножницы.",
    ],
    "uk": ["Моя сестра працює в лікарні, а ввечері вивчає історію мистецтва."],
    "el": [
        "Το καλοκαίρι πηγαίνουμε συχνά στο χωριό των παππούδων μας.",
        "Η βιβλιοθήκη της γειτονιάς άνοιξε ξανά μετά τις διακοπές.",
    ],
    "zh-hans": [
        "昨天下午我们去公园散步，看到很多孩子在湖边放风筝。",
        "这本书讲的是一个年轻医生回到家乡工作的故事。",
        "如果明天不下雨，我们就坐火车去看望爷爷奶奶。",
    ],
    "zh-hant": [
        "昨天下午我們去公園散步，看到許多孩子在湖邊放風箏。",
        "這家小店的老闆每天早上五點就起來準備麵包。",
    ],
    "ja": [
        "週末は友達と山に登って、頂上でお弁当を食べるつもりです。",
        "この図書館は夜九時まで開いているので、仕事の後でも利用できます。",
    ],
    "ko": [
        "어제는 비가 많이 와서 하루 종일 집에서 책을 읽었습니다.",
        "우리 동네에 새로 생긴 빵집은 아침마다 사람들이 줄을 섭니다.",
    ],
}
OTHERS = {
    "it": ["Il treno è già partito: perché non sei venuto un po’ più presto?"],
    "fi": ["Mökin lämmitys jäi päälle – kävimme siellä viimeksi syyskuussa."],
    "nb": ["Være så snill å lukke døra; ungene sover på rommet ved siden av."],
    "hu": ["Az őszi esők miatt a földút járhatatlanná vált, így gyalog jöttünk."],
    "ro": ["Vecinii noștri și-au vândut mașina și merg acum cu trenul la țară."],
    "tr": ["Akşamüstü çarşıya çıktık, ama dükkânların çoğu kapalıydı."],
    "vi": ["Chiều nay chúng tôi đi chợ mua cá và rau để nấu bữa tối."],
    "bg": ["Дъщеря ми учи музика от пет години и свири на цигулка."],
    "he": ["הגשם ירד כל הלילה, ובבוקר הרחובות היו מלאים מים."],
    "ar": ["أغلقت المدرسة أبوابها مبكرا هذا اليوم بسبب العاصفة."],
}
"""More languages, which ftfy repairs as well."""
LEGACY = {
    "ru": ("cp1251", "koi8_r", "cp866", "iso8859_5"),
    "el": ("cp1253",),
    "zh-hans": ("gbk",),
    "zh-hant": ("big5", "gbk"),
    "ja": ("cp932", "euc_jp"),
    "ko": ("cp949",),
    "fr": ("mac_roman",),
    "es": ("mac_roman",),
}
ONE_BYTE = ("latin-1", "cp1252", "cp1250", "cp1251", "cp1254", "cp437", "mac_roman", "koi8_r")
MANY_BYTES = ("gbk", "big5", "cp932", "cp949", "euc_jp")


class Broken(NamedTuple):
    """A group (A, B, C as in the issue of the scorer), and a text before and after it broke."""

    group: str
    how: str
    text: str
    whole: str


def sloppy(data: bytes, charset: str) -> str:
    """Return bytes as a browser reads them: those that the charset lacks become controls."""
    return "".join(
        bytes([byte]).decode(charset, "ignore") or bytes([byte]).decode("latin-1") for byte in data
    )


def broken() -> Iterator[Broken]:
    """Yield every sentence broken in every way that leaves all of it determined."""
    for language, sentences in SENTENCES.items():
        for whole in sentences:
            data = whole.encode()
            for charset in ONE_BYTE:
                yield Broken("A", f"UTF-8 as {charset}", sloppy(data, charset), whole)
            twice = sloppy(sloppy(data, "cp1252").encode(), "cp1252")
            yield Broken("A", "twice", twice, whole)
            yield Broken("A", "thrice", sloppy(twice.encode(), "cp1252"), whole)
            for charset in MANY_BYTES:
                text = data.decode(charset, "replace")
                if text.encode(charset, "replace") == data:
                    yield Broken("B", f"UTF-8 as {charset}", text, whole)
            for charset in LEGACY.get(language, ()):
                bare = whole.encode(charset, "ignore")
                for read in ("latin-1", "cp1252"):
                    yield Broken(
                        "C", f"{charset} as {read}", sloppy(bare, read), bare.decode(charset)
                    )


def damaged(text: str, charset: str, times: int) -> str:
    """Return a text read wrongly, once or several times."""
    for _ in range(times):
        text = sloppy(text.encode(), charset)
    return text


def mixed(seed: int, count: int) -> Iterator[Broken]:
    """Yield texts of a whole sentence and a broken one, on one line or on two."""
    random = Random(seed)
    cases = [case for case in broken() if case.text != case.whole]
    for case in random.choices(cases, k=count):
        beside = random.choice(random.choice(list(SENTENCES.values())))
        seam = random.choice(" \n")
        yield case._replace(text=beside + seam + case.text, whole=beside + seam + case.whole)
