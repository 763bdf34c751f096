from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, text

from handoff.db import engine, transaction
from handoff.people.conversation import address_hash, find_conversation, open_conversation
from handoff.people.owner import OwnerChangeRefused, give_to
from handoff.people.tables import Conversation
from tests.factories import RESIDENT, create_conversation


def test_same_sender_comes_back_to_the_same_conversation(each_database: None) -> None:
    assert create_conversation().id == create_conversation().id


def test_one_address_on_two_channels_is_two_conversations(each_database: None) -> None:
    assert create_conversation("sms").id != create_conversation("kakao").id


def test_ten_first_messages_at_once_make_one_conversation(each_database: None) -> None:
    with ThreadPoolExecutor(10) as pool:
        ids = set(pool.map(lambda _: create_conversation().id, range(10)))
    assert len(ids) == 1


def test_address_cannot_be_read_from_the_table(each_database: None) -> None:
    create_conversation()
    with engine().connect() as connection:
        row = connection.execute(text("SELECT address, address_hash FROM conversation")).one()
    assert RESIDENT.encode() not in bytes(row.address) and RESIDENT not in row.address_hash
    with transaction() as session:
        assert session.scalars(select(Conversation.address)).one() == RESIDENT


def test_hash_depends_on_channel_and_key(service: pytest.MonkeyPatch) -> None:
    assert address_hash("sms", RESIDENT) != address_hash("kakao", RESIDENT)
    assert len(address_hash("sms", RESIDENT)) == 64


def test_unknown_sender_has_no_conversation(each_database: None) -> None:
    with transaction() as session:
        assert find_conversation(session, "sms", RESIDENT) is None


def test_new_keys_of_a_kakao_user_are_added(each_database: None) -> None:
    for keys in ({"plusfriendUserKey": "a"}, {"appUserId": "b"}):
        with transaction() as session:
            found = open_conversation(session, "kakao", "user", keys)
    assert found.other_keys == {"plusfriendUserKey": "a", "appUserId": "b"}


def test_queue_can_only_be_entered_without_a_counselor() -> None:
    with pytest.raises(OwnerChangeRefused):
        give_to(Conversation(owner="bot", fence=0), "queue", "c1")
    with pytest.raises(OwnerChangeRefused):
        give_to(Conversation(owner="bot", fence=0), "counselor")


def test_coming_of_a_counselor_overtakes_a_turn_in_flight() -> None:
    conversation = Conversation(owner="bot", fence=7)
    give_to(conversation, "queue")
    assert conversation.fence == 7
    give_to(conversation, "counselor", "c1")
    assert conversation.fence == 8


def test_same_owner_again_changes_nothing() -> None:
    conversation = Conversation(owner="counselor", counselor_id="c1", fence=7)
    give_to(conversation, "counselor", "c1")
    assert conversation.fence == 7
