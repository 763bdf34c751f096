"""The envelopes of the four services: which part of an answer is rows, and which answers are errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handoff.knowledge.readers.reading import Content, Refused, Row, ServiceError, UnreadableImport
from handoff.knowledge.readers.texts import line

_FINE = ("", "0", "00", "200")
_NO_DATA = "40"  # what the list of a region without programs answers


def opened(body: Mapping[str, Any]) -> Content | None:
    """The rows of an answer, or None where this is no envelope; raises what the service reports."""
    for root, opens in _ROOTS.items():
        if root in body:
            inside = body[root]
            return opens(inside if isinstance(inside, Mapping) else {}, body)
    if "servList" in body:
        return _listed(body, body)
    if "data" in body:
        return Content(*rows(body["data"]), total=_count(body.get("totalCount")))
    if {"code", "msg"} <= body.keys():
        raise ServiceError(line(body.get("code")), line(body.get("msg")))  # odcloud: {"code": -401, "msg": "…"}
    return None


def rows(value: object) -> tuple[list[tuple[str, Row]], list[Refused]]:
    """One row or many, each with its place."""
    placed = [(f"row {n}", row) for n, row in enumerate(value if isinstance(value, list) else [value], start=1)]
    wrong = [Refused(place, "is no object with fields") for place, row in placed if not isinstance(row, Mapping)]
    return [(place, row) for place, row in placed if isinstance(row, Mapping)], wrong


def parts(row: Row, key: str) -> list[Row]:
    """The repeated siblings of an answer (inqplCtadrList): none, one or many."""
    value = row.get(key)
    return [part for part in (value if isinstance(value, list) else [value]) if isinstance(part, Mapping)]


def _gateway(body: Row, _: Row) -> Content:
    header = next(iter(parts(body, "cmmMsgHeader")), {})
    raise ServiceError(line(header.get("returnReasonCode")), line(header.get("errMsg")))


def _listed(body: Row, _: Row) -> Content:
    code = line(body.get("resultCode"))
    if code == _NO_DATA:
        return Content([], kind="list", total=0)
    _check(code, body)
    found, wrong = rows(body.get("servList", []))
    return Content(found, wrong, "list", _count(body.get("totalCount")))


def _detailed(body: Row, _: Row) -> Content:
    _check(line(body.get("resultCode")), body)
    return Content([("row 1", body)], kind="detail")


def _youth(body: Row, outside: Row) -> Content:
    _check(line(outside.get("resultCode")), outside)
    if "youthPolicyList" not in body:
        raise UnreadableImport("an answer of 온통청년 without its list")
    page = next(iter(parts(body, "pagging")), {})
    return Content(*rows(body["youthPolicyList"]), total=_count(page.get("totCount")))


def _check(code: str, body: Row) -> None:
    if code not in _FINE:
        raise ServiceError(code, line(body.get("resultMessage")))


def _count(value: object) -> int | None:
    digits = line(value)
    return int(digits) if digits.isdecimal() and len(digits) < 10 else None


_ROOTS = {"OpenAPI_ServiceResponse": _gateway, "wantedList": _listed, "wantedDtl": _detailed, "result": _youth}
