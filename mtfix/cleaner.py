"""The public class: packs and options, compiled, and texts cleaned by them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from mtfix import formats
from mtfix.edits.fix import Safety
from mtfix.edits.rule_names import TERM, is_of
from mtfix.packs.code_digest import digest
from mtfix.packs.store import carried, load, sources_digest
from mtfix.pipeline.limits import UNLIMITED, Limits, TimeUpError, unchanged_by_limit
from mtfix.pipeline.pipeline import Pipeline
from mtfix.pipeline.selection import RuleSelection
from mtfix.stages import APPENDED, ARTICLE, DEFAULT_LEVEL, LEVELS
from mtfix.stages.factory import StageFactory, decisions_by_rule, unknown_language

if TYPE_CHECKING:
    import os
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from mtfix.edits.edit import Span
    from mtfix.edits.fix import Missing
    from mtfix.matching.candidate_lines import CandidateLine
    from mtfix.packs.sources import PackSource
    from mtfix.pipeline.ledger import Leave
    from mtfix.pipeline.result import Result
    from mtfix.rows.cells import RawEditor
    from mtfix.rows.runner import Rows
    from mtfix.stages.terms import Terms
    from mtfix.stages.terms.collect_verdicts import Locate
    from mtfix.stages.terms.verdict import Verdict


class Cleaner:
    """Packs and options, compiled. Immutable, thread-safe and picklable.

    packs: names of shipped packs, or paths of YAML files or folders; the shipped ones if
        None. `["shipped", "mine.yaml"]` adds to them.
    boilerplate: "appended" takes what a rule knows; "article" keeps the main segment of a
        scraped page, which of HTML trafilatura reads (see `extracts`); "off" takes nothing.
    safety: edits at least this safe are made; SUGGESTED ones are never made by a run.
    unsafe: rules whose UNSAFE edits are made as well.
    only, skip: rules that are looked at, or are not. A rule is named as in `Edit.rule`, or
        by its beginning (`term`, `surface`).
    origin: the language that the texts were translated from, "none", or None for unknown;
        it goes before what `Result.origin` sees by itself.
    fields: the fields of frontmatter that are prose.
    texts: the fields that are cleaned in files of rows (TSV, JSON Lines), and `sources` those
        that they were translated from: one for all, one for each, or none. A column of TSV is
        named by its header or its number, a field of JSON by its key or keys (`a.b`). Of a file of
        values, such as JSON or YAML, the values that are read; all if none is named.
    decide: what is done with a term, named as it is written or by its id, wherever no veto
        and no guard holds: "always" rewrites it, "ask" suggests, "never" leaves it.

    limits: what one document may take; one that takes more is returned unchanged, with a problem
        of rule `limit/size` or `limit/time`.

    A pickled cleaner carries the contents of users' packs, so that it needs no file of theirs
    where it is unpickled.

    Reads no configuration and never the network. Raises PackError for a broken pack and
    ValueError for an unknown option, term or language.
    """

    __slots__ = ("_articles", "_limits", "_options", "_pipeline", "_row_fields", "_stages")

    def __init__(  # noqa: PLR0913 - the options are the public interface
        self,
        packs: Sequence[str | os.PathLike[str] | PackSource] | None = None,
        *,
        boilerplate: str = DEFAULT_LEVEL,
        safety: Safety = Safety.SAFE,
        unsafe: Collection[str] = (),
        only: Collection[str] = (),
        skip: Collection[str] = (),
        origin: str | None = None,
        fields: Collection[str] = formats.FIELDS,
        texts: Sequence[str] = (),
        sources: Sequence[str] = (),
        decide: Mapping[str, str] | None = None,
        limits: Limits = UNLIMITED,
    ) -> None:
        _paired(texts, sources)
        if boilerplate not in LEVELS:
            raise ValueError(f"there is no level {boilerplate!r}, only {', '.join(LEVELS)}")
        held = carried(packs)
        self._options = {
            "packs": held,
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
            "limits": limits,
        }
        loaded = load(held)
        if origin is not None and (wrong := unknown_language(loaded, origin)):
            raise ValueError(f"{origin!r}: {wrong}")
        if not loaded.verified:
            from mtfix.verification.proof import prove

            prove(loaded)
        decided = decisions_by_rule(loaded, decide) if decide else {}
        self._stages = StageFactory(loaded, boilerplate, origin, decided)
        selection = RuleSelection(safety, tuple(unsafe), tuple(only), tuple(skip))
        self._pipeline = Pipeline(self._stages, selection, tuple(fields), tuple(texts))
        self._row_fields = tuple(texts), tuple(sources)
        self._limits = limits
        self._articles: list[Cleaner] = []

    @property
    def pipeline(self) -> Pipeline:
        """The loop that cleans texts, for who watches its stages."""
        return self._pipeline

    def fingerprint(self) -> str:
        """Return a digest of the options, the contents of the packs and the code: two cleaners
        with the same one clean alike.

        >>> Cleaner().fingerprint() == Cleaner(skip=["surface"]).fingerprint()
        False
        """
        packs: Any = self._options["packs"]
        said = sorted((self._options | {"packs": None}).items())
        return digest([repr(said).encode(), sources_digest(packs).encode()])

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuilt, (self._options,)

    def clean(
        self,
        text: str,
        source: str | None = None,
        format: str | None = None,  # noqa: A002 - the field's word
        *,
        leave: Leave | None = None,
        line: CandidateLine | None = None,
    ) -> Result:
        """Return what `text` becomes, with every fix made or withheld.

        format: how the text is read, "plain" if None; never guessed.
        source: the text that was translated, if it is at hand. Whether the source term of an
            entry occurs there then decides, instead of the cues.
        leave: is asked about each fix that would be made or suggested, given in the source,
            with the source; where it returns a reason, the fix is withheld, and made
            whatever its safety where it returns `ACCEPTED`.
        line: what `Cleaner.candidate_lines` has found in this text, which then is not scanned
            again.

        Where this cleaner `extracts` the format, the result's original is the article.

        Raises ValueError for an unknown format. A text that still changes after eight
        rounds is returned unchanged, with its fixes withheld.

        >>> Cleaner().clean("Shares of byte skipping rose, its CEO said.").text
        'Shares of ByteDance rose, its CEO said.'
        """
        if format in formats.ROWS or format in formats.UNITS:
            return self.rows(format).clean(text, leave)
        if (refused := self._limits.refusal(text)) is not None:
            return refused
        if self.extracts(format):
            from mtfix.formats.html_article import extract_article

            return self._of_articles().clean(extract_article(text), source, leave=leave)
        try:
            result = self._pipeline.run(
                text,
                source=source,
                format=format,
                leave=leave,
                line=line,
                find_missing=self._missing,
                deadline=self._limits.deadline(),
            )
        except TimeUpError as error:
            return unchanged_by_limit(text, "limit/time", str(error))
        return self._with_languages(result)

    def extracts(self, format: str | None) -> bool:  # noqa: A002
        """Return whether of a file in this format the article is taken out first, which then is
        what is cleaned: of HTML at the level "article", by trafilatura. Places are those of the
        article, and no fix can be written to the file.
        """
        return format == "html" and self._stages.level == ARTICLE

    def _of_articles(self) -> Cleaner:
        """The cleaner of articles that were taken out: what a rule knows is all that goes of
        them, since the level "article" is for menus and more, and would lose content here."""
        if not self._articles:
            self._articles.append(_rebuilt({**self._options, "boilerplate": APPENDED}))
        return self._articles[0]

    def _missing(self, text: str, source: str) -> Iterator[Missing]:
        """The terms that the source says and the text does not."""
        from mtfix.stages.terms.missing import missing_terms

        for one in missing_terms(self._terms().forms(), text, source, self._stages.origin):
            if self._stages.decided.get(one.rule) != "never":
                yield one

    def _terms(self) -> Terms:
        return self._stages.stage(TERM)  # type: ignore[return-value]

    def _with_languages(self, result: Result) -> Result:
        """The result with where its terms come from."""
        if not result.fixes and not result.withheld:
            origin = self._stages.origin
            return result if origin is None else result._replace(source_language=origin)
        fixes = (*result.fixes, *(held.fix for held in result.withheld))
        rules = sorted({fix.rule for fix in fixes if is_of(fix.rule, TERM)})
        return result._replace(
            source_language=self._stages.origin,
            languages=tuple((rule, self._stages.language_of(rule)) for rule in rules),
        )

    def rows(self, format: str) -> Rows:  # noqa: A002
        """Return what cleans the rows of one file, a piece of whole lines after the other, so
        that a file of any size can be cleaned. `format` is tsv or jsonl; or csv, po, xliff or
        tmx, of which the whole file is given at once.

        >>> rows = Cleaner().rows("tsv")
        >>> rows.clean("字节跳动的股价上涨\\tShares of byte skipping rose\\n").text
        '字节跳动的股价上涨\\tShares of ByteDance rose\\n'
        """
        from mtfix.rows.candidate_cells import candidate_cells
        from mtfix.rows.runner import Rows

        def says(source: str) -> bool:
            return bool(self._terms().forms().occurrences(source))

        def look(lines: bytes) -> Iterator[int]:
            return (line.start for line in self.candidate_lines(lines))

        read_as = formats.MESSAGE if format in formats.UNITS else None
        clean = partial(self._cell, read_as)
        return Rows(format, self._row_fields, clean, partial(candidate_cells, look, says))

    def _cell(
        self, read_as: str | None, text: str, source: str | None, leave: Leave | None
    ) -> Result:
        return self.clean(text, source, read_as, leave=leave)

    def touches(self, data: bytes) -> Sequence[int]:
        """Return where in the bytes of UTF-8 `data` something stands that a change may hang on,
        in no order.

        Where there is none, `clean` returns the text unchanged and withholds nothing.
        """
        return self._pipeline.touches(data)

    def is_touched(self, data: bytes) -> bool:
        """Return whether anything stands in the bytes of UTF-8 `data` that a change may hang on:
        whether `touches` returns a place, in less time and memory."""
        return self._pipeline.is_touched(data)

    def candidate_lines(self, data: bytes, *, every: bool = False) -> Iterator[CandidateLine]:
        """Yield the lines of UTF-8 text, in order, that may change if each is cleaned by itself;
        all lines with `every`. A line that is not among them is as it is cleaned.

        Places are in bytes. A line with what is known of it is cleaned by
        `clean(line.data.decode(), line=line)`.

        >>> lines = Cleaner().candidate_lines(b"Nothing here.\\nWe met byte skipping.\\n")
        >>> [line.data for line in lines]
        [b'We met byte skipping.']
        """
        return self._pipeline.candidate_lines(data, every=every)

    def verdicts(self, text: str, format: str | None = None) -> list[Verdict]:  # noqa: A002
        """Return what is decided of every candidate term, cue by cue, in the order of the text.

        The verdict of a candidate is that of the last round that has seen it; its places are in
        the text as it was then.
        """
        return [verdict for verdict, _ in self.decisions(text, format)]

    def decisions(
        self,
        text: str,
        format: str | None = None,  # noqa: A002
        source: str | None = None,
    ) -> Iterator[tuple[Verdict, Locate]]:
        """Yield the `verdicts`, each with what says where in `text` a place of it is."""
        from mtfix.stages.terms.collect_verdicts import collect_verdicts

        if self.extracts(format):
            from mtfix.formats.html_article import extract_article

            yield from self._of_articles().decisions(extract_article(text), None, source)
            return
        if format not in formats.ROWS and format not in formats.UNITS:
            yield from collect_verdicts(self._pipeline, text, format=format, source=source)
            return
        for cell, written in self.rows(format).cells(text):
            for verdict, locate in collect_verdicts(self._pipeline, cell.text, source=cell.source):
                yield verdict, partial(_located, locate, written())


def _located(locate: Locate, written: RawEditor, span: Span) -> Span:
    """A place in a draft of a cell, as one of its file."""
    return written.span(locate(span))


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


_REBUILT = 4
_rebuilt_here: dict[str, Cleaner] = {}
"""The cleaners that were unpickled last, by their options: an engine unpickles one for each batch,
which must not load the packs anew."""


def _rebuilt(options: dict[str, Any]) -> Cleaner:
    key = repr(options)
    found = _rebuilt_here.pop(key, None) or Cleaner(**options)
    _rebuilt_here[key] = found
    while len(_rebuilt_here) > _REBUILT:
        _rebuilt_here.pop(next(iter(_rebuilt_here)), None)
    return found
