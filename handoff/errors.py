"""Errors that reach a person or a program: the docstring is the message, the code is for programs."""

from __future__ import annotations


class HandoffError(Exception):
    """Something went wrong at the front door."""

    code = "handoff"
    http_status = 400

    def __init__(self, message: str | None = None):
        super().__init__(message or (type(self).__doc__ or "").strip())
