"""Phrases of boilerplate rules: which lines they stand for, how they are found, and what of them
is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pages import pages

from mtfix.authoring.lint import line_phrases
from mtfix.edits.edit import Span
from mtfix.packs.lexicons import exclusions, word_list
from mtfix.packs.model import BoilerplateRule, PackError, Phrase
from mtfix.packs.parser import parse
from mtfix.packs.store import load
from mtfix.stages.boilerplate.line_index import LineIndex, is_excepted, is_line, is_passed_over
from mtfix.stages.boilerplate.rules import CompiledRules
from mtfix.text.line_words import words_of_line
from mtfix.text.phrase_keys import keys_of
from mtfix.text.phrase_match import PhraseMatcher
from mtfix.text.phrase_syntax import PhraseSyntaxError, parse_phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

LEXICONS: dict[str, Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "thing": {"article": (("article",),), "blog": (("blog", "post"), ("blog",))},
    "network": {"qq": (("qq",),), "x": (("x",),), "微": (("微", "信"),)},
    "month": {"march": (("march",),)},
    "weekday": {},
    "day": {"today": (("today",),)},
    "time-unit": {"hours": (("hours",),)},
    "ago": {"ago": (("ago",),)},
}


def _is_line(phrase: str, line: str) -> bool:
    matcher = PhraseMatcher(phrase, lambda name: LEXICONS[name])
    return matcher.is_line(words_of_line(line))


@pytest.mark.parametrize(
    ("phrase", "line"),
    [
        ("{please|} rate {this|the} <thing>", "Please rate this blog post!"),
        ("{please|} rate {this|the} <thing>", "RATE THE ARTICLE"),
        ("share {to|on|} : {<network>|and}+", "Share to: QQ, X and 微信"),
        ("分享到 {<network>}*", "分享到：微信"),
        ("comment{s|} <number>", "Comments (1,024)"),
        ("<number> comments", "12 comments"),
        ("posted on <date> {<time>|} by <name>", "Posted on 2019-03-04 12:33 by Ruth van Aal"),
        ("<date>", "4 March 2021"),
        ("<time>", "3 hours ago"),
        ("home > <long>", "Home » Boats › Nets"),
        ("home > <long>", "Home / Boats"),
        ("your email", "Your e-mail"),
        ("read more <few>", "Read more"),
        ("read more <few>", "Read more about boats"),
        ("{a|b {c|d}}e f", "b de f"),
        ("<text> more", "Not clear at all, more"),
        ("<long> more", "Not clear. Read more"),
        ("see <url>", "See https://example.org/a?b"),
    ],
)
def test_a_phrase_stands_for(phrase: str, line: str) -> None:
    assert _is_line(phrase, line)


@pytest.mark.parametrize(
    ("phrase", "line"),
    [
        ("{please|} rate {this|the} <thing>", "Please rate this boat"),
        ("{please|} rate {this|the} <thing>", "Rate this article of faith"),
        ("source : <name>", "Source code"),
        ("source : <name>", "Source: the harbour"),
        ("share {<network>}+", "Share price of QQ"),
        ("home > <long>", "Home Boats"),
        ("<text> more", "Not clear. Read more"),
        ("read more <few>", "Read more about the boats of the old harbour"),
        ("<number> comments", "Twelve comments"),
        ("<date>", "4 boats"),
    ],
)
def test_a_phrase_does_not_stand_for(phrase: str, line: str) -> None:
    assert not _is_line(phrase, line)


@pytest.mark.parametrize("phrase", ["{a|b", "a}", "<thing", "<>", "{a|b}+c"])
def test_a_broken_phrase_is_refused(phrase: str) -> None:
    with pytest.raises(PhraseSyntaxError):
        parse_phrase(phrase)


@pytest.mark.parametrize(
    ("phrase", "begins", "keys"),
    [
        ("more boats", True, ("more",)),
        ("<more> boats", False, ("boats",)),
        ("{the|} boats", True, ("boats", "the")),
        ("<weekday> <more>", True, ("<weekday>",)),
        ("{> qorax|: qorax}", False, (">", "qorax")),
    ],
    ids=[
        "the word of a shape's name is a word",
        "a shape of any words",
        "an empty choice",
        "a lexicon",
        "a sign begins no line",
    ],
)
def test_lines_of_a_phrase_are_looked_up_by(
    phrase: str, begins: bool, keys: tuple[str, ...]
) -> None:
    assert keys_of(parse_phrase(phrase), len) == (begins, keys)


RULE = """\
about: For a test.
boilerplate:
- id: trial
  class: rating
  strength: weak
  where: [tail]
