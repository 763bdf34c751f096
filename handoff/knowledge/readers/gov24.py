"""Programs of 정부24 (보조금24): serviceList, serviceDetail and supportConditions, one row of any of them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bot.knowledge.imported import Imported
from handoff.knowledge.readers import codes, contacts, regions
from handoff.knowledge.readers.gov24_conditions import households, is_conditions, life_stages
from handoff.knowledge.readers.reading import Row, WrongRow
from handoff.knowledge.readers.repeats import said, told_once
from handoff.knowledge.readers.texts import day, line, lines, link, text

GOV24 = "gov24"
_ID = re.compile(r"[0-9A-Za-z]{4,30}")
_ANYWHERE = ("중앙행정기관", "공공기관")  # 소관기관유형 of those whose programs are for the whole nation
_THEMES = {  # 서비스분야 → the themes of 복지로 that it holds; 농림축산어업 is none of them
    "보육·교육": "보육,교육", "고용·창업": "일자리", "주거·자립": "주거", "보건·의료": "신체건강",
    "보호·돌봄": "보호·돌봄", "임신·출산": "임신·출산", "생활안정": "생활지원", "문화·환경": "문화·여가",
    "행정·안전": "안전·위기",
}  # fmt: skip


def read_gov24(row: Row, _: str, retrieved: date) -> Imported:
    source_id = line(row.get("서비스ID"))
    if not _ID.fullmatch(source_id):
        raise WrongRow(f"{source_id[:20]} is no 서비스ID" if source_id else "서비스ID is missing")
    if not (name := line(row.get("서비스명"))):
        raise WrongRow("서비스명 is missing")
    whole = Imported(id=f"{GOV24}:{source_id}", source=GOV24, source_id=source_id, name=name, retrieved=retrieved)
    return _with_conditions(whole, row) if is_conditions(row) else _with_texts(whole, row)


def _with_conditions(program: Imported, row: Row) -> Imported:
    return replace(program, life_stages=life_stages(row), households=households(row))


def _with_texts(program: Imported, row: Row) -> Imported:
    target, criteria, benefit = told_once(*(text(row.get(key)) for key in ("지원대상", "선정기준", "지원내용")))
    province, district = _region(row)
    return replace(
        program,
        department=line(f"{line(row.get('소관기관명'))} {line(row.get('부서명'))}"),
        province=province,
        district=district,
        summary=line(row.get("서비스목적요약")) or line(row.get("서비스목적")),
        target=target,
        criteria=criteria,
        benefit=benefit,
        how_to_apply=_how_to_apply(row),
        documents=_documents(row),
        period=lines(*text(row.get("신청기한")).split("||")),
        contacts=_contacts(row.get("전화문의") or row.get("문의처")),
        themes=codes.themes([_THEMES.get(name, "") for name in codes.split(row.get("서비스분야"))]),
        url=link(row.get("상세조회URL")) or f"https://www.gov.kr/portal/rcvfvrSvc/dtlEx/{program.source_id}",
        updated=day(row.get("수정일시")),
    )


def _region(row: Row) -> regions.Region:
    """By the office that pays. A detail does not say what kind it is: there only what begins with a province is one's."""
    kind, office = line(row.get("소관기관유형")), row.get("소관기관명")
    if kind in _ANYWHERE:
        return regions.NATION
    return regions.region_of_body(office) if kind else regions.region_in(office)


def _how_to_apply(row: Row) -> str:
    ways = ", ".join(codes.split(row.get("신청방법")))
    takes = line(row.get("접수기관") or row.get("접수기관명"))
    site = link(row.get("온라인신청사이트URL"))
    return lines(ways, takes and f"접수기관: {takes}", site and f"온라인 신청: {site}")


def _documents(row: Row) -> str:
    """구비서류 is what one brings; what the office looks up itself (공무원확인구비서류) is named as that."""
    papers = (text(row.get(key)).replace("||", "\n") for key in ("구비서류", "공무원확인구비서류"))
    own, looked_up = map(said, papers)
    return lines(own, looked_up and f"담당자가 확인하는 서류: {looked_up}")


def _contacts(value: object) -> tuple[contacts.Contact, ...]:
    """`보건복지상담센터/129||…`; 000-0000-0000 stands for no number."""
    pairs = (part.rpartition("/") for part in line(value).split("||"))
    return contacts.unique(contacts.contact(name or number, number if name else "") for name, _, number in pairs)
