"""Evidence of one message: read in this process, or out of what the components put on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.evidence import Evidence
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.linking.link import Link
from bot.knowledge.search import terms_of
from bot.knowledge.unified import imported_links
from bot.korean.facts import Facts, read_facts
from bot.safety.net import check


def read_evidence(
    text: str, base: KnowledgeBase, intents: Mapping[str, float], region: str | None = None, *, imported: bool = True
) -> Evidence:
    """What the pipeline of config.yml sees beside the intents given; `imported`: also among the imported programs."""
    finding = check(text)
    return Evidence(
        text=text,
        intents=intents,
        links=(links := tuple(base.linker.link(text, region))),
        imported=imported_links(base, text, region, links) if imported else (),
        facts=read_facts(text, date.today()),
        crisis=finding.as_dict() if finding else None,
        known=base.linker.knows(content_terms(text)),
    )


def evidence_from(seen: Mapping[str, Any]) -> Evidence:
    """Evidence as the components left it on a message, or on a tracker's latest message."""
    facts: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in (seen.get("facts") or {}).items()
    }
    return Evidence(
        text=seen.get("text") or "",
        intents=seen.get("intents") or {},
        links=tuple(Link(**link) for link in seen.get("links") or ()),
        imported=tuple(Link(**link) for link in seen.get("imported") or ()),
        facts=Facts(**facts),
        crisis=seen.get("crisis"),
        known=seen.get("known") or 0.0,
        units=seen.get("units") or {},
        asked=tuple(seen.get("asked") or ()),
        groups=seen.get("groups"),
    )


def content_terms(text: str) -> list[str]:
    """A message's words, without the pairs of letters that search adds."""
    return [term for term in terms_of(text) if not term.startswith("#")]
