"""What of the talk before a turn still holds: its subject, what was told, and whether the same person writes at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from handoff.people.messages import last_before
from handoff.people.tables import Message

FRESH_AFTER = timedelta(minutes=30)
FORGOTTEN_AFTER = timedelta(days=90)  # of the resident's silence: numbers pass to other people

_WHO = re.compile(
    r"(여보세요|저기|근데|혹시|거기|여기|지금|이거|이번호)*(누구|누군|뉘)(세요|세여|십니까|신가요|신지|시죠|시오|신교|야|냐|니|여|요|지요?)?(요|모르겠(는데요|어요|네요))?"
)
_ANOTHER = re.compile(
    r"(?:번호|폰|핸드폰).{0,6}(?:바꿨|바꿧|바뀌었|바뀌엇|새로|물려)|(?:^|(?:문자|카톡|톡|번호)\S{0,2}\s?)잘못\s?(?:보|온|왔|오|걸)|모르는\s?번호|그런\s?사람\s?(?:아닌|아니|없)"
)
_NEW_START = re.compile(
    r"처음부터|새로\s?(?:물어|여쭤|여쭈|문의|질문|상담)|(?:다른|딴)\s?(?:거|것|걸|건|질문|문의|얘기|이야기|일)\S{0,2}\s?(?:좀|하나|한\s?가지)?\s?(?:만\s?)?(?:물어|여쭤|여쭈|문의|질문|상담)"
)


@dataclass(frozen=True)
class Before:
    """`last_said` is what the resident answers; where the turn is `fresh`, subject and facts of before do not count.

    Of a `stranger` it is not known that it is the same person: nothing that went before may be used or told.
    """

    last_said: Message | None
    fresh: bool
    stranger: bool


def before_turn(session: Session, conversation_id: str, first: Message, text: str) -> Before:
    """What went before a turn that begins with this message and says this."""
    last = last_before(session, conversation_id, first.number)
    own = last_before(session, conversation_id, first.number, "resident")
    silent_since = own.at if own else first.at - FORGOTTEN_AFTER
    stranger = first.at - silent_since >= FORGOTTEN_AFTER or may_be_another(text)
    paused = last is None or first.at - last.at >= FRESH_AFTER
    known = last if last and last.author != "resident" and first.at - last.at < FORGOTTEN_AFTER else None
    return Before(known if not may_be_another(text) else None, stranger or paused or begins_anew(text), stranger)


def may_be_another(text: str) -> bool:
    """누구세요: does not know whom this number has been writing to."""
    return len(text) <= 60 and bool(_WHO.fullmatch(re.sub(r"[\s?!.,~]", "", text)) or _ANOTHER.search(text))


def begins_anew(text: str) -> bool:
    """다른 거 하나 여쭤볼게요: leaves what was spoken of."""
    return _NEW_START.search(text) is not None
