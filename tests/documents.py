"""Documents for property tests, built from damaged and clean pieces of the packs themselves."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from mtfix.packs.model import BoilerplateRule, Rule, Term
from mtfix.packs.store import load

_STRONG = "Please rate this news"
_WHOLE = [
    "It's the company’s café, “naïve” — and ‘so on’…",
    "Ünïcödé",
    "中文字符",
    "Привет, мир",
    "€ 5 £ 3",
]
_BROKEN = [
    piece.encode().decode(codec, "replace" if codec == "cp1252" else "strict")
    for piece in _WHOLE
    for codec in ("latin-1", "cp1252")
]
_BROKEN += [_BROKEN[0].encode().decode("latin-1"), "â€™", "Ã©", "Ã", "Â", "â€", "\x80", "\x9d"]
_MARKUP = [
    "---\ntitle: tiktok\n---\n", "+++\na = 1\n+++\n", "---\n", "```\n", "```python\n", "~~~\n", "~~~~\n",
    "`", "`tiktok`", "``", "[tiktok](http://tiktok.com/byte skipping)", "https://example.com/tiktok?a&amp;b",
    "<p>", "&amp;", "&lt;", "&#8217;", "&#x27;", "&nbsp;", "&amp;amp;", "#tiktok", "@tiktok", "a@tiktok.com",
    "\\u00e9", "%C3%A9", "- ", "1. ", "> ", "# ", "**",
    "<!-- mtfix off -->", "<!-- mtfix off term -->\n", "<!-- mtfix on -->\n", "<!-- mtfix off next-line -->\n",
    '<!-- mtfix keep "tiktok" -->', "<!-- mtfix", "---\nmtfix: off\n---\n",
]  # fmt: skip
_SIGNS = [
    *map(chr, range(0x20)), "\x7f", "\x85", "\u2028", "\ufeff", "\ufffc", "\ufffd", "\u200b", "\u202e",
    "\udc80", "\udcff", "\udcc3(", "🙂", "👩‍👩‍👧", "\U0010ffff", "ı", "İ", "ß", "ﬁ", "é", "e\u0301",
    '"', "“", "”", "‘", "’", "'", "(", ")", "「", "」", "《", "》", "（", "）", "。", "，",
    ".", ",", "!", "?", "…", "-", "—", "/", "_", "=", "\\",
]  # fmt: skip
_SEPARATORS = [" "] * 8 + [
    "",
    "",
    "\n",
    "\n\n",
    "\r\n",
    "\r\n\r\n",
    "\r",
    ". ",
    ".",
    ", ",
    " (",
    ") ",
    "\t",
    "  ",
]
_SENTENCES = [
    "The council met on Monday to discuss the new bridge over the river, as it had planned since spring.",
    "Several members asked how the work would be paid for, and whether the old ferry could stay.",
    "the oracle bone inscriptions are now in a museum in Anyang, where they were excavated.",
    "according to tiktok, the number of monthly live users has doubled.",
    "The parser uses byte skipping to find the next UTF-8 boundary.",
    "他们在北京开会。",
    "President trump said that the the plan was approved by the board.The next step is to find money.",
    "Larry Ellison (Larry Ellison) agreed with tiktok Co., Ltd. The rest did not",
    "A decision is expected before winter,” he said Acme has chosen! Have you ever thought of it?",
]


@cache
def rules() -> list[Rule]:
    """The rules of every shipped pack."""
    return [rule for pack in load(strict=False).packs for rule in pack.rules]


def terms() -> list[Term]:
    return [rule for rule in rules() if isinstance(rule, Term)]


@cache
def _of_packs() -> dict[str, list[str]]:
    """Pieces that the shipped packs know of, by kind."""
    examples = [example for rule in rules() for example in rule.examples]
    return {
        "before": [example.before for example in examples],
        "after": [example.after for example in examples if example.after],
        "variants": [variant for term in terms() for variant in term.variants],
        "forms": [form for term in terms() for form in (term.term, *term.admitted)],
        "cues": [name.rstrip("*") for term in terms() for name, _ in term.cues_for + term.cues_against],
        "boilerplate": [e.before for r in rules() if isinstance(r, BoilerplateRule) for e in r.examples] + [_STRONG],
        "triggers": [text for rule in rules() if not isinstance(rule, Term) for text in rule.triggers],
    }  # fmt: skip


def _one_of(texts: list[str]) -> st.SearchStrategy[str]:
    """One of many texts; not `sampled_from`, which would print them all when a test fails."""
    return st.integers(0, len(texts) - 1).map(texts.__getitem__)


def pieces() -> st.SearchStrategy[str]:
    """A piece of text: damaged, clean, hostile or random."""
    known = [_one_of(texts) for texts in _of_packs().values()]
    article = st.sampled_from(["the ", "The ", "a ", "An ", "THE ", "“", '"', "www.", "Mr. ", ""])
    after = st.sampled_from(
        ["'s", "'", "’s", " are", " is", " Co., Ltd.", "s", ".", ".The ", "-owned", "_", ""]
    )
    changed = st.one_of(known[2], known[3]).flatmap(
        lambda text: st.sampled_from(
            [text.title(), text.upper(), text.capitalize(), text.swapcase()]
        )
    )
    around = st.builds("{}{}{}".format, article, st.one_of(known[2], changed), after)
    return st.one_of(
        *known,
        around,
        around,
        st.sampled_from(_SENTENCES),
        st.sampled_from(_SENTENCES),
        st.sampled_from(_BROKEN + _WHOLE),
        st.sampled_from(_MARKUP),
        st.sampled_from(_SIGNS),
        st.text(max_size=12),
        st.binary(max_size=8).map(lambda data: data.decode("utf-8", "surrogateescape")),
    )


def texts(most: int = 14) -> st.SearchStrategy[str]:
    """A document of such pieces, in any order."""
    joined = st.tuples(pieces(), st.sampled_from(_SEPARATORS)).map("".join)
    return st.lists(joined, max_size=most).map("".join)


_DAMAGED = [
    "** {} **", "**{} **", "[{}] (https://example.com/a)", "! [{}] (a/b.png)", "< b > {} < / b >",
    "< strong > {} < / strong >", "< div > {} < / div >", "\n< div >\n{}", "\n< / div >\n", "[{}]（https://example.com/a）",
    "** `a` {} *b* and `c` **", "[{}](https://example.com/a)", "*{}* `a`", "\n- {}\n- ** {} **\n",
]  # fmt: skip
"""Markup that translation has pulled apart, and such as is whole, around a piece of text."""


def marked_texts(most: int = 10) -> st.SearchStrategy[str]:
    """A document of such pieces, in Markdown that is damaged in several places."""
    lines = pieces().map(lambda text: " ".join(text.split()))
    marked = st.tuples(st.sampled_from(_DAMAGED), st.one_of(lines, st.sampled_from(_SENTENCES)))
    damaged = marked.map(lambda pair: pair[0].replace("{}", pair[1]))
    joined = st.tuples(
        st.one_of(damaged, damaged, pieces()), st.sampled_from([" ", " ", "\n", "\n\n", ". "])
    )
    return st.lists(joined.map("".join), max_size=most).map("".join)


def near_texts() -> st.SearchStrategy[bytes]:
    """Documents in which hardly a stage has anything to do, though they are near to what it looks
    for: words that stand in variants of several words, each alone, and pieces with gaps."""
    words = sorted({word for text in _of_packs()["variants"] for word in text.lower().split()[1:]})
    alone = st.lists(_one_of(words), min_size=1, max_size=4).map(" ".join).map(str.encode)
    return st.one_of(alone, alone, data(2), data(2).map(lambda data: data[::2]))


def read_texts(most: int = 14) -> st.SearchStrategy[str]:
    """Documents as they are read from bytes: no surrogates that stand for whole characters."""
    return data(most).map(lambda data: data.decode("utf-8", "surrogateescape"))


def data(most: int = 14) -> st.SearchStrategy[bytes]:
    """Documents as bytes, some with a byte order mark, some undecodable."""
    whole = texts(most).map(lambda text: text.encode("utf-8", "surrogateescape"))
    return st.one_of(
        whole, whole, whole.map(lambda data: b"\xef\xbb\xbf" + data), st.binary(max_size=40)
    )
