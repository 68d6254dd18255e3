"""Attachments come in chunks over a bad line, and end up whole or not at all."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.core.act import Digest
from jisr.core.errors import Conflict, Refused
from jisr.exchange.attachments import Assembly, begin, place, verified
from jisr.exchange.limits import ATTACHMENT_BYTES_DEFAULT
from jisr.exchange.values import Chunk, Want

CONTENT = bytes(range(200))
DIGEST = Digest(hashlib.sha256(CONTENT).hexdigest())


def chunk(start, end, total=200):
    return Chunk(digest=DIGEST, offset=start, total=total, data=CONTENT[start:end])


@given(st.lists(st.tuples(st.integers(0, 199), st.integers(1, 60)), max_size=40))
def test_in_whatever_order_chunks_come_what_is_stored_is_the_beginning_of_the_file(cuts):
    stored = bytearray()
    assembly = begin(DIGEST, total=len(CONTENT), limit=1000)
    for start, length in cuts:
        assembly, write = place(assembly, chunk(start, min(start + length, len(CONTENT))))
        if write is not None:
            assert write.offset == len(stored)
            stored += write.data
        assert stored == CONTENT[: assembly.held]
    # Resumed from wherever it stopped, as after a crash: the length is all there is to know.
    assembly = Assembly(digest=DIGEST, total=len(CONTENT), held=len(stored))
    while not assembly.complete:
        offset = assembly.want.offset
        assembly, write = place(assembly, chunk(offset, offset + 30))
        assert write is not None
        stored += write.data
    verified(assembly, Digest(hashlib.sha256(stored).hexdigest()))


def test_the_next_bytes_are_asked_for():
    assert begin(DIGEST, total=9, limit=9).want == Want(digest=DIGEST, offset=0)
    assert Assembly(digest=DIGEST, total=9, held=4).want == Want(digest=DIGEST, offset=4)


def test_a_chunk_that_brings_nothing_new_is_passed_over():
    assembly = Assembly(digest=DIGEST, total=200, held=50)
    for passed in (chunk(0, 50), chunk(10, 20), chunk(51, 80)):
        assert place(assembly, passed) == (assembly, None)


def test_an_attachment_over_the_limit_is_refused_before_a_byte_is_fetched():
    begin(DIGEST, total=ATTACHMENT_BYTES_DEFAULT, limit=ATTACHMENT_BYTES_DEFAULT)
    with pytest.raises(Refused) as caught:
        begin(DIGEST, total=ATTACHMENT_BYTES_DEFAULT + 1, limit=ATTACHMENT_BYTES_DEFAULT)
    assert caught.value.code == "exchange.attachment-too-large"
    assert caught.value.facts == {
        "size": ATTACHMENT_BYTES_DEFAULT + 1,
        "limit": ATTACHMENT_BYTES_DEFAULT,
    }


def test_an_attachment_that_changes_its_size_on_the_way_is_refused():
    with pytest.raises(Refused) as caught:
        place(Assembly(digest=DIGEST, total=200), chunk(0, 9, total=300))
    assert caught.value.code == "exchange.total-changed"
    assert caught.value.facts == {"before": 200, "now": 300}


def test_an_attachment_with_another_digest_is_not_accepted():
    with pytest.raises(Conflict) as caught:
        verified(Assembly(digest=DIGEST, total=3, held=3), Digest("0" * 64))
    assert caught.value.code == "exchange.attachment-damaged"
