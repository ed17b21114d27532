"""Makes a git repository of articles that people corrected by hand, and measures what
`mtfix glossary suggest` finds in its history.

    python tests/suggest/made_site.py [--articles N] [--seed N] [--work FOLDER]

The articles are drawn from lists of words. Their terms were translated word by word; several
authors correct them over many commits, and meanwhile polish sentences, mend typing errors,
move and wrap paragraphs, bring numbers up to date, rename files and write new articles.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import tempfile
import textwrap
from pathlib import Path
from typing import NamedTuple

import yaml

from mtfix.cli.main import main

NAMES = {
    "Hetao": ("walnut",), "Baiyun Pharma": ("white cloud pharmacy", "white clouds pharmacy"),
    "Lanjing": ("blue whale", "blue whales"), "Zhulu": ("pigs and deer",), "Qingwa": ("frog",),
    "Kuaibao": ("quick newspaper",), "Songshu": ("squirrel", "squirrels"),
    "Feichang": ("flying often", "often flying"), "Tiandi Group": ("heaven and earth group",),
    "Xinyuan": ("new source company",), "Maque": ("sparrow", "sparrows"),
    "Longmen Bank": ("dragon gate bank", "dragon door bank"), "Shuidi": ("water drop", "water drops"),
    "Huoshan Daily": ("volcano daily newspaper",), "Bingxiang": ("ice box",),
    "Yezi": ("coconut",), "Dengta": ("lighthouse", "lighthouses"), "Fengche Media": ("windmill media",),
    "Guo Meihua": ("country beautiful flower",), "Zhang Tieniu": ("zhang iron cow",),
    "Liu Dashan": ("liu big mountain",), "Yunduo": ("cloud flower",), "Jimu": ("building block", "building blocks"),
    "Shanhai": ("mountain sea", "mountains and seas"), "Niuniu": ("cow cow",), "Qiaoba": ("bridge bar",),
    "Dongfang Hui": ("oriental meeting",), "Tuoluo": ("spinning top",),
}  # fmt: skip
COMMON = {
    "crawler": ("insect program", "insect programs"), "closure": ("closed bag", "closed bags"),
    "deadlock": ("dead lock tie",), "load balancing": ("burden equilibrium",),
    "dependency injection": ("reliance infusion",), "front page": ("first leaf", "head leaf"),
    "gross merchandise volume": ("commodity turnover sum",), "pointer": ("finger needle", "finger needles"),
    "rice cooker": ("electric rice pot", "electric rice pots"), "foldable phone": ("broken screen machine",),
    "lock-up period": ("sale prohibition term",), "unit test": ("single element exam",),
}  # fmt: skip
ORDINARY = {
    "walnut": "The {} cake of the old baker needs butter and honey.",
    "squirrel": "A {} ran along the branch and hid an acorn in the bark.",
    "sparrow": "In spring a {} built its nest below the roof of the church.",
    "lighthouse": "The keeper climbed the stairs of the {} before the storm reached the coast.",
    "frog": "Beside the pond a {} waited for flies among the reeds.",
    "coconut": "Grate the {} and stir it into the curry with lime juice.",
}  # fmt: skip
"""Wrong forms that are right elsewhere, and where."""
ABOUT_NAMES = (
    "Shares of {} rose {} percent after the results of the {} quarter.",
    "According to analysts, {} has sold {} {} this year.",
    "The founder of {} told reporters that {} {} were planned.",
    "Investors expect {} to open {} stores near the {}.",
    "{} is hiring {} engineers for its {} division, the union said.",
    "Last month a court fined {} about {} dollars over the {}.",
    "Users of {} waited {} hours while the {} was repaired.",
    "Neither {} nor its {} rivals wanted to comment on the {}.",
)
ABOUT_COMMON = (
    "The {} was described in {} manuals of the {} office.",
    "Every team wrote a {} before the {} of the {} was opened.",
    "Engineers measured the {} for {} days, and the {} improved.",
    "He explained how a {} works with {} examples from the {}.",
    "Without the {}, about {} requests to the {} were lost.",
    "A new {} costs {} dollars at the {}.",
)
WORDS = (
    "harbour council winter ferry bridge budget river market school museum station archive garden"
    " printer signal valley theatre orchard library survey tunnel mill quarry lantern festival cargo"
    " timber vessel census charter meadow pipeline turbine"
).split()
FILLERS = (
    "The {} near the {} was big and the visitors said it was good.",
    "Because of the {}, many people could not reach the {} in time.",
    "In order to repair the {}, the council bought a {} from abroad.",
    "The buyers liked the {} but found the {} very difficult to use.",
    "On Monday the mayor showed the {} to students from the {}.",
    "There were a lot of problems with the {}, so the {} started late.",
    "The firm recieved money for the {} and the {} seperately.",
    "Its workers rapidly finished the {} which stood behind the {}.",
)
POLISH = (
    ("was big", "was large"), ("Because of", "Due to"), ("In order to", "To"), ("buyers", "customers"),
    ("many people", "numerous residents"), ("found the", "considered the"), ("showed", "presented"),
    ("a lot of problems", "many difficulties"), ("started", "began"), ("rapidly", "quickly"),
    ("said it was good", "praised it"), ("The firm", "The company"), ("liked", "enjoyed"),
    ("behind", "in front of"), ("workers", "employees"), ("from abroad", "overseas"),
)  # fmt: skip
SLIPS = (("recieved", "received"), ("seperately", "separately"))
DATES = (("On Monday", "On Tuesday"), ("Last month", "In March"))
AUTHORS = ("Ada Almeida", "Bruno Berger", "Clara Castro", "Dmitri Dahl")


class Term(NamedTuple):
    right: str
    wrong: tuple[str, ...]


TERMS = [Term(right, wrong) for right, wrong in (NAMES | COMMON).items()]


class Article:
    """An article: paragraphs of sentences, each with what it should have said."""

    def __init__(self, number: int, chance: random.Random, terms: list[Term]) -> None:
        self.name = f"content/{chance.choice(WORDS)}-{number:03}.md"
        self.title = f"{chance.choice(WORDS)} and {chance.choice(WORDS)}".capitalize()
        self.width = 0
        sentences = [(_filler(chance),) * 2 for _ in range(chance.randint(8, 16))]
        for term in terms:
            for _ in range(chance.randint(1, 3)):
                sentences.insert(chance.randrange(len(sentences)), _said(term, chance))
        if chance.random() < 0.4:
            wrong = chance.choice(list(ORDINARY))
            sentences.insert(chance.randrange(len(sentences)), (ORDINARY[wrong].format(wrong),) * 2)
        self.sentences = sentences
        self.breaks = sorted(chance.sample(range(1, len(sentences)), 3))

    def text(self) -> str:
        parts = zip([0, *self.breaks], [*self.breaks, len(self.sentences)], strict=True)
        paragraphs = [" ".join(s for s, _ in self.sentences[a:b]) for a, b in parts]
        if self.width:
            paragraphs = [textwrap.fill(one, self.width) for one in paragraphs]
        return "\n\n".join([f"# {self.title}", *paragraphs]) + "\n"

    def correct(self) -> None:
        self.sentences = [(right, right) for _, right in self.sentences]

    def swap(self, pairs: tuple[tuple[str, str], ...], chance: random.Random, share: float) -> None:
        """Replace words in some sentences, in what they say and in what they should say."""
        for at, (said, right) in enumerate(self.sentences):
            for old, new in pairs:
                if old in said and chance.random() < share:
                    said, right = said.replace(old, new), right.replace(old, new)  # noqa: PLW2901
            self.sentences[at] = said, right

    def renumber(self, chance: random.Random) -> None:
        for at, (said, right) in enumerate(self.sentences):
            new = str(chance.randint(2, 99))
            if chance.random() < 0.3:
                self.sentences[at] = tuple(re.sub(r"\b\d+\b", new, s) for s in (said, right))  # type: ignore[assignment]

    def move(self, chance: random.Random) -> None:
        a, b = chance.sample(range(len(self.breaks)), 2)
        low, high = sorted((self.breaks[a], self.breaks[b]))
        self.sentences = [*self.sentences[low:high], *self.sentences[:low], *self.sentences[high:]]


def _filler(chance: random.Random) -> str:
    return chance.choice(FILLERS).format(chance.choice(WORDS), chance.choice(WORDS))


def _said(term: Term, chance: random.Random) -> tuple[str, str]:
    """A sentence with a wrong form, and the same with the right one and its grammar."""
    template = chance.choice(ABOUT_NAMES if term.right in NAMES else ABOUT_COMMON)
    rest = (chance.randint(2, 99), chance.choice(WORDS))
    wrong = chance.choice(term.wrong)
    article = "the " if term.right in NAMES and chance.random() < 0.5 else ""
    said = template.format(article + wrong, *rest)
    if wrong.endswith("s") and template.startswith("{} is"):
        said = said.replace(f"{wrong} is", f"{wrong} are")
    plural = "s" if term.right in COMMON and wrong != term.wrong[0] and wrong.endswith("s") else ""
    right = template.format(term.right + plural, *rest)
    return said[:1].upper() + said[1:], right[:1].upper() + right[1:]


class Site:
    """The repository, and its articles."""

    def __init__(self, folder: Path, articles: int, seed: int) -> None:
        self.chance = random.Random(seed)
        self.folder = folder
        self.terms = TERMS
        self.articles = [
            Article(number, self.chance, self.chance.sample(TERMS, 2)) for number in range(articles)
        ]
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q")
        self.commit("Take the articles over")

    def git(self, *arguments: str) -> None:
        author = self.chance.choice(AUTHORS)
        known = {"GIT_AUTHOR_NAME": author, "GIT_COMMITTER_NAME": author}
        known |= {"GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_EMAIL": "a@example.org"}
        command = ["git", "-C", str(self.folder), "-c", "commit.gpgsign=false", *arguments]
        subprocess.run(command, env=os.environ | known, check=True, capture_output=True)

    def commit(self, message: str) -> None:
        for one in self.articles:
            path = self.folder / one.name
            path.parent.mkdir(exist_ok=True)
            path.write_text(one.text(), encoding="utf-8")
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)

    def live(self) -> None:
        """Let the authors work: some articles at a time are corrected, others polished."""
        chance = self.chance
        waiting = list(self.articles)
        chance.shuffle(waiting)
        while waiting:
            some, waiting = waiting[:12], waiting[12:]
            for one in some:
                one.correct()
                if chance.random() < 0.3:
                    one.swap(POLISH, chance, 0.4)
            self.commit("Correct names")
            for one in chance.sample(self.articles, min(15, len(self.articles))):
                one.swap(POLISH, chance, 0.3)
                one.swap(SLIPS, chance, 0.5)
                one.swap(DATES, chance, 0.3)
            self.commit("Polish")
            for one in chance.sample(self.articles, min(8, len(self.articles))):
                chance.choice((one.move, one.renumber))(chance)
            for one in chance.sample(self.articles, min(4, len(self.articles))):
                one.width = chance.choice((0, 72, 90))
            self.commit("Bring up to date")
            new = Article(900 + len(self.articles), chance, chance.sample(TERMS, 1))
            new.correct()
            self.articles.append(new)
            old = chance.choice(self.articles)
            (self.folder / old.name).unlink(missing_ok=True)
            old.name = old.name.replace(".md", "-b.md")
            self.commit("Write and rename")


class Measured(NamedTuple):
    """The terms that were found with a wrong form of theirs, those that were not, and what was
    proposed besides."""

    found: set[str]
    missed: set[str]
    wrong: list[str]


def run(articles: int, seed: int, work: Path) -> Measured:
    """Make a repository, and compare what is proposed with what was corrected in it."""
    site = Site(work / "site", articles, seed)
    site.live()
    out = work / "proposed.yaml"
    main(["glossary", "suggest", "--git", str(site.folder), "--out", str(out)])
    found: set[str] = set()
    wrong = []
    truth = {term.right: set(term.wrong) for term in site.terms}
    for entry in yaml.safe_load(out.read_text(encoding="utf-8"))["terms"]:
        variants = set(entry["variants"])
        if variants & truth.get(entry["term"], set()):
            found.add(entry["term"])
        else:
            wrong.append(f"{entry['term']} <- {', '.join(sorted(variants))}")
    return Measured(found, set(truth) - found, wrong)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, help="where to leave the repository and the pack")
    options = parser.parse_args()
    folder = options.work or Path(tempfile.mkdtemp())
    measured = run(options.articles, options.seed, folder)
    print(f"{len(measured.found)} of {len(TERMS)} terms, {len(measured.wrong)} wrong proposals")
    print("missed:", ", ".join(sorted(measured.missed)) or "none")
    print("wrong:", "; ".join(measured.wrong) or "none")
