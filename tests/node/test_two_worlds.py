"""The partner cannot tell silence about a person from our knowing nothing of them (SAF-33)."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest

from jisr.core.act import Slug
from jisr.core.errors import Refused, Unavailable
from jisr.node import (
    alike,
    asked,
    compose,
    content,
    protection,
    reasons,
    replies,
    safeguard,
)
from jisr.node.wish import Opening
from jisr.safeguards.decision import RuleId, Subject
from jisr.safeguards.reasons import NOT_HERE
from jisr.safeguards.register import RULES
from tests.counts import count_from
from tests.node.two_worlds import OURS, World, first_difference, plan, said

PAIRS = count_from("PROOF_WORLDS", 10)  # 10,000 before a release.
LEAK_PAIRS = 400  # In so many the rarest leak is found many times over.


def told_apart(seed: int) -> str | None:
    story = plan(seed)
    return first_difference(World(story, holds=True).play(), World(story, holds=False).play())


def test_the_partner_observes_the_same_in_both_worlds(capsys: pytest.CaptureFixture[str]):
    observed = stopped = neutral = 0
    for seed in range(PAIRS):
        story = plan(seed)
        one, two = World(story, holds=True).play(), World(story, holds=False).play()
        difference = first_difference(one, two)
        assert difference is None, (seed, difference)
        observed += len(one.seen)
        stopped += one.stopped - two.stopped
        neutral += two.neutral
    # Stories in which nothing is stopped and nothing observed would show nothing.
    assert min(observed, stopped, neutral) > PAIRS // 4
    with capsys.disabled():
        print(f"\n{PAIRS} pairs of worlds, {observed} observations, {stopped} wishes stopped")


# --- Builds that leak: each must be found out -----------------------------------------------------


def _denies(call: Callable[[], object]) -> bool:
    try:
        call()
    except Refused as error:
        return error.reason is NOT_HERE
    return False


def _is_silent(node, space, forms, part) -> bool:
    return Subject.SILENT in protection.subjects(node, space, forms, [part])


def rule_off(patch: pytest.MonkeyPatch):
    patch.setattr(safeguard, "RULES", tuple(rule for rule in RULES if rule.id != "P23"))


def another_act_instead(patch: pytest.MonkeyPatch):
    real = replies.nothing_known

    def instead(node, space, case):
        found = real(node, space, case)
        return found and said("announce-delay" if found.act == "refuse" else "decline-consent")

    patch.setattr(replies, "nothing_known", instead)


def a_tick_later(patch: pytest.MonkeyPatch):
    real, late = replies._say, set()

    def say(node, space, wish, *, or_nothing_known, write=True):
        alone = {"or_nothing_known": False, "write": False}
        if write and wish.case not in late and _denies(lambda: real(node, space, wish, **alone)):
            late.add(wish.case)
            raise Unavailable(reasons.NO_SEAL_KEY)
        return real(node, space, wish, or_nothing_known=or_nothing_known, write=write)

    patch.setattr(replies, "_say", say)


def a_refusal_of_content(patch: pytest.MonkeyPatch):
    real = safeguard.denied

    def denied(node, space, batch, act, part):
        forms = content.forms_of(node, space, act, batch)
        if node.party == OURS and forms is not None and _is_silent(node, space, forms, part):
            return RuleId("P23")
        return real(node, space, batch, act, part)

    patch.setattr(safeguard, "denied", denied)


def no_receipt_of_opening(patch: pytest.MonkeyPatch):
    real = compose.opened

    def opened(node, space_id, case, entry, desk):
        space = node.space(space_id)
        folded = compose.case_of(space, case)
        text = node.editions.get(folded.tip.under.framework).procedures[folded.tip.under.procedure]
        edition = node.editions.get(folded.tip.under.framework)
        forms = content.Forms(edition=edition, procedure=text, act=Slug("opened"))
        if Subject.SILENT in protection.subjects(node, space, forms, [], case=folded):
            raise Refused(NOT_HERE)
        return real(node, space_id, case, entry, desk)

    patch.setattr(compose, "opened", opened)


def a_stopped_wish_wakes_the_line(patch: pytest.MonkeyPatch):
    real = compose.write

    def write(node, space_id, wishes, **kwargs):
        try:
            return real(node, space_id, wishes, **kwargs)
        except Refused:
            if isinstance(wishes[0], Opening):
                node.on_news(space_id)
            raise

    patch.setattr(compose, "write", write)


def a_warning_that_is_remarked(patch: pytest.MonkeyPatch):
    real = asked.open_case

    def open_case(node, handle, wish, **kwargs):
        space_id, told = handle.object.space, wish.proposal
        found = alike.same(node, node.space(space_id), wish.procedure, told.act, told.fields)
        for case in sorted(found):
            with suppress(Refused):
                compose.act(node, space_id, case, said("remark"))
        return real(node, handle, wish, **kwargs)

    patch.setattr(asked, "open_case", open_case)


def written_at_once_and_held_back(patch: pytest.MonkeyPatch):
    real = replies.reply

    def reply(node, space_id, wish, *, or_nothing_known=False):
        space = node.space(space_id)
        if replies.nothing_known(node, space, compose.case_of(space, wish.case)) is None:
            return real(node, space_id, wish, or_nothing_known=or_nothing_known)
        at = replies._tick(node, space, wish)
        held = replace(wish, proposal=replace(wish.proposal, release_at=at))
        id, instead = replies._say(node, space, held, or_nothing_known=or_nothing_known)
        return replies.Said(act=id, at=at, nothing_known=instead)

    patch.setattr(replies, "reply", reply)


def the_unreadable_pass(patch: pytest.MonkeyPatch):
    real = protection.subjects
    patch.setattr(protection, "subjects", lambda *args, **kw: real(*args, **kw) - {Subject.UNKNOWN})


def the_neutral_act_at_once(patch: pytest.MonkeyPatch):
    real = replies._tick

    def tick(node, space, wish):
        def look():
            return replies._say(node, space, wish, or_nothing_known=False, write=False)

        return None if _denies(look) else real(node, space, wish)

    patch.setattr(replies, "_tick", tick)


LEAKS = (
    rule_off,
    another_act_instead,
    a_tick_later,
    a_refusal_of_content,
    no_receipt_of_opening,
    a_stopped_wish_wakes_the_line,
    a_warning_that_is_remarked,
    written_at_once_and_held_back,
    the_unreadable_pass,
    the_neutral_act_at_once,
)


@pytest.mark.full
@pytest.mark.parametrize("leak", LEAKS, ids=lambda leak: leak.__name__)
def test_a_build_that_leaks_is_found_out(leak, monkeypatch: pytest.MonkeyPatch):
    leak(monkeypatch)
    assert any(told_apart(seed) for seed in range(LEAK_PAIRS))


def test_a_leak_is_found_out_soon(monkeypatch: pytest.MonkeyPatch):
    rule_off(monkeypatch)
    assert any(told_apart(seed) for seed in range(PAIRS))
