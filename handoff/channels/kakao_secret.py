"""Whether a skill call comes from our bot: Kakao signs nothing, so a header that only it and we know decides."""

from __future__ import annotations

import hmac
import logging
import secrets
from functools import cache

from handoff.channels.reading import NotGenuine
from handoff.metrics import INBOUND
from handoff.settings import settings

logger = logging.getLogger(__name__)


@cache
def simulator_secret() -> str:
    """What the simulator of this process shows instead of a secret that nobody has set."""
    return secrets.token_urlsafe(24)


def expected_secret() -> str | None:
    """The secret that Kakao sends; in development without one only this process's own simulator gets in."""
    secret = settings().kakao_secret
    if secret is not None:
        return secret.get_secret_value()
    return None if settings().production else simulator_secret()


def check_secret(given: str) -> None:
    """Raises NotGenuine unless it is ours; compared in constant time."""
    expected = expected_secret()
    if not expected or not hmac.compare_digest(given.encode(), expected.encode()):
        refuse("secret" if given else "no secret")


def check_bot(bot_id: str) -> None:
    """Raises NotGenuine for another bot's call. A development channel's id is ours with a `!` behind."""
    ours = settings().kakao_bot_id
    if ours and bot_id.removesuffix("!") != ours.removesuffix("!"):
        refuse("bot id")


def refuse(reason: str) -> None:
    """One log line, and nothing of the call is kept."""
    INBOUND.labels("kakao", "refused").inc()
    logger.warning("Webhook refused", extra={"channel": "kakao", "reason": reason})
    raise NotGenuine()
