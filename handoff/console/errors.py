"""What the console itself refuses."""

from __future__ import annotations

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
