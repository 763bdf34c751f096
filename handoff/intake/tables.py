"""Claims: a provider's message id is taken once, for ever."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from handoff.db import Base, Moment, utc_now


class Claim(Base):
    """Outlives its message: a Twilio signature never expires, so an old request can come again at any time."""

    __tablename__ = "claim"

    provider: Mapped[str] = mapped_column(String(20), primary_key=True)
    provider_message_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    claimed_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
