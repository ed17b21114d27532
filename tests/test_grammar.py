"""The words around a replaced term: article, possessive, number, agreement, case."""

from __future__ import annotations

import pytest
from entries import rewritten

from mtfix.grammar import takes_an
from mtfix.packs.load import parse

PACK = """\
- term: Oracle
  kind: organization
  admitted: [Oracle Corporation]
  variants: ['oracle bone {inscription|inscriptions}']
- term: ByteDance
  kind: organization
  variants: [byte skipping]
- term: LG
  kind: organization
  variants: [happy goldstar]
- term: Ubisoft
  kind: organization
  sound: consonant
  variants: [hard software]
- term: TikTok
  kind: product
  variants: ['{tik tok|tiktok} Co., Ltd.', tik tok, tiktok]
- term: monthly active user
  kind: metric
  variants: ['monthly {live|living} {user|users}']
- term: equity
  kind: term
  variants: ['{stock right|stock rights}']
"""

UNTOUCHED = [
    pytest.param("Oracle is growing.", id="the right form"),
    pytest.param("The monthly active users grew.", id="the right form of a common term"),
    pytest.param("The oracles of bone are old.", id="other words"),
    pytest.param("What TIKTOK did.", id="capitals that no variant is written in"),
    pytest.param("Skipping a byte is cheap.", id="the words in another order"),
]

CHANGED = [
    # articles
    pytest.param("He joined the oracle bone inscriptions.", "He joined Oracle.", id="a name loses the article of the common noun"),
    pytest.param("The oracle bone inscriptions rose.", "Oracle rose.", id="a name loses the article at the start of a sentence"),
    pytest.param("THE byte skipping rose.", "ByteDance rose.", id="a name loses an article in capitals"),
    pytest.param("The byte skipping office closed.", "The ByteDance office closed.", id="an article that belongs to the next noun stays"),
    pytest.param("An oracle bone inscriptions manager left.", "An Oracle manager left.", id="an before a vowel stays"),
    pytest.param("An oracle bone inscription and a byte skipping office.", "An Oracle and a ByteDance office.", id="every article is looked at by itself"),
    pytest.param("He bought a happy goldstar phone.", "He bought an LG phone.", id="a becomes an before letters that sound so"),
    pytest.param("A happy goldstar phone broke.", "An LG phone broke.", id="a capital A becomes An"),
    pytest.param("It is an oracle bone inscription tool.", "It is an Oracle tool.", id="an stays before a name that asks for it"),
    pytest.param("It is a hard software game.", "It is a Ubisoft game.", id="a stays before a name that sounds so"),
    pytest.param("It lost a monthly live user.", "It lost a monthly active user.", id="a common term keeps its article"),
    pytest.param("He sold a stock right plan.", "He sold an equity plan.", id="a becomes an before a common term"),
    # possessives
    pytest.param("The oracle bone inscriptions' shares rose.", "Oracle's shares rose.", id="a plural possessive becomes a singular one"),
    pytest.param("The oracle bone inscriptions’ shares rose.", "Oracle’s shares rose.", id="a curly apostrophe stays curly"),
    pytest.param("Byte skipping's shares rose.", "ByteDance's shares rose.", id="a singular possessive stays"),
    # agreement
    pytest.param("The oracle bone inscriptions are growing.", "Oracle is growing.", id="are becomes is"),
    pytest.param("The oracle bone inscriptions were sold.", "Oracle was sold.", id="were becomes was"),
    pytest.param("Oracle bone inscriptions have won.", "Oracle has won.", id="have becomes has"),
    pytest.param("Oracle bone inscriptions don't pay.", "Oracle doesn't pay.", id="don't becomes doesn't"),
    pytest.param("Oracle bone inscriptions aren’t big.", "Oracle isn’t big.", id="aren’t becomes isn’t"),
    pytest.param("Oracle bone inscriptions also are big.", "Oracle also is big.", id="an adverb may stand between"),
    pytest.param("Microsoft and oracle bone inscriptions are big.", "Microsoft and Oracle are big.", id="the second of two keeps the plural"),
    pytest.param("Oracle bone inscriptions and Microsoft are big.", "Oracle and Microsoft are big.", id="the first of two keeps the plural"),
    pytest.param("Google, oracle bone inscriptions and SAP are big.", "Google, Oracle and SAP are big.", id="one of three keeps the plural"),
    pytest.param("Both SAP & oracle bone inscriptions are big.", "Both SAP & Oracle are big.", id="an ampersand joins two"),
    pytest.param("Shares of oracle bone inscriptions are cheap.", "Shares of Oracle are cheap.", id="what follows a preposition is no subject"),
    pytest.param("Rivals like the oracle bone inscriptions are big.", "Rivals like Oracle are big.", id="nor is what follows like"),
    pytest.param("Byte skipping are big.", "ByteDance are big.", id="a singular variant had no plural to lose"),
    pytest.param("The monthly live users are many.", "The monthly active users are many.", id="a common term keeps its plural"),
    # questions
    pytest.param("Are oracle bone inscriptions buying?", "Is Oracle buying?", id="a question agrees"),
    pytest.param("Why do oracle bone inscriptions buy?", "Why does Oracle buy?", id="a question with a question word agrees"),
    pytest.param("Do the oracle bone inscriptions pay?", "Does Oracle pay?", id="a question loses the article"),
    pytest.param("Are oracle bone inscriptions and SAP buying?", "Are Oracle and SAP buying?", id="a question about two keeps the plural"),
    # number of common terms
    pytest.param("It has 3 monthly living users.", "It has 3 monthly active users.", id="a plural stays a plural"),
    pytest.param("Each monthly living user counts.", "Each monthly active user counts.", id="a singular stays a singular"),
    # apposition
    pytest.param("He joined byte skipping (ByteDance) early.", "He joined ByteDance early.", id="the right name in brackets goes"),
    pytest.param("He joined byte skipping(ByteDance) early.", "He joined ByteDance early.", id="without a space before the bracket"),
    pytest.param("He joined byte skipping（ByteDance） early.", "He joined ByteDance early.", id="in wide brackets"),
    pytest.param("The oracle bone inscriptions (Oracle Corporation) are big.", "Oracle is big.", id="an admitted form in brackets goes too"),
    pytest.param("He joined byte skipping (Tencent) early.", "He joined ByteDance (Tencent) early.", id="another name in brackets stays"),
    # Ltd.
    pytest.param("It was bought by tik tok Co., Ltd. The price fell.", "It was bought by TikTok. The price fell.", id="a full stop that ended the sentence stays"),
    pytest.param("It was bought by tik tok Co., Ltd. for a song.", "It was bought by TikTok for a song.", id="a full stop of the abbreviation goes"),
    pytest.param("The price was paid in cash by tik tok Co., Ltd.", "The price was paid in cash by TikTok.", id="a full stop at the end of a paragraph stays"),
    pytest.param("tik tok Co., Ltd.", "TikTok", id="a full stop of a heading goes"),
    # case
    pytest.param("tiktok grew.", "TikTok grew.", id="a name takes its own form at the start"),
    pytest.param("WHAT THE BYTE SKIPPING DEAL MEANS", "WHAT THE BYTEDANCE DEAL MEANS", id="a line in capitals stays in capitals"),
    pytest.param("# Byte Skipping Grows", "# ByteDance Grows", id="a heading takes the form of the name"),
    pytest.param("Monthly live users grew.", "Monthly active users grew.", id="a common term takes the capital of what it replaces"),
    pytest.param("MONTHLY LIVE USERS GREW AGAIN", "MONTHLY ACTIVE USERS GREW AGAIN", id="a common term in capitals stays in capitals"),
    # line breaks
    pytest.param("He joined the\nbyte skipping again.", "He joined ByteDance\nagain.", id="a line break that is replaced comes behind the term"),
]  # fmt: skip


