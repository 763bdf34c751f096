"""Whether a webhook call comes from Twilio: its signature over the public address and every parameter."""

from __future__ import annotations

import base64
import hmac
import logging
from urllib.parse import parse_qsl

from fastapi import Request
from starlette.datastructures import ImmutableMultiDict
from twilio.request_validator import RequestValidator

from handoff.channels.reading import Malformed, NotGenuine, read_body
from handoff.metrics import INBOUND
from handoff.settings import settings

logger = logging.getLogger(__name__)

Params = ImmutableMultiDict[str, str]

_MOST_FIELDS = 200


async def genuine_params(request: Request) -> Params:
    """The form of a genuine call; NotGenuine or Malformed otherwise, with one log line."""
    body = await read_body(request)
    signature = request.headers.get("X-Twilio-Signature", "")
    params = _form(request, body)
    if not is_genuine(_called_url(request), params if params is not None else body, signature):
        INBOUND.labels("sms", "refused").inc()
        logger.warning(
            "Webhook refused", extra={"channel": "twilio", "reason": "signature" if signature else "unsigned"}
        )
        raise NotGenuine()
    if params is None:
        INBOUND.labels("sms", "malformed").inc()
        logger.warning("Webhook refused", extra={"channel": "twilio", "reason": "no form"})
        raise Malformed()
    return params


def is_genuine(url: str, params: Params | bytes, signature: str) -> bool:
    """Checks the signature of a form, or of a raw body that the address names the hash of."""
    token = settings().twilio_auth_token
    if token is None or not signature:
        return False
    if isinstance(params, bytes):
        return bool(RequestValidator(token.get_secret_value()).validate(url, params.decode("latin-1"), signature))
    if any(_broken(text) for pair in params.multi_items() for text in pair):
        return hmac.compare_digest(_signature_of_bytes(token.get_secret_value(), url, params), signature.encode())
    return bool(RequestValidator(token.get_secret_value()).validate(url, params, signature))


def _called_url(request: Request) -> str:
    """The address as Twilio called it: from our settings, since headers of the request can be made up."""
    query = f"?{request.url.query}" if request.url.query else ""
    return settings().public_url.rstrip("/") + request.url.path + query


def _form(request: Request, body: bytes) -> Params | None:
    """Every field, also empty and repeated ones; bytes that are no UTF-8 are kept as lone surrogates."""
    if not request.headers.get("Content-Type", "").startswith("application/x-www-form-urlencoded"):
        return None
    try:
        text = body.decode("utf-8", "surrogateescape")
        fields = parse_qsl(text, keep_blank_values=True, errors="surrogateescape", max_num_fields=_MOST_FIELDS)
    except ValueError:
        return None
    return ImmutableMultiDict(fields)


def _broken(text: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in text)


def _signature_of_bytes(token: str, url: str, params: Params) -> bytes:
    """Twilio's signature where a text is no valid UTF-8, which RequestValidator cannot take."""
    fields = sorted({(name, value) for name, value in params.multi_items()})
    signed = url + "".join(name + value for name, value in fields)
    return base64.b64encode(hmac.digest(token.encode(), signed.encode("utf-8", "surrogateescape"), "sha1"))
