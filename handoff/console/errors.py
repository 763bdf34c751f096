"""What the console itself refuses. `korean` is what a counselor reads where the code's usual words say too little."""

from __future__ import annotations

from handoff.cases.assignment import CaseAlreadyAssigned
from handoff.console.error_words import ERRORS
from handoff.errors import HandoffError


class NotSignedIn(HandoffError):
    """Nobody is signed in, or the session has ended."""

    code = "not_signed_in"
    http_status = 401


class FormExpired(HandoffError):
    """The form does not come from a page of this session."""

    code = "form_expired"
    http_status = 403


class FormNotValid(HandoffError):
    """A field is missing or not allowed."""

    code = "form_not_valid"
    http_status = 422


class SnoozeNotValid(HandoffError):
    """A case rests until a time within the next 30 days."""

    code = "snooze_not_valid"
    http_status = 422


class PageNotFound(HandoffError):
    """There is no such page."""

    code = "page_not_found"
    http_status = 404


class TakenBy(CaseAlreadyAssigned):
    """A colleague was faster; the loser reads who."""

    def __init__(self, name: str):
        super().__init__()
        self.korean = f"{name} 담당자가 먼저 맡았습니다."


def korean(error: HandoffError) -> str:
    """What a counselor reads when something is refused."""
    own = getattr(error, "korean", None)
    return own or ERRORS.get(error.code, "지금은 할 수 없습니다. 잠시 뒤 다시 해 주세요.")
