"""TBX as it is written: the dialect TBX-Basic of v3 in both styles, and v2."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from mtfix.edits.problem import Problem
from mtfix.interchange.concept import LISTS, Concept, refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.interchange.concept import Languages

_NOTE = '<termNote type="{category}">{text}</termNote>'
_TAG = "<min:{category}>{text}</min:{category}>"
_HEADER = """\
    <fileDesc>
      <titleStmt><title>{title}</title></titleStmt>
      <sourceDesc><p>written by mtfix</p></sourceDesc>
    </fileDesc>
"""


class _TbxStyle(NamedTuple):
    """The names of elements, what stands around the entries, and how a category is said."""

    start: str
    end: str
    entry: str
    language: str
    term: str
    category: str


_V3 = """\
<?xml version="1.0" encoding="UTF-8"?>
<tbx style="{style}" type="TBX-Basic" xml:lang={{lang}} xmlns="urn:iso:std:iso:30042:ed-2"{more}>
  <tbxHeader>
{header}  </tbxHeader>
  <text>
    <body>
"""
_V3_END = """\
    </body>
  </text>
</tbx>
"""
_V2 = """\
<?xml version="1.0" encoding="UTF-8"?>
<martif type="TBX" xml:lang={{lang}}>
  <martifHeader>
{header}  </martifHeader>
  <text>
    <body>
"""
_DCA = _TbxStyle(
    _V3.format(style="dca", more="", header=_HEADER),
    _V3_END,
    "conceptEntry",
    "langSec",
    "termSec",
    _NOTE,
)
_DCT = _DCA._replace(
    start=_V3.format(
        style="dct", more=' xmlns:min="http://www.tbxinfo.net/ns/min"', header=_HEADER
    ),
    category=_TAG,
)
_TWO = _TbxStyle(
    _V2.format(header=_HEADER),
    _V3_END.replace("tbx", "martif"),
    "termEntry",
    "langSet",
    "tig",
    _NOTE,
)


def _write(
    style: _TbxStyle, concepts: Iterable[Concept], languages: Languages
) -> Iterator[str | Problem]:
    yield style.start.format(lang=quoteattr(languages.target), title="Terms")
    for number, one in enumerate(concepts, 1):
        fields = {}
        for field in LISTS:
            texts = getattr(one, field)
            fields[field] = [text for text in texts if not refused(text)]
            for text in texts:
                if why := refused(text):
                    yield Problem.at(one.place, f"{text!r} is left out: {why}")
        if why := refused(one.term):
            yield Problem.at(one.place, f"{one.term!r} is left out: {why}")
            continue
        yield f'      <{style.entry} id="c{number}">\n'
        note = " ".join(one.note.split())
        yield f"        <note>{escape(note)}</note>\n" if note and not refused(note) else ""
        if fields["source"]:
            said = ((text, "") for text in fields["source"])
            yield _section(style, languages.source, said)
        target = [
            (one.term, "preferred"),
            *(
                (text, field)
                for field in ("admitted", "deprecated", "superseded")
                for text in fields[field]
            ),
        ]
        yield _section(style, languages.target, target)
        yield f"      </{style.entry}>\n"
    yield style.end


def _section(style: _TbxStyle, language: str, terms: Iterable[tuple[str, str]]) -> str:
    inside = "".join(_term(style, text, status) for text, status in terms)
    lang = quoteattr(language)
    return f"        <{style.language} xml:lang={lang}>\n{inside}        </{style.language}>\n"


def _term(style: _TbxStyle, text: str, status: str) -> str:
    said = ""
    if status:
        value = f"{status}Term-admn-sts"
        said = style.category.format(category="administrativeStatus", text=value)
    return f"          <{style.term}><term>{escape(text)}</term>{said}</{style.term}>\n"


dca = partial(_write, _DCA)
dct = partial(_write, _DCT)
v2 = partial(_write, _TWO)
