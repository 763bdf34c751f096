"""Programs of ministries: 복지로 중앙부처복지서비스, lists and details as the API sends them."""

from __future__ import annotations

import re
from datetime import date

from bot.knowledge.imported import Imported
from handoff.knowledge.readers import bokjiro, codes, contacts
from handoff.knowledge.readers.envelopes import parts
from handoff.knowledge.readers.reading import Row
from handoff.knowledge.readers.repeats import told_once
from handoff.knowledge.readers.texts import line, lines, text

_YEAR = re.compile(r"20[0-9]{2}")


def read_central(row: Row, retrieved: date) -> Imported:
    """Nation-wide, always. `valid_from` is the first day of the year that the figures are of (crtrYr)."""
    source_id = bokjiro.serv_id(row.get("servId"))
    target, criteria, benefit = told_once(*(text(row.get(key)) for key in ("tgtrDtlCn", "slctCritCn", "alwServCn")))
    ministry = line(row.get("jurMnofNm"))
    return Imported(
        id=f"{bokjiro.CENTRAL}:{source_id}",
        source=bokjiro.CENTRAL,
        source_id=source_id,
        name=bokjiro.name_of(row.get("servNm")),
        department=line(f"{ministry} {line(row.get('jurOrgNm'))}"),
        summary=line(row.get("wlfareInfoOutlCn")) or line(row.get("servDgst")),
        target=target,
        criteria=criteria,
        benefit=benefit or bokjiro.provision(row.get("srvPvsnNm"), row.get("sprtCycNm")),
        how_to_apply=_how_to_apply(row),
        documents=bokjiro.forms(part.get("servSeDetailNm") for part in parts(row, "basfrmList")),
        contacts=contacts.joined(_offices(row), contacts.line_of(ministry, row.get("rprsCtadr"))),
        life_stages=codes.life_stages(row.get("lifeArray")),
        households=codes.households(row.get("trgterIndvdlArray")),
        themes=codes.themes(row.get("intrsThemaArray")),
        url=bokjiro.page_of(bokjiro.CENTRAL, source_id, row.get("servDtlLink")),
        valid_from=_year(row.get("crtrYr")),
        retrieved=retrieved,
    )


def _how_to_apply(row: Row) -> str:
    """The steps (신청, 조사, 결정, 지급, 사후관리) have their sentence in the field for a link, and repeat."""
    steps = parts(row, "applmetList")
    return lines(*(p.get("servSeDetailLink") for p in steps if line(p.get("servSeDetailNm")).startswith("신청")))


def _offices(row: Row) -> list[contacts.Contact | None]:
    offices = parts(row, "inqplCtadrList")
    return [contacts.contact(part.get("servSeDetailNm"), part.get("servSeDetailLink")) for part in offices]


def _year(value: object) -> date | None:
    year = line(value)
    return date(int(year), 1, 1) if _YEAR.fullmatch(year) else None
