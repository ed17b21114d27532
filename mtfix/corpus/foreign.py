"""Files that are not what their names say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.corpus.compression import open_content, unreadable
from mtfix.corpus.extras import CorpusError
from mtfix.fs.binary import binary_format

if TYPE_CHECKING:
    from mtfix.corpus.inputs import InputFile

_MAGIC = {
    b"PAR1": "Parquet",
    b"ARROW1": "Arrow",
    b"FEA1": "Feather of version 1",
    b"Obj\x01": "Avro",
    b"ORC": "ORC",
}
"""How tables of documents begin that are no text."""
_READ = 300


def refuse_foreign(file: InputFile, read_as: str) -> None:
    """Raise CorpusError for a file of text whose content begins as that of something else."""
    try:
        with open_content(file.path, file.compression) as content:
            head = content.read(_READ)
    except (OSError, EOFError, ValueError) as error:
        if not file.compression:
            raise
        raise unreadable(file.path, error) from None
    table = next((name for magic, name in _MAGIC.items() if head.startswith(magic)), "")
    name = table or binary_format(head).partition(";")[0]
    if name:
        raise CorpusError(
            f"its content is {name}, and not {read_as}",
            "give it the suffix of what it is, convert it, or take it out",
            path=file.path,
        )
