"""How a reply would go out: as SMS or LMS, in how many pieces, and which letters a phone cannot be sent."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from handoff.cases.say import neutral
from handoff.delivery.pieces import LMS_BYTES, SMS_BYTES, byte_length, carriable, message_kind, split_sms

KAKAO_LETTERS = 1000


class Preview(NamedTuple):
    """`lost` are the letters that fall away or turn into others."""

    kind: str
    length: int
    limit: int
    pieces: int
    lost: str


def preview(text: str, channel: str, *, protected: bool) -> Preview:
    """Of the text as it will be sent, with the neutral opening of a protected conversation."""
    text = text.strip()
    if text and protected:
        text = neutral(text)
    if channel == "kakao":
        return Preview("카카오톡", len(text), KAKAO_LETTERS, -(-len(text) // KAKAO_LETTERS), "")
    sent = carriable(text)
    kind = message_kind(sent)
    return Preview(
        kind, byte_length(sent), SMS_BYTES if kind == "SMS" else LMS_BYTES, len(split_sms(sent)), _lost(text)
    )


def _lost(text: str) -> str:
    """Each once; what has no shape of its own (joiners, carriage returns) is nothing to warn of."""
    seen = (letter for letter in text if carriable(letter) != letter)
    return "".join(dict.fromkeys(letter for letter in seen if unicodedata.category(letter) not in ("Cc", "Cf", "Mn")))
