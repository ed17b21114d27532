"""Rules of lines and signs from what people took out, what decisions tell, and adding both."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import yaml

from mtfix import Cleaner, Fix, Reason, Span
from mtfix.authoring.pack_text import pack_text, with_entries
from mtfix.authoring.suggest.from_decisions import decided_changes, entries
from mtfix.authoring.suggest.removed_lines import RemovedLines
from mtfix.authoring.suggest.removed_signs import RemovedSigns
from mtfix.authoring.suggest.wider_decisions import wider
from mtfix.cli.main import main
from mtfix.packs.model import PackError
from mtfix.packs.store import load
from mtfix.review.decision import ACCEPT, REFUSE, Decision, of_place
from mtfix.review.decisions import NAME, DecisionFile
from tests.suggest import corrected_sites

if TYPE_CHECKING:
    from pathlib import Path

KEPT = ["The ferry was late, and all of them waited for the captain until the evening came.\n"]


def line_rules(*removed: tuple[str, str], kept: str = "") -> dict[str, str]:
    """The patterns of proposed rules, with their strength."""
    lines = RemovedLines()
    for name, line in removed:
        lines.add(name, line)
    found = {}
    for rule in lines.rules([*KEPT, kept], ()):
        fields = dict(field.split(": ", 1) for field in rule.fields if ": " in field)
        [pattern] = [field[3:-1] for field in rule.fields if field.startswith("- '")]
        found[pattern] = fields["strength"]
    return found


def fits(patterns: dict[str, str], line: str) -> list[str]:
    return [strength for one, strength in patterns.items() if re.fullmatch(one, line, re.I)]


def test_a_line_taken_out_twice_acts_and_one_taken_out_once_needs_others() -> None:
    found = line_rules(
        ("a.md", "Hand in homework"), ("b.md", "Hand in homework"), ("c.md", "Eat it")
    )
    assert fits(found, "Hand in homework") == ["strong"]
    assert fits(found, "Eat it") == ["weak"]


def test_numbers_and_dates_of_a_line_are_open_and_names_if_they_differ() -> None:
    found = line_rules(
        ("a.md", "Browsed 3 times since 2021-03-04"),
        ("b.md", "Edited by Ada King in haste"),
        ("c.md", "Edited by Bo Li in haste"),
    )
    assert fits(found, "Browsed 99 times since 2024-01-30") == ["weak"]
    assert fits(found, "Edited by Cleo Ray in haste") == ["strong"]
    assert fits(found, "Edited by hand") == []


def test_a_line_that_stays_anywhere_makes_no_rule() -> None:
    removed = ("a.md", "Related: 3 stories"), ("b.md", "Related: 5 stories")
    assert line_rules(*removed)
    assert line_rules(*removed, kept="Related: 9 stories\n") == {}


def sign_rules(*pairs: tuple[str, str], kept: str = "") -> dict[str, str]:
    signs = RemovedSigns()
    for number, (before, after) in enumerate(pairs):
        signs.add(f"{number}.md", before, after)
    found = {}
    for rule in signs.rules([*KEPT, kept], ()):
        fields = dict(field.split(": ", 1) for field in rule.fields)
        found[fields["pattern"][1:-1].rpartition("| ?")[2]] = fields["safety"]
    return found


@pytest.mark.parametrize(
    ("before", "after", "found"),
    {
        "a bracket, its number open": ("It fell [photo 12] at once.", "It fell at once.", r"\[photo \d+\]"),
        "signs": ("It fell. ★★ It rose.", "It fell. It rose.", "★★"),
        "braces": ("It fell {{br}} at once.", "It fell at once.", r"\{\{br\}\}"),
        "a wide bracket": ("It fell【图】at once.", "It fell at once.", "【图】"),
        "a comma": ("It fell, at once.", "It fell at once.", ""),
        "a word": ("It fell badly at once.", "It fell at once.", ""),
        "a sign that a word replaces": ("It fell & rose.", "It fell and rose.", ""),
        "quotation marks": ('It "fell" at once.', "It fell at once.", ""),
        "a dash between words": ("It fell -- at once.", "It fell at once.", ""),
    }.values(),
    ids=lambda value: None,
)  # fmt: skip
def test_what_is_a_sign(before: str, after: str, found: str) -> None:
    assert [*sign_rules((before, after))] == ([found] if found else [])


def test_a_sign_acts_if_it_went_three_times_and_stays_nowhere() -> None:
    pairs = [
        (f"It fell. [map] On day {n} it rose.", f"It fell. On day {n} it rose.") for n in range(3)
    ]
    assert sign_rules(*pairs) == {r"\[map\]": "safe"}
    assert sign_rules(*pairs[:2]) == {r"\[map\]": "suggested"}
    assert sign_rules(*pairs, kept="See the [map] below.") == {}


# --- decisions -----------------------------------------------------------------------------------

FOR = "In spring the founder of fast hand bought a {} for the new campus."
AGAINST = "With a fast hand the cook stirs the {} and adds salt."
NOUNS = ("studio", "bridge", "printer")


def place(text: str, answer: str, where: str, rule: str = "term/kuaishou") -> Decision:
    old, new = ("fast hand", "Kuaishou") if "hand" in text else ("sharp", "Sharp")
    span = Span(text.index(old), text.index(old) + len(old))
    fix = Fix.of(span, old, new, rule, Reason.of("text", text="x"))
    return of_place(fix, text, where)._replace(decision=answer, by="Ann", on="2026-01-01")


PLACES = [
    *(place(FOR.format(noun), ACCEPT, f"news/{noun}.md") for noun in NOUNS),
    *(place(AGAINST.format(noun), REFUSE, f"food/{noun}.md") for noun in NOUNS),
    *(place(f"A sharp {noun} fell.", REFUSE, f"food/{noun}.md", "surface/x") for noun in NOUNS),
]


def test_accepted_and_refused_places_become_cues() -> None:
    found, origin = entries(decided_changes(PLACES), load().packs, [], None)
    [one] = found
    assert (one.id, origin) == ("kuaishou", "zh")
    [note] = [note for note in one.notes if "new cues" in note]
    for_, against = note.split("; against ")
    assert {"founder", "campus"} <= {*re.findall(r"\w+", for_)}
    assert {"cook", "salt"} <= {*re.findall(r"\w+", against)}
    assert (
        FOR.format("studio"),
        FOR.format("studio").replace("fast hand", "Kuaishou"),
    ) in one.examples
    assert (AGAINST.format("bridge"), AGAINST.format("bridge")) in one.examples


def test_what_was_always_decided_alike_becomes_a_wider_decision() -> None:
    changes = decided_changes(PLACES)
    [one] = wider(changes, PLACES, [("a.md", "It is sharp.")])
    assert (one.decision.rule, one.decision.scope, one.decision.where) == (
        "surface/x",
        "change",
        "food/",
    )
    assert one.evidence == "accepted at 0 places, refused at 3; 1 of 1 clean pages say it"
    assert [*wider(changes, [*PLACES, one.decision], [])] == []
    assert [*wider(decided_changes(PLACES[:8]), PLACES, [])] == []
    always = decided_changes(PLACES[:3])
    assert [one.decision.decision for one in wider(always, PLACES, [])] == [ACCEPT]
    assert [*wider(always, PLACES, [("a.md", "A fast hand helps.")])] == [], "a clean page says it"


@pytest.mark.filterwarnings("ignore:.*replaces the shipped entry")
def test_what_decisions_tell_is_added_by_one_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".mtfix.toml").write_text('packs = ["house"]\n', encoding="utf-8")
    (tmp_path / "house").mkdir()
    (tmp_path / "clean.md").write_text("The founder spoke.\n", encoding="utf-8")
    there = DecisionFile(str(tmp_path))
    there.add(PLACES)
    there.write()
    suggest = ["glossary", "suggest", "--decisions", "--clean", "clean.md", "--out", "new"]
    assert main(suggest) == 0
    text = (tmp_path / "new" / "terms.yaml").read_text(encoding="utf-8")
    assert "# accepted at 3 places, refused at 3" in text
    assert "# on 1 clean pages it finds nothing" in text
    assert main(["glossary", "add", "new", "term/none"]) == 2
    assert main(["glossary", "add", "new"]) == 0
    assert "1 entries and 1 decisions added" in capsys.readouterr().out
    assert '"where": "food/", "by"' in (tmp_path / NAME).read_text(encoding="utf-8")
    assert main(["glossary", "add", "new"]) == 1, "all of it is there"
    pages = {"news.md": FOR.format("ship"), "food.md": AGAINST.format("soup")}
    for name, said in pages.items():
        (tmp_path / name).write_text(f"{said}\n", encoding="utf-8")
    main(["fix", *pages])
    right = FOR.format("ship").replace("fast hand", "Kuaishou")
    assert (tmp_path / "news.md").read_text(encoding="utf-8") == f"{right}\n"
    assert (tmp_path / "food.md").read_text(encoding="utf-8") == f"{pages['food.md']}\n"


# --- packs as text -------------------------------------------------------------------------------

OWN = """\
# Ours.
about: Ours.
terms:
  # The first.
  - term: Xishao
    kind: product
    variants: [tin spoon]  # as they say
    examples: [The tin spoon sold tea. => Xishao sold tea.]

