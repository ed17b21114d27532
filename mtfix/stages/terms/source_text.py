"""What the text that was translated says of a term, where it is at hand.

A source form is `coined` where it means nothing else in its language (抖音): then it settles
what an ambiguous variant is. Others are ordinary words as well (甲骨文 is a script, too): they
weigh, the more so where words stand beside them that go with names; else the cues decide.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.terms.guards import failed_guard

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mtfix.packs.model import Term
    from mtfix.stages.terms.guards import Candidate
    from mtfix.stages.terms.weights import Weights

_BEHIND = lazy_regex(
    r"\s?的?(?:公司|集团|科技|股份|股价|股票|市值|财报|营收|利润|手机|电脑|电视(?![片剧节])|官方|官网"
    r"|品牌|旗下|总部|高管|员工|用户|客户端|云服务|竞争对手|创始人|董事长|总裁|首席|CEO|CFO|CTO|App"
    r"|宣布|发布|推出|收购|回应|起诉|裁员|融资|[本上]季度|第[一二三四]季度)"
)
_BEFORE = lazy_regex(r"(?:巨头|厂商|供应商|公司|对手|起诉|股东|品牌|旗下的?)[“《「]?\Z")
"""What stands directly beside the name of a company or product, and hardly beside a script, a
grain or an animal: a database, a system or a launch on the market may be one of those."""
_NEAR = lazy_regex(
    r"股价|股票|股东|市值|财报|营收|季度|利润|亿[美欧]?元|上市公司|首席执行官|CEO|创始人|董事长"
    r"|总裁|芯片|数据库|云计算|互联网|竞争对手|裁员|融资|收购|发布会|App|用户数"
)
_SIDE, _SENTENCE = 8, 60
_STOPS = lazy_regex(r"[。！？!?\n]")
_BESIDE_GUARDS = frozenset({"before", "after", "not-before", "not-after"})


class SourceEvidence(NamedTuple):
    """What the source says of the term of a place: the `form` it is said in, how often, and the
    words `beside` and `near` it that go with names. `absent` where it would say the term, since
    it is in its language, and does not."""

    form: str = ""
    times: int = 0
    coined: bool = False
    beside: str = ""
    near: str = ""
    absent: bool = False

    @property
    def tells(self) -> bool:
        """Whether the source speaks for the term by more than a word that has other meanings."""
        return bool(self.form) and (self.coined or bool(self.beside))

    def weights(self, table: Weights) -> Iterator[tuple[str, float]]:
        """What this adds to a score, each with a name."""
        if self.form:
            yield (
                f"the source text says {self.form}",
                table.coined if self.coined else table.ordinary,
            )
        if self.beside:
            yield f"in the source {self.beside} stands beside it", table.beside
        elif self.near:
            yield f"in the source {self.near} stands near it", table.beside_near


class Forms:
    """The source forms of some terms, looked for together: of forms that overlap, the longest
    counts, and each must be a word of its own where its script parts words."""

    def __init__(self, terms: Sequence[Term]) -> None:
        from ahocorasick_rs import AhoCorasick

        self.terms = terms
        self.owners: dict[str, list[int]] = {}
        for index, term in enumerate(terms):
            for form in filter(None, dict.fromkeys(term.source)):
                self.owners.setdefault(form, []).append(index)
        # At the beginning of a sentence, a word may have a capital.
        spelled = {form[0].upper() + form[1:]: form for form in self.owners}
        self._patterns = {**spelled, **{form: form for form in self.owners}}
        self._automaton = AhoCorasick(list(self._patterns))
        self._forms = list(self._patterns.values())
        self._latest: tuple[str, Mapping[str, list[Span]]] = "", {}

    def said(self, source: str) -> Mapping[str, list[Span]]:
        """Return the forms that a source text says, and where, in order."""
        latest = self._latest
        if latest[0] is not source:
            latest = self._latest = source, self._said(source)
        return latest[1]

    def _said(self, source: str) -> dict[str, list[Span]]:
        text = _SURROGATE.sub("\ufffd", source)  # what stands for bytes that are no text
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        whole = [match for match in found if is_whole(source, match[1], match[2])]
        said: dict[str, list[Span]] = {}
        reach = 0
        for pattern, start, end in sorted(whole, key=lambda match: (match[1], -match[2])):
            if start >= reach:
                said.setdefault(self._forms[pattern], []).append(Span(start, end))
                reach = end
        return said

    def heard(self, candidate: Candidate) -> SourceEvidence:
        """Return what the source text of a place says of its term."""
        term, source = candidate.term, candidate.page.context.source
        if source is None or not term.source:
            return SourceEvidence()
        said = self.said(source)
        here = {form: spans for form in term.source if (spans := said.get(form))}
        if not here:
            return SourceEvidence(absent=in_language(source, term.origin))
        heard = [one for spans in here.values() for one in signs(source, spans)]
        return SourceEvidence(
            next(iter(here)),
            sum(map(len, here.values())),
            term.coined,
            next((beside for beside, _ in heard if beside), ""),
            next((near for _, near in heard if near), ""),
        )


def settles(heard: SourceEvidence, candidate: Candidate, standing: int) -> bool:
    """Whether the source decides about a place for itself: in a form that means nothing else it
    says the term as often as the text, in which variants of it stand `standing` times; what the
    entry wants to stand directly beside the place still has to."""
    if not heard.form or not heard.coined or candidate.term.ambiguous == "no":
        return False
    right = candidate.page.text.count(candidate.term.term)
    guards = tuple(one for one in candidate.term.guards if one[0] in _BESIDE_GUARDS)
    beside = candidate._replace(term=candidate.term._replace(guards=guards))
    return heard.times >= standing + right and not failed_guard(beside)


def signs(source: str, spans: Sequence[Span]) -> Iterator[tuple[str, str]]:
    """Yield the words that go with names beside each span, and near it in its sentence."""
    for start, end in spans[:_MOST]:
        beside = (
            _BEHIND.search(source, start + 1, end)  # 甲骨文公司 is a form by itself
            or _BEHIND.match(source, end)
            or _BEFORE.search(source, max(0, start - _SIDE), start)
        )
        low = max(0, start - _SENTENCE)
        before = _STOPS.split(source[low:start])[-1]
        behind = _STOPS.split(source[end : end + _SENTENCE])[0]
        near = _NEAR.search(f"{before} {behind}")
        yield beside[0].strip() if beside else "", near[0] if near else ""


_MOST = 50


# --- scripts and languages -----------------------------------------------------------------------

_SURROGATE = lazy_regex("[\ud800-\udfff]")
_UNPARTED = lazy_regex("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Letters of scripts that write words without spaces: Thai, Lao, Burmese, Khmer."""
_KATAKANA = lazy_regex("[\u30a1-\u30fa\u30fc]")
_HANGUL = lazy_regex("[\uac00-\ud7a3]")
_HAN = lazy_regex("[\u3400-\u9fff\U00020000-\U0003ffff]")
_KANA = lazy_regex("[\u3041-\u30fa]")
_WORD = lazy_regex("[^\\W\\d_\u2e80-\uffff\U00020000-\U0003ffff]+")
_TRADITIONAL = lazy_regex(
    "[們這個來說會時對發經過為國學開關電動業產東車長門問間見視聽讀寫錢買賣億萬與從後還無點當現實應樣種進運網訊號]"
)
_LOOKED_AT = 4_000


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether what stands at a place is a word by itself, as far as its script tells: behind
    Korean, particles may follow; in Chinese and Thai, anything.

    >>> is_whole("データベース", 0, 3), is_whole("字节跳动", 0, 2)
    (False, True)
    """
    first, last = _parting(text[start]), _parting(text[end - 1])
    before = _parting(text[start - 1]) if start else ""
    behind = _parting(text[end]) if end < len(text) else ""
    return (not first or before != first) and (last in {"", "hangul"} or behind != last)


def _parting(char: str) -> str:
    """The script of a letter, if that parts words from one another."""
    if _KATAKANA.match(char):
        return "katakana"
    if _HANGUL.match(char):
        return "hangul"
    is_letter = (char.isalnum() or char == "_") and char < "\u2e80"
    return "letters" if is_letter and not _UNPARTED.match(char) else ""


def in_language(text: str, language: str) -> bool:
    """Whether a text is surely in a language, by its script, so that it would say a word of it
    as packs write it: Chinese packs have the simplified forms.

    >>> in_language("字节跳动的股价", "zh"), in_language("バイトダンスの株価", "zh")
    (True, False)
    """
    text = text[:_LOOKED_AT]
    count = Counter(
        han=sum(1 for _ in _HAN.finditer(text)),
        kana=sum(1 for _ in _KANA.finditer(text)),
        hangul=sum(1 for _ in _HANGUL.finditer(text)),
        words=sum(1 for _ in _WORD.finditer(text)),
    )
    match language:
        case "zh":
            others = max(count["kana"], count["hangul"]) * 10
            return count["han"] > max(others, count["words"]) and not _TRADITIONAL.search(text)
        case "ja":
            return count["kana"] > count["words"]
        case "ko":
            return count["hangul"] > count["words"]
        case _:
            return count["words"] > count["han"] + count["kana"] + count["hangul"]
