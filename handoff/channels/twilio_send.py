"""Sends SMS by Twilio's REST API, and looks up there what a timeout left open. Facts: reference/twilio-sms.md §3."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import requests
from requests.exceptions import ConnectionError as NoConnection
from requests.exceptions import ConnectTimeout, RequestException
from twilio.base.exceptions import TwilioRestException
from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.rest import Client
from urllib3.exceptions import NewConnectionError

from handoff.delivery.reasons import reason_of
from handoff.delivery.sender import NotSent, Sending, Sent, Unsure
from handoff.settings import Settings

TIMEOUT = (3.05, 10.0)  # to connect, to answer
_TWILIO = "https://api.twilio.com"
_ALIKE = timedelta(seconds=5)  # our clock and Twilio's may differ by so much


class TwilioHttp(HttpClient):
    """Calls Twilio, or what stands in for it at `base`; each call on a connection of its own.

    A kept connection that the other side has closed would look like a message that may have been sent.
    """

    def __init__(self, base: str | None = None):
        self._base = (base or _TWILIO).rstrip("/")

    def request(
        self,
        method: str,
        uri: str,
        params: Any = None,
        data: Any = None,
        headers: Any = None,
        auth: Any = None,
        timeout: Any = None,
        allow_redirects: bool = False,
    ) -> Response:
        with requests.Session() as session:
            session.trust_env = self._base == _TWILIO  # a stand-in on this machine is not behind the proxy
            answer = session.request(
                method, self._base + uri.removeprefix(_TWILIO), params=params, data=data, headers=headers, auth=auth,
                timeout=timeout or TIMEOUT, allow_redirects=allow_redirects,
            )  # fmt: skip
        return Response(answer.status_code, answer.text, answer.headers)


class TwilioSender:
    """The account of BOKJI_TWILIO_*; `configured` tells whether there is one."""

    def __init__(self, settings: Settings):
        token = settings.twilio_auth_token
        self._number = settings.twilio_number
        self._callback = f"{settings.public_url.rstrip('/')}/channels/twilio/status"
        self._client = Client(
            settings.twilio_account_sid,
            token.get_secret_value() if token else None,
            http_client=TwilioHttp(settings.twilio_api_base),
        )

    @staticmethod
    def configured(settings: Settings) -> bool:
        return bool(settings.twilio_account_sid and settings.twilio_auth_token and settings.twilio_number)

    def send(self, message: Sending) -> Sent:
        try:
            sent = self._client.messages.create(
                to=message.to,
                from_=self._number,
                body=message.text,
                # Our id in the address ties a callback to the message even if this call's answer never comes.
                status_callback=f"{self._callback}?out={message.id}",
            )
        except TwilioRestException as refusal:
            raise _refusal(refusal) from None
        except RequestException as error:
            if _never_reached(error):
                raise NotSent("Twilio에 연결하지 못했습니다", again=True) from None
            raise Unsure from None
        return Sent(sent.sid)

    def find(self, message: Sending) -> list[Sent]:
        began = message.began_at - _ALIKE
        listed = self._client.messages.list(to=message.to, date_sent_after=began.date(), limit=200)
        alike = [m for m in listed if m.body == message.text and m.direction != "inbound" and _made(m) >= began]
        return [Sent(m.sid) for m in sorted(alike, key=_made)]


def _refusal(refusal: TwilioRestException) -> NotSent | Unsure:
    """A refusal with 4xx has not been sent, and only 429 may be tried again; after a 5xx nobody knows."""
    if refusal.status == 429:
        return NotSent("Twilio가 지금은 더 받지 않습니다", again=True)
    if 400 <= refusal.status < 500:
        return NotSent(reason_of(str(refusal.code or refusal.status)))
    return Unsure()


def _never_reached(error: RequestException) -> bool:
    if isinstance(error, ConnectTimeout):
        return True
    reason = getattr(error.args[0], "reason", None) if isinstance(error, NoConnection) and error.args else None
    return isinstance(reason, NewConnectionError)


def _made(listed: Any) -> datetime:
    made = listed.date_created or listed.date_sent
    if isinstance(made, str):
        made = parsedate_to_datetime(made)
    return made.replace(tzinfo=UTC) if made and made.tzinfo is None else made or datetime.max.replace(tzinfo=UTC)