"""


def _rules(fields: str) -> CompiledRules:
    pack = parse(RULE + fields, "trial.yaml", "trial", trusted=False)
    rules = [rule for rule in pack.rules if isinstance(rule, BoilerplateRule)]
    return CompiledRules(rules, [False] * len(rules))


@pytest.mark.parametrize(
    ("fields", "line", "recognized"),
    [
        ("  phrases: [qorax zed]\n", "Qorax zed.", True),
        ("  phrases: [qorax zed]\n", "- Qorax zed", False),
        ("  phrases: [qorax zed]\n", "`qorax zed`", False),
        ("  phrases: [qorax zed]\n", "Of qorax zed", False),
        ("  phrases: ['> qorax']\n", "> Qorax", True),
        ("  phrases: ['> qorax']\n", "Qorax >", False),
        ("  tokens: [qorax, zed]\n", "Zed | Qorax | Zed", True),
        ("  tokens: [qorax, zed]\n", "Zed | Qorax | Wuzzy", False),
        ("  tokens: [qorax, zed]\n  must: [qorax]\n", "Zed | Zed", False),
        ("  tokens: [qorax, zed]\n  must: [qorax]\n", "Zed | Qorax", True),
        ("  fields: ['qorax : <name>', 'zed : <number>']\n", "Qorax: Ann  Zed: 3", True),
        ("  fields: ['qorax : <name>', 'zed : <number>']\n", "Qorax: Ann", False),
        ("  counts: [qorax, zed]\n", "3 qorax, zed (4)", True),
        ("  counts: [qorax, zed]\n", "qorax", False),
        ("  paths: [qorax]\n", "Qorax > Boats > Nets", True),
        ("  paths: [qorax]\n", "Qorax of boats", False),
        ("  notices: [qorax & wuzzy zed]\n", "The wuzzy zed of any qorax is ours.", True),
        ("  notices: [qorax & wuzzy zed]\n", "The wuzzy boat of any qorax is ours.", False),
        ("  phrases: [qorax <rest>]\n  except: [qorax zed]\n", "Qorax zed", False),
        ("  phrases: [qorax <rest>]\n  except: [qorax zed]\n", "Qorax boat", True),
        ("  phrases: [qorax <rest>]\n  unless: [reported]\n", "Qorax, he said", False),
        ("  phrases: [qorax <rest>]\n  unless: [zed+]\n", "Qorax zedd", False),
        ("  phrases: [qorax <rest>]\n  unless: [<weekday>]\n", "Qorax on Monday", False),
        ("  phrases: [qorax <rest>]\n  unless: [<weekday>]\n", "Qorax at noon", True),
    ],
)
def test_a_rule_recognizes(fields: str, line: str, recognized: bool) -> None:
    found = _rules(fields).matches_of_line(line, Span(0, len(line)))
    assert bool(found) is recognized


def test_a_rule_tells_what_its_line_speaks_of() -> None:
    line = "Download the Harbour app"
    rules = _rules("  phrases: [download <rest> app]\n  speaks-of: ['the <name>']\n")
    [match] = rules.matches_of_line(line, Span(0, len(line)))
    assert match.name.startswith("the Harbour")


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ("  phrases: ['{a']\n", "a brace is not closed"),
        ("  phrases: [<nonesuch>]\n", "there is no lexicon 'nonesuch'"),
        ("  phrases: [<text>]\n", "no word, lexicon or number must stand in it"),
        ("  phrases: [a]\n  part: end\n", "phrases are whole lines"),
        ("  phrases: [a]\n  must: [a]\n", "'must' says more of 'tokens'"),
        ("  phrases: [a]\n  unless: [reportet]\n", "there is no exclusion 'reportet'"),
        ("  patterns: [a]\n", "has patterns and no 'triggers'"),
    ],
)
def test_a_rule_is_refused(fields: str, problem: str) -> None:
    with pytest.raises(PackError, match=problem):
        _rules(fields)


def test_lists_of_all_languages_count_together() -> None:
    words = word_list("ad-label")
    assert {"publicidad", "реклама", "anzeige", "広", "advertisement"} <= words.keys()


def test_every_exclusion_has_a_pattern() -> None:
    assert all(exclusions().values())


# --- the shipped rules ----------------------------------------------------------------------------


def _shipped() -> list[BoilerplateRule]:
    return [
        rule for pack in load().packs for rule in pack.rules if isinstance(rule, BoilerplateRule)
    ]


def test_look_ups_find_what_asking_every_phrase_finds() -> None:
    rules = _shipped()
    index = LineIndex(rules)
    phrases = [
        (number, Phrase(*fields)) for number, rule in enumerate(rules) for fields in rule.phrases
    ]
    lines = sorted({line for page in pages("[!h]*.txt") for line in page.goes + page.stays})
    for line in lines[::40]:
        text = " ".join(line.split()).replace("’", "'")
        words = words_of_line(text)
        slow = {number for number, phrase in phrases if is_line(phrase, words)}
        kept = {number for number in slow if not is_excepted(rules[number], words)}
        assert set(index.rules_of(words)) == (set() if is_passed_over(text) else kept), line


def test_every_rule_of_phrases_can_be_found_by_a_scan() -> None:
    for rule in _shipped():
        for fields in rule.phrases:
            assert Phrase(*fields).keys, rule.rule


# --- what the check of packs tells ----------------------------------------------------------------

TWICE = """\
- id: other
  class: rating
  strength: weak
  where: [tail]
  phrases: [qorax zed]
"""


def test_a_phrase_that_stands_in_two_rules_is_told() -> None:
    text = f"{RULE}  phrases: [qorax zed, wuzzy]\n{TWICE}"
    rules = parse(text, "trial.yaml", "trial", trusted=False).rules
    [fault] = line_phrases.faults(rules, rules)
    assert (fault.kind, fault.rule) == ("duplicate", "boilerplate/other")


def test_a_long_pattern_is_told() -> None:
    text = f"{RULE}  triggers: [qorax]\n  patterns: ['{'qorax ' * 40}']\n"
    rules = parse(text, "trial.yaml", "trial", trusted=False).rules
    assert [fault.kind for fault in line_phrases.faults(rules, rules)] == ["long"]


def test_no_word_stands_twice_in_a_shipped_list() -> None:
    assert not [fault for fault in line_phrases.lexicon_faults() if "/zh/" not in fault.file]
