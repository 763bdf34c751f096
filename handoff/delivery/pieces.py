"""What an SMS can carry: bytes as Korean carriers count them, the letters they know, splitting at sentence ends."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

Fits = Callable[[str], bool]

SMS_BYTES = 90  # 단문
LMS_BYTES = 2000  # 장문
_MOST_CHARS = 1600  # Twilio's limit of a body

# Letters that cp949 lacks and that have a plain double.
_PLAIN = str.maketrans(
    {
        "—": "-", "–": "-", "‐": "-", "‑": "-", "−": "-", "•": "·", "₩": "￦", "đ": "d", "Đ": "D",
        "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202f": " ", "\u2028": "\n", "\u2029": "\n",
    }
)  # fmt: skip
_SENTENCE_END = re.compile(r"\n+|(?<=[.!?。…])\s+")


def byte_length(text: str) -> int:
    """Bytes in cp949: a Hangul syllable is 2, also those that euc-kr lacks."""
    return len(text.encode("cp949", errors="replace"))


def message_kind(text: str) -> str:
    """What the text will be billed and shown as: SMS or LMS."""
    return "SMS" if byte_length(text) <= SMS_BYTES else "LMS"


def carriable(text: str) -> str:
    """The text in letters that a Korean phone can be sent: emoji go, dashes become hyphens, accents fall off."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).translate(_PLAIN)
    return "".join(map(_carriable_letter, text))


def _carriable_letter(letter: str) -> str:
    if _encodable(letter):
        return letter
    plain = "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
    if plain and plain != letter and _encodable(plain):
        return plain
    # Signs and pictures say nothing a sentence lacks; a letter that goes missing has to show.
    return "?" if unicodedata.category(letter)[0] in "LN" else ""


def _encodable(text: str) -> bool:
    try:
        text.encode("cp949")
    except UnicodeEncodeError:
        return False
    return all(letter == "\n" or unicodedata.category(letter) != "Cc" for letter in text)


def split_sms(text: str) -> list[str]:
    """One or more texts of at most 2,000 bytes, each ending where a sentence ends if one does."""
    return split(text, lambda part: byte_length(part) <= LMS_BYTES and len(part) <= _MOST_CHARS)


def split(text: str, fits: Fits) -> list[str]:
    """Pieces of a text that each fit: at sentence ends, else at blanks, else anywhere. Nothing but blanks is lost."""
    pieces = []
    rest = text.strip()
    while rest and not fits(rest):
        end = _longest(rest, fits)
        pieces.append(rest[:end].strip())
        rest = rest[end:].strip()
    return [*pieces, rest] if rest else pieces


def _longest(text: str, fits: Fits) -> int:
    """How much of a text goes into the next piece."""
    low, high = 1, len(text)
    while low < high:  # the longest beginning that fits
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(text[:middle]) else (low, middle - 1)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, low + 1) if match.end() <= low]
    # A sentence end in the first third would waste most of the piece.
    if ends and ends[-1] > low // 3:
        return ends[-1]
    blank = text.rfind(" ", low // 2, low + 1)
    return blank if blank > 0 else low
