"""What every key store promises (docs/spec/ledger.md, LED-15 to LED-19)."""

import pytest

from jisr.core.errors import Conflict
from jisr.ledger.base import READ_MAX
from jisr.ledger.keys import SqliteKeyStore
from tests.ledger.given import key


def test_a_key_is_read_back_as_it_was(keys):
    first, second = key("a"), key("b", secret=b"other")
    keys.put([first, second])
    keys.put([first])
    assert keys.get(first.part) == first
    assert keys.get(key("unknown").part) is None
    both = {first.part: first, second.part: second}
    assert keys.held([first.part, key("unknown").part, second.part]) == both


def test_another_key_for_the_same_part_is_refused_with_its_batch(keys):
    keys.put([key("a")])
    for other in (key("a", secret=b"other"), key("a", salt=b"other")):
        with pytest.raises(Conflict) as caught:
            keys.put([key("b"), other])
        assert caught.value.code == "ledger.key-differs"
    assert keys.get(key("a").part) == key("a")
    assert keys.get(key("b").part) is None


def test_two_keys_for_one_part_in_one_batch_are_refused(keys):
    with pytest.raises(Conflict, match=r"ledger\.key-differs"):
        keys.put([key("a"), key("a", secret=b"other")])
    assert keys.get(key("a").part) is None


def test_a_destroyed_key_never_comes_back(keys):
    keys.put([key("a"), key("b")])
    keys.destroy([key("a").part])
    assert keys.get(key("a").part) is None
    asked = [key(name).part for name in ("b", "a", "unknown")]
    assert keys.destroyed(asked) == {key("a").part}
    assert keys.destroyed([]) == set()
    assert keys.held(asked) == {key("b").part: key("b")}
    with pytest.raises(Conflict) as caught:
        keys.put([key("c"), key("a")])
    assert caught.value.code == "ledger.key-destroyed"
    assert keys.get(key("c").part) is None


def test_tombstones_are_listed_in_order_and_in_pages(keys):
    order = [key(label).part for label in "cab"]
    keys.destroy(order[:2])
    keys.destroy([order[0], order[2]])
    assert list(keys.tombstones()) == order
    assert list(keys.tombstones(start=1, limit=1)) == order[1:2]
    assert list(keys.tombstones(start=3)) == []
    with pytest.raises(AssertionError):
        keys.tombstones(limit=READ_MAX + 1)


def test_a_restore_reapplies_every_erasure(another_home, keys):
    keys.put([key("a"), key("b")])
    keys.destroy([key("a").part, key("never seen").part])
    restored = another_home()
    older = restored.keys()
    older.put([key("a"), key("b")])
    older.destroy(keys.tombstones())
    assert older.get(key("a").part) is None
    assert older.get(key("b").part) == key("b")
    assert list(older.tombstones()) == list(keys.tombstones())
    restored.leave()


def test_a_second_process_finds_keys_and_tombstones(home, keys):
    keys.put([key("a"), key("b")])
    keys.destroy([key("a").part])
    home.leave()
    after = home.keys()
    assert after.destroyed([key("a").part])
    assert after.get(key("b").part) == key("b")


def test_no_file_holds_a_destroyed_key(tmp_path):
    secret, salt = b"a key nobody may read again", b"a salt that hides few names"
    with SqliteKeyStore(tmp_path / "keys.db") as keys:
        keys.put([key("a", secret=secret, salt=salt), key("b")])
        assert any(secret in path.read_bytes() for path in tmp_path.iterdir())
        keys.destroy([key("a").part])
        for path in tmp_path.iterdir():
            assert secret not in path.read_bytes()
            assert salt not in path.read_bytes()


def test_a_key_store_is_checked_and_copied(tmp_path):
    with SqliteKeyStore(tmp_path / "keys.db") as keys:
        keys.put([key("a")])
        keys.quick_check()
        keys.backup_to(tmp_path / "copy.db")
    with SqliteKeyStore(tmp_path / "copy.db") as copy:
        assert copy.get(key("a").part) == key("a")
