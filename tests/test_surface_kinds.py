"""Kinds of damage that rules of the surface see with the help of the whole page: for each kind what
must change, and its neighbours that must stay."""

from __future__ import annotations

import pytest
from timing import cpu_seconds

from mtfix import Cleaner

HIT = "The hall ( an old one ) is open."
"""Damage that makes the stage read a page."""

MADE = {
    "one of 65438": [
        ("It cost 65,438+0.5 million yuan.", "It cost 1.5 million yuan."),
        ("It was built on June 65438+02, 2065438+09.", "It was built on June 12, 2019."),
        ("He was born on May 65438+0, and died in 65438+0965.", None),
        ("The town has 65438+065438+0 schools and 65,438+00,000 people.", None),
    ],
    "one of kloc": [
        ("It has /kloc-0/5 rooms.", "It has 15 rooms."),
        ("In the /kloc-0/8th century it had /kloc-0//kloc-0/ halls.", None),
        ("/kloc-the age of 0/7 is the best of all.", "The age of 17 is the best of all."),
        ("He left at /kloc-the age of 0/9 for the town.", "He left at the age of 19 for the town."),
    ],
    "figures and dates": [
        ("The index of the town fell to 2883. 10.", "The index of the town fell to 2883.10."),
        ("On 3 in March, they met at the hall.", "On March 3, they met at the hall."),
        ("In July 9, 2014 they met at the hall.", "On July 9, 2014 they met at the hall."),
    ],
    "numbers of items": [
        (
            "What to do first:\n\n1.Open the lid of it.\n2.Press the button on it.",
            "What to do first:\n\n1. Open the lid of it.\n2. Press the button on it.",
        ),
        ("③The third part is the name of it.", "③ The third part is the name of it."),
    ],
    "bullets": [
        (
            "We can not take back:\n-Small things of the house.\n-Worn shoes and hats.",
            "We can not take back:\n- Small things of the house.\n- Worn shoes and hats.",
        ),
        ("Do this:\n-\nWash it.\n-\nDry it.", "Do this:\n- Wash it.\n- Dry it."),
    ],
    "line-end hyphens": [
        ("The conversa-tion was about the informa-tion.", None),
        ("They are devel- oping statis-tically sound ways.", None),
    ],
    "accents": [
        ("I don`t think that we`re late, are you?", "I don't think that we're late, are you?"),
        ("The buyer´s payment has not come yet.", "The buyer's payment has not come yet."),
        ("It is at the customers` own risk if they do so.", None),
    ],
    "lost spaces": [
        ("The DOMand the page are one, as the DOM shows.", None),
        ("You can see it onwww.example.org and elsewhere.", None),
        (
            "The Stateis kept. Propsare what it gets. The Viewhas it. The Modelwas old.",
            "The State is kept. Props are what it gets. The View has it. The Model was old.",
        ),
    ],
    "torn quotations": [
        (
            "He called the house a “ \n\nplace of peace\n\n ” and left it to them.",
            "He called the house a “place of peace” and left it to them.",
        ),
    ],
    "broken bullets": [
        (
            "It is so.\nâ\nThe first of it.\nâ\nThe other one.",
            "It is so.\nThe first of it.\nThe other one.",
        ),
    ],
    "verbs": [
        ("The hand reachs for a stick.", "The hand reaches for a stick."),
    ],
    "inner capitals": [
        ("They think that the price will Rise in the spring.", None),
        ("Users of it will Forced to buy another one.", None),
        ("If I am late, also Please forgive me for that.", None),
    ],
}
"""By kind: a text, and what becomes of it, or None where it is the next of `WANTED`."""
WANTED = {
    "He was born on May 65438+0, and died in 65438+0965.": (
        "He was born on May 1, and died in 1965."
    ),
    "The town has 65438+065438+0 schools and 65,438+00,000 people.": (
        "The town has 11 schools and 10,000 people."
    ),
    "In the /kloc-0/8th century it had /kloc-0//kloc-0/ halls.": (
        "In the 18th century it had 11 halls."
    ),
    "The conversa-tion was about the informa-tion.": "The conversation was about the information.",
    "They are devel- oping statis-tically sound ways.": (
        "They are devel- oping statistically sound ways."
    ),
    "It is at the customers` own risk if they do so.": (
        "It is at the customers' own risk if they do so."
    ),
    "The DOMand the page are one, as the DOM shows.": (
        "The DOM and the page are one, as the DOM shows."
    ),
    "You can see it onwww.example.org and elsewhere.": (
        "You can see it on www.example.org and elsewhere."
    ),
    "They think that the price will Rise in the spring.": (
        "They think that the price will rise in the spring."
    ),
    "Users of it will Forced to buy another one.": "Users of it will forced to buy another one.",
    "If I am late, also Please forgive me for that.": (
        "If I am late, also please forgive me for that."
    ),
}

