import pytest

from handoff.cases.assignment import NotTheHolder, claim
from handoff.cases.events import history
from handoff.cases.referral import ReferralIncomplete, accept, answer, refer
from handoff.cases.tables import Case, Referral
from handoff.db import transaction
from handoff.staff.tables import Counselor
from tests.conftest import Clock
from tests.factories import cases, conversation, create_case, create_counselor


@pytest.fixture
def held(database: None, clock: Clock) -> tuple[Case, Counselor]:
    case, counselor = create_case(), create_counselor()
    with transaction() as session:
        claim(session, case.id, counselor.id)
    return case, counselor


def _refer(held: tuple[Case, Counselor], **fields: str | None) -> Referral:
    case, counselor = held
    defaults = {"act": "의뢰", "unit": "senior", "desk": None, "reason": "돌봄이 필요함", "basis": "consent"}
    with transaction() as session:
        return refer(session, case.id, counselor.id, **{**defaults, **fields})  # type: ignore[arg-type]


def test_referral_with_consent_is_on_record(held: tuple[Case, Counselor]) -> None:
    referral = _refer(held)
    assert referral.consented_at is not None and referral.basis == "consent"
    with transaction() as session:
        assert "referred" in [event.kind for event in history(session, held[0].id)]


@pytest.mark.parametrize(
    "fields", [{"reason": " "}, {"act": "전달"}, {"basis": None}, {"basis": "habit"}, {"basis": "danger"}]
)
def test_referral_that_lacks_something_is_refused(held: tuple[Case, Counselor], fields: dict[str, str]) -> None:
    with pytest.raises(ReferralIncomplete):
        _refer(held, **fields)


def test_pointing_to_a_service_needs_no_consent(held: tuple[Case, Counselor]) -> None:
    assert _refer(held, act="연계", basis=None).consented_at is None


def test_danger_is_a_basis_in_a_crisis(held: tuple[Case, Counselor]) -> None:
    with transaction() as session:
        session.get_one(Case, held[0].id).crisis = "survival"
    assert _refer(held, basis="danger").basis == "danger"


def test_only_the_holder_refers(held: tuple[Case, Counselor]) -> None:
    with pytest.raises(NotTheHolder):
        _refer((held[0], create_counselor()))


def test_answer_of_the_desk_is_kept(held: tuple[Case, Counselor]) -> None:
    referral = _refer(held)
    with transaction() as session:
        accept(session, referral.id, held[1].id)
        answer(session, referral.id, held[1].id, "방문했습니다")
    assert cases()[0].status == "open" and conversation().owner == "counselor"
    with transaction() as session:
        assert session.get_one(Referral, referral.id).answer == "방문했습니다"


def test_accepted_handing_over_closes_the_case_here(held: tuple[Case, Counselor]) -> None:
    referral = _refer(held, act="이관")
    with transaction() as session:
        accept(session, referral.id, held[1].id)
    assert cases()[0].outcome == "handed_over" and conversation().owner == "bot"
