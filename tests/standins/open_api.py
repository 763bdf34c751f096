"""Stands in for the open APIs of 복지로, 정부24 and 온통청년: a real HTTP server that gives the collected answers.

`python -m tests.standins.open_api [PORT]` runs it by hand; point BOKJI_BOKJIRO_API_BASE and its kin at it.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections import deque
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

from bot.paths import ROOT

DATA = ROOT.parent / "shared" / "data"
KEY = "operator+key/of=the tests=="  # with the signs that base64 has and a query must encode
_RAW = DATA / "bokjiro-api-raw-2026-08"
_HTML = "<!DOCTYPE html><html><body><h1>Service Temporarily Unavailable</h1><p>{address}</p></body></html>"
_BOKJIRO = ("/NationalWelfare", "/LocalGovernment")
_LISTS = {"/NationalWelfarelistV001": "central", "/LcgvWelfarelist": "local"}
_DETAILS = {"/NationalWelfaredetailedV001": "central", "/LcgvWelfaredetailed": "local"}
# What a list row has of a program's details, by the names of both lists.
_LISTED = (
    "servId", "servNm", "jurMnofNm", "rprsCtadr", "sprtCycNm", "srvPvsnNm", "lifeArray", "trgterIndvdlArray",
    "intrsThemaArray", "servDgst", "ctpvNm", "sggNm", "bizChrDeptNm", "lifeNmArray", "trgterIndvdlNmArray",
    "intrsThemaNmArray", "aplyMtdNm", "lastModYmd",
)  # fmt: skip


class OpenApiStandin:
    """A context manager. `faults` says what happens to the next calls, in order; then all goes well again.

    Faults: `429`, `500`, `truncated`, `html` (an error page with status 200, which repeats the address), `drop` (no
    answer), `22` (the limit), `echo` (a sound answer that repeats the key). After `limit` calls every further one gets
    code 22.
    """

    def __init__(self, port: int = 0) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.most_at_once = 0
        self.faults: deque[str] = deque()
        self.broken: set[str] = set()  # ids whose details are always an error page
        self.limit: int | None = None
        self.hidden: set[str] = set()  # ids that the lists do not have (any more)
        self.renamed: dict[str, str] = {}  # id → another name, in list and details
        self.page_rows = 10  # at most so many rows a page, however many are asked for
        self._at_once = 0
        self._lock = Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def details_asked(self) -> list[str]:
        """Ids of the programs whose details were asked for, in order."""
        return [parameters["servId"] for _, parameters in self.asked if "servId" in parameters]

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()  # ends as soon as it is told to
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _begin(self, path: str, parameters: dict[str, str]) -> str | None:
        """Notes the call; gives its fault."""
        with self._lock:
            self.asked.append((path, parameters))
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
            if self.limit is not None and len(self.asked) > self.limit:
                return "22"
            return self.faults.popleft() if self.faults else None

    def _end(self) -> None:
        with self._lock:
            self._at_once -= 1

    def _answer(self, path: str, parameters: dict[str, str]) -> bytes:
        name = path[path.rindex("/") :]
        if name in _LISTS:
            rows = [self._changed(row) for row in _programs(_LISTS[name]).values()]
            return _xml_page(
                [row for row in rows if row.findtext("servId") not in self.hidden], *self._slice(parameters)
            )
        if name in _DETAILS:
            return self._detail(_DETAILS[name], parameters["servId"])
        return self._json_page(name, parameters)

    def _detail(self, side: str, serv_id: str) -> bytes:
        if serv_id in self.broken:
            return _HTML.encode()
        raw = (_RAW / f"detail_{side}_{serv_id}.xml").read_bytes()
        name = _programs(side)[serv_id].findtext("servNm") or ""
        now = self.renamed.get(serv_id, name)
        return raw.replace(f"<servNm>{name}</servNm>".encode(), f"<servNm>{now}</servNm>".encode())

    def _json_page(self, name: str, parameters: dict[str, str]) -> bytes:
        if name == "/getPlcy":
            rows = [row for row in _policies() if row["plcyNo"] not in self.hidden]
            number, size = int(parameters["pageNum"]), min(int(parameters["pageSize"]), self.page_rows)
            page = rows[(number - 1) * size : number * size]
            found = {"pagging": {"totCount": len(rows), "pageNum": number, "pageSize": size}, "youthPolicyList": page}
            return json.dumps({"resultCode": 200, "resultMessage": "성공", "result": found}).encode()
        rows = [row for row in _services(name) if row["서비스ID"] not in self.hidden]
        number, size = int(parameters["page"]), min(int(parameters["perPage"]), self.page_rows)
        page = rows[(number - 1) * size : number * size]
        envelope = {"page": number, "perPage": size, "totalCount": len(rows), "currentCount": len(page)}
        return json.dumps(envelope | {"matchCount": len(rows), "data": page}).encode()

    def _slice(self, parameters: dict[str, str]) -> tuple[int, int]:
        return int(parameters["pageNo"]), min(int(parameters["numOfRows"]), self.page_rows)

    def _changed(self, row: ElementTree.Element) -> ElementTree.Element:
        name = self.renamed.get(row.findtext("servId") or "")
        if name is None:
            return row
        changed = ElementTree.fromstring(ElementTree.tostring(row))
        next(changed.iter("servNm")).text = name
        return changed

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        standin = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                address = urlsplit(self.path)
                parameters = dict(parse_qsl(address.query, keep_blank_values=True))
                key = parameters.pop("serviceKey", None) or parameters.pop("apiKeyNm", None)
                fault = standin._begin(address.path, parameters)
                try:
                    self._give(address.path, parameters, "30" if key != KEY else fault)
                finally:
                    standin._end()

            def _give(self, path: str, parameters: dict[str, str], fault: str | None) -> None:
                match fault:
                    case None:
                        self._send(200, standin._answer(path, parameters))
                    case "truncated":
                        whole = standin._answer(path, parameters)
                        self._send(200, whole[: len(whole) * 2 // 3])
                    case "html":
                        self._send(200, _HTML.format(address=self.path).encode())
                    case "echo":
                        self._send(200, standin._answer(path, parameters) + f"<!-- {KEY} {self.path} -->".encode())
                    case "30" if not path.startswith(_BOKJIRO):
                        self._send(401, json.dumps({"code": -401, "msg": "유효하지 않은 인증키 입니다."}).encode())
                    case "22" | "30":
                        self._send(200, _gateway_error(fault))
                    case "drop":
                        self.close_connection = True
                    case _:
                        self._send(int(fault), b"<html>fault</html>")

            def _send(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Silent: pytest shows what matters."""

        return Handler