STAYS = {
    "figures": [
        "The log says 2031-05-30T23:55:35.265438+00:00 and 12:30:05.65438+00 of it.",
        "The sum of it, 65438+0, is the same as 65438 for all of them.",
        "He was on the phone with port 65438 of the machine.",
        "See https://example.org/kloc-0/20 and the path /kloc-0/ of the server.",
        "The rule was moved to section 2883. 10. It is an old one.",
        "It was held in 2013. 10 people came to see it.",
        "On 6 days in July, they met at the hall.",
        "It is in the May 6, 2016 issue of the paper.",
    ],
    "numbers of items": [
        "It is the first of them.\n1.Open the lid of it.",
        "The value of the switch is\n1, if it is on, and otherwise it is\n2, if it is off.",
        "The sizes are these:\n1.5 inches for the old one\n2.5 inches for the new one",
        "Read it in\n2, Corinthians 4: 3, and the rest of it in\n3, Corinthians 5: 4.",
        "The files of it:\n1.jpg of the hall\n2.jpg of the yard",
    ],
    "bullets": [
        "It returns one of these:\n-EINVAL if the size is bad\n-EBUSY if it is in use",
        "She asked him who it was.\n-Nobody that I know of, he said.",
        "Compile the file with\n-Wall for all of them\n-Werror for none of them",
    ],
    "broken bullets": [
        "The letters are these:\nâ\nThe first of it.\nê\nThe other one.",
        "It is so.\nâ\nThe first of it, and no more.",
    ],
    "dots between items": [
        "Mills of the town\n·\nWheels of the town\n·\nStones of it",
    ],
    "verbs": [
        "The macro XPUSHs and the macro PUSHs store the value.",
        "The two techs of the town and the epochs of it are old.",
    ],
    "hyphens": [
        "A non-standard, co-operative and well-mannered re-examination was done.",
        "It is spelled con-ver-sa-tion in the dictionary of the school.",
        "Use tar-ing or shar-ing of it before you send it.",
    ],
    "accents": [
        "The list of `Widget`s is shown on the page of the firm.",
        "The user njs` has left the room of the chat.",
        "Use `don`t if you quote it as in old times.",
    ],
    "words": [
        "Therewith and herewith he showed his goodwill to the band of the island.",
        "Tennis and analysis are what the Francis of the tale was good at.",
        "The Israelis and Pakistanis are there, and so are the Iraqis with them.",
    ],
    "quotations": [
        "He said “Go home.”\n\nNobody went home.\n\n“Go home,” he said again.",
        "“I saw it,” he said. “Once with him, and once without,” said the man to them.",
        'He said: "I am old!" "So are we," said the men of the town to him.',
        '"I am old!" "Then they went home to the town of theirs.\n\n"And they sang.',
        'It is 5" \n\nwide and tall\n\n " as they say.',
    ],
    "doubles": [
        f"{HIT} He knew that that was it, and liked the very very old.",
        f"{HIT} The band Duran Duran played again and again, better and better.",
        f"{HIT} Marc Mark came. Mark Marks ran. Mark Marks fell. Anna Keller met Anne Kellner.",
        f"{HIT} The poem New Year came late. Now Year was good. Now Year was old.",
        f"{HIT} Choose the font and font size, and a dog and dog owner come.",
        f"{HIT} They encode it as json JSON and load it.",
    ],
    "capitals": [
        "They fear that Will Smith may Python well, and so can Google there.",
        "Many companies have Research and Development of their own in town.",
        "It is the first With a Little Help that the band has sung.",
    ],
    "lines": [
        "The peas of the field came from the town of\nParis, and they were good.",
        "The peas of the field were put in two\nRows, as they say, and were good.",
    ],
}

