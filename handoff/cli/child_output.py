"""Passes on what a child process prints, without a word that a resident may have written.

Rasa prints messages' texts in some faults. So a line is not passed on but recognised: a known sentence, a place in the
code, the kind of an error, the name of the logger that warns. Everything else is dropped.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable

logger = logging.getLogger(__name__)

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_LOG_LINE = re.compile(
    r"\S+ \S+ +(?P<level>DEBUG|INFO|WARNING|ERROR|CRITICAL) +(?P<name>[\w.]{1,100}) +-? ?(?P<text>.*)"
)
_PLACE = re.compile(r'\s*File "(?P<file>[ -~]{1,200})", line (?P<line>\d+), in [\w<>]+')
_ERROR = re.compile(r"(?P<kind>(?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Interrupt|Exit|NotFound|Unavailable))\b")
_WARNING = re.compile(r"\S{1,200}:\d+: UserWarning: (?P<text>.*)")
# How a sentence begins → the event that stands for it.
_KNOWN = {
    "Rasa server is up and running": "Rasa is up",
    "Action endpoint is up and running": "Actions are up",
    "Loading model": "Rasa loads a model",
    "The model at": "Rasa cannot load the model",
    "No valid model found": "Rasa cannot load the model",
    "Failed to run custom action": "A custom action failed",
}


def pass_on(child: str, lines: Iterable[bytes]) -> None:
    """Reads until the child closes its output; never raises over what it reads."""
    for line in lines:
        event, level, about = recognise(_COLOURS.sub("", line.decode("utf-8", "replace")).rstrip())
        if event:
            logger.log(level, event, extra={"child": child, **about})


def recognise(line: str) -> tuple[str, int, dict[str, object]]:
    """The event that a line stands for, its level and what may be said about it; an empty event: drop the line."""
    if found := _LOG_LINE.match(line):
        level = logging.getLevelNamesMapping()[found["level"]]
        known = _known(found["text"])
        if not known and level < logging.WARNING:
            return "", level, {}
        return known or "Child process warns", level, {"kind": found["name"]}
    if found := _WARNING.match(line):
        return _known(found["text"]), logging.WARNING, {}
    if found := _PLACE.match(line):
        return "Fault in a child process", logging.WARNING, {"file": f"{found['file']}:{found['line']}"}
    if found := _ERROR.match(line):
        return "Fault in a child process", logging.WARNING, {"error": found["kind"]}
    return "", logging.DEBUG, {}


def _known(sentence: str) -> str:
    return next((event for start, event in _KNOWN.items() if sentence.startswith(start)), "")
