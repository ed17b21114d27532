"""Makes ten sites, of which a person corrects five pages by hand, and measures how much of the
same damage is then seen on ten other pages.

    python tests/suggest/corrected_sites.py [--seed N] [--taught N] [--show]

Whoever corrects also polishes sentences, brings numbers up to date and adds a sentence. *The same
damage* is a wrong form, a line around the article or a sign that the corrected pages had as well.
It is seen where a fix, made or suggested, puts it right.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from mtfix import Cleaner
from mtfix.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.edits.fix import Fix

OTHERS = 10
SITES = Path(__file__).parent / "sites.yaml"
PEOPLE = ("Ada Almeida", "Chen Rui", "Greta Fischer", "Liu Min", "Noor Haddad", "Ivo Jansen")
TITLES = (
    "Five questions about the winter", "What the neighbours say", "A morning in the hall",
    "Why it took so long", "Notes from a long week", "The end of a habit", "Ten small surprises",
    "How it all began", "One step after the other", "A letter to the editor",
)  # fmt: skip
FILLERS = (
    "The {w} was the reason why so many people came on {n} evenings.",
    "It is not known how much was paid for the {w}.",
    "In the end, the {w} worked, and everybody went home.",
    "There was a lot of talk about the {w}, but few had seen it.",
    "Because of the {w}, the beginning was moved to the evening.",
    "A second {w} is planned, and the money for it has been found.",
    "Somebody had left the {w} open, which nobody noticed for {n} days.",
)
POLISH = (
    ("a lot of talk", "much talk"), ("Because of", "Owing to"), ("was moved", "was put off"),
    ("everybody", "everyone"), ("few had seen", "hardly anyone had seen"), ("In the end", "Finally"),
    ("is planned", "will follow"), ("Somebody", "Someone"), ("was the reason why", "is why"),
)  # fmt: skip


class Piece(NamedTuple):
    """A part of a page: what stands there, and what was meant. damage: what is wrong with it."""

    said: str
    right: str
    damage: str = ""


class Page:
    """A page of a site: lines of pieces."""

    def __init__(self, site: dict[str, Any], chance: random.Random) -> None:
        self._site, self._chance = site, chance
        title = chance.choice(TITLES)
        head, tail = (
            [self._around(one) for one in site["lines"][part]] for part in ("head", "tail")
        )
        body = [self._paragraph() for _ in range(chance.randint(5, 7))]
        if chance.random() < 0.4:
            body[-1].append(self._plain(f" {chance.choice(site['ordinary'])}"))
        self.lines = [*head, [Piece(f"# {title}", f"# {title}")], *body, *tail]

    def _fill(self, text: str, damage: str = "") -> Piece:
        chance = self._chance
        for name, some in (("{person}", PEOPLE), ("{title}", TITLES), ("{w}", self._site["words"])):
            while name in text:
                text = text.replace(name, chance.choice(some), 1)
        while "{n}" in text:
            text = text.replace("{n}", str(chance.randint(2, 990)), 1)
        day = f"2023-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        text = text.replace("{date}", day)
        text = text.replace("{time}", f"{chance.randint(6, 23)}:{chance.randint(10, 59)}")
        return Piece(text, "" if damage else text, damage)

    def _plain(self, text: str) -> Piece:
        return self._fill(text)

    def _around(self, line: str) -> list[Piece]:
        return [self._fill(line, f"line: {line}")]

    def _paragraph(self) -> list[Piece]:
        pieces: list[Piece] = []
        chance, quirks = self._chance, self._site["quirks"]
        for _ in range(chance.randint(2, 4)):
            pieces += self._sentence()
            if chance.random() < 0.12:
                quirk = chance.choice([*quirks])
                found = self._fill(quirk, f"sign: {quirk}")
                pieces.append(found._replace(right=quirks[quirk]))
            pieces.append(Piece(" ", " "))
        return pieces[:-1]

    def _sentence(self) -> Iterator[Piece]:
        """A sentence, two thirds of them with a term."""
        chance, site = self._chance, self._site
        if chance.random() < 0.34:
            yield self._plain(chance.choice(FILLERS))
            return
        terms = [*site["terms"].items()]
        weights = [1 / (1 + at) ** 0.7 for at in range(len(terms))]
        [(right, wrong)] = chance.choices(terms, weights)
        is_name = right != right.lower()
        frame = chance.choice(site["names" if is_name else "commons"])
        before, behind = (self._plain(part).said for part in frame.split("{T}"))
        said = chance.choice(wrong) if chance.random() < 0.4 else wrong[0]
        article = is_name and said != right.lower() and chance.random() < 0.3
        put = f"the {said}" if article else said
        if not before:
            put = put[0].upper() + put[1:]
        capital = right[0].upper() + right[1:] if not before else right
        yield Piece(before, before)
        yield Piece(put, capital, f"term: {right} <- {wrong[0]}")
        yield Piece(behind, behind)

    def said(self) -> str:
        return self._text([[piece.said for piece in line] for line in self.lines])

    def corrected(self) -> str:
        """The page as a person leaves it."""
        chance = self._chance
        lines = [[piece.right for piece in line] for line in self.lines]
        for line in lines:
            for at, text in enumerate(line):
                for old, new in POLISH:
                    if old in text and chance.random() < 0.4:
                        line[at] = text = text.replace(old, new)  # noqa: PLW2901
        if chance.random() < 0.5:
            lines.insert(-6, [self._plain(chance.choice(FILLERS)).said])
        return self._text([line for line in lines if "".join(line)])

    @staticmethod
    def _text(lines: list[list[str]]) -> str:
        return "\n\n".join("".join(line) for line in lines) + "\n"

    def damaged(self) -> Iterator[tuple[int, int, Piece]]:
        """Each damaged place with its span in the text."""
        at = 0
        for line in self.lines:
            for piece in line:
                if piece.damage:
                    yield at, at + len(piece.said), piece
                at += len(piece.said)
            at += 2


class Measured(NamedTuple):
    """Damaged places that the corrected pages had too, how many of them are seen and made; those
    of all damage; and edits made where nothing is wrong, with suggestions there."""

    same: Counter[str]
    seen: Counter[str]
    made: Counter[str]
    every: int
    every_seen: int
    wrong: list[str]
    wrong_suggestions: list[str]
    missed: Counter[str]


def run(site: dict[str, Any], *, seed: int, taught: int, work: Path) -> Measured:
    """Correct some pages of a site, learn from them, and look at others."""
    chance = random.Random(f"{seed} {site['site']}")
    known: set[str] = set()
    for name in ("before", "after"):
        (work / name).mkdir(parents=True)
    for number in range(taught):
        page = Page(site, chance)
        known |= {piece.damage for _, _, piece in page.damaged()}
        (work / "before" / f"{number}.md").write_text(page.said(), encoding="utf-8")
        (work / "after" / f"{number}.md").write_text(page.corrected(), encoding="utf-8")
    packs: list[str | Path] = ["shipped"]
    if taught:
        out = work / "taught"
        folders = [str(work / "before"), str(work / "after")]
        main(["glossary", "suggest", *folders, "--least", "1", "--out", f"{out}/"])
        packs += [out] if out.is_dir() else []
    cleaner = Cleaner(packs)
    measured = Measured(Counter(), Counter(), Counter(), 0, 0, [], [], Counter())
    for _ in range(OTHERS):
        measured = _look(measured, cleaner, Page(site, chance), known)
    return measured


def _look(sum_: Measured, cleaner: Cleaner, page: Page, known: set[str]) -> Measured:
    """Add what a cleaner sees of a page."""
    text = page.said()
    result = cleaner.clean(text, format="markdown")
    made = list(result.fixes)
    open_ = [held.fix for held in result.withheld if held.is_open and held.fix.changes]
    places = list(page.damaged())
    for start, end, piece in places:
        sort = piece.damage.partition(":")[0]
        is_made = any(_mends(fix, start, end, piece) for fix in made)
        is_seen = is_made or any(_mends(fix, start, end, piece) for fix in open_)
        sum_ = sum_._replace(every=sum_.every + 1, every_seen=sum_.every_seen + is_seen)
        if piece.damage in known:
            sum_.same[sort] += 1
            sum_.seen[sort] += is_seen
            sum_.made[sort] += is_made
            if not is_seen:
                sum_.missed[piece.damage] += 1
    for fixes, told in ((made, sum_.wrong), (open_, sum_.wrong_suggestions)):
        for fix in fixes:
            if not any(_touches(fix, start, end) for start, end, _ in places):
                told.append(f"{fix.rule}: {fix.edits[0].old!r} -> {fix.edits[0].new!r}")
    return sum_


def _touches(fix: Fix, start: int, end: int) -> bool:
    return any(edit.span.start < end and start < edit.span.end for edit in fix.edits)


def _mends(fix: Fix, start: int, end: int, piece: Piece) -> bool:
    """Whether a fix puts a place right: the right form comes, or what is too much goes."""
    for span, _, new in fix.edits:
        if span.start < end and start < span.end:
            if piece.right.strip():
                if piece.right.lower() in new.lower() or piece.right == new.strip():
                    return True
            elif span.start <= start + 1 and end - 1 <= span.end and piece.said.strip() not in new:
                return True
    return False


def sites() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(SITES.read_text(encoding="utf-8"))
    return found


def _told(name: str, one: Measured) -> str:
    parts = [f"{sort} {one.seen[sort]}/{one.same[sort]}" for sort in sorted(one.same)]
    same, seen = one.same.total(), one.seen.total()
    share = f"{100 * seen / same:.0f} %" if same else "-"
    made = f"{100 * one.made.total() / same:.0f} %" if same else "-"
    return (
        f"{name:9} {seen:3} of {same:3} ({share}; made {made}): {', '.join(parts)}; of all damage "
        f"{one.every_seen}/{one.every}; wrong edits {len(one.wrong)}, suggestions "
        f"{len(one.wrong_suggestions)}"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--taught", type=int, default=5, help="pages that are corrected")
    parser.add_argument("--show", action="store_true", help="what is missed, and what is wrong")
    options = parser.parse_args()
    total = Measured(Counter(), Counter(), Counter(), 0, 0, [], [], Counter())
    for site in sites():
        with tempfile.TemporaryDirectory() as folder:
            one = run(site, seed=options.seed, taught=options.taught, work=Path(folder))
        print(_told(site["site"], one))
        if options.show:
            print("   missed:", dict(one.missed.most_common(12)))
            print("   wrong:", Counter(one.wrong).most_common(8))
            print("   wrong suggestions:", Counter(one.wrong_suggestions).most_common(8))
        total = Measured(*(a + b for a, b in zip(total, one, strict=True)))  # type: ignore[operator]
    print(_told("all", total))