SUGGESTED = [
    (f"{HIT} The mill asks how much wool wool it takes.", "doubled-phrase"),
    (f"{HIT} He wants to fight (fight) until the end.", "doubled-phrase"),
    (f"{HIT} They heard the company's company song there.", "doubled-phrase"),
    (f"{HIT} It is good for the Middle East or the Middle East.", "doubled-phrase"),
    (f"{HIT} It is said that every Every ball counts for them.", "doubled-phrase"),
    (f"{HIT} We ask for the papers of customs and customs.", "doubled-phrase"),
    (f"{HIT} The Byd of it. BYD is big, BYD is new, and so BYD is bought.", "name-form"),
    (
        f"{HIT} The ball of Karim Shazli. Kareem Shazly ran, and Kareem Shazly fell.",
        "name-spelling",
    ),
    (f"{HIT} The mayor José Garcia. José García ran, and José García fell.", "name-spelling"),
    (f"{HIT} On aliexpress. I like AliExpress, and AliExpress is big.", "name-form"),
    (
        f"{HIT} The plates of the harvester are not\nSeparated in time, which is the reason why all of "
        "the leaves of the field are torn by the knives of it, and fall on the belt of it.",
        "torn-line",
    ),
    ('He said to all of them: "I am old!" "Then they went home to the town.', "stray-quote"),
    ("“I saw it. “Once with him, and once without,” said the man to them.", "stray-quote"),
    ("The bridge was closed; When it was opened, all of them came.", "capital-behind-semicolon"),
    ("They paid 6.5438+0.7 billion yuan for the bridge.", "one-of-moved-point"),
    ("The bill came to 65438+0 in the end, as they say.", "one-of-65438-alone"),
    (
        f"{HIT}\n\n这个大厅在星期一不开放\n\n" + "It is open on all other days.\n\n" * 9,
        "untranslated-line",
    ),
]


WIDE = [
    (
        "They met at the the office of of the firm. They ask how much wool wool it takes.",
        "They met at the office of the firm. They ask how much wool it takes.",
    ),
    (
        "The price will Rise. It would Become too high. They waited in a pause; When it was over, "
        "they left.",
        "The price will rise. It would become too high. They waited in a pause; when it was over, "
        "they left.",
    ),
    (
        "Do this:\n-\nWash it.\n-\nDry it.\n\nThe leaves of the field are cut with a head that has two\n"
        "Rows of knives, of which one is for the small leaves, and one is for all the others of "
        "the field, so that nothing is lost.",
        "Do this:\n- Wash it.\n- Dry it.\n\nThe leaves of the field are cut with a head that has "
        "two rows "
        "of knives, of which one is for the small leaves, and one is for all the others of the "
        "field, so that nothing is lost.",
    ),
]
"""Texts that show damage of a kind twice surely, and once more."""


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner()


@pytest.mark.parametrize(
    ("before", "after"), [(one, two or WANTED[one]) for kind in MADE.values() for one, two in kind]
)
def test_damage_is_repaired(cleaner: Cleaner, before: str, after: str) -> None:
    result = cleaner.clean(before)
    assert result.text == after
    assert cleaner.clean(after).text == after
    assert result.undo() == before


@pytest.mark.parametrize(("before", "after"), WIDE)
def test_what_is_not_sure_is_repaired_beside_more_of_its_kind(
    cleaner: Cleaner, before: str, after: str
) -> None:
    assert cleaner.clean(before).text == after
    assert cleaner.clean(after).text == after


@pytest.mark.parametrize("text", [one for kind in STAYS.values() for one in kind])
def test_what_only_looks_so_stays(cleaner: Cleaner, text: str) -> None:
    result = cleaner.clean(text)
    assert result.text == text.replace(HIT, "The hall (an old one) is open.")
    assert {one.fix.rule for one in result.withheld} == set()


@pytest.mark.parametrize(("text", "rule"), SUGGESTED)
def test_what_is_not_sure_is_suggested(cleaner: Cleaner, text: str, rule: str) -> None:
    result = cleaner.clean(text)
    assert result.text == text.replace(HIT, "The hall (an old one) is open.")
    assert f"surface/{rule}" in {one.fix.rule for one in result.withheld}


