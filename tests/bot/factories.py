"""Makes programs and evidence, with defaults for all that a test does not care about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bot.evidence import Evidence
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.linking.link import Link
from bot.knowledge.program import Program


def program_data(id: str = "warm_meal", name: str = "따뜻한밥상", **fields: Any) -> dict[str, Any]:
    """The content of a program file that nothing is wrong with."""
    texts = {
        "overview": "밥을 지어 드시기 어려운 분에게 매주 반찬을 가져다 드립니다. 한 번에 세 가지입니다.",
        "eligibility": "혼자 사시는 어르신이 받을 수 있습니다.",
        "how_to_apply": "주민센터에 가서 신청합니다.",
        "contact": "보건복지상담센터 129로 물어보세요.",
    }
    return {
        "id": id, "name": name, "serv_id": None, "region": None, "field": "노인", "unit": "senior", "aliases": [],
        "contacts": [{"name": "보건복지상담센터", "phone": "129", "reference": "notice"}],
        "answers": texts | fields.pop("answers", {}),
        "references": {"notice": {"title": "안내문", "as_of": "2026-06-12"}},
        "assured_date": "2026-06-12",
        **fields,
    }  # fmt: skip


def write_program(folder: Path, id: str = "warm_meal", **fields: Any) -> Path:
    path = folder / f"{id}.yml"
    text = yaml.safe_dump(program_data(id, **fields), allow_unicode=True, sort_keys=False)
    path.write_text(text, encoding="utf-8")
    return path


def create_program(id: str = "warm_meal", name: str = "따뜻한밥상", **fields: Any) -> Program:
    return Program.from_data(program_data(id, name, **fields))


def create_base(*programs: Program) -> KnowledgeBase:
    """A knowledge base of a few programs; three of them where none is given."""
    return KnowledgeBase(list(programs) or [PENSION, CARD, VOUCHER], [], "test")


def link_to(program: Program, score: float = 0.95, via: str = "name", start: int = 0, end: int = 4) -> Link:
    return Link(program.id, program.name, score, via, start, end)


def evidence(text: str = "어르신연금 얼마예요", links: tuple[Link, ...] = (), **fields: Any) -> Evidence:
    """Evidence whose groups are given as `question=0.9`; what is left over stays with nobody."""
    groups = {name: fields.pop(name, 0.0) for name in ("question", "recommend", "person", "smalltalk", "out_of_scope")}
    groups["crisis"] = fields.pop("danger", 0.0)
    return Evidence(text, fields.pop("intents", {"ask_amount": 0.9}), links=links, groups=groups, **fields)


PENSION = create_program(
    "elder_pension",
    "어르신연금",
    aliases=["노인연금"],
    amounts={
        "monthly": [
            {"year": 2025, "value": 340000, "reference": "notice"},
            {"year": 2026, "value": 349700, "reference": "notice"},
        ],
        "cut": [{"from": "2014-07-01", "value": 20, "unit": "percent", "reference": "notice"}],
    },
    answers={
        "amount": "한 달에 최고 {monthly}입니다. 부부는 {cut}를 줄입니다.",
        "documents": "신분증과 통장 사본을 가져가세요.",
        "period": "언제든 신청합니다.",
    },
    details=[
        {"about": "집", "match": ["집 한채", "아파트"], "aspect": "eligibility", "say": "집이 있어도 됩니다."},
        {"about": "부부", "match": ["부부"], "aspect": "amount", "say": "부부가 함께 받을 수 있습니다."},
    ],
)
CARD = create_program("culture_pass", "문화나눔카드", unit="dong_center", field="저소득", aliases=["문화카드"])
VOUCHER = create_program("heating_voucher", "난방바우처", unit="livelihood", field="저소득", aliases=["연탄쿠폰"])
