"""Calls on effects that a restore has held: an operator says which had happened before."""

from jisr.core.canonical import Json
from jisr.core.errors import Malformed
from jisr.ledger.work.rows import EffectKey, EffectState
from jisr.ops import reasons
from jisr.ops.arguments import Args, space_of
from jisr.ops.build import Built


def held(built: Built, args: Args) -> Json:
    """List the held effects of a space."""
    return [
        {"case": key.case, "effect": key.effect, "move": key.move, "space": key.space}
        for key in _held(built, args)
    ]


def decide(built: Built, args: Args) -> Json:
    """Carry out the held effects of a space after all, or take them as done."""
    keys = _held(built, args)
    effects = built.node.work.effects
    match args.get("decision"):
        case "release":
            effects.release(keys)
        case "close":
            effects.close(keys)
        case _:
            raise Malformed(reasons.CONTROL_FORM)
    return {"count": len(keys)}


def _held(built: Built, args: Args) -> list[EffectKey]:
    space = built.node.space(space_of(built, args))
    unfinished = built.node.work.effects.unfinished(space.id)
    return [effect.key for effect in unfinished if effect.state is EffectState.HELD]
