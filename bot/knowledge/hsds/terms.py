"""복지로's three classifications as taxonomies of HSDS 3: life stage, household, theme.

Names and codes are those of the guide to 복지로's open API (한국사회보장정보원, 2025-04).
"""

from __future__ import annotations

from bot.knowledge.hsds.parts import Object, ident
from bot.knowledge.program import Program

_VERSION = "2025-04"
_TAXONOMIES = {
    "life_stage": ("생애주기", {
        "001": "영유아", "002": "아동", "003": "청소년", "004": "청년", "005": "중장년", "006": "노년", "007": "임신·출산",
    }),
    "household": ("가구유형", {
        "010": "다문화·탈북민", "020": "다자녀", "030": "보훈대상자", "040": "장애인", "050": "저소득", "060": "한부모·조손",
    }),
    "theme": ("관심주제", {
        "010": "신체건강", "020": "정신건강", "030": "생활지원", "040": "주거", "050": "일자리", "060": "문화·여가",
        "070": "안전·위기", "080": "임신·출산", "090": "보육", "100": "교육", "110": "입양·위탁", "120": "보호·돌봄",
        "130": "서민금융", "140": "법률", "150": "관계개선", "160": "에너지",
    }),
}  # fmt: skip


def taxonomies() -> list[Object]:
    return [_taxonomy(key) for key in _TAXONOMIES]


def terms() -> list[Object]:
    """Every term of every taxonomy."""
    return [_term(key, code) for key, (_, names) in _TAXONOMIES.items() for code in names]


def attributes(program: Program, service: str) -> list[Object]:
    """What a program is classified as, each with its term, for the service of this id."""
    said = {"life_stage": program.life_stages, "household": program.households, "theme": program.themes}
    return [
        {
            "id": ident("attribute", service, key, code),
            "link_id": service,
            "link_entity": "service",
            "link_type": key,
            "taxonomy_term_id": _term(key, code)["id"],
            "taxonomy_term": _term(key, code),
        }
        for key, (_, names) in _TAXONOMIES.items()
        for code, name in names.items()
        if name in said[key]
    ]


def _taxonomy(key: str) -> Object:
    name = _TAXONOMIES[key][0]
    return {
        "id": ident("taxonomy", key),
        "name": f"복지로 {name}",
        "description": f"복지로의 {name} 분류",
        "version": _VERSION,
    }


def _term(key: str, code: str) -> Object:
    title, names = _TAXONOMIES[key]
    return {
        "id": ident("taxonomy_term", key, code),
        "code": code,
        "name": names[code],
        "description": f"{title} {names[code]}",
        "taxonomy_id": ident("taxonomy", key),
        "taxonomy": f"복지로 {title}",
        "language": "ko",
    }
