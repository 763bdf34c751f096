"""Programs of provinces and districts: 복지로 지자체복지서비스, lists and details as the API sends them."""

from __future__ import annotations

from datetime import date

from bot.knowledge.imported import Imported
from handoff.knowledge.readers import bokjiro, codes, contacts, regions
from handoff.knowledge.readers.envelopes import parts
from handoff.knowledge.readers.reading import Row
from handoff.knowledge.readers.repeats import told_once
from handoff.knowledge.readers.texts import day, line, lines, text


def read_local(row: Row, retrieved: date) -> Imported:
    """An office of the province is named in the place of a department that is none of its own (WLF00001899)."""
    source_id = bokjiro.serv_id(row.get("servId"))
    target, criteria, benefit = told_once(*(text(row.get(key)) for key in ("sprtTrgtCn", "slctCritCn", "alwServCn")))
    offices = contacts.unique(_offices(row))
    department = line(row.get("bizChrDeptNm"))
    province, district = regions.local_region(row.get("ctpvNm"), row.get("sggNm"), department, offices)
    return Imported(
        id=f"{bokjiro.LOCAL}:{source_id}",
        source=bokjiro.LOCAL,
        source_id=source_id,
        name=bokjiro.name_of(row.get("servNm")),
        department=regions.department_of(department, province, district, offices),
        province=province,
        district=district,
        summary=line(row.get("servDgst")),
        target=target,
        criteria=criteria,
        benefit=benefit or bokjiro.provision(row.get("srvPvsnNm"), row.get("sprtCycNm")),
        how_to_apply=lines(", ".join(codes.split(row.get("aplyMtdNm"))), row.get("aplyMtdCn")),
        documents=bokjiro.forms(part.get("wlfareInfoReldNm") for part in parts(row, "basfrmList")),
        contacts=offices,
        life_stages=codes.life_stages(row.get("lifeNmArray")),
        households=codes.households(row.get("trgterIndvdlNmArray")),
        themes=codes.themes(row.get("intrsThemaNmArray")),
        url=bokjiro.page_of(bokjiro.LOCAL, source_id, row.get("servDtlLink")),
        valid_from=day(row.get("enfcBgngYmd")),
        valid_to=day(row.get("enfcEndYmd")),
        updated=day(row.get("lastModYmd")),
        retrieved=retrieved,
    )


def _offices(row: Row) -> list[contacts.Contact | None]:
    offices = parts(row, "inqplCtadrList")
    return [contacts.contact(part.get("wlfareInfoReldNm"), part.get("wlfareInfoReldCn")) for part in offices]
