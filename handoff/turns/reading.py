"""How the front door reads a text by itself, without Rasa: only what it must know to be honest when Rasa is away."""

from __future__ import annotations

import re
import unicodedata

from bot.privacy import hide

LONGEST = 2000  # letters given to the bot; a counselor sees all of it

_STATUS = re.compile(
    r"(?:제|내|저희|우리|아까|지난번?|보낸|맡긴|상담|신청한?)\s?.{0,10}?(?:거|것|건|껀|꺼|일|상담|답|신청)\S{0,2}\s?.{0,8}?"
    r"(?:어떻게|어찌|어케)\s?(?:됐|됬|되었|되고|되가|되어)|(?:답|답변|연락)\S{0,2}\s?언제"
)


def for_the_bot(text: str) -> str:
    """A text as Rasa may have it: without numbers and streets, and without a leading slash, which Rasa takes for a
    command. Empty means that it is not asked.
    """
    return re.sub(r"^[\s/]+", "", hide(text[: 2 * LONGEST]))[:LONGEST].strip()


def asks_for_status(text: str) -> bool:
    """Plainly "제 건 어떻게 됐어요": the one question answered under any owner."""
    return len(text) <= 60 and _STATUS.search(text) is not None


def is_unreadable(text: str) -> bool:
    """Written in another language: no Hangul, and letters of another script or more than a word or two of Latin."""
    letters = [letter for letter in text if letter.isalpha()]
    if any("HANGUL" in unicodedata.name(letter, "") for letter in letters):
        return False
    plain = sum(letter.isascii() for letter in letters)
    return len(letters) - plain >= 2 or plain >= 12
