"""The words around a replaced term: article, possessive, number, agreement, case."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from entries import HEAD, rewritten, verdicts
from hypothesis import given, settings
from hypothesis import strategies as st

from mtfix import Cleaner
from mtfix.packs.parser import parse
from mtfix.stages.terms.grammar import fit, takes_an

if TYPE_CHECKING:
    from pathlib import Path

ORACLE = """\
- term: Oracle
  kind: organization
  variants: ['oracle bone {inscription|inscriptions}']
  examples: [The oracle bone inscriptions rose. => Oracle rose.]
"""

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


NAMES = """\
- {term: Oracle, kind: organization, variants: ['oracle {bone|bones} {inscription|inscriptions}', 'oracle-bone-{inscription|inscriptions}']}
- {term: ByteDance, kind: organization, variants: ['byte {skipping|skippings}', byte-skipping]}
- {term: Didi, kind: organization, variants: [drops, drops travel]}
- {term: Odnoklassniki, kind: product, variants: [classmates]}
- {term: Xiaomi, kind: organization, variants: [millet, 'millet company']}
- {term: Honor, kind: organization, sound: vowel, variants: [glory]}
- {term: TikTok, kind: product, variants: [tiktok, tik tok]}
- {term: WeChat, kind: product, variants: [wechat, micro letter, micro letters]}
- {term: GitHub, kind: product, admitted: ['GitHub, Inc.'], variants: [github]}
- {term: League of Legends, kind: product, variants: ['hero {alliance|alliances}']}
- {term: OPPO and vivo, kind: organization, number: plural, variants: ['blue-green {factory|factories}']}
- {term: iFLYTEK, kind: organization, sound: vowel, variants: [big news flyers]}
- {term: LG, kind: organization, variants: [happy goldstar]}
- {term: Huya, kind: organization, variants: ['tiger {tooth|teeth}']}
- {term: monthly active users, kind: metric, variants: ['monthly living {number|numbers}']}
- {term: monthly active user, kind: metric, variants: ['monthly living {user|users}']}
- {term: QR code, kind: term, variants: ['two-dimensional {code|codes}']}
- {term: equity, kind: term, variants: ['stock {right|rights}']}
- {term: official account, kind: term, variants: ['public {number|numbers}']}
"""

KINDS = {
    "articles": [
        ("He bought an byte skipping share.", "He bought a ByteDance share."),
        ("A glory phone broke.", "An Honor phone broke."),
        ("A big news flyers headset broke.", "An iFLYTEK headset broke."),
        ("A HAPPY GOLDSTAR PHONE BROKE", "AN LG PHONE BROKE"),
        ("The oracle bone inscriptions of China is growing.", "The Oracle of China is growing."),
        ("The oracle bone inscriptions and Microsoft met.", "Oracle and Microsoft met."),
        ("The oracle bone inscriptions and SAP deal closed.", "The Oracle and SAP deal closed."),
        ("The oracle bone inscriptions and its rivals met.", "Oracle and its rivals met."),
        ("The oracle bone inscriptions company said no.", "The Oracle company said no."),
        ("The millet company said no.", "Xiaomi said no."),
        ("The drops app is nice.", "The Didi app is nice."),
        ("The byte skipping-owned app is nice.", "The ByteDance-owned app is nice."),
        ("The drops fought back.", "Didi fought back."),
        ("The byte skipping plans were leaked.", "The ByteDance plans were leaked."),
        ("The byte skipping plans to leave.", "ByteDance plans to leave."),
        ("The oracle bone inscriptions bid failed.", "The Oracle bid failed."),
        ("He joined an\noracle bone inscription office.", "He joined an\nOracle office."),
        ("He scanned a two-dimensional code.", "He scanned a QR code."),
        ("He runs a public number.", "He runs an official account."),
        ("It has a monthly living number of 3 million.", "It has monthly active users of 3 million."),
    ],
    "possessives": [
        ("the byte skippings' offices", "ByteDance's offices"),
        ("The classmates' users are old.", "Odnoklassniki's users are old."),
        ("The drops’ users are old.", "Didi’s users are old."),
        ("The best offer was the oracle bone inscriptions'.", "The best offer was Oracle's."),
        ("'I left. I joined oracle bone inscriptions', he said.", "'I left. I joined Oracle', he said."),
        ("'We joined the drops' he said.", "'We joined Didi' he said."),
        ("He said 'the drops' were late.", "He said 'Didi' were late."),
        ("The oracle bone inscriptions', he said.", "Oracle's, he said."),
        ("ORACLE BONE INSCRIPTIONS' SHARES RISE", "ORACLE'S SHARES RISE"),
        ("Hero alliance's players won.", "League of Legends' players won."),
        ("The millet's phones are cheap.", "Xiaomi's phones are cheap."),
    ],
    "a clause begins with the subject": [
        ("He said drops were big and that classmates have won.", "He said Didi was big and that Odnoklassniki has won."),
        ("He asked whether oracle bone inscriptions were growing.", "He asked whether Oracle was growing."),
        ("He asked what oracle bone inscriptions were planning.", "He asked what Oracle was planning."),
        ('"Oracle bone inscriptions are growing," he said.', '"Oracle is growing," he said.'),
        ('He said: "The oracle bone inscriptions are growing."', 'He said: "Oracle is growing."'),
        ("Analysts say oracle bone inscriptions are growing.", "Analysts say Oracle is growing."),
        ("Analysts believe the oracle bone inscriptions have peaked.", "Analysts believe Oracle has peaked."),
        ("Since oracle bone inscriptions were sold, little has changed.", "Since Oracle was sold, little has changed."),
        ("Microsoft fell, but oracle bone inscriptions are growing.", "Microsoft fell, but Oracle is growing."),
        ("Microsoft left, and oracle bone inscriptions are growing.", "Microsoft left, and Oracle is growing."),
        ("The drops are ready, and classmates are too.", "Didi is ready, and Odnoklassniki is too."),
        ("Surprisingly, oracle bone inscriptions are growing.", "Surprisingly, Oracle is growing."),
        ("In 2020, oracle bone inscriptions were sold.", "In 2020, Oracle was sold."),
        ("In 2020 oracle bone inscriptions were sold.", "In 2020 Oracle was sold."),
        ("Last week oracle bone inscriptions were sold.", "Last week Oracle was sold."),
        ("Like Google, oracle bone inscriptions are growing.", "Like Google, Oracle is growing."),
        ("Meanwhile, the drops have grown.", "Meanwhile, Didi has grown."),
        ("The banks that oracle bone inscriptions have bought are small.", "The banks that Oracle has bought are small."),
        ("The database giant oracle bone inscriptions have grown.", "The database giant Oracle has grown."),
        ("The price of oracle bone inscriptions are high.", "The price of Oracle is high."),
        ("Tiger teeth are growing.", "Huya is growing."),
        ("Drops travel are merging.", "Didi is merging."),
        ("The hero alliances are fun.", "League of Legends is fun."),
        ("He wrote to the drops that classmates are closing.", "He wrote to Didi that Odnoklassniki is closing."),
        ("The lawsuit against oracle bone inscriptions are serious.", "The lawsuit against Oracle is serious."),
        ("The day oracle bone inscriptions were founded was a Monday.", "The day Oracle was founded was a Monday."),
        ("This is why drops are cheap.", "This is why Didi is cheap."),
        ("What oracle bone inscriptions do is cheap.", "What Oracle does is cheap."),
    ],
    "something stands between": [
        ("Oracle bone inscriptions, however, are growing.", "Oracle, however, is growing."),
        ("Oracle bone inscriptions – a database firm – are growing.", "Oracle – a database firm – is growing."),
        ("Oracle bone inscriptions, the database company, are growing.", "Oracle, the database company, is growing."),
        ("Oracle bone inscriptions (ORCL) are growing.", "Oracle (ORCL) is growing."),
        ("Oracle bone inscriptions, along with SAP, are growing.", "Oracle, along with SAP, is growing."),
        ("Oracle bone inscriptions, based in Texas, have grown.", "Oracle, based in Texas, has grown."),
        ("Oracle bone inscriptions in China are growing.", "Oracle in China is growing."),
        ("Oracle bone inscriptions do not pay.", "Oracle does not pay."),
        ("Oracle bone inscriptions're hiring.", "Oracle's hiring."),
        ("Drops have, in 2020, grown.", "Didi has, in 2020, grown."),
        ("Oracle bone inscriptions, not SAP, are growing.", "Oracle, not SAP, is growing."),
        ("Oracle bone inscriptions themselves are growing.", "Oracle itself is growing."),
        ("Oracle bone inscriptions (and Microsoft) are growing.", "Oracle (and Microsoft) are growing."),
    ],
    "a second verb": [
        ("Oracle bone inscriptions have grown and are hiring.", "Oracle has grown and is hiring."),
        ("Oracle bone inscriptions grew fast and are now hiring.", "Oracle grew fast and is now hiring."),
        ("Oracle bone inscriptions aren't big and don't pay.", "Oracle isn't big and doesn't pay."),
        ("Oracle bone inscriptions sold banks and insurers are cheap.", "Oracle sold banks and insurers are cheap."),
        ("Oracle bone inscriptions will grow and have a plan.", "Oracle will grow and have a plan."),
    ],
    "relative clauses": [
        ("Oracle bone inscriptions, which are large, have bought a bank.", "Oracle, which is large, has bought a bank."),
        ("He works for oracle bone inscriptions, which are large.", "He works for Oracle, which is large."),
        ("He joined oracle bone inscriptions, which were large.", "He joined Oracle, which was large."),
        ("Shares of oracle bone inscriptions, which are cheap, rose.", "Shares of Oracle, which are cheap, rose."),
        ("Employees of oracle bone inscriptions, which are leaving, sold shares.", "Employees of Oracle, which are leaving, sold shares."),
        ("The bank, which oracle bone inscriptions own, is small.", "The bank, which Oracle owns, is small."),
        ("His job at oracle bone inscriptions, which have 9 offices, was hard.", "His job at Oracle, which has 9 offices, was hard."),
        ("It was the drops who were late.", "It was Didi who was late."),
        ("In 2020 the drops, which were then led by Cheng Wei, were sold.", "In 2020 Didi, which was then led by Cheng Wei, was sold."),
    ],
    "verbs without an auxiliary": [
        ("Oracle bone inscriptions plan to buy TikTok.", "Oracle plans to buy TikTok."),
        ("Oracle bone inscriptions deny this.", "Oracle denies this."),
        ("Oracle bone inscriptions sell databases.", "Oracle sells databases."),
        ("Oracle bone inscriptions often buy rivals.", "Oracle often buys rivals."),
        ("The oracle bone inscriptions offer a service.", "Oracle offers a service."),
        ("The oracle bone inscriptions plan to buy TikTok failed.", "The Oracle plan to buy TikTok failed."),
        ("Oracle bone inscriptions users are old.", "Oracle users are old."),
        ("Oracle bone inscriptions shares fell.", "Oracle shares fell."),
        ("Didn't drops plan to leave?", "Didn't Didi plan to leave?"),
        ("Would oracle bone inscriptions plan to leave?", "Would Oracle plan to leave?"),
        ("They let oracle bone inscriptions have it.", "They let Oracle have it."),
        ("He demanded that oracle bone inscriptions sell it.", "He demanded that Oracle sell it."),
        ("Oracle Bone Inscriptions Buy TikTok", "Oracle Buys TikTok"),
        ("SAP pays more than oracle bone inscriptions do.", "SAP pays more than Oracle does."),
    ],
    "questions": [
        ("Are oracle bone inscriptions planning to buy TikTok?", "Is Oracle planning to buy TikTok?"),
        ("Have the drops bought Uber?", "Has Didi bought Uber?"),
        ("Why don't classmates pay?", "Why doesn't Odnoklassniki pay?"),
        ("What do oracle bone inscriptions own?", "What does Oracle own?"),
        ("Which banks are oracle bone inscriptions buying?", "Which banks is Oracle buying?"),
        ("Do oracle bone inscriptions buy banks?", "Does Oracle buy banks?"),
        ("In China, are drops planning to leave?", "In China, is Didi planning to leave?"),
        ("Nor do drops want it.", "Nor does Didi want it."),
        ("So are oracle bone inscriptions.", "So is Oracle."),
        ("Not only are oracle bone inscriptions growing, they are hiring.", "Not only is Oracle growing, they are hiring."),
        ("Rarely have oracle bone inscriptions lost a case.", "Rarely has Oracle lost a case."),
        ("ARE ORACLE BONE INSCRIPTIONS BUYING TIKTOK?", "IS ORACLE BUYING TIKTOK?"),
        ("How big are oracle bone inscriptions?", "How big is Oracle?"),
        ("1. Are oracle bone inscriptions growing?", "1. Is Oracle growing?"),
        ("Do drops have an app?", "Does Didi have an app?"),
        ("Are drops an app?", "Is Didi an app?"),
        ("Have drops or classmates won?", "Have Didi or Odnoklassniki won?"),
        ("Are drops growing, and are classmates shrinking?", "Is Didi growing, and is Odnoklassniki shrinking?"),
        ("Are drops and classmates ready?", "Are Didi and Odnoklassniki ready?"),
        ("Do drops employees like it?", "Do Didi employees like it?"),
        ("Are drops shares cheap?", "Are Didi shares cheap?"),
        ("Are oracle bone inscriptions database engineers paid well?", "Are Oracle database engineers paid well?"),
        ("Are oracle bone inscriptions' plans clear?", "Are Oracle's plans clear?"),
        ("Are oracle bone inscriptions or SAP buying?", "Are Oracle or SAP buying?"),
    ],
    "the verb is not surely its own": [
        ("Investors who bought oracle bone inscriptions are happy.", "Investors who bought Oracle are happy."),
        ("People at oracle bone inscriptions are happy.", "People at Oracle are happy."),
        ("Investors in the database giant oracle bone inscriptions are happy.", "Investors in the database giant Oracle are happy."),
        ("The buyers are oracle bone inscriptions.", "The buyers are Oracle."),
        ("Oracle bone inscriptions, SAP and Google are rivals.", "Oracle, SAP and Google are rivals."),
        ("Either oracle bone inscriptions or SAP are lying.", "Either Oracle or SAP are lying."),
        ("You and oracle bone inscriptions are rivals.", "You and Oracle are rivals."),
        ("Google, SAP, and oracle bone inscriptions are growing.", "Google, SAP, and Oracle are growing."),
        ("Shares of SAP, and oracle bone inscriptions are growing.", "Shares of SAP, and Oracle are growing."),
        ("If oracle bone inscriptions were smaller, they would fold.", "If Oracle were smaller, they would fold."),
        ("More than oracle bone inscriptions are affected.", "More than Oracle are affected."),
    ],
    "several for one": [
        ("The monthly living number is 3 million.", "The monthly active users are 3 million."),
        ("TikTok's monthly living number has passed a million.", "TikTok's monthly active users have passed a million."),
        ("The growth of the monthly living number is slow.", "The growth of the monthly active users is slow."),
        ("The blue-green factory is growing.", "OPPO and vivo are growing."),
        ("The blue-green factories are growing.", "OPPO and vivo are growing."),
    ],
    "articles before what was done": [
        ("Were the oracle bone inscriptions hurt by the case?", "Was Oracle hurt by the case?"),
        ("Were the oracle bone inscriptions to leave, it would hurt.", "Were Oracle to leave, it would hurt."),
        ("Were oracle bone inscriptions smaller, nobody could tell.", "Were Oracle smaller, nobody could tell."),
        ("The oracle bone inscriptions hit is large.", "The Oracle hit is large."),
    ],
    "companies": [
        ("It was bought by tiktok Co., Ltd.", "It was bought by TikTok."),
        ("It was bought by wechat Co.,Ltd. The price fell.", "It was bought by WeChat. The price fell."),
        ("It was bought by wechat Co., Ltd. Chairman Ma said so.", "It was bought by WeChat Chairman Ma said so."),
        ("It belongs to wechat Ltd. Mr. Ma said so.", "It belongs to WeChat. Mr. Ma said so."),
        ("She works at wechat Co., Ltd.", "She works at WeChat."),
        ("Contact: wechat Co., Ltd.", "Contact: WeChat"),
        ("wechat Company Limited said so.", "WeChat said so."),
        ("wechat Inc. said so.", "WeChat said so."),
        ("wechat, Inc., said so.", "WeChat said so."),
        ("wechat Co., Ltd., a unit of Tencent, grew.", "WeChat, a unit of Tencent, grew."),
        ("wechat Co., Ltd.'s shares rose.", "WeChat's shares rose."),
        ("He joined (wechat Co., Ltd.) last year.", "He joined (WeChat) last year."),
        ('"It was bought by wechat Co., Ltd." The price fell.', '"It was bought by WeChat." The price fell.'),
        ("github, Inc. said so.", "GitHub, Inc. said so."),
        ("It was bought by wechat Co., Ltd.\nThe price fell.", "It was bought by WeChat.\nThe price fell."),
        ("It was bought by wechat Co., Ltd.\nfor a song.", "It was bought by WeChat\nfor a song."),
        ("- wechat Co., Ltd.", "- WeChat"),
        ("wechat Co Ltd said so.", "WeChat said so."),
        ("The wechat Co., Ltd. office.", "The WeChat office."),
        ("Was it bought by wechat Co., Ltd.?", "Was it bought by WeChat?"),
        ("Drops Co., Ltd. said so.", "Didi Co., Ltd. said so."),
    ],
    "appositions": [
        ("He joined millet (also known as Xiaomi) early.", "He joined Xiaomi early."),
        ('He joined millet ("Xiaomi") early.', "He joined Xiaomi early."),
        ("Millet, Xiaomi, said so.", "Xiaomi said so."),
        ("He joined millet, Xiaomi.", "He joined Xiaomi."),
        ("Apple, millet, Xiaomi and Oppo met.", "Apple, Xiaomi, Xiaomi and Oppo met."),
        ("Millet (Xiaomi, 1810.HK) rose.", "Xiaomi (1810.HK) rose."),
        ("Xiaomi millet rose.", "Xiaomi rose."),
        ("Xiaomi, millet, rose.", "Xiaomi rose."),
        ("Millet Xiaomi rose.", "Xiaomi rose."),
        ("Millet [Xiaomi] rose.", "Xiaomi rose."),
        ("Millet (小米) rose.", "Xiaomi (小米) rose."),
        ("Millet（Xiaomi）sells phones.", "Xiaomi sells phones."),
        ("Millet（Xiaomi）, too, rose.", "Xiaomi, too, rose."),
        ("Millet（millet company）rose.", "Xiaomi rose."),
        ("Millet (Xiaomi)'s phone.", "Xiaomi's phone."),
        ("The drops (Didi) are big.", "Didi is big."),
        ("Millet (millet company) rose.", "Xiaomi rose."),
        ("In Xiaomi millet sells phones.", "In Xiaomi Xiaomi sells phones."),
    ],
    "capitals": [
        ("# Big News Flyers Are Growing", "# iFLYTEK Is Growing"),
        ("big news flyers are growing.", "iFLYTEK is growing."),
        ("Two-Dimensional Codes are old.", "QR Codes are old."),
        ("Two-dimensional codes are old.", "QR codes are old."),
        ("BYTE SKIPPING", "ByteDance"),
        ("WHAT BIG NEWS FLYERS DO", "WHAT IFLYTEK DOES"),
        ("The BYTE SKIPPING deal.", "The ByteDance deal."),
        ("MONTHLY LIVING USERS grew.", "MONTHLY ACTIVE USERS grew."),
        ("WeChat and wechat are one.", "WeChat and WeChat are one."),
    ],
    "hyphens": [
        ("byte-skipping employees left.", "ByteDance employees left."),
        ("A byte-skipping employee left.", "A ByteDance employee left."),
        ("The ex-byte skipping employee left.", "The ex-ByteDance employee left."),
        ("A non-oracle-bone-inscription product.", "A non-Oracle product."),
        ("An anti-tiktok law.", "An anti-TikTok law."),
        ("A post-byte-skipping world.", "A post-ByteDance world."),
        ("The oracle-bone-inscriptions-backed fund.", "The Oracle-backed fund."),
        ("A disk-byte skipping tool.", "A disk-byte skipping tool."),
    ],
    "line breaks": [
        ("He joined oracle bone\ninscriptions, which are big.", "He joined Oracle,\nwhich is big."),
        ("He joined the oracle\nbone inscriptions again.", "He joined Oracle\nagain."),
        ("Oracle bone inscriptions\nare big.", "Oracle\nis big."),
        ("Are oracle bone\ninscriptions big?", "Is Oracle\nbig?"),
        ("He joined byte\nskipping.", "He joined ByteDance."),
        ("He joined byte\r\nskipping again.\r\n", "He joined ByteDance\r\nagain.\r\n"),
        ("He joined byte\n    skipping again.", "He joined ByteDance\n    again."),
        ("> He joined byte\n> skipping again.", "> He joined ByteDance\n> again."),
        ("> He joined oracle bone\n> inscriptions again.", "> He joined Oracle\n> again."),
        ("> He joined byte\nskipping again.", "> He joined byte\nskipping again."),
        ("He joined byte\n\nskipping again.", "He joined byte\n\nskipping again."),
        ("He joined byte\n- skipping again.", "He joined byte\n- skipping again."),
    ],
    "the last words of the term behind the variant": [
        ("Monthly living numbers users grew.", "Monthly active users grew."),
        ("Hero alliance of legends grew.", "League of Legends grew."),
        ("Hero alliance of legendary games grew.", "League of Legends of legendary games grew."),
        ("Hero alliance, of Legends, grew.", "League of Legends, of Legends, grew."),
    ],
}  # fmt: skip
"""The expected texts, kind by kind; where only the name has changed, the rest is unsure."""


@pytest.mark.parametrize("text", UNTOUCHED)
def test_untouched(text: str) -> None:
    assert rewritten(PACK, text) == text


@pytest.mark.parametrize(("before", "after"), CHANGED)
def test_changed(before: str, after: str) -> None:
    assert rewritten(PACK, before) == after


@pytest.mark.parametrize(("before", "after"), [row for rows in KINDS.values() for row in rows])
def test_a_reader_sees_grammar(before: str, after: str) -> None:
    assert rewritten(NAMES, before) == after


WORDS = (
    "the|a|an|these|are|is|have|do|which|and|or|in|of|He said|that|not|plan to|Co., Ltd.|(Xiaomi)|"
    "Xiaomi|,|.|?|'|’s|oracle bone inscriptions|drops|millet|glory|wechat|monthly living number|\n|"
    "\n> |\r\n|-|and are|DROPS|Google|*|**"
).split("|")


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14), st.sampled_from([" ", " ", ""]))
def test_changes_are_apart_and_cleaning_twice_is_cleaning_once(words: list[str], gap: str) -> None:
    text = gap.join(words)
    for verdict in verdicts(NAMES, text):
        place = verdict.candidate
        edits = fit(text, place.span, place.term)
        assert all(one.span.end <= other.span.start for one, other in pairwise(edits))
        assert all(edit.old == text[edit.span.start : edit.span.end] for edit in edits)
        assert any(place.span.within(edit.span) for edit in edits)
    once = rewritten(NAMES, text)
    assert rewritten(NAMES, once) == once


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("**Oracle bone inscriptions** are big.", "**Oracle** is big."),
        ("The *oracle bone inscriptions* are big.", "*Oracle* is big."),
        (
            "An [oracle bone](https://x.y) inscription.",
            "An [oracle bone](https://x.y) inscription.",
        ),
    ],
)
def test_markup_between_a_term_and_its_verb_stays(before: str, after: str, tmp_path: Path) -> None:
    pack = tmp_path / "names.yaml"
    pack.write_text(HEAD + ORACLE, encoding="utf-8")
    assert Cleaner([str(pack)]).clean(before, format="markdown").text == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The **oracle bone inscriptions** are big.", "**Oracle** is big."),
        ("The *oracle bone inscriptions* are big.", "*Oracle* is big."),
        ("The _**oracle bone inscriptions**_ are big.", "_**Oracle**_ is big."),
        ("**The oracle bone inscriptions** are big.", "**Oracle** is big."),
        ("**News: oracle bone inscriptions** are big.", "**News: Oracle** is big."),
        ("The **oracle bone inscriptions**' shares fell.", "**Oracle**'s shares fell."),
    ],
)
def test_grammar_reads_across_signs_of_emphasis(before: str, after: str) -> None:
    assert rewritten(NAMES, before) == after


@pytest.mark.parametrize(
    "text",
    [
        "The <b>oracle bone inscriptions</b> grew.",
        "<b>Oracle bone inscriptions</b> are big.",
        "The [oracle bone inscriptions](https://x.y) grew.",
        "[Oracle bone inscriptions](https://x.y) are big.",
        "Oracle bone inscriptions<sup>1</sup> are big.",
    ],
)
def test_no_term_is_made_by_half_in_text_of_no_known_format(text: str) -> None:
    assert rewritten(NAMES, text) == text


def test_brackets_around_a_name_that_has_its_verb_outside_hide_nothing() -> None:
    text = "The company (oracle bone inscriptions) is big."
    assert rewritten(NAMES, text) == "The company (Oracle) is big."


@pytest.mark.parametrize(
    "text",
    [
        "The <b>oracle bone inscriptions</b> are big.",
        "The [oracle bone inscriptions][1] are big.\n\n[1]: https://x.y",
    ],
)
def test_grammar_reads_across_tags(text: str, tmp_path: Path) -> None:
    after = text.replace("The ", "").replace("oracle bone inscriptions", "Oracle")
    pack = tmp_path / "names.yaml"
    pack.write_text(HEAD + ORACLE, encoding="utf-8")
    result = Cleaner([str(pack)]).clean(text, format="markdown")
    assert result.text == after.replace(" are ", " is ")


@pytest.mark.parametrize(
    "text",
    [
        "The `x` oracle bone inscriptions are big.",
        "The oracle bone inscriptions<sup>1</sup> are big.",
        "The oracle bone inscriptions <!-- a note --> are big.",
    ],
)
def test_no_term_is_made_without_the_grammar_that_something_hides(
    text: str, tmp_path: Path
) -> None:
    pack = tmp_path / "names.yaml"
    pack.write_text(HEAD + ORACLE, encoding="utf-8")
    result = Cleaner([str(pack)]).clean(text, format="markdown")
    assert result.text == text
    [held] = result.withheld
    assert "hidden-grammar" in repr(held.fix.reason)


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("Oracle", True), ("ByteDance", False), ("LG", True), ("IPO", True), ("UN", False), ("SAP", True),
        ("uniform", False), ("uninstall", True), ("Uber", True), ("Ubisoft", False), ("user", False), ("euro", False),
        ("one-time fee", False), ("Ele.me", True), ("iPhone", True),
        ("X", True), ("M&A deal", True), ("umbrella", True), ("Unilever", False),
        ("honest man", True), ("hour", True), ("heir", True), ("honour", True), ("Honda", False), ("house", False),
        ("unique", False), ("unimportant", True), ("unidentified", True), ("useful", False), ("usher", True),
        ("SMS", True), ("UFO", False), ("URL", False), ("FAQ", True), ("NASA", False), ("HTML page", True), ("HUAWEI", False),
        ("8-bit", True), ("11th", True), ("18,000", True), ("1890s", True), ("100", False), ("80", True), ("36Kr", False),
        ("one", False), ("OnePlus", False), ("onion", True), ("Europe", False), ("X-ray", True), ("Xiaomi", False),
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