@pytest.mark.parametrize("text", UNTOUCHED)
def test_untouched(text: str) -> None:
    assert rewritten(PACK, text) == text


@pytest.mark.parametrize(("before", "after"), CHANGED)
def test_changed(before: str, after: str) -> None:
    assert rewritten(PACK, before) == after


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("Oracle", True), ("ByteDance", False), ("LG", True), ("IPO", True), ("UN", False), ("SAP", True),
        ("uniform", False), ("uninstall", True), ("Uber", True), ("Ubisoft", False), ("user", False), ("euro", False),
        ("one-time fee", False), ("Ele.me", True), ("iPhone", True),
        ("X", True), ("M&A deal", True), ("umbrella", True), ("Unilever", False),
    ],
)  # fmt: skip
def test_an_stands_before_what_sounds_like_a_vowel(term: str, expected: bool) -> None:
    text = f"about: a\nterms:\n- term: '{term}'\n  kind: term\n  variants: [zzz]\n"
    [rule] = parse(text, "a.yaml", "a", trusted=False).rules
    assert takes_an(rule) is expected  # type: ignore[arg-type]


@pytest.mark.parametrize(("sound", "expected"), [("vowel", True), ("consonant", False)])
def test_the_sound_that_an_entry_names_decides(sound: str, expected: bool) -> None:
    text = f"about: a\nterms:\n- term: Oxo\n  sound: {sound}\n  kind: term\n  variants: [zzz]\n"
    [rule] = parse(text, "a.yaml", "a", trusted=False).rules
    assert takes_an(rule) is expected  # type: ignore[arg-type]
