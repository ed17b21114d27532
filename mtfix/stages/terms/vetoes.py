"""Where a term is never touched: mentioned, not used; in addresses and identifiers; in
another language; within a longer name. All spans are in code points of the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.terms.grammar import reporter_named

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtfix.matching.page import Page
    from mtfix.stages.terms.guards import Candidate

_MENTION_BEFORE = lazy_regex(
    r"\b(?:literal(?:ly)?|(?:is|are|was|were) (?:called|named)|term(?:ed)?|word|phrase|expression|"
    r"translat\w+|rendered|render|mean(?:s|ing|t)?|mistranslat\w+|spell(?:s|ed|ing)?|written|"
    r"reads?|known as|refers? to|name[ds]? (?:this|it|my|our|his|her) \w+)"
    r"(?: (?:as|to|into|of|the|a))*[:,]? ?[\"“'‘(*_]*\Z",
    re.IGNORECASE,
)
_MENTION_AFTER = lazy_regex(
    r"\A[\"”'’)]?,? (?:literally|means|meaning|is called|"
    r"(?:is|are) (?:a|the) (?:term|phrase|word|name)|"
    r"refers? to|in (?:Chinese|English)|(?:which )?(?:is|was) (?:the|a|its) (?:literal|machine|"
    r"direct|word-for-word))",
    re.IGNORECASE,
)
_QUOTES = {'"': '"', "“": "”", "‘": "’", "'": "'", "«": "»", "「": "」", "《": "》"}
_OWNER_BEFORE = lazy_regex(
    r"\b(?:company|firm|giant|start-?up|group|brand|app|platform|website|giants?|owner|developer|"
    r"maker|rival|newspaper|magazine|software|network|bank|channel|station|chain|store|retailer|"
    r"operator|daily|weekly|agency)[,:]? ?[\"“‘'«「《]\Z",
    re.IGNORECASE,
)
_SPELLING_BEFORE = lazy_regex(
    r"\b(?:spelling|spelled|spelt|lower-?case|written as)[:,]? [\"“'‘]?\Z", re.IGNORECASE
)
_NOT_BEFORE = lazy_regex(
    r"\b(?:not|never|instead of|rather than) [\"“‘']?(?:\w+ )?\Z", re.IGNORECASE
)
_SPELLING_AFTER = lazy_regex(
    r"[\"”'’]+,? (?:(?:is|was) (?:misspell?ed|misspelt|a typo|wrong|spelled)|should (?:be|read))\b"
)
_LINK_BEHIND = lazy_regex(r"[^\]\n]{,60}\]\(([^)\s]*)\)")
_AROUND = 600
_TOKEN = 200
_IDENTIFIER_LEFT = lazy_regex(r"(?:[#/\\_$%=~{<]|\w\.)\Z")
_PART = lazy_regex(r",[a-z][a-z\d]*[\d-]")
"""The part that a vendor's name in small letters has behind it: `samsung,s3c2410-irq`."""
_IDENTIFIER_RIGHT = lazy_regex(r"[_/\\=@$%~]|\.[a-z0-9_]|\(\)|\[")
_COMPOUND_LEFT = lazy_regex(r"\A[^(\"“].*-\Z")
_PREFIX = lazy_regex(
    r"\A[(\"“‘']?(?:anti|pro|non|ex|post|pre|former|then|co|mid|intra|inter|all|semi|quasi|mini|"
    r"pseudo|neo|über|mega|de|trans|un)-\Z",
    re.IGNORECASE,
)
"""What is set before names with a hyphen: *ex-ByteDance employees*."""
_HYPHEN_WORDS = lazy_regex(
    r"\A-(?:owned|like|style|based|related|backed|led|parent|only|free|branded|linked|controlled|"
    r"funded|friendly|inspired|affiliated|made|run|and|or)\b",
    re.IGNORECASE,
)
_CJK_OR_OTHER = lazy_regex(r"[\u0370-\u1fff\u2e80-\ud7ff\uf900-\ufaff]")
_LATIN = lazy_regex(r"[A-Za-z]")
_FEW_WORDS = 12
_STOPWORDS = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the a an of to in is are and that for on with as was it by from at be has have "
        "this its not or",
        "de": "der die das und ist von zu mit den dem ein eine für auf im nicht sich auch als",
        "fr": "le la les des est une dans que qui pour sur avec du au par plus pas sont ce",
        "es": "el los las una es que por con para del se su como más fue sus al la en y un lo",
        "it": "il gli che di della per con del una sono nel alla più anche dei",
        "pt": "o os uma que para com não do da em por mais foi sua dos",
        "no": "og det er på av ikke til som den har kan fra du jeg eller også hvis når",
        "sv": "och det är på av inte till som den har kan från du jag eller också om när att för",
        "nl": "het een van en dat voor met zijn op niet aan ook door naar bij",
    }.items()
}
_LANGUAGES_OF = {
    word: [code for code, words in _STOPWORDS.items() if word in words]
    for word in frozenset().union(*_STOPWORDS.values())
}


