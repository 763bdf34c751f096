"""Logs as JSON lines on stderr that cannot carry a resident's words: only fields, letters and texts known beforehand.

An event is the template that stands in our code, never what was put into it. A fault is its type and its places in
the code, never its message: a database's fault quotes the values, a parser's the text.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
from collections.abc import Mapping, MutableMapping
from datetime import UTC, datetime
from typing import Any, TextIO

import structlog

FIELDS = frozenset(
    {
        "attempt", "attempts", "case_id", "channel", "child", "code", "conversation_id", "crisis", "error", "exit_code",
        "file", "kind", "message_id", "method", "ms", "number", "outbound_id", "outcome", "path", "phones", "pid",
        "port", "provider_message_id", "reason", "restarts", "rings", "round", "status", "turn_id", "unit", "version",
        "waiting",
    }
)  # fmt: skip
_OURS = ("handoff", "bot", "actions", "uvicorn", "alembic")
_PLAIN = re.compile(r"[ -~]{0,200}")  # Korean cannot pass, and nothing long
_FRAMES = 8


def configure_logging(stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """All loggers of the process, uvicorn's too, to one JSON line each."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_Formatter(processors=[safe_event, structlog.processors.JSONRenderer()]))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    logging.captureWarnings(True)
    threading.excepthook = _thread_ended
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    logging.getLogger("uvicorn.access").disabled = True  # it writes query strings; web.py writes its own
    for chatty in ("twilio", "httpx", "httpcore", "urllib3", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


class _Formatter(structlog.stdlib.ProcessorFormatter):
    """structlog's, which drops a fault before our processor sees it (and would print its message if it did not)."""

    def format(self, record: logging.LogRecord) -> str:
        record.fault = record.exc_info
        return super().format(record)


def _thread_ended(ended: threading.ExceptHookArgs) -> None:
    """Python itself would print the fault's message."""
    fault = (ended.exc_type, ended.exc_value, ended.exc_traceback)
    logging.getLogger(__name__).error("Thread ended", exc_info=fault if ended.exc_value else None)  # type: ignore[arg-type]


def safe_event(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """What of a log record may be written down."""
    record: logging.LogRecord = event["_record"]
    line: dict[str, Any] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "event": _template(record),
    }
    line |= {name: value for name, value in vars(record).items() if name in FIELDS and _is_plain(value)}
    fault = vars(record).get("fault")
    if fault and fault[0] is not None:
        line |= {"error": fault[0].__name__, "frames": _frames(fault[2])}
    return line


def _template(record: logging.LogRecord) -> str:
    if not record.name.startswith(_OURS) or not isinstance(record.msg, str):
        return "message of a library"
    first_line = record.msg.strip().partition("\n")[0]
    return first_line if _PLAIN.fullmatch(first_line) else "message that is not plain"


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, (bool, int, float)) or bool(_PLAIN.fullmatch(str(value)))


def _frames(trace: Any) -> list[str]:
    places = traceback.extract_tb(trace)[-_FRAMES:]
    return [f"{place.filename.rpartition('site-packages/')[2]}:{place.lineno} {place.name}" for place in places]
