"""`bokji kb import` as an operator meets it: what it prints, its exit codes, and that the bot gets it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bot.knowledge.snapshot import Snapshot, default_folder
from handoff.cli.main import main
from handoff.settings import settings
from tests.handoff.knowledge.imports.programs import need_answers, stored
from tests.standins.open_api import DATA, KEY, OpenApiStandin

SMALL = DATA / "bokjiro-list-2026-06" / "dongjak_jinju_31.json"
Told = tuple[int, str, str]


class Operator:
    """Types `bokji kb import …`; the database is empty, without even a table."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
        self._monkeypatch, self._capsys = monkeypatch, capsys

    def imports(self, *arguments: str | Path) -> Told:
        """Exit code, standard output, standard error."""
        self._monkeypatch.setattr(sys, "argv", ["bokji", "kb", "import", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        told = self._capsys.readouterr()
        return int(ended.value.code or 0), told.out, told.err


@pytest.fixture
def operator(service: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Operator:
    need_answers()
    return Operator(service, capsys)


def test_first_import_makes_the_tables_and_publishes_to_the_bot(operator: Operator) -> None:
    code, out, _ = operator.imports("bokjiro-local", SMALL, "--as-of", "2026-06-12")
    assert code == 0 and "31 new" in out
    snapshot = Snapshot.current(default_folder())
    assert snapshot is not None and snapshot.version in out and len(snapshot.catalog) == 31


def test_second_import_says_that_nothing_changed(operator: Operator) -> None:
    first = operator.imports("bokjiro-local", SMALL, "--as-of", "2026-06-12")[1]
    _, out, _ = operator.imports("bokjiro-local", SMALL, "--as-of", "2026-07-12")
    assert "0 new, 0 changed, 0 gone, 0 back, 0 refused, 31 unchanged" in out
    assert out.splitlines()[-1] == first.splitlines()[-1]  # the same version


def test_changed_fields_are_named(operator: Operator) -> None:
    operator.imports("bokjiro-local", SMALL, "--as-of", "2026-06-12")
    detail = DATA / "bokjiro-api-raw-2026-08" / "detail_local_WLF00000402.xml"
    code, out, _ = operator.imports("bokjiro-local", detail, "--as-of", "2026-08-30")
    assert code == 0 and "changed  bokjiro-local:WLF00000402 효도수당 지급: " in out and "updated" in out
    assert "30 known programs are missing here and stay as they are" in out


def test_dry_run_stores_and_publishes_nothing(operator: Operator) -> None:
    code, out, _ = operator.imports("bokjiro-local", SMALL, "--dry-run")
    assert code == 0 and "would be 31 new" in out and "published" not in out
    assert stored() == {} and Snapshot.current(default_folder()) is None


def test_refused_rows_are_listed_and_the_exit_code_says_so(operator: Operator, tmp_path: Path) -> None:
    (tmp_path / "page.xml").write_text("<html>error</html>")
    code, out, _ = operator.imports("bokjiro-local", SMALL, tmp_path / "page.xml")
    assert code == 1 and "31 new" in out and "refused  page.xml: " in out


def test_nothing_readable_is_one_line_and_exit_code_2(operator: Operator, tmp_path: Path) -> None:
    (tmp_path / "page.xml").write_text("<html>error</html>")
    code, out, err = operator.imports("bokjiro-local", tmp_path / "page.xml")
    assert code == 2 and out == "" and len(err.splitlines()) == 1


def test_many_new_programs_are_named_only_on_demand(operator: Operator) -> None:
    policies = DATA / "youthcenter-seoul-2025-09" / "seoul_policies.json.gz"
    assert "… and 292 more" in operator.imports("youthcenter", policies, "--dry-run")[1]
    assert operator.imports("youthcenter", policies, "--dry-run", "--all")[1].count("  new ") == 342


@pytest.mark.parametrize("arguments", [("--as-of", "2099-01-01", SMALL), ("--as-of", "2026-06-12")])
def test_day_that_cannot_be_is_a_usage_error(operator: Operator, arguments: tuple[str | Path, ...]) -> None:
    assert operator.imports("bokjiro-local", *arguments)[0] == 2
    assert not Path(settings().database_url.removeprefix("sqlite:///")).exists()


def test_live_import_without_a_key_names_the_setting(operator: Operator) -> None:
    code, _, err = operator.imports("bokjiro-local")
    assert code == 2 and "BOKJI_DATA_GO_KR_KEY" in err


def test_live_import_shows_its_progress_and_tells_how_to_go_on(operator: Operator, service: pytest.MonkeyPatch) -> None:
    with OpenApiStandin() as api:
        api.limit = 5
        service.setenv("BOKJI_BOKJIRO_API_BASE", api.base)
        service.setenv("BOKJI_DATA_GO_KR_KEY", KEY)
        code, out, err = operator.imports("bokjiro-local")
    assert code == 1 and "21 new" in out and "Run the same command again" in out
    assert "LcgvWelfarelist" in err and "3/3" in err
    assert "LcgvWelfaredetailed" in err and "2/21" in err and "/s" in err
    assert KEY not in out + err