def protected(candidate: Candidate) -> str | None:
    return candidate.page.protected(candidate.span)


def mentioned(candidate: Candidate) -> str | None:
    """The words are spoken of, not used."""
    before, after = candidate.before(48), candidate.after(160)
    if candidate.case_only:
        spelled = (
            _SPELLING_BEFORE.search(before)
            or before.endswith(f"{candidate.term.term} as ")
            or (candidate.term.term in before and _NOT_BEFORE.search(before))
            or _SPELLING_AFTER.match(after)
        )
        return "its spelling is mentioned" if spelled else None
    link = _LINK_BEHIND.match(after)
    if link and _slug(" ".join(candidate.old.split()[:2])) in _slug(link[1]):
        return "it names the page that it links to"
    if after[:1] == ")" and before.endswith(
        (f"{candidate.term.term} (", f"{candidate.term.term} (“")
    ):
        return "it explains the name before it"
    if _MENTION_BEFORE.search(before) or _MENTION_AFTER.search(after):
        return "the words are mentioned, not used"
    if before[-1:] in _QUOTES and after[:1] == _QUOTES[before[-1:]]:
        return None if _OWNER_BEFORE.search(before) else "the words are quoted alone"
    return None


def _slug(text: str) -> str:
    return re.sub(r"[\W_]+", "-", text.lower())


def not_prose(candidate: Candidate) -> str | None:
    """Only capitals are wrong, and the name stands in small letters by right."""
    if not candidate.case_only:
        return None
    from mtfix.stages.terms.lowercase_names import by_right

    return by_right(candidate, _stretch(candidate.page, candidate.span))


