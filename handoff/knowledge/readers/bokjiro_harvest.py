"""Harvests of 복지로 that name the fields in English: a list, details by servId, or a list with its details."""

from __future__ import annotations

import re
from datetime import date

from bot.knowledge.imported import Imported
from handoff.knowledge.readers import bokjiro, codes, contacts, regions
from handoff.knowledge.readers.combine import combine
from handoff.knowledge.readers.envelopes import parts
from handoff.knowledge.readers.reading import Row
from handoff.knowledge.readers.repeats import told_once
from handoff.knowledge.readers.texts import line, lines, text

_GUESSED = "자동분류"  # such tags the harvester guessed by keyword; they are nobody's official word
_SEE_PAGE = re.compile(r"(?:\s*—\s*)?복지로 상세 참조$")
_LIFE_STAGES = {"어르신": "노년", "임신·출산": "임신 · 출산", **{name: name for name in codes.LIFE_STAGES}}
_HOUSEHOLDS = {
    "보훈": "보훈대상자", "한부모": "한부모·조손", "다문화": "다문화·탈북민",
    **{name: name for name in codes.HOUSEHOLDS},
}  # fmt: skip


def read_harvest(row: Row, source: str, retrieved: date) -> Imported:
    """A row of a list, with its detail where it holds one; a detail alone has no name and no region."""
    if "name" not in row:
        return _detail(row, source, retrieved)
    listed = _listed(row, source, retrieved)
    for detail in parts(row, "detail"):
        listed = combine(listed, _detail({**detail, "id": listed.source_id}, listed.source, retrieved))
    return listed


def _listed(row: Row, source: str, retrieved: date) -> Imported:
    source_id = bokjiro.serv_id(row.get("id"))
    source = bokjiro.source_of(row, row.get("source_url")) or source
    department = line(row.get("agency"))
    province, district = regions.NATION
    if source == bokjiro.LOCAL:
        ctpv, _, sgg = line(row.get("region")).partition(" ")
        province, district = regions.local_region(ctpv, sgg, department)
    tags = [] if line(row.get("confidence")).startswith(_GUESSED) else codes.split(row.get("tags"))
    ministry = line(row.get("ministry")) or department
    return Imported(
        id=f"{source}:{source_id}",
        source=source,
        source_id=source_id,
        name=bokjiro.name_of(row.get("name")),
        department=department,
        province=province,
        district=district,
        summary=line(row.get("benefit")),
        benefit=bokjiro.provision(row.get("provision"), row.get("cycle")),
        how_to_apply=", ".join(codes.split(_SEE_PAGE.sub("", line(row.get("how_to_apply"))))),
        contacts=contacts.unique(contacts.line_of(ministry, row.get("contact"))),
        life_stages=codes.mapped(tags, _LIFE_STAGES),
        households=codes.mapped(tags, _HOUSEHOLDS),
        themes=codes.themes(row.get("themes")),
        url=bokjiro.page_of(source, source_id, row.get("source_url")),
        retrieved=retrieved,
    )


def _detail(row: Row, source: str, retrieved: date) -> Imported:
    source_id = bokjiro.serv_id(row.get("id"))
    files = parts(row, "forms")
    source = _source_by_files(files) or source
    target, criteria, benefit = told_once(*(text(row.get(key)) for key in ("target", "criteria", "content")))
    apply, offices = row.get("apply"), row.get("contacts")
    return Imported(
        id=f"{source}:{source_id}",
        source=source,
        source_id=source_id,
        name="",
        target=target,
        criteria=criteria,
        benefit=benefit,
        how_to_apply=lines(*(apply if isinstance(apply, list) else [])),
        documents=bokjiro.forms(file.get("name") for file in files),
        contacts=contacts.unique(map(contacts.contact_in, offices if isinstance(offices, list) else [])),
        url=bokjiro.page_of(source, source_id),
        retrieved=retrieved,
    )


def _source_by_files(files: list[Row]) -> str | None:
    """Files of central programs are handed out at another address than those of local ones: 1,058 of 1,079 details."""
    addresses = [line(file.get("link")) for file in files]
    if any("getDownload.do" in address for address in addresses):
        return bokjiro.CENTRAL
    return bokjiro.LOCAL if any("siteQnaInfoDownload.do" in address for address in addresses) else None
