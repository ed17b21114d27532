"""`mtfix glossary suggest`: new entries from what people correct, as a pack for review."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.authoring.suggest.changed_blocks import is_text, of_files, paired_files
from mtfix.authoring.suggest.draft_pack import Source, omission_lines
from mtfix.authoring.suggest.entry import of_proposal
from mtfix.authoring.suggest.history import History
from mtfix.authoring.suggest.known_terms import Apart, Known
from mtfix.authoring.suggest.proposals import proposed_packs
from mtfix.authoring.suggest.removed_lines import RemovedLines
from mtfix.authoring.suggest.removed_signs import RemovedSigns
from mtfix.authoring.suggest.replacements import changes
from mtfix.authoring.suggest.selection import candidates, proposals
from mtfix.authoring.suggest.sense_cues import Corpus
from mtfix.authoring.suggest.term_replacements import ReplacementCounts
from mtfix.cli.messages import UsageError, inform
from mtfix.cli.options import packs_of
from mtfix.cli.output import counted, refuse_existing
from mtfix.cli.printing import write_error
from mtfix.cli.proposed_files import is_folder, remarks_of, write_decisions, write_packs
from mtfix.formats import CONTENT_SUFFIXES
from mtfix.fs import files
from mtfix.fs.walk import files_below
from mtfix.packs.store import load

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mtfix.authoring.suggest.changed_blocks import Block
    from mtfix.authoring.suggest.draft_pack import DraftPacks, Entry
    from mtfix.authoring.suggest.term_replacements import Seen
    from mtfix.packs.model import Pack

_PROGRESS = 200


def run(options: argparse.Namespace) -> int:
    """Write packs of proposals; 1 where there is nothing to propose."""
    if options.least < 1:
        raise UsageError(f"--least {options.least}: write 1 or more")
    refuse_existing(options.out)
    beside = packs_of(options.pack) or ["shipped"]
    loaded = load(beside).packs
    known = Known(loaded)
    if options.decisions:
        found = _decisions(options, loaded)
    elif options.format:
        found = _bitext(options, known)
    else:
        found = _Corrections.of(options, known)
    source = Source(found.about, (options.origin, options.target), beside)
    packs = proposed_packs(found.proposed, source, [*found.clean, *_texts(options.clean)])
    return _finish(options.out, packs, found)


class Found(NamedTuple):
    """What was found: proposals by the sort of their pack, remarks for the end of a file, what was
    read in words, pages that are known to be right, and lines of decisions."""

    proposed: dict[str, Sequence[Entry]]
    remarks: list[str]
    about: str
    clean: Sequence[tuple[str, str]] = ()
    decisions: Sequence[str] = ()


def _finish(out: str | None, packs: DraftPacks, found: Found) -> int:
    remarks = [*found.remarks, *remarks_of(packs.left)]
    if not is_folder(out):  # a file holds one pack
        others = sum(len(found.proposed.get(sort, ())) for sort in ("boilerplate", "surface"))
        if others:
            inform(
                f"{others} rules of lines and signs as well; name a folder with --out to have them"
            )
    texts = {s: t for s, t in packs.texts().items() if s == "terms" or is_folder(out)}
    decided = sum(not line.startswith("#") for line in found.decisions)
    if decided and not is_folder(out):
        inform(f"{decided} decisions as well; name a folder with --out to have them")
    elif out is not None:
        write_decisions(out, found.decisions)
    if not texts and not (decided and is_folder(out)):
        inform(f"nothing to propose; {found.about}")
        write_error("".join(remarks))
        return 1
    write_packs(out, texts, "".join(remarks))
    count = sum(len(packs.entries[sort]) for sort in texts)
    more = f" and {decided} decisions" if decided else ""
    inform(f"{count} entries{more} proposed, for review: {found.about}")
    return 0


def _decisions(options: argparse.Namespace, packs: Sequence[Pack]) -> Found:
    from mtfix.cli.suggest_decisions import told_by

    if options.git or options.format:
        raise UsageError("--decisions goes without --git and --format")
    told = told_by(options.files, packs, [*_texts(options.clean)], options.origin)
    options.origin = told.origin
    return Found({"terms": told.entries}, [], told.about, decisions=told.decisions)


def _bitext(options: argparse.Namespace, known: Known) -> Found:
    from mtfix.cli.suggest_bitext import proposed_of

    entries, remarks, about = proposed_of(options, known)
    return Found({"terms": entries}, remarks, about)


# --- what people corrected -----------------------------------------------------------------------


class _Corrections:
    """What edits tell of: replaced words, and lines and signs that were taken out."""

    def __init__(self, least: int) -> None:
        self._least = least
        self._counts = ReplacementCounts()
        self._lines, self._signs = RemovedLines(), RemovedSigns()
        self._read = 0

    @classmethod
    def of(cls, options: argparse.Namespace, known: Known) -> Found:
        """Return what was found in two files or folders, or in a history."""
        history = History(options.files) if options.git else None
        if history is None and len(options.files) != 2:
            raise UsageError(
                "name two files or two folders, BEFORE and AFTER; or --git, --decisions or --format"
            )
        one = cls(options.least)
        one._take(history.blocks() if history else of_files(*options.files))
        if history and history.unread:
            inform(f"{history.unread} changed blocks are no UTF-8 and were passed over")
        if not history:
            for name, before in paired_files(*options.files):
                one._lines.look(name, before)
        texts = history.texts if history else lambda: _texts(options.files[1:])
        found = one._found(known, texts, options.most)
        return found if history else found._replace(clean=[*texts()])

    def _take(self, blocks: Iterable[Block]) -> None:
        for block in counted(blocks, "changes", _PROGRESS):
            if not block.after:
                self._lines.add(block.name, block.before)
                continue
            self._read += 1
            self._signs.add(*block)
            for change in changes(block.before, block.after):
                self._counts.add(block.name, change)

    def _found(
        self, known: Known, texts: Callable[[], Iterable[tuple[str, str]]], most: int
    ) -> Found:
        counts, lines, signs, least = self._counts, self._lines, self._signs, self._least
        fresh, familiar = _parted(candidates(counts.merged(), self._least), known)
        corpus = Corpus({*fresh, *(wrong for variants in fresh.values() for wrong in variants)})
        for name, text in texts():
            corpus.add(name, text)
        chosen = proposals(fresh, corpus.kept, self._least)[:most]
        if counts.forgotten:
            inform(f"{counts.forgotten} replacements seen once were forgotten to bound memory")
        if familiar:
            inform(f"{len(familiar)} corrections are known to the packs already, and left out")
        proposed: dict[str, Sequence[Entry]] = {
            "terms": [of_proposal(one, known, corpus) for one in chosen],
            **{
                sort: [*rules((text for _, text in texts()), known.ids, least=least, most=most)]
                for sort, rules in (("boilerplate", lines.rules), ("surface", signs.rules))
            },
        }
        about = f"{counts.changes} replacements in {self._read} changed blocks"
        return Found(proposed, [*omission_lines("Known already:", familiar)], about)


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


def _texts(paths: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The texts of files and folders."""
    for path in files_below(paths, CONTENT_SUFFIXES) if paths else ():
        text = files.read_file(path).text
        if is_text(text):
            yield path, text
