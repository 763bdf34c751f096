"""What central and local programs of 복지로 have in common: ids, pages, forms, and how to tell the two apart."""

from __future__ import annotations

import re
from collections.abc import Iterable

from handoff.knowledge.readers.codes import split
from handoff.knowledge.readers.reading import Row, WrongRow
from handoff.knowledge.readers.texts import line, link

CENTRAL, LOCAL = "bokjiro-central", "bokjiro-local"
_PAGE = "https://www.bokjiro.go.kr/ssis-tbu/twataa/wlfareInfo/moveTWAT52011M.do?wlfareInfoId={}&wlfareInfoReldBztpCd={}"
_CODES = {"01": CENTRAL, "02": LOCAL}  # wlfareInfoReldBztpCd; 03 are private ones
_CODE = re.compile(r"wlfareInfoReldBztpCd=(\d\d)")
_SERV_ID = re.compile(r"WLF[0-9]{8}")
_FIELDS_OF_CENTRAL = {"jurMnofNm", "jurOrgNm", "tgtrDtlCn", "wlfareInfoOutlCn", "applmetList", "crtrYr", "ministry"}
_FIELDS_OF_LOCAL = {"bizChrDeptNm", "ctpvNm", "sprtTrgtCn", "lifeNmArray", "aplyMtdNm", "aplyMtdCn", "lastModYmd"}
_TO_FILL_IN = re.compile(r"신청|서식|동의서|신고서|청구서|확인서|위임장|서약서|추천서")
_NO_FILE = re.compile(r"(?:첨부파일|서식|파일)?\s*없음(?:\.\w+)?")


def serv_id(value: object) -> str:
    """Central and local share one number space."""
    found = line(value)
    if not _SERV_ID.fullmatch(found):
        raise WrongRow("servId is not WLF and eight digits" if found else "servId is missing")
    return found


def name_of(value: object) -> str:
    if not (name := line(value)):
        raise WrongRow("the name is missing")
    return name


def source_of(row: Row, url: object) -> str | None:
    """By the code in the address of its page, else by the fields; None where neither tells."""
    found = _CODE.search(line(url))
    if found and found[1] not in _CODES:
        raise WrongRow("a private service, neither central nor local")
    if found:
        return _CODES[found[1]]
    if row.keys() & _FIELDS_OF_CENTRAL:
        return CENTRAL
    return LOCAL if row.keys() & _FIELDS_OF_LOCAL else None


def page_of(source: str, source_id: str, url: object = "") -> str:
    """Details come without the address of their page; it follows from the id."""
    return link(url) or _PAGE.format(source_id, "01" if source == CENTRAL else "02")


def forms(names: Iterable[object]) -> str:
    """Of the attached files, those to fill in. Most are laws and plans, and 첨부파일없음.hwp is no file at all."""
    known = dict.fromkeys(map(line, names))
    kept = [name for name in known if _TO_FILL_IN.search(name) and not _NO_FILE.fullmatch(name)]
    return f"첨부 서식: {', '.join(kept)}" if kept else ""


def provision(kind: object, cycle: object) -> str:
    """All that a list says of the benefit: 현금지급 (월)."""
    what, when = ", ".join(name for name in split(kind) if name != "기타"), line(cycle)
    return f"{what} ({when})" if what and when else what
