"""Answers about the office itself: which dong center, its phone, address and hours."""

from __future__ import annotations

from actions.reply import Reply, numbered
from bot.evidence import Context, Evidence, Option
from bot.knowledge.directory import Desk, directory
from bot.knowledge.dongs import Dongs, dongs
from bot.knowledge.places import without_dong
from bot.lines import signed
from bot.picking import DONG, chosen

_MOST = 5  # options that can be picked by number (bot/picking.py)


def office_answer(evidence: Evidence, context: Context) -> Reply | None:
    """The dong center that the message names, else the office's main number; None where the directory has neither.

    Where a place is told that several centers may serve, it is asked for the dong.
    """
    picked = chosen(evidence.text, context.options)
    named = [picked.label] if picked and picked.aspect == DONG else directory().dongs_in(evidence.text, context.office)
    if len(named) > 1:
        return _which(named)
    main = directory().main_desk(context.office)
    if not named and main and without_dong(evidence.text):
        return _unknown(dongs()[context.office], main)
    desk = directory().desk_for("dong_center", context.office, named[0]) if named else None
    if desk is not None:
        return Reply(signed("\n".join((*_told(desk), *_of_center(desk, named[0])))), desk=desk.id)
    return Reply(signed("\n".join(_told(main))), desk=main.id) if main else None


def _which(named: list[str]) -> Reply:
    """Asked back, numbered as far as a number can pick one."""
    if len(named) > _MOST:
        text = f"말씀하신 곳은 주민센터가 여러 곳으로 나뉩니다: {', '.join(named)}. 어느 동에 사시는지 알려 주시겠어요?"
        return Reply(signed(text))
    options = tuple(Option(dong, "", DONG) for dong in named)
    listed = "\n".join(f"{number}. {dong}" for number, dong in enumerate(named, start=1))
    text = f"말씀하신 곳은 주민센터가 여러 곳으로 나뉩니다. 어느 동에 사시나요? 번호로 답하셔도 됩니다.\n{listed}"
    return Reply(signed(text), quick_replies=numbered(options), offered=options)


def _unknown(here: Dongs, main: Desk) -> Reply:
    example = next(iter(here.all))
    text = (
        "길 이름이나 역 이름만으로는 어느 주민센터인지 정확히 알 수 없습니다. "
        f"사시는 동 이름을 알려 주시겠어요? 예를 들면 {example}처럼요. 동 이름을 모르시면 {main.name} {main.phones[0]}로 물어봐 주세요."
    )
    return Reply(signed(text))


def _told(desk: Desk) -> list[str]:
    lines = [f"{desk.name} 전화는 {desk.phones[0]}입니다."]
    if desk.address:
        lines.append(f"주소: {desk.address}")
    elif "visit" in desk.ways:
        lines.append("주소는 전화로 물어봐 주세요.")
    return [*lines, desk.hours_in_words]


def _of_center(desk: Desk, dong: str) -> list[str]:
    """The center's welfare team where it has a name of its own; that the dong's name reaches into other centers."""
    here = dongs()[desk.office]
    lines = [f"복지 상담은 이곳 {here.team}에서 합니다."] if here.team else []
    if others := here.also_in(dong):
        lines.append(f"주소가 {dong}이어도 {', '.join(others)}에서 맡는 곳이 있으니, 가시기 전에 전화로 확인해 주세요.")
    return lines