def _stretch(page: Page, span: Span) -> Span:
    """The text around a span, the same for places close together, so that what is asked of
    it is asked once."""
    low = max(0, span.start // _AROUND - 1) * _AROUND
    return Span(low, min(len(page.text), (span.end // _AROUND + 2) * _AROUND))


def in_address(text: str, span: Span) -> str | None:
    """Why nothing may change inside a URL, an e-mail address or a handle, or None."""
    left, right = _token(text, span)
    if "://" in left or left.lower().startswith("www."):
        return "it stands in a URL"
    if "@" in left[-64:] or re.match(r"[\w.-]*@", right):
        return "it stands in an address or a handle"
    return None


def _token(text: str, span: Span) -> tuple[str, str]:
    """What stands directly before and after the span, up to white space."""
    before = text[max(0, span.start - _TOKEN) : span.start]
    after = text[span.end : span.end + _TOKEN]
    left = "" if not before or before[-1].isspace() else before.split()[-1]
    right = "" if not after or after[0].isspace() else after.split(None, 1)[0]
    return left, right


def identifier(candidate: Candidate) -> str | None:
    """Part of a URL, an address, a handle, a file name or another identifier."""
    address = in_address(candidate.page.text, candidate.span)
    if address:
        return address
    left, right = _token(candidate.page.text, candidate.span)
    if _IDENTIFIER_LEFT.search(left) or _IDENTIFIER_RIGHT.match(right):
        return "it stands in an identifier"
    if left[-1:] == right[:1] == ",":
        return "it stands in a row of a table"
    if candidate.case_only and _PART.match(right):
        return "it stands before a part of its own"
    hyphen = right[:1] == "-" and len(right) > 1 and candidate.case_only
    compound = _COMPOUND_LEFT.search(left) and not _PREFIX.match(left)
    if compound or (hyphen and not _HYPHEN_WORDS.match(right)):
        return "it stands in a compound identifier"
    return None


def in_other_language(candidate: Candidate) -> str | None:
    """The sentence is not in the language that the entry repairs."""
    return foreign(candidate.page, candidate.span, candidate.term.language)


def foreign(page: Page, span: Span, language: str) -> str | None:
    """Why the sentence around a span is not in `language`, or None."""
    sentence = page.sentence(span)
    if len(page.text[sentence.start : sentence.end].split()) < _FEW_WORDS:
        around, block = _stretch(page, span), page.block(span.start)
        # Too few to tell: the paragraph knows.
        sentence = Span(max(around.start, block.start), min(around.end, block.end))
    return page.once(language, sentence, lambda text: _other_language(text, language))


def _other_language(text: str, language: str) -> str | None:
    others = 0 if text.isascii() else len(_CJK_OR_OTHER.findall(text))
    if others * 2 > len(_LATIN.findall(text)):
        return "the sentence is not in the language of the pack"
    words = [word.strip(".,;:!?\"'()").lower() for word in text.split()]
    if len(words) < 5:
        return None
    scores = dict.fromkeys(_STOPWORDS, 0)
    for word in words:
        for code in _LANGUAGES_OF.get(word, ()):
            scores[code] += 1
    own = scores.pop(language, None)
    if own is not None and max(scores.values()) >= 2 and max(scores.values()) > own * 1.5:
        return "the sentence is not in the language of the pack"
    return None


VETOES: tuple[Callable[[Candidate], str | None], ...] = (
    protected,
    identifier,
    mentioned,
    not_prose,
    in_other_language,
)
"""Asked in this order; each returns why a place stays as it is, or None."""


# --- part of a longer name ---------------------------------------------------------------------

_TITLES = lazy_regex(
    r"\b(?:CEO|CFO|CTO|COO|President|Chairman|Chairwoman|Founder|Director|Vice|Mr|Ms|Chief|Executive|"
    r"Officer|General|Manager|Group|Inc|Corp|Corporation)\.?$"
)


_SURNAMES = frozenset(
    "Bai Cai Cao Chang Chen Cheng Cui Dai Deng Ding Dong Duan Fan Fang Feng Fu Gao Gong Gu Guo Han "
    "Hao Hou Hu Huang Jia Jiang Jin Kang Kong Lai Li Liang Liao Lin Liu Lu Luo Lv Ma Mao Meng Pan "
    "Peng Qian Qiao Qin Qiu Ren Shao Shen Shi Su Sun Tan Tang Tian Wan Wang Wei Wen Wu Xia Xiao "
    "Xie Xiong Xu Xue Yan Yang Yao Ye Yin Yu Yuan Zeng Zhang Zhao Zheng Zhong Zhou Zhu Zou".split()
)
"""With such a name, a reporter is one of the Chinese newspaper."""


def longer_name(candidate: Candidate) -> bool:
    """Whether a capitalised variant continues a capitalised name: *Jean-François Millet*;
    or a person is named behind what may be only a title: *the first financial reporter Wang*."""
    named = reporter_named(candidate.old, candidate.after(40))
    if named:
        return named not in _SURNAMES
    if candidate.case_only or not candidate.old[:1].isupper() or candidate.old.isupper():
        return False
    sentence = candidate.page.sentence(candidate.span)
    before = re.search(r"([^\W\d_][\w’'.-]*)\s\Z", candidate.before(40))
    owner = before is not None and before[1].endswith(("'s", "’s"))
    if before and before[1][:1].isupper() and not owner and not _TITLES.search(before[1]):
        first = candidate.span.start - len(before[0]) <= sentence.start + 1
        if not first:
            return True
    after = re.match(r"\s([A-Z][a-z][\w’'-]*)", candidate.after(40))
    if not after or _TITLES.search(after[1]) or not candidate.old.istitle():
        return False
    # What speaks for the term names what it makes: *Hongmi Note*.
    return after[1].lower() not in {cue.lower() for cue, _ in candidate.term.cues_for}
