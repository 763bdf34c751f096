"""Ways in which an open API does not answer, and what each means for the harvest."""

from __future__ import annotations

from handoff.errors import HandoffError
from handoff.knowledge.readers import ServiceError

LIMIT = "22"
# The operator has to act: no such service, no access, key unknown or expired, address or call not allowed.
REFUSALS = frozenset({"12", "20", "21", "30", "31", "32", "33"})
PASSING = frozenset({"01", "02", "04", "05", "99"})  # faults of the service that may be over in a moment


class Stopped(HandoffError):
    """The source does not answer any more today."""

    code = "import_stopped"
    http_status = 503


class LimitReached(Stopped):
    """The source's daily limit of calls is used up (code 22)."""

    code = "import_limit"


class AccessRefused(Stopped):
    """The source refuses the operator's key."""

    code = "import_refused"


class Unanswered(HandoffError):
    """There is no usable answer to this question."""

    code = "import_unanswered"
    http_status = 502


class TryAgain(Exception):
    """May go well the next time, `after` so many seconds at the earliest."""

    def __init__(self, problem: str, after: float = 0.0):
        super().__init__(problem)
        self.after = after


def fault_of(error: ServiceError) -> Exception:
    """What a code of the gateway or of the service means."""
    code = error.result_code.zfill(2)
    if code == LIMIT:
        return LimitReached()
    if code in REFUSALS:
        return AccessRefused(f"the source refuses: {error}")
    return TryAgain(str(error)) if code in PASSING else Unanswered(str(error))
