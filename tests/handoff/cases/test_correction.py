import pytest
from sqlalchemy import select

from handoff.cases.assignment import NotTheHolder, claim
from handoff.cases.correction import ConversationProtected, send_correction
from handoff.cases.events import history
from handoff.cases.protection import set_protected
from handoff.db import transaction
from handoff.knowledge.corrections import CorrectionDecided
from handoff.knowledge.drafts import MayNotEdit
from handoff.knowledge.tables import Correction, EntryVersion
from tests.conftest import Clock
from tests.factories import cases, conversation, create_case, create_conversation, create_counselor, outbox, thread

TEXT = "어제 보내 드린 안내를 바로잡습니다."


@pytest.fixture
def correction(each_database: None, clock: Clock) -> Correction:
    """A text for the one conversation there is, which nobody holds."""
    told = create_conversation()
    with transaction() as session:
        version = EntryVersion(kind="program", entry_id="x", number=1, version="0" * 12, document={})
        session.add(version)
        session.flush()
        made = Correction(entry_version_id=version.id, conversation_id=told.id, text="초안")
        session.add(made)
    return made


def send(correction: Correction, counselor_id: str, text: str = TEXT) -> None:
    with transaction() as session:
        send_correction(session, correction.id, counselor_id, text)


def test_correction_goes_out_as_the_counselor_left_it(correction: Correction) -> None:
    counselor = create_counselor()
    send(correction, counselor.id)
    assert [(m.author, m.text, m.counselor_id) for m in thread()] == [("counselor", TEXT, counselor.id)]
    assert [row.text for row in outbox("reply")] == [TEXT]
    with transaction() as session:
        kept = session.scalars(select(Correction)).one()
    assert (kept.status, kept.text, kept.decided_by) == ("sent", TEXT, counselor.id)
    assert kept.sent_message_id == thread()[0].id and conversation().owner == "bot"


def test_correction_is_sent_once(correction: Correction) -> None:
    counselor = create_counselor()
    send(correction, counselor.id)
    with pytest.raises(CorrectionDecided):
        send(correction, counselor.id)
    assert len(outbox()) == 1


def test_nothing_is_sent_to_a_protected_conversation(correction: Correction) -> None:
    counselor = create_counselor()
    with transaction() as session:
        set_protected(session, correction.conversation_id, counselor.id, True)
    with pytest.raises(ConversationProtected):
        send(correction, counselor.id)
    assert outbox() == []


def test_in_a_held_conversation_only_the_holder_sends_it(correction: Correction) -> None:
    case, holder, other = create_case(), create_counselor(), create_counselor()
    with transaction() as session:
        claim(session, case.id, holder.id)
    with pytest.raises(NotTheHolder):
        send(correction, other.id)
    send(correction, holder.id)
    with transaction() as session:
        assert "corrected" in [event.kind for event in history(session, cases()[0].id)]


def test_who_left_the_office_sends_nothing(correction: Correction) -> None:
    with pytest.raises(MayNotEdit):
        send(correction, create_counselor(active=False).id)
