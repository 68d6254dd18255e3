"""The invented officers of the demonstration say something, and approve it.

What one of them writes that can harm a person, another one at another desk checks and approves,
by the same calls as in earnest.
"""

from collections.abc import Mapping
from typing import Any, Final

from jisr.core.act import Digest, Slug, read_time
from jisr.core.canonical import Json
from jisr.node import approving
from jisr.node.approving import Statement
from jisr.ops.arguments import base64_of
from jisr.ops.demo.appointed import CHECKING, key_path
from jisr.ops.demo.stage import PASSPHRASE, Actor
from jisr.ops.keystore import FileKeystore

_REASON: Final = "Invented for the demonstration: read, and found in order."


def said(actor: Actor, call: str, officer: str, args: Mapping[str, Json]) -> dict[str, Json]:
    """Say something as an officer, and have it approved where it has to be.

    Args:
        actor: whose node.
        call: to open a case or to act in one.
        officer: who says it.
        args: what.

    Returns:
        The answer, with the id of the act under `act`.
    """
    answer = _object(actor.call(call, **{**args, "as": officer}))
    if answer["wish"] is not None:
        wish = Digest(str(answer["wish"]))
        for one in (officer, _who_checks(actor)):
            answer = _object(_approve(actor, wish, one))
    return {**answer, "act": answer.get("act") or answer.get("case")}


def _approve(actor: Actor, wish: Digest, officer: str) -> Json:
    """Read a wish and sign for it, as one does at a terminal of one's own."""
    told = _object(actor.call("approval.show", **{"wish": wish, "as": officer}))
    gives = told["gives"]
    assert isinstance(gives, list)
    statement = Statement(
        party=actor.party,
        approves=wish,
        kinds=frozenset(Slug(str(kind)) for kind in gives),
        officer=officer,
        reason=_REASON,
        at=read_time(told["now"], "now"),
    )
    holder = FileKeystore.unlock(key_path(actor.folder, officer), passphrase=PASSPHRASE)
    signed = base64_of(approving.sign(statement, holder))
    return actor.call("approval.approve", **{"wish": wish, "approval": signed, "as": officer})


def _who_checks(actor: Actor) -> str:
    """Return the officer at a desk for protection."""
    found: Any = actor.call("officer.list")
    return next(
        str(one["id"]) for one in found if any(desk.endswith(CHECKING) for desk in one["desks"])
    )


def _object(answer: Json) -> dict[str, Json]:
    assert isinstance(answer, dict)
    return answer
