"""What of a resident may be shown to whom."""

from __future__ import annotations

import phonenumbers

from bot.privacy import hide
from handoff.people.tables import Conversation


def shown_address(conversation: Conversation, full: bool) -> str | None:
    """The phone number as people here write it; None for those without the right, and on Kakao."""
    if not full or conversation.channel != "sms":
        return None
    try:
        number = phonenumbers.parse(conversation.address, "KR")
    except phonenumbers.NumberParseException:
        return conversation.address
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)


def shown_text(text: str, full: bool) -> str:
    """What was said; without phone numbers, streets and house numbers for those without the right."""
    return text if full else hide(text)
