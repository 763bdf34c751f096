"""`GET /internal/knowledge/{version}`: snapshots for a bot that does not share our disk.

Both sides know BOKJI_INTERNAL_SECRET, sent in `X-Bokji-Secret`; where it is not set nobody is answered. Loopback is no
criterion: behind a proxy on the same machine the whole world comes from there.
"""

from __future__ import annotations

import hmac
import re

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse

from bot.knowledge.snapshot import POINTER, default_folder
from handoff.errors import HandoffError
from handoff.settings import settings

router = APIRouter(include_in_schema=False)
_VERSION = re.compile(r"[0-9a-f]{12}")


class SnapshotNotFound(HandoffError):
    """There is no such snapshot here."""

    code = "snapshot_not_found"
    http_status = 404


class SecretWrong(HandoffError):
    """Only our own bot is answered here."""

    code = "secret_wrong"
    http_status = 403


@router.get("/internal/knowledge/{version}")
def snapshot(request: Request, version: str) -> FileResponse:
    """The SQLite file of a version; for `current` the JSON that names the version in force and its hash."""
    _check_secret(request.headers.get("X-Bokji-Secret", ""))
    if version != "current" and not _VERSION.fullmatch(version):
        raise SnapshotNotFound()
    path = default_folder() / (POINTER if version == "current" else f"{version}.sqlite")
    if not path.is_file():
        raise SnapshotNotFound()
    return FileResponse(path)


def _check_secret(given: str) -> None:
    secret = settings().internal_secret
    if secret is None or not hmac.compare_digest(given.encode(), secret.get_secret_value().encode()):
        raise SecretWrong()
