"""Answers about the office itself: which dong center, its phone, address and hours."""

from __future__ import annotations

from actions.reply import Reply
from bot.evidence import Context, Evidence
from bot.knowledge.directory import directory
from bot.lines import signed


def office_answer(evidence: Evidence, context: Context) -> Reply | None:
    """The dong center that the message names, else the office's main number; None where the directory has neither."""
    places = directory()
    dongs = places.dongs_in(evidence.text, context.office)
    if len(dongs) > 1:
        names = ", ".join(dongs)
        return Reply(signed(f"주민센터가 여러 곳입니다: {names}. 어느 동에 사시는지 알려 주시겠어요?"))
    desk = places.desk_for("dong_center", context.office, dongs[0]) if dongs else places.main_desk(context.office)
    if desk is None:
        return None
    lines = [f"{desk.name} 전화는 {desk.phones[0]}입니다."]
    if desk.address:
        lines.append(f"주소: {desk.address}")
    lines.append("평일 오전 9시부터 오후 6시까지 열고, 토요일과 일요일, 공휴일은 쉽니다.")
    return Reply(signed("\n".join(lines)))
