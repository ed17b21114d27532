"""Terminology in the formats of others: what they hold, read and written.

YAML packs stay the master. No other format knows cues, guards or examples, and some know no
more than pairs: what an export leaves out is told, never dropped silently.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.interchange import headed, spreadsheets, tables, tbx, tmx, vale
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
    write: yields the pieces of a file; refused texts are told as problems. None where it is only
        read.
    languages: those that a file says its terms are in; None where no file says it.
    """

    about: str
    holds: frozenset[str]
    read: Callable[[str, Languages], Iterator[Concept | Problem]] | None
    write: Callable[[Iterable[Concept], Languages], Iterator[str | Problem]] | None
    languages: Callable[[str], list[str]] | None = None


_PAIRS = frozenset({"source"})
_TABLE = frozenset({"source", "admitted", "deprecated", "note"})
_WHOLE = frozenset({"source", "admitted", "deprecated", "superseded", "note"})

FORMATS = {
    "tbx": Format(
        "TBX v3 (ISO 30042:2019), categories as attributes; reads v2 and both styles of v3",
        _WHOLE,
        tbx.read_tbx,
        tbxwrite.dca,
        tbx.languages_of_tbx,
    ),
    "tbx-dct": Format(
        "TBX v3, categories as tags", _WHOLE, tbx.read_tbx, tbxwrite.dct, tbx.languages_of_tbx
    ),
    "tbx2": Format(
        "TBX v2 (ISO 30042:2008)", _WHOLE, tbx.read_tbx, tbxwrite.v2, tbx.languages_of_tbx
    ),
    "deepl": Format("DeepL: TSV, source and target", _PAIRS, tables.deepl, tables.write_deepl),
    "deepl-csv": Format(
        "DeepL: CSV, with or without languages behind the terms",
        _PAIRS,
        tables.deepl_csv,
        tables.write_deepl_csv,
        tables.languages_of_deepl,
    ),
    "google": Format("Google: CSV, source and target", _PAIRS, tables.google, tables.write_google),
    "google-set": Format(
        "Google: CSV, equivalent term sets with a header of languages",
        _PAIRS | {"note"},
        tables.google_set,
        tables.write_google_set,
        tables.languages_of_google,
    ),
    "amazon": Format(
        "Amazon: CSV with a header of languages",
        _PAIRS,
        tables.amazon,
        tables.write_amazon,
        tables.languages_of_amazon,
    ),
    "amazon-tsv": Format(
        "Amazon: TSV",
        _PAIRS,
        tables.amazon_tsv,
        tables.write_amazon_tsv,
        tables.languages_of_amazon_tsv,
    ),
    "omegat": Format(
        "OmegaT: TSV, source, target and comment",
        _PAIRS | {"note"},
        tables.omegat,
        tables.write_omegat,
    ),
    "microsoft": Format(
        "Microsoft: TSV for the translation of documents",
        _PAIRS,
        tables.microsoft,
        tables.write_microsoft,
    ),
    "csv": Format(
        "a table with a header, parted by commas, semicolons or tabs",
        _TABLE,
        headed.read_csv,
        headed.writer(",", "note"),
        headed.languages_of_csv,
    ),
    "memoq": Format(
        "memoQ: CSV with semicolons and a header",
        _TABLE,
        headed.read_csv,
        headed.writer(";", "Entry_Note"),
        headed.languages_of_csv,
    ),
    "trados": Format(
        "Trados: CSV with a header",
        _TABLE,
        headed.read_csv,
        headed.writer(",", "Note"),
        headed.languages_of_csv,
    ),
    "xlsx": Format(
        "an Excel workbook: its first sheet, with a header",
        _TABLE,
        spreadsheets.read_sheet,
        None,
        spreadsheets.languages_of_sheet,
    ),
    "ods": Format(
        "an OpenDocument spreadsheet: its first sheet, with a header",
        _TABLE,
        spreadsheets.read_sheet,
        None,
        spreadsheets.languages_of_sheet,
    ),
    "tmx": Format(
        "a translation memory: units that are no sentences",
        _PAIRS,
        tmx.read_tmx,
        None,
        tmx.languages_of_tmx,
    ),
    "vale": Format(
        "Vale: a substitution style of what is never right, for its own folder",
        frozenset({"deprecated"}),
        None,
        vale.write,
    ),
}
"""The formats by the names of `--format`."""