# The end.
"""


def test_entries_are_added_behind_the_last_one_and_nothing_else_changes() -> None:
    new = "about: New.\nterms:\n# seen twice\n- term: Lanjing\n  kind: product\n  variants: [blue whale]\n\n# Left out:\n"
    added = pack_text(new, "new.yaml").entries
    text = with_entries(OWN, "own.yaml", added)
    entry = "  # seen twice\n  - term: Lanjing\n    kind: product\n    variants: [blue whale]\n"
    assert text == OWN.replace("\n\n# The end", f"\n{entry}\n# The end")
    assert [one["term"] for one in yaml.safe_load(text)["terms"]] == ["Xishao", "Lanjing"]
    assert [one.id for one in pack_text(text, "own.yaml").entries] == ["xishao", "lanjing"]


@pytest.mark.parametrize(
    "text", ["", "[]", "about: x\nterms: []\n", "a: [", "about: x\nlines: y\n"]
)
def test_a_pack_without_a_list_of_entries_is_refused(text: str) -> None:
    with pytest.raises(PackError, match=r"own\.yaml"):
        pack_text(text, "own.yaml")


# --- a corrected page teaches --------------------------------------------------------------------


@pytest.mark.slow
def test_five_corrected_pages_teach_what_ten_others_have(tmp_path: Path) -> None:
    """The figures of all ten sites are in docs/suggesting.md."""
    site = next(one for one in corrected_sites.sites() if one["site"] == "history")
    found = corrected_sites.run(site, seed=1, taught=5, work=tmp_path)
    assert found.seen.total() >= 0.9 * found.same.total()
    assert found.wrong == []
    assert Cleaner(["shipped", tmp_path / "taught"])
