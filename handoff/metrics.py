"""What /metrics counts. Labels are few and never say who."""

from __future__ import annotations

from prometheus_client import Counter, Histogram

INBOUND = Counter("bokji_inbound_total", "Calls of channels", ["channel", "outcome"])
OUTBOUND = Counter("bokji_outbound_total", "What became of messages given to a provider", ["channel", "outcome"])
KAKAO_SECONDS = Histogram(
    "bokji_kakao_answer_seconds", "How long Kakao waited", buckets=(0.05, 0.1, 0.25, 0.5, 1, 2, 3, 3.5, 4, 4.5, 5)
)
