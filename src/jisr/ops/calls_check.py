"""The part of `jisr doctor` that only the process with the stores open can answer."""

from collections.abc import Callable, Mapping

from jisr.core.act import Act, Kind
from jisr.core.canonical import Json
from jisr.core.errors import JisrError
from jisr.core.service import read_erase
from jisr.ledger.work.relational import chain
from jisr.node import destroy, officers
from jisr.node.space import Space
from jisr.ops.arguments import Args
from jisr.ops.build import Built


def check(built: Built, args: Args) -> Json:
    """Read every store whole, and say what waits for somebody."""
    del args
    stores: Mapping[str, Callable[[], None]] = {
        "keys.db": built.keys.quick_check,
        "ledger.db": built.ledger.quick_check,
        "work.db": built.work.quick_check,
    }
    pending: dict[str, Json] = {
        space.id: _unseen_erasures(built, space) for space in built.node.spaces.values()
    }
    with built.node.lock:  # Who logs meanwhile would be taken for astray.
        checked = chain.verify(built.work.access)
    return {
        "access_log": checked.astray,
        "alone": [one.id for one in officers.alone(built.node)],
        "erasures": pending,
        "stores": {name: _fault(read) for name, read in stores.items()},
    }


def _fault(read: Callable[[], None]) -> Json:
    try:
        read()
    except JisrError as error:
        return error.code
    return None


def _unseen_erasures(built: Built, space: Space) -> int:
    """Count our erase acts that the partner has not seen, so cannot have carried out."""
    return sum(
        entry.seq >= space.theirs.saw
        and read_erase(Act.parse(entry.header).detail).ground != destroy.CONFIRMED
        for entry in built.node.ledger.of_kind(space.id, space.me, Kind.ERASE)
    )
