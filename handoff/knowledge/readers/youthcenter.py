"""Youth policies of 온통청년 (go/ythip/getPlcy)."""

from __future__ import annotations

import re
from datetime import date

from bot.knowledge.imported import Imported
from handoff.knowledge.readers import codes, regions
from handoff.knowledge.readers.reading import Row, WrongRow
from handoff.knowledge.readers.repeats import said, told_once
from handoff.knowledge.readers.texts import day, line, lines, text

YOUTH = "youthcenter"
_PAGE = "https://www.youthcenter.go.kr/youthPolicy/ythPlcyTotalSearch/ythPlcyDetail/{}"
_ID = re.compile(r"[0-9A-Za-z]{4,30}")
_OPEN, _CLOSED = "0057002", "0057003"  # aplyPrdSeCd; 0057001 has dates in aplyYmd
_PERIODS = {_OPEN: "상시", _CLOSED: "마감"}
_HOUSEHOLDS = {"0014003": "저소득", "0014004": "한부모·조손", "0014005": "장애인"}  # sbizCd
_THEMES = {  # lclsfNm and mclsfNm → the themes of 복지로
    "일자리": "일자리", "주거": "주거", "교육": "교육", "건강": "신체건강", "문화활동": "문화·여가",
    "예술인지원": "문화·여가", "취약계층 및 금융지원": "서민금융",
}  # fmt: skip


def read_youth(row: Row, _: str, retrieved: date) -> Imported:
    source_id, name = line(row.get("plcyNo")), line(row.get("plcyNm"))
    if not _ID.fullmatch(source_id):
        raise WrongRow(f"{source_id[:20]} is no plcyNo" if source_id else "plcyNo is missing")
    if not name:
        raise WrongRow("plcyNm is missing")
    target, criteria, benefit = told_once(_target(row), text(row.get("earnEtcCn")), text(row.get("plcySprtCn")))
    province, district = _region(row)
    first, last = _business(row)
    return Imported(
        id=f"{YOUTH}:{source_id}",
        source=YOUTH,
        source_id=source_id,
        name=name,
        department=_department(row),
        province=province,
        district=district,
        summary=line(row.get("plcyExplnCn")),
        target=target,
        criteria=criteria,
        benefit=benefit,
        how_to_apply=said(text(row.get("plcyAplyMthdCn"))),
        documents=said(text(row.get("sbmsnDcmntCn"))),
        period=_period(row),
        life_stages=("청년",),
        households=codes.mapped(codes.split(row.get("sbizCd")), _HOUSEHOLDS),
        themes=codes.mapped(codes.split([row.get("lclsfNm"), row.get("mclsfNm")]), _THEMES),
        url=_PAGE.format(source_id),
        valid_from=first,
        valid_to=last,
        updated=day(row.get("lastMdfcnDt")) or day(row.get("frstRegDt")),
        retrieved=retrieved,
    )


def _target(row: Row) -> str:
    """The ages come as figures of their own, 0 for no limit; who is left out (참여제한) belongs to who is meant."""
    low, high = (line(row.get(key)) for key in ("sprtTrgtMinAge", "sprtTrgtMaxAge"))
    low, high = ("" if not age.isdecimal() or int(age[:4]) == 0 else f"{age}세" for age in (low, high))
    ages = f"연령: {low} ~ {high}" if low or high else ""
    needed, left_out = (said(text(row.get(key))) for key in ("addAplyQlfcCndCn", "ptcpPrpTrgtCn"))
    return lines(ages, needed, left_out and f"참여 제한: {left_out}")


def _region(row: Row) -> regions.Region:
    """Where one must live: districts of several provinces (zipCd) are the nation, one district is who registered it."""
    province, district = regions.region_in(row.get("rgtrInstCdNm"))
    codes_of_districts = codes.split(row.get("zipCd"))
    if len({code[:2] for code in codes_of_districts}) > 1:
        return regions.NATION
    return province or regions.province(row.get("rgtrHghrkInstCdNm")), None if len(codes_of_districts) > 1 else district


def _department(row: Row) -> str:
    """A department that does not say whose it is (청년사업담당관) stands after the office that registered it."""
    office = line(row.get("rgtrInstCdNm"))
    named = line(row.get("sprvsnInstCdNm")) or line(row.get("operInstCdNm"))
    own = re.search(r"시|구|군|도 |부$|처$|청$|재단|공단|공사|센터|협회|위원회", named)
    return named if own else f"{office} {named}".strip()


def _business(row: Row) -> tuple[date | None, date | None]:
    """From when to when it runs; where that is not said, from when to when one applies."""
    first, last = day(row.get("bizPrdBgngYmd")), day(row.get("bizPrdEndYmd"))
    if first or last:
        return first, last
    days = [found for part in re.split(r"[~,\s]+", line(row.get("aplyYmd"))) if (found := day(part))]
    return (min(days), max(days)) if days else (None, None)


def _period(row: Row) -> str:
    """신청기간: 2025-09-16 ~ 2025-09-26, 상시 or 마감."""
    days = re.sub(r"(\d{4})(\d{2})(\d{2})", r"\1-\2-\3", line(row.get("aplyYmd")))
    return days or _PERIODS.get(line(row.get("aplyPrdSeCd")), "")
