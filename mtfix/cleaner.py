"""The way of a text: read, repaired by the stages in order, round after round."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from mtfix import build as building
from mtfix import formats
from mtfix.build import Build, decided
from mtfix.edit import Edit, Safety, Withheld, choose
from mtfix.finish import Ledger, finished, keeping_bytes, refused, undecodable
from mtfix.packs.compile import PackSet, dump, load, remember
from mtfix.scan import Scanner

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from mtfix.document import Document, Page
    from mtfix.draft import Draft
    from mtfix.edit import Missing, Span
    from mtfix.finish import Leave
    from mtfix.formats.cells import Written
    from mtfix.packs.model import Pack, PackError
    from mtfix.result import Result
    from mtfix.rows import Rows
    from mtfix.stages import Stage
    from mtfix.stages.decision import Verdict
    from mtfix.stages.source import Forms
    from mtfix.stages.terms import Terms

    Locate = Callable[[Span], Span]
    """Says where in the text that was given a place is."""


ROUNDS = 8
"""Most rounds until nothing changes; more than five have not been seen."""
LEVELS = ("off", "appended", "article")
_CROSSES = "it crosses markup"
NOT_ASKED, SKIPPED = "the rule is not among those asked for", "the rule is skipped"
"""Why an edit is withheld of which nobody wants to know."""


class Cleaner:
    """Packs and options, compiled. Immutable, thread-safe and picklable.

    packs: names of shipped packs, or paths of YAML files or folders; the shipped ones if
        None. `["shipped", "mine.yaml"]` adds to them.
    boilerplate: "appended" takes what a rule knows; "article" keeps the main segment of a
        scraped page; "off" takes nothing.
    safety: edits at least this safe are made; SUGGESTED ones are never made by a run.
    unsafe: rules whose UNSAFE edits are made as well.
    only, skip: rules that are looked at, or are not. A rule is named as in `Edit.rule`, or
        by its beginning (`term`, `surface`).
    origin: the language that the texts were translated from, "none", or None for unknown;
        it goes before what `Result.origin` sees by itself.
    fields: the fields of frontmatter that are prose.
    texts: the fields that are cleaned in files of rows (TSV, JSON Lines), and `sources` those
        that they were translated from: one for all, one for each, or none. A column of TSV is
        named by its header or its number, a field of JSON by its key or keys (`a.b`).
    decide: what is done with a term, named as it is written or by its id, wherever no veto
        and no guard holds: "always" rewrites it, "ask" suggests, "never" leaves it.

    Reads no configuration and never the network. Raises PackError for a broken pack and
    ValueError for an unknown option, term or language.
    """

    __slots__ = ("_build", "_fields", "_languages", "_made", "_options", "_scanner", "_stages")

    def __init__(  # noqa: PLR0913 - the options are the public interface
        self,
        packs: Sequence[str | os.PathLike[str]] | None = None,
        *,
        boilerplate: str = "appended",
        safety: Safety = Safety.SAFE,
        unsafe: Collection[str] = (),
        only: Collection[str] = (),
        skip: Collection[str] = (),
        origin: str | None = None,
        fields: Collection[str] = formats.FIELDS,
        texts: Sequence[str] = (),
        sources: Sequence[str] = (),
        decide: Mapping[str, str] | None = None,
    ) -> None:
        _paired(texts, sources)
        if boilerplate not in LEVELS:
            raise ValueError(f"there is no level {boilerplate!r}, only {', '.join(LEVELS)}")
        packs = None if packs is None else tuple(packs)
        self._options = {
            "packs": packs,
            "boilerplate": boilerplate,
            "safety": safety,
            "unsafe": tuple(unsafe),
            "only": tuple(only),
            "skip": tuple(skip),
            "origin": origin,
            "fields": tuple(fields),
            "texts": tuple(texts),
            "sources": tuple(sources),
            "decide": dict(decide or {}),
        }
        loaded = load(packs)
        if origin is not None and (wrong := building.unknown_language(loaded, origin)):
            raise ValueError(f"{origin!r}: {wrong}")
        if not loaded.verified:
            _verify(loaded)
        build = Build(loaded, boilerplate, origin, decided(loaded, decide) if decide else None)
        self._fields = tuple(fields), tuple(texts), tuple(sources)
        self._set(build, safety, unsafe, only, skip)

    def _set(
        self,
        build: Build,
        safety: Safety,
        unsafe: Collection[str] = (),
        only: Collection[str] = (),
        skip: Collection[str] = (),
    ) -> None:
        self._build = build
        self._stages: dict[str, Stage] = {}
        self._languages: dict[str, str] | None = None
        self._made = max(safety, Safety.UNSAFE), tuple(unsafe), tuple(only), tuple(skip)
        self._scanner = Scanner(build.plan())

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuilt, (self._options,)

    def clean(
        self,
        text: str,
        source: str | None = None,
        format: str | None = None,  # noqa: A002 - the field's word
        *,
        leave: Leave | None = None,
    ) -> Result:
        """Return what `text` becomes, with every edit made or withheld.

        format: how the text is read, "plain" if None; never guessed.
        source: the text that was translated, if it is at hand. Whether the source term of an
            entry occurs there then decides, instead of the cues.
        leave: is asked about each edit that would be made or suggested, given in the source,
            with the source; where it returns a reason, the edit is withheld.

        Raises ValueError for an unknown format. A text that does not come to rest within
        eight rounds is returned unchanged, with its edits withheld.

        >>> Cleaner().clean("Shares of byte skipping rose, its CEO said.").text
        'Shares of ByteDance rose, its CEO said.'
        """
        if format in formats.ROWS:
            return self.rows(format).clean(text, leave)
        result, ledger = self._cleaned(text, source, format, leave)
        if source:
            result = result._replace(missing=tuple(self._missing(text, source, ledger)))
        return ledger.told(result)

    def _cleaned(
        self,
        text: str,
        source: str | None,
        format: str | None,  # noqa: A002
        leave: Leave | None,
    ) -> tuple[Result, Ledger]:
        document = self._read(text, format)
        draft = document.draft
        page = self._scanner.read(draft.text, source, marked=document.escape is not None)
        ledger = Ledger(document, leave)
        for _ in range(ROUNDS):
            before = draft.text
            draft, page = self._round(draft, page, ledger)
            if draft.text == before:
                break
        else:
            why = f"the text did not come to rest in {ROUNDS} rounds"
            return self._told(refused(draft, ledger.withheld, why)), ledger
        read = partial(self._read, format=format)
        return self._told(finished(document, draft, ledger.withheld, read)), ledger

    def _told(self, result: Result) -> Result:
        """The result with where its terms come from."""
        edits = (*result.edits, *(held.edit for held in result.withheld))
        rules = {rule for edit in edits for rule in edit.rule.split("+") if rule[:5] == "term/"}
        if rules and self._languages is None:
            self._languages = self._build.languages()
        languages = tuple((rule, (self._languages or {})[rule]) for rule in sorted(rules))
        return result._replace(said=self._build.origin, languages=languages)

    def _missing(self, text: str, source: str, ledger: Ledger) -> Iterator[Missing]:
        """The terms that the source says and the text does not, but for what is to be left."""
        from mtfix.stages.missing import missing

        for one in missing(self._forms(), text, source, self._build.origin):
            never = (self._build.decided or {}).get(one.rule) == "never"
            edit = Edit(one.span, text[one.span.start : one.span.end], "", one.rule)
            if not never and not self._unasked(edit.rule) and not ledger.leaves(edit):
                yield one

    def rows(self, format: str) -> Rows:  # noqa: A002
        """Return what cleans the rows of one file, a piece of whole lines after the other, so
        that a file of any size can be cleaned. `format` is tsv or jsonl.

        >>> rows = Cleaner().rows("tsv")
        >>> rows.clean("字节跳动的股价上涨\\tShares of byte skipping rose\\n").text
        '字节跳动的股价上涨\\tShares of ByteDance rose\\n'
        """
        from mtfix.rows import Rows, touched

        def says(source: str) -> bool:
            return bool(self._forms().said(source))

        look = partial(self.touches, within_lines=True)
        return Rows(format, self._fields[1:], self._cell, partial(touched, look, says))

    def _forms(self) -> Forms:
        terms: Terms = self._stage("term")  # type: ignore[assignment]
        return terms.forms()

    def _cell(self, text: str, source: str | None, leave: Leave | None) -> Result:
        return self.clean(text, source, leave=leave)

    def _read(self, text: str, format: str | None) -> Document:  # noqa: A002
        return formats.read(text, format, self._fields[0])

    def touches(self, data: bytes, *, within_lines: bool = False) -> Sequence[int]:
        """Return where in the bytes of UTF-8 `data` something stands that a change may hang on,
        in no order; with `within_lines`, that one of a line may, each line by itself.

        Where there is none, `clean` returns the text unchanged and withholds nothing.
        """
        if self._build.level == "article":
            return range(len(data))
        found = self._scanner.touches(data, within_lines=within_lines)
        if "encoding" in self._build.names and not data.isascii():
            found += undecodable(data)
        return found

    def verdicts(self, text: str, format: str | None = None) -> list[Verdict]:  # noqa: A002
        """Return what is decided of every candidate term, cue by cue, in the order of the text.

        The places are in the text as the stages before the terms have left it.
        """
        return [verdict for verdict, _ in self.decisions(text, format)]

    def decisions(
        self,
        text: str,
        format: str | None = None,  # noqa: A002
        source: str | None = None,
    ) -> Iterator[tuple[Verdict, Locate]]:
        """Yield the `verdicts`, each with what says where in `text` a place of it is."""
        if format not in formats.ROWS:
            draft, verdicts = self.considered(text, format, source)
            yield from ((verdict, draft.locate) for verdict in verdicts)
            return
        for cell, written in self.rows(format).cells(text):
            draft, verdicts = self.considered(cell.text, None, cell.source)
            for verdict in verdicts:
                yield verdict, partial(_located, draft, written())

    def considered(
        self,
        text: str,
        format: str | None = None,  # noqa: A002
        source: str | None = None,
    ) -> tuple[Draft, list[Verdict]]:
        """Return the verdicts of one text with the draft that their places are in, by which they
        can be located in `text`."""
        document = self._read(text, format)
        draft, ledger = document.draft, Ledger(document)
        page = self._scanner.read(draft.text, source, marked=document.escape is not None)
        for name in self._build.names:
            if name == "term":
                found: list[Verdict] = self._stage(name).verdicts(page)  # type: ignore[attr-defined]
                return draft, [one for one in found if not self._unasked(one.place.term.rule)]
            draft, page = self._after(self._stage(name), draft, page, ledger)
        return draft, []

    def _round(self, draft: Draft, page: Page, ledger: Ledger) -> tuple[Draft, Page]:
        """The draft after every stage, each on the text that the last one left, and its page."""
        for name in self._build.names:
            if page.hits.get(name) or self._build.always(name):
                page.crosses = draft.crosses
                draft, page = self._after(self._stage(name), draft, page, ledger)
        return draft, page

    def _stage(self, name: str) -> Stage:
        """A stage, made when first something is found for it."""
        made = self._stages.get(name)
        if made is None:
            made = self._stages[name] = self._build.stage(name)
        return made

    def _after(self, stage: Stage, draft: Draft, page: Page, ledger: Ledger) -> tuple[Draft, Page]:
        """The draft after one stage, and its page; what is not made is put down with the reason."""
        wanted: list[Edit] = []
        held: list[Withheld] = []
        for edit in stage(page):
            why = self._left(edit, draft, ledger)
            if not why and draft.crosses(edit.span):
                edit, why = edit._replace(safety=Safety.SUGGESTED), _CROSSES  # noqa: PLW2901
            why = why or self._why_not(edit)
            if why:
                held.append(Withheld(edit, why))
            else:
                wanted.append(edit)
        chosen, losers = choose(wanted)
        chosen, lost = keeping_bytes(draft, chosen)
        for edit, why in (*held, *losers, *lost):
            ledger.hold(draft, edit, why)
        if not chosen:
            return draft, page
        draft = draft.revise(chosen)
        return draft, self._scanner.reread(page, draft.text, chosen)

    def _left(self, edit: Edit, draft: Draft, ledger: Ledger) -> str:
        """Why an edit is not even suggested, or an empty string. Comments are asked first, so
        that one is not told to be of no use only because its rule is skipped."""
        return (
            ledger.by_comment(draft, edit)
            or self._unasked(edit.rule)
            or ledger.by_choice(draft, edit)
        )

    def _unasked(self, rule: str) -> str:
        _, _, only, skip = self._made
        if only and not _named(rule, only):
            return NOT_ASKED
        if _named(rule, skip):
            return SKIPPED
        return ""

    def _why_not(self, edit: Edit) -> str:
        """Why an edit is not made under the options of this cleaner, or an empty string."""
        least, unsafe, _, _ = self._made
        if edit.safety == Safety.SUGGESTED:
            return "only suggested"
        if edit.safety < least and not _named(edit.rule, unsafe):
            return "unsafe; made on request"
        return ""


def _located(draft: Draft, written: Written, span: Span) -> Span:
    """A place in a draft of a cell, as one of its file."""
    return written.span(draft.locate(span))


def _paired(texts: Sequence[str], sources: Sequence[str]) -> None:
    """Raise ValueError where it is not clear which source belongs to which text."""
    if len(sources) > 1 and len(sources) != len(texts):
        raise ValueError(
            f"there are {len(texts)} fields and {len(sources)} of sources; "
            "name one source for all, or one for each field"
        )


def clean(text: str) -> str:
    """Return `text` with what is surely damaged repaired, by the shipped packs.

    >>> clean("In 2020 tiktok, a subsidiary of byte skipping, grew.")
    'In 2020 TikTok, a subsidiary of ByteDance, grew.'
    """
    return default().clean(text).text


_default: list[Cleaner] = []


def default() -> Cleaner:
    """Return the cleaner with all shipped packs and default options, made once."""
    if not _default:
        _default.append(Cleaner())
    return _default[0]


def _rebuilt(options: dict[str, Any]) -> Cleaner:
    return Cleaner(**options)


def failing_examples(loaded: PackSet) -> Iterator[PackError]:
    """Yield an error for each example of the packs that does not hold, with file and line.

    Examples are tried with default options and the shipped packs beside their own. Where a
    user's rule breaks what a shipped one promises, the user's is named.
    """
    from mtfix.verify import failures

    own = {rule.rule: rule for pack in loaded.packs if not pack.trusted for rule in pack.rules}
    yield from failures(_promising(loaded), trial(loaded)[0].clean, own)


def trial(loaded: PackSet, *, alone: bool = False) -> tuple[Cleaner, PackSet]:
    """Return a cleaner of packs whose examples are not yet known to pass, with the shipped ones
    beside them unless they stand `alone`, and all its packs."""
    together = loaded if alone else _beside_shipped(loaded)
    made = Cleaner.__new__(Cleaner)
    made._fields = formats.FIELDS, (), ()
    made._set(Build(together, "appended", None), Safety.SAFE)
    return made, together


def _promising(loaded: PackSet) -> Iterable[Pack]:
    """The packs whose examples have to hold: where a project overrides a shipped entry, what
    the shipped ones promise is no longer its concern."""
    own = [pack for pack in loaded.packs if not pack.trusted]
    shipped = {rule.rule for pack in load(strict=False).packs for rule in pack.rules} if own else ()
    overrides = any(rule.rule in shipped for pack in own for rule in pack.rules)
    return own if overrides else loaded.packs


def _verify(loaded: PackSet) -> None:
    """Raise the first failing example; remember packs that have none."""
    for failure in failing_examples(loaded):
        raise failure
    loaded.plan = Build(loaded, "appended", None).plan()
    remember(loaded)


def compiled() -> bytes:
    """Return the compiled form of the shipped packs, verified: what the wheel carries.

    Raises PackError for the first example that fails.
    """
    loaded = load()
    if loaded.plan is None:
        _verify(loaded)
    return dump(loaded)


def _beside_shipped(loaded: PackSet) -> PackSet:
    from mtfix.packs.check import overriding

    names = {pack.name for pack in loaded.packs if pack.trusted}
    others = (pack for pack in load(strict=False).packs if pack.name not in names)
    return PackSet(overriding((*others, *loaded.packs)), None, "")


def _named(rule: str, names: Iterable[str]) -> bool:
    """Whether one of the rules that an edit names is among `names`, whole or by beginning."""
    return any(
        part == name or part.startswith(f"{name.rstrip('/')}/")
        for part in rule.split("+")
        for name in names
    )
