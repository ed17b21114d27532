"""The topics of entries: those that speak for a term, and with a minus those against it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.packs.schema import TOPICS
from mtfix.text.nearest_name import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtfix.packs.yaml_nodes import Record

FIELD = "topics"
_AGAINST = "-"


class EntryTopics(NamedTuple):
    """The topics of texts that mean a term, and of those that mean the ordinary thing."""

    for_: tuple[str, ...]
    against: tuple[str, ...]


def parse_topics(record: Record) -> EntryTopics:
    """Return the topics that the fields of an entry, or of a pack, name. Raises PackError."""
    names = record.texts(FIELD)
    for name in names:
        if not is_topic(name):
            raise record.field(FIELD).fail(f"there is no topic {name!r}", near_topic(name))
    topics = EntryTopics(*parted(names))
    for topic in topics.for_:
        if topic in topics.against:
            raise record.field(FIELD).fail(f"{topic!r} speaks for it and against it", "choose")
    return topics


def is_topic(name: str) -> bool:
    """Return whether a text is the name of a topic, with a minus before it or without."""
    return name.removeprefix(_AGAINST) in TOPICS


def near_topic(name: str) -> str:
    """Return the remedy for a name that is none of a topic."""
    return did_you_mean(name.removeprefix(_AGAINST), TOPICS, "glossaries/topics has all of them")


def parted(names: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the topics without a minus before them, and those with one."""
    names = list(dict.fromkeys(names))
    return (
        tuple(name for name in names if not name.startswith(_AGAINST)),
        tuple(name[1:] for name in names if name.startswith(_AGAINST)),
    )
