"""What is done to a text in memory before anything is stored: made storable, masked, read by the crisis net."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.korean.normalize import storable
from bot.privacy import mask, mask_coarsely
from bot.safety.net import Finding, check

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Inspected:
    """A text that may be kept. `fault` says that mask or net failed: a person has to look."""

    text: str
    finding: Finding | None
    fault: str | None = None

    def record(self) -> dict[str, Any] | None:
        """What is kept of it beside the message; the net's reasons quote the resident and stay out."""
        if self.finding is not None:
            return {name: value for name, value in self.finding.as_dict().items() if name != "reasons"}
        return {"fault": self.fault} if self.fault else None


def inspect(text: str, before: Sequence[str] = ()) -> Inspected:
    """Never raises: a fault becomes a handoff, not silence. `before` are the texts just before it."""
    text, mask_fault = _masked(storable(text))
    try:
        finding = check(text, before=before)
    except Exception:
        # The traceback of a reader of texts may quote them.
        logger.error("Crisis net failed")
        return Inspected(text, None, "net")
    return Inspected(text, finding, mask_fault)


def _masked(text: str) -> tuple[str, str | None]:
    try:
        return mask(text).text, None
    except Exception:
        logger.error("Mask failed")
        return mask_coarsely(text), "mask"
