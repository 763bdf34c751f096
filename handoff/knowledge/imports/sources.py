"""What each open API is asked: addresses, parameters, page sizes. Facts: the official guides of the four services."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote

from handoff.errors import HandoffError
from handoff.knowledge.imports.tables import Kind
from handoff.settings import Settings


class KeyMissing(HandoffError):
    """A live import needs the operator's key."""

    code = "import_key_missing"
    http_status = 422


@dataclass(frozen=True)
class Question:
    """One call. `kind` and `key` name it in the raw store and in what is reported; neither holds the operator's key."""

    kind: Kind
    key: str
    path: str
    parameters: dict[str, str]


@dataclass(frozen=True)
class Api:
    """One source. `lists` and `detail_pages` are paths read page by page, `detail` a path asked program by program."""

    base: str
    key_setting: str
    key_parameter: str
    page_parameters: tuple[str, str]  # number of the page, rows of a page
    rows: int
    lists: str
    detail: str = ""
    detail_pages: tuple[str, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()
    fixed_detail: tuple[tuple[str, str], ...] = ()

    def page(self, path: str, number: int) -> Question:
        page, rows = self.page_parameters
        kind: Kind = "list" if path == self.lists else "detail"
        parameters = {**dict(self.fixed), page: str(number), rows: str(self.rows)}
        return Question(kind, f"{path.strip('/')}/{number}", path, parameters)

    def about(self, source_id: str) -> Question:
        return Question("detail", source_id, self.detail, {**dict(self.fixed_detail), "servId": source_id})


# Central allows 500 rows a page; 30 calls a second in general, but see client.py for what development accounts bear.
APIS = {
    "bokjiro-central": Api(
        "https://apis.data.go.kr/B554287", "data_go_kr_key", "serviceKey", ("pageNo", "numOfRows"), 500,
        lists="/NationalWelfareInformationsV001/NationalWelfarelistV001",
        detail="/NationalWelfareInformationsV001/NationalWelfaredetailedV001",
        fixed=(("callTp", "L"), ("srchKeyCode", "003")), fixed_detail=(("callTp", "D"),),
    ),
    "bokjiro-local": Api(
        "https://apis.data.go.kr/B554287", "data_go_kr_key", "serviceKey", ("pageNo", "numOfRows"), 500,
        lists="/LocalGovernmentWelfareInformations/LcgvWelfarelist",
        detail="/LocalGovernmentWelfareInformations/LcgvWelfaredetailed",
    ),
    "gov24": Api(
        "https://api.odcloud.kr/api/gov24/v3", "data_go_kr_key", "serviceKey", ("page", "perPage"), 500,
        lists="/serviceList", detail_pages=("/serviceDetail", "/supportConditions"),
    ),
    "youthcenter": Api(
        "https://www.youthcenter.go.kr", "youthcenter_key", "apiKeyNm", ("pageNum", "pageSize"), 100,
        lists="/go/ythip/getPlcy", fixed=(("rtnType", "json"),),
    ),
}  # fmt: skip
_BASE_SETTINGS = {
    "bokjiro-central": "bokjiro_api_base",
    "bokjiro-local": "bokjiro_api_base",
    "gov24": "gov24_api_base",
    "youthcenter": "youthcenter_api_base",
}


def base_of(source: str, settings: Settings) -> str:
    """Where the source is asked: the setting, else the official address."""
    return str(getattr(settings, _BASE_SETTINGS[source]) or APIS[source].base).rstrip("/")


def key_of(source: str, settings: Settings) -> str:
    """The operator's key, decoded: data.go.kr shows it in both forms, and it may be URL-encoded only once."""
    name = APIS[source].key_setting
    secret = getattr(settings, name)
    key = unquote(secret.get_secret_value().strip()) if secret else ""
    if not key:
        raise KeyMissing(f"set BOKJI_{name.upper()} to the operator's key, or name files to read")
    return key
