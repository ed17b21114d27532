"""Word lists that packs share, and what of them packs ask for."""

from __future__ import annotations

from pathlib import Path

import pytest
from entries import HEAD, rewritten

from mtfix.packs.lexicons import lexicon
from mtfix.packs.parser import parse
from mtfix.stages.terms.source_text import name_words

FOLDER = Path(__file__).parents[1] / "glossaries" / "lexicons"
FILES = sorted(FOLDER.rglob("*.txt"))
README = (FOLDER.parent / "README.md").read_text("utf-8")
RULES = "".join(file.read_text("utf-8") for file in (FOLDER.parent / "boilerplate").rglob("*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(FOLDER)))
def test_a_list_has_each_entry_once_and_is_explained_or_named_by_a_rule(file: Path) -> None:
    language = "" if file.parent == FOLDER else file.parent.name
    entries = [one for one in file.read_text("utf-8").splitlines() if not one.startswith("#")]
    assert len(entries) == len(set(entries))
    assert all(one == one.strip() and one for one in entries)
    assert set(lexicon(file.stem, language)) > set(lexicon(file.stem) if language else ())
    assert f"`{file.stem}`" in README or f"<{file.stem}>" in RULES


@pytest.mark.parametrize("language", ["", "xx", "../zh", "zh/..", "\0"])
def test_a_language_without_lists_has_those_for_all(language: str) -> None:
    assert lexicon("surnames", language) == ()
    assert lexicon("near-names", language) == ("CEO", "App")


@pytest.mark.parametrize(
    ("source", "beside"),
    [
        pytest.param("甲骨文公司宣布", "公司", id="a word behind a name"),
        pytest.param("甲骨文的股价", "的股价", id="with a particle"),
        pytest.param("甲骨文 CEO 说", "CEO", id="a word of all languages"),
        pytest.param("巨头甲骨文说", "巨头", id="a word before a name"),
        pytest.param("甲骨文电视广告", "电视", id="a word that is a part of others"),
        pytest.param("甲骨文电视剧", "", id="a longer word that tells nothing"),
        pytest.param("甲骨文很古老", "", id="no such word"),
    ],
)
def test_words_beside_a_name_are_those_of_its_language(source: str, beside: str) -> None:
    start = source.index("甲骨文")
    [(found, _)] = name_words(source, [(start, start + 3)], "zh")  # type: ignore[list-item]
    assert found == beside
    [(other, _)] = name_words(source, [(start, start + 3)], "de")  # type: ignore[list-item]
    assert other == (beside if beside == "CEO" else "")


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        pytest.param("byline: [correspondent, reporter]\n  ", "Yicai correspondent Li Na", id="the first"),
        pytest.param("byline: correspondent\n  ", "Yicai Li Na", id="of another word none"),
        pytest.param("", "Yicai Li Na", id="without the field none"),
    ],
)  # fmt: skip
def test_a_byline_keeps_its_first_word(byline: str, expected: str) -> None:
    pack = f"- term: Yicai\n  kind: media\n  {byline}variants: [first finance reporter]\n"
    assert rewritten(pack, "He told first finance reporter Li Na.") == f"He told {expected}."
    assert parse(HEAD + pack, "p.yaml", "p", trusted=True).rules