@pytest.mark.parametrize(
    "piece",
    [
        "The Stateis a wool wool of BYD and Byd, and DOMand will Rise. ",
        "1.Open it.\n2.Close it.\n",
        "1, open it.\n2, close it.\n",
        "-\nWash it.\n",
        "It is “ \nof peace\n ” and so on. ",
        "I don`t know the 65438+0 of it. ",
        "It is not\nRows of it. ",
        "这个大厅在星期一不开放\nIt is open.\n",
    ],
)
def test_the_time_grows_with_the_length_of_a_page(cleaner: Cleaner, piece: str) -> None:
    cleaner.clean(piece * 20)
    most = 24 * max(_seconds(cleaner, piece * 100), 0.01)
    # A busy machine slows one measurement, not all of them.
    assert any(_seconds(cleaner, piece * 800) < most for _ in range(3))


def _seconds(cleaner: Cleaner, text: str) -> float:
    return cpu_seconds(lambda: cleaner.clean(text))


LIKELY = {
    "a capital inside a sentence": "In the yard many Students of the town sat on the floor.",
    "a capital behind a comma": "The mill was sold, But nobody wanted to live in it.",
    "a sentence that begins small": (
        "It is closed in the mornings. gritting lorries can only come later. They are few."
    ),
    "speech that begins small": 'He asked, "have you seen the mill of the town?" Nobody had.',
    "a paragraph that begins small": (
        "It is old.\n\nThey like it.\n\nIt is cold.\n\nthe old mill of the town"
    ),
    "a word before an acronym": "The new batteryEV of the town has a long life.",
    "a model": "The camera of the Find X5Pro is good enough for all of them.",
    "his": "The guide said that he's bus was behind the station.",
    "an acronym as a name": "They watched the Nba on the screen of the hall.",
}
MEANT = {
    "a name": "In the yard the Ministry of Students and its President sat on the floor.",
    "a title": "They read two books, The Old Town and This Is the End, in it.",
    "a button": "In the yard press Students to see the list of them.",
    "an abbreviation": "It is closed in the mornings, approx. two hours of it. They are few.",
    "names of functions": "It is old.\n\nThey like it.\n\nIt is cold.\n\nkill always returns done",
    "a system": "The new chromeTV of the town has a long life.",
}


@pytest.mark.parametrize("text", LIKELY.values(), ids=LIKELY)
def test_what_is_likely_is_shown_on_a_damaged_page(text: str) -> None:
    result = Cleaner().clean(f"{HIT} {text}")
    assert result.text.endswith(text)
    assert [reason.code for fix, reason in result.withheld if fix.rule.startswith("surface/")]


@pytest.mark.parametrize("text", MEANT.values(), ids=MEANT)
def test_what_may_be_meant_is_not_even_shown(text: str) -> None:
    result = Cleaner().clean(f"{HIT} {text}")
    assert not [fix for fix, _ in result.withheld if fix.rule.startswith("surface/")]


TRANSLATED = (
    "On short video platforms such as shaking voice and fast hand, the host sold goods with live "
    "broadcast.\n\n"
)
"""Terms that show where a text comes from."""
IN_TRANSLATIONS = [
    ("The battery lasts long; When it is cold, it does not.", "; when it is cold"),
    ("He asked how much wool wool the mill takes.", "how much wool the mill takes"),
    ("The town lies below.\n\n▲Stone tablet in front of the old hall.", "\n\nStone tablet"),
    ("The prize was worth US $5 million in that year.", "was worth US$5 million"),
]


@pytest.mark.parametrize(("text", "mended"), IN_TRANSLATIONS)
def test_likely_damage_is_mended_in_what_surely_was_translated(text: str, mended: str) -> None:
    cleaner = Cleaner()
    assert mended not in cleaner.clean(f"{HIT} {text}").text
    result = cleaner.clean(f"{TRANSLATED}{HIT} {text}")
    assert mended in result.text
    assert cleaner.clean(result.text).text == result.text


@pytest.mark.parametrize(
    "terms",
    [
        pytest.param("He uses tiktok and wechat, and she sells on taobao.\n\n", id="small letters"),
        pytest.param("In 2020 byte skipping, the parent of tiktok, sued.\n\n", id="one term"),
        pytest.param("ByteDance, the owner of TikTok, paid Kuaishou.\n\n", id="right names"),
    ],
)
def test_less_than_two_mistranslated_terms_show_nothing(terms: str) -> None:
    for text, _ in IN_TRANSLATIONS:
        assert Cleaner().clean(terms + text).text.endswith(text)