@cache
def _programs(side: str) -> dict[str, ElementTree.Element]:
    """Id → the list row that the collected details of a side make."""
    details = (ElementTree.parse(path).getroot() for path in sorted(_RAW.glob(f"detail_{side}_*.xml")))
    return {detail.findtext("servId") or "": _row(detail) for detail in details}


def _row(detail: ElementTree.Element) -> ElementTree.Element:
    row = ElementTree.Element("servList")
    for name in _LISTED:
        if text := detail.findtext(name):
            ElementTree.SubElement(row, name).text = text
    return row


def _xml_page(rows: list[ElementTree.Element], number: int, size: int) -> bytes:
    page = ElementTree.Element("wantedList")
    said = {"totalCount": len(rows), "pageNo": number, "numOfRows": size, "resultCode": 0, "resultMessage": "SUCCESS"}
    for name, value in said.items():
        ElementTree.SubElement(page, name).text = str(value)
    page.extend(rows[(number - 1) * size : number * size])
    return ElementTree.tostring(page, encoding="utf-8", xml_declaration=True)


@cache
def _policies() -> list[dict[str, Any]]:
    with gzip.open(DATA / "youthcenter-seoul-2025-09" / "seoul_policies.json.gz") as file:
        return list(json.load(file))[:25]


@cache
def _services(name: str) -> list[dict[str, Any]]:
    """Of 정부24 only the list was collected; what the other two add is named as its official description names it."""
    with gzip.open(DATA / "gov24-list-2025-08" / "serviceList.jsonl.gz", "rt", encoding="utf-8") as file:
        listed = [json.loads(line) for line in file][:25]
    match name:
        case "/serviceDetail":
            return [
                {
                    "서비스ID": row["서비스ID"],
                    "서비스명": row["서비스명"],
                    "구비서류": "신청서 1부",
                    "문의처": "담당부서/02-820-1114",
                }
                for row in listed
            ]
        case "/supportConditions":
            return [{"서비스ID": row["서비스ID"], "서비스명": row["서비스명"], "JA0101": "Y"} for row in listed]
    return listed


def _gateway_error(code: str) -> bytes:
    name = {"22": "LIMITED_NUMBER_OF_SERVICE_REQUESTS_EXCEEDS_ERROR", "30": "SERVICE_KEY_IS_NOT_REGISTERED_ERROR"}[code]
    said = f"<errMsg>SERVICE ERROR</errMsg><returnAuthMsg>{name}</returnAuthMsg><returnReasonCode>{code}</returnReasonCode>"
    return f"<OpenAPI_ServiceResponse><cmmMsgHeader>{said}</cmmMsgHeader></OpenAPI_ServiceResponse>".encode()


if __name__ == "__main__":
    with OpenApiStandin(int(sys.argv[1]) if len(sys.argv) > 1 else 4020) as standin:
        print(f"the open APIs stand in at {standin.base}; the key is {KEY}", flush=True)
        while True:
            time.sleep(0.5)
