"""Rules of the core and the node, each switched off: what the simulator must notice.

A simulator that finds nothing proves nothing, unless it finds what is there.
"""

from collections.abc import Callable
from dataclasses import replace

import pytest

from jisr.core import case, fold, log
from jisr.core.case import Receipt, View
from jisr.core.log import Forked, Known
from jisr.exchange import envelope
from jisr.ledger.work.memory.machinery import MemoryEffects
from jisr.node import destroy, effects, guards, receive, resume
from jisr.node.batch import Batch
from tests.node.world import START

EVERYTHING = 1_000_000
Mutant = Callable[[pytest.MonkeyPatch], None]


def judged_by_the_readers_view(patch: pytest.MonkeyPatch) -> None:
    """An act is judged by all that its reader holds, not by its own past."""
    patch.setattr(
        case.Context,
        "past",
        lambda context, held: View(lengths=dict.fromkeys(context.parties, EVERYTHING)),
    )


def settled_without_a_receipt(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(fold, "receipt_in", lambda held, view, context: Receipt(seq=0, at=START))


def no_fence(patch: pytest.MonkeyPatch) -> None:
    """A restored node writes on at once."""
    patch.setattr(guards, "hears_first", lambda node, space: False)
    patch.setattr(guards, "asked_epoch", lambda node, space: None)


def no_dedupe(patch: pytest.MonkeyPatch) -> None:
    """An act that comes again is taken for a second one in its place."""
    place = log.place

    def forgetful(header, signature, **more):
        outcome = place(header, signature, **more)
        if isinstance(outcome, Known):
            seq = log.Act.parse(header).seq
            return Forked(held=outcome.id, rival=outcome.id, seq=seq)
        return outcome

    patch.setattr("jisr.node.batch.place", forgetful)


def any_signature(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(log, "_check_signature", lambda *args, **more: None)


def a_revoked_key_still_signs(patch: pytest.MonkeyPatch) -> None:
    """Neither at the door nor in the log is a revoked key refused."""
    check = log._check_signature

    def lenient(act, header, signature, *, log, verify):
        keys = {name: replace(key, revoked=False) for name, key in log.keys.items()}
        check(act, header, signature, log=replace(log, keys=keys), verify=verify)

    patch.setattr(log, "_check_signature", lenient)
    patch.setattr(envelope, "_check_signer", lambda *args: None)


def seen_backwards(patch: pytest.MonkeyPatch) -> None:
    """An act may have seen less than the one before it."""
    check = log._check_seen

    def lenient(act, *, log, other, lookup):
        return check(act, log=replace(log, saw=0), other=other, lookup=lookup)

    patch.setattr(log, "_check_seen", lenient)


def no_rules(patch: pytest.MonkeyPatch) -> None:
    """Whoever writes a move may make it, wherever the case stands."""
    admit = fold.admit

    def lenient(held, past, context):
        outcome = admit(held, past, context)
        if not isinstance(outcome, fold.Node):
            return replace(past.tip, id=held.id, held=held, rank=(0, 0))
        return outcome

    patch.setattr(fold, "admit", lenient)


def effects_on_provisional_moves(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("jisr.node.project._effects", _all_effects)


def _all_effects(space, folded):
    return [
        effects.EffectKey(space=space.id, case=folded.root.id, move=node.id, effect="notify")
        for node in folded.path
        if node.held is not None
    ]


def no_erasure_by_the_partner(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(destroy, "confirm", lambda node, space, entry: [])


def a_backup_brings_back_what_was_erased(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(destroy, "reapply", lambda node: 0)


def no_resuming_after_a_crash(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(resume, "resume", lambda node, space: None)


def no_stop_at_a_fork(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(guards, "stop", lambda node, space, seq: None)


def no_proof_of_a_fork(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(receive, "_keep_proof", lambda *args, **more: None)


def told_before_it_is_durable(patch: pytest.MonkeyPatch) -> None:
    """One write in seven is believed, and never happens."""
    commit = Batch.commit
    count = iter(range(EVERYTHING))

    def careless(batch, ledger, keys):
        if next(count) % 7 == 6:
            batch._space.logs = batch.logs
        else:
            commit(batch, ledger, keys)

    patch.setattr(Batch, "commit", careless)


def effects_that_are_never_closed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(MemoryEffects, "done", lambda self, key: None)


# Each with what is said of the first story that notices it.
MUTANTS: dict[Mutant, str] = {
    judged_by_the_readers_view: "an act of an honest party is void",
    settled_without_a_receipt: "what was settled",
    no_fence: "do not come to rest",
    no_dedupe: "a proof of a fork proves nothing",
    any_signature: "took a forged act (bad signature)",
    a_revoked_key_still_signs: "stolen key, revoked",
    seen_backwards: "took a forged act (seen backwards)",
    no_rules: "an act counts to which its author had no right",
    effects_on_provisional_moves: "are not those of settled moves",
    no_erasure_by_the_partner: "an erased part is",
    a_backup_brings_back_what_was_erased: "brought back what was erased",
    no_resuming_after_a_crash: "the lists of",
    no_stop_at_a_fork: "has a proof of a fork, and goes on",
    no_proof_of_a_fork: "a fork that was shown is not proved",
    told_before_it_is_durable: "was told of an act that is not in its log",
    effects_that_are_never_closed: "carried out one effect twice",
}
