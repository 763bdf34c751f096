"""Keeps which version of which entry a message was written from, so that a wrong one can be put right later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy.orm import Session

from handoff.knowledge.entries import last_known
from handoff.knowledge.imports.records import imported_version
from handoff.knowledge.tables import IMPORTED, KINDS, SentEntry
from handoff.people.tables import Message

_LONGEST_ID = 80  # of what the table takes; the longest id of a source has 32 letters


def keep_entries(session: Session, message: Message, record: Mapping[str, Any]) -> None:
    """Beside a message just stored, in the same transaction; `record` is the bot's decision record.

    The version is the one in force now. The bot may have said the one before for a while longer, which corrections.py
    allows for.
    """
    knowledge = str(record.get("knowledge") or "")[:12]
    for kind, entry_id, aspect in dict.fromkeys(_entries_in(record)):
        version = _version(session, kind, entry_id)
        if version is not None:
            about = {"kind": kind, "entry_id": entry_id, "aspect": aspect, "version": version}
            session.add(SentEntry(message_id=message.id, at=message.at, knowledge=knowledge, **about))


def _version(session: Session, kind: str, entry_id: str) -> str | None:
    """Of an entry just withdrawn the last one: the bot may have said it a moment longer."""
    if kind == IMPORTED:
        return imported_version(session, entry_id)
    entry = last_known(session, kind, entry_id)
    return entry.version if entry else None


def _entries_in(record: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """`given` lists (kind, id, aspect) of all that was said; a record without it tells of one answer at most."""
    given = record.get("given")
    if given is None and record.get("decision") == "answer":
        programs = record.get("programs") or ()
        given = [("program", program["id"], record.get("aspect") or "overview") for program in programs[:1]]
    for kind, entry_id, aspect in given or ():
        if kind in (*KINDS, IMPORTED) and len(str(entry_id)) <= _LONGEST_ID:
            yield kind, str(entry_id), str(aspect)
