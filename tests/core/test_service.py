"""The content of service acts (docs/spec/service.md, SRV-1 to SRV-5)."""

import pytest

from jisr.core.act import Digest, Ref, Slug
from jisr.core.checkpoint import Checkpoint, Cosignature
from jisr.core.dsse import to_base64
from jisr.core.errors import Malformed
from jisr.core.keys import KeyUse
from jisr.core.service import (
    ERASED_MAX,
    Ack,
    Erase,
    KeyChange,
    Prune,
    Restart,
    read_ack,
    read_erase,
    read_key_change,
    read_prune,
    read_restart,
)
from tests.core.kit import FR, MA, NOWHERE, record

SIGNATURE = bytes(64)
POINT = Checkpoint(size=3, root=NOWHERE, key=NOWHERE, signature=SIGNATURE)
COSIGNED = Cosignature(size=2, root=NOWHERE, time=7, key=NOWHERE, signature=SIGNATURE)
ADDED = record(FR, KeyUse.SIGN, "second")
REFS = (
    Ref(author=FR, epoch=0, seq=3, id=NOWHERE),
    Ref(author=MA, epoch=1, seq=4, id=NOWHERE),
)
VALUES = [
    (Ack(checkpoint=POINT, cosigned=COSIGNED), read_ack),
    (Ack(checkpoint=POINT, cosigned=None), read_ack),
    (KeyChange(ground=Slug("rotation"), add=ADDED), read_key_change),
    (KeyChange(ground=Slug("theft"), revoke=NOWHERE), read_key_change),
    (Restart(ground=Slug("restore")), read_restart),
    (Erase(parts=(Digest("a" * 64), NOWHERE), ground=Slug("term")), read_erase),
    (Prune(upto=REFS), read_prune),
]


@pytest.mark.parametrize(("value", "read"), VALUES, ids=lambda v: type(v).__name__)
def test_what_is_written_is_read_back(value, read):
    assert read(value.to_wire()) == value


point = Ack(checkpoint=POINT, cosigned=None).to_wire()["checkpoint"]
cosigned = Ack(checkpoint=POINT, cosigned=COSIGNED).to_wire()["cosigned"]
added = ADDED.to_wire()
refs = Prune(upto=REFS).to_wire()["upto"]
D = [Digest(f"{n:064x}") for n in range(ERASED_MAX + 1)]

BAD = [
    (read_ack, None),
    (read_ack, {}),
    (read_ack, {"checkpoint": point, "x": 1}),
    (read_ack, {"checkpoint": 7}),
    (read_ack, {"checkpoint": {**point, "time": 1}}),
    (read_ack, {"checkpoint": {**point, "size": -1}}),
    (read_ack, {"checkpoint": {**point, "root": "x"}}),
    (read_ack, {"checkpoint": {**point, "key": "x"}}),
    (read_ack, {"checkpoint": {**point, "signature": to_base64(bytes(63))}}),
    (read_ack, {"checkpoint": {**point, "signature": "x"}}),
    (read_ack, {"checkpoint": point, "cosigned": 7}),
    (read_ack, {"checkpoint": point, "cosigned": point}),
    (read_ack, {"checkpoint": point, "cosigned": {**cosigned, "time": -1}}),
    (read_key_change, {}),
    (read_key_change, {"ground": "g"}),
    (read_key_change, {"add": added}),
    (read_key_change, {"add": added, "ground": "g", "revoke": NOWHERE}),
    (read_key_change, {"add": 7, "ground": "g"}),
    (read_key_change, {"add": added, "ground": "Some words"}),
    (read_key_change, {"ground": "g", "revoke": "x"}),
    (read_key_change, {"ground": "", "revoke": NOWHERE}),
    (read_restart, {}),
    (read_restart, {"ground": "g", "x": 1}),
    (read_restart, {"ground": 7}),
    (read_erase, {"ground": "g"}),
    (read_erase, {"ground": "g", "parts": {}}),
    (read_erase, {"ground": "g", "parts": dict.fromkeys(D[:2], 1)}),
    (read_erase, {"ground": "g", "parts": 7}),
    (read_erase, {"ground": "g", "parts": []}),
    (read_erase, {"ground": "g", "parts": [D[1], D[0]]}),
    (read_erase, {"ground": "g", "parts": [D[0], D[0]]}),
    (read_erase, {"ground": "g", "parts": ["x"]}),
    (read_erase, {"ground": "g", "parts": D}),
    (read_erase, {"ground": "G", "parts": D[:1]}),
    (read_erase, {"ground": "g", "parts": D[:1], "x": 1}),
    (read_prune, {}),
    (read_prune, {"upto": {}}),
    (read_prune, {"upto": 7}),
    (read_prune, {"upto": refs[:1]}),
    (read_prune, {"upto": refs, "x": 1}),
    (read_prune, {"upto": refs[::-1]}),
    (read_prune, {"upto": [refs[0], refs[0]]}),
    (read_prune, {"upto": [refs[0], 7]}),
]


@pytest.mark.parametrize(("read", "detail"), BAD)
def test_content_of_another_form_is_malformed(read, detail):
    with pytest.raises(Malformed) as caught:
        read(detail)
    assert caught.value.code == "core.wrong-field"


def test_as_many_commitments_as_the_limit_fit():
    assert len(read_erase({"ground": "g", "parts": D[:ERASED_MAX]}).parts) == ERASED_MAX
