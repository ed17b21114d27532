"""Folders that Hugging Face datasets has written with `save_to_disk`: the output is one, too."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from mtfix.corpus.extras import CorpusError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtfix.corpus.document import CorpusOptions

STATE, INFO = "state.json", "dataset_info.json"
_SEVERAL = "dataset_dict.json"
_FILES = "_data_files"
_OUTDATED = ("splits", "download_checksums", "download_size", "post_processing_size")
_SIZES = ("dataset_size", "size_in_bytes")


def is_dataset(folder: str) -> bool:
    """Return whether a folder is a dataset that was saved.

    Raises CorpusError for one of several datasets.
    """
    if os.path.isfile(os.path.join(folder, _SEVERAL)):
        names = _read(folder, _SEVERAL).get("splits", [])
        raise CorpusError(
            "it holds several datasets",
            f"name one of its folders: {', '.join(map(str, names))}",
            path=folder,
        )
    return os.path.isfile(os.path.join(folder, STATE)) and bool(_read(folder, STATE).get(_FILES))


def dataset_files(folder: str) -> list[str]:
    """Return the paths of the files of a dataset, in its order."""
    state = _read(folder, STATE)
    if state.get("_indices_data_files"):
        raise CorpusError(
            "its rows have an order of their own",
            "call `flatten_indices` on the dataset, and save it again",
            path=folder,
        )
    try:
        return [os.path.join(folder, one["filename"]) for one in state[_FILES]]
    except (TypeError, KeyError):
        raise CorpusError(f"{STATE} names no files", "save it again", path=folder) from None


def described(folder: str, options: CorpusOptions, shards: Sequence[str]) -> dict[str, Any]:
    """Return what makes a folder of shards a dataset: contents of files, by their names."""
    state = _read(folder, STATE)
    said = f"{state.get('_fingerprint')} {options.fingerprint()}"
    state |= {
        _FILES: [{"filename": name} for name in shards],
        "_fingerprint": sha256(said.encode()).hexdigest()[:16],
        "_format_columns": None,  # all: those that were added as well
    }
    info = _read(folder, INFO)
    for name in (*_OUTDATED, *_SIZES):
        info.pop(name, None)
    if options.columns:
        info["features"] = None  # they are told by the columns of the files
    return {STATE: state, INFO: info}


def _read(folder: str, name: str) -> dict[str, Any]:
    try:
        with open(os.path.join(folder, name), "rb") as file:
            value = json.load(file)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise CorpusError(f"{name} can't be read: {error}", path=folder) from None
    return value if isinstance(value, dict) else {}
