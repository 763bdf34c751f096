"""CSV files made of the two lists of 복지로: columns named like the API's, with the region and the office apart."""

from __future__ import annotations

from datetime import date

from bot.knowledge.imported import Imported
from handoff.knowledge.readers import bokjiro, codes, contacts, regions
from handoff.knowledge.readers.reading import Row
from handoff.knowledge.readers.texts import line


def read_csv(row: Row, source: str, retrieved: date) -> Imported:
    """`agency` is the ministry of a central program (its `region` too), the province of a local one."""
    source_id = bokjiro.serv_id(row.get("servId"))
    source = bokjiro.source_of(row, row.get("servDtlLink")) or source
    agency, department = line(row.get("agency")), line(row.get("department"))
    if source == bokjiro.CENTRAL:
        department, (province, district) = f"{agency} {department}".strip(), regions.NATION
    else:
        province, district = regions.local_region(row.get("region") or agency, "", department)
    return Imported(
        id=f"{source}:{source_id}",
        source=source,
        source_id=source_id,
        name=bokjiro.name_of(row.get("servNm")),
        department=department,
        province=province,
        district=district,
        summary=line(row.get("servDgst")),
        benefit=bokjiro.provision(row.get("srvPvsnNm"), row.get("sprtCycNm")),
        contacts=contacts.unique(contacts.line_of(agency, row.get("contact"))),
        life_stages=codes.life_stages(row.get("lifeArray")),
        themes=codes.themes(row.get("intrsThemaArray")),
        url=bokjiro.page_of(source, source_id, row.get("servDtlLink")),
        retrieved=retrieved,
    )
