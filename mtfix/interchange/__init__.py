"""Terminology in the formats of others: what they hold, read and written.

YAML packs stay the master. No other format knows cues, guards or examples, and some know no
more than pairs: what an export leaves out is told, never dropped silently.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.interchange import tables, tbx, vale
from mtfix.interchange import tbx_writer as tbxwrite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mtfix.edits.problem import Problem
    from mtfix.interchange.concept import Concept, Languages

__all__ = ["FORMATS", "Format"]


class Format(NamedTuple):
    """A format of others.

    about: one line for `--help`.
    holds: the fields of a concept that it can say, besides the term itself.
    read: yields concepts and problems of a file; None where it is only written.
    write: yields the pieces of a file; refused texts are told as problems.
    """

    about: str
    holds: frozenset[str]
    read: Callable[[str, Languages], Iterator[Concept | Problem]] | None
    write: Callable[[Iterable[Concept], Languages], Iterator[str | Problem]]


_PAIRS = frozenset({"source"})
_WHOLE = frozenset({"source", "admitted", "deprecated", "superseded", "note"})

FORMATS = {
    "tbx": Format(
        "TBX v3 (ISO 30042:2019), categories as attributes; reads v2 and both styles of v3",
        _WHOLE,
        tbx.read_tbx,
        tbxwrite.dca,
    ),
    "tbx-dct": Format("TBX v3, categories as tags", _WHOLE, tbx.read_tbx, tbxwrite.dct),
    "tbx2": Format("TBX v2 (ISO 30042:2008)", _WHOLE, tbx.read_tbx, tbxwrite.v2),
    "deepl": Format("DeepL: TSV, source and target", _PAIRS, tables.deepl, tables.write_deepl),
    "deepl-csv": Format("DeepL: CSV", _PAIRS, tables.deepl_csv, tables.write_deepl_csv),
    "google": Format("Google: CSV, source and target", _PAIRS, tables.google, tables.write_google),
    "google-set": Format(
        "Google: CSV, equivalent term sets with a header of languages",
        _PAIRS | {"note"},
        tables.google_set,
        tables.write_google_set,
    ),
    "amazon": Format(
        "Amazon: CSV with a header of languages", _PAIRS, tables.amazon, tables.write_amazon
    ),
    "amazon-tsv": Format("Amazon: TSV", _PAIRS, tables.amazon_tsv, tables.write_amazon_tsv),
    "omegat": Format(
        "OmegaT: TSV, source, target and comment",
        _PAIRS | {"note"},
        tables.omegat,
        tables.write_omegat,
    ),
    "vale": Format(
        "Vale: a substitution style of what is never right, for its own folder",
        frozenset({"deprecated"}),
        None,
        vale.write,
    ),
}
"""The formats by the names of `--format`."""
