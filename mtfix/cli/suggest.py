"""`mtfix glossary suggest`: new entries from what people correct, as a pack for review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.authoring.suggest.changed_blocks import is_text, of_files
from mtfix.authoring.suggest.draft_pack import omission_lines, pack
from mtfix.authoring.suggest.entry import of_proposal
from mtfix.authoring.suggest.history import History
from mtfix.authoring.suggest.known_terms import Apart, Known
from mtfix.authoring.suggest.replacements import changes
from mtfix.authoring.suggest.selection import candidates, proposals
from mtfix.authoring.suggest.sense_cues import Corpus
from mtfix.authoring.suggest.term_replacements import ReplacementCounts
from mtfix.cli.messages import UsageError, inform
from mtfix.cli.options import packs_of
from mtfix.cli.output import counted, new_file, refuse_existing
from mtfix.cli.printing import write_error
from mtfix.formats import CONTENT_SUFFIXES
from mtfix.fs import files
from mtfix.fs.walk import files_below
from mtfix.packs.store import load

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from mtfix.authoring.suggest.entry import ProposedEntry
    from mtfix.authoring.suggest.term_replacements import Seen

_PROGRESS = 200


def run(options: argparse.Namespace) -> int:
    """Write a pack of proposals; 1 where there is nothing to propose."""
    if options.least < 1:
        raise UsageError(f"--least {options.least}: write 1 or more")
    refuse_existing(options.out)
    beside = packs_of(options.pack) or ["shipped"]
    known = Known(load(beside).packs)
    if options.format:
        from mtfix.cli.suggest_bitext import proposed_of as of_bitext

        entries, remarks, about = of_bitext(options, known)
    else:
        entries, remarks, about = _of_edits(options, known)
    text, left = pack(entries, about, (options.origin, options.target), beside)
    apart = [Apart(one.term, ", ".join(one.variants), 0, why) for one, why in left]
    count = len(entries) - len(left)
    comments = "".join((*remarks, *omission_lines("Left out, since no pack can have it:", apart)))
    if not count:
        inform(f"nothing to propose; {about}")
        write_error(comments)
        return 1
    with new_file(options.out) as write:
        write(text + comments)
    inform(f"{count} entries proposed, for review: {about}")
    return 0


# --- what people corrected -----------------------------------------------------------------------


def _of_edits(
    options: argparse.Namespace, known: Known
) -> tuple[list[ProposedEntry], list[str], str]:
    """The entries that edits tell of, remarks for the end of the file, and what was read."""
    history = History(options.files) if options.git else None
    if history is None and len(options.files) != 2:
        raise UsageError(
            "name two files or two folders, BEFORE and AFTER; or --git; or --format tsv or jsonl"
        )
    blocks = history.blocks() if history else of_files(*options.files)
    counts = ReplacementCounts()
    read = 0
    for block in counted(blocks, "changes", _PROGRESS):
        read += 1
        for change in changes(block.before, block.after):
            counts.add(block.name, change)
    merged = counts.merged()
    fresh, familiar = _parted(candidates(merged, options.least), known)
    corpus = Corpus({*fresh, *(wrong for variants in fresh.values() for wrong in variants)})
    for name, text in history.texts() if history else _texts(options.files[1]):
        corpus.add(name, text)
    chosen = proposals(fresh, corpus.kept, options.least)[: options.most]
    entries = [of_proposal(one, known, corpus) for one in chosen]
    remarks = [*omission_lines("Known already:", familiar)]
    if history and history.unread:
        inform(f"{history.unread} changed blocks are no UTF-8 and were passed over")
    if counts.forgotten:
        inform(f"{counts.forgotten} replacements seen once were forgotten to bound memory")
    if familiar:
        inform(f"{len(familiar)} corrections are known to the packs already, and left out")
    return entries, remarks, f"{counts.changes} replacements in {read} changed blocks"


def _parted(
    found: dict[str, dict[str, Seen]], known: Known
) -> tuple[dict[str, dict[str, Seen]], list[Apart]]:
    """Return the terms that are new to the packs, and those that are not."""
    fresh: dict[str, dict[str, Seen]] = {}
    familiar = []
    for term, variants in found.items():
        for wrong, seen in variants.items():
            if known.has(term, wrong):
                owner = known.of(term)
                familiar.append(Apart(term, wrong, seen.count, owner.rule if owner else ""))
            elif not known.is_right(wrong):
                fresh.setdefault(term, {})[wrong] = seen
    familiar.sort(key=lambda one: (-one.times, one.term))
    return fresh, familiar


def _texts(after: str) -> Iterator[tuple[str, str]]:
    """The texts as they stand now."""
    for path in files_below([after], CONTENT_SUFFIXES):
        text = files.read_file(path).text
        if is_text(text):
            yield path, text
