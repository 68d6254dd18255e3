"""Who is let at one object gets at no other: each id in a call is exchanged for a stranger's.

Classes 1, 5 and 6 of docs/reference/peers-faults.md.
"""

from collections.abc import Callable, Mapping

import pytest

from jisr.core.act import Digest, Slug
from jisr.core.canonical import Json
from jisr.core.errors import Refused
from jisr.core.reasons import NO_SUCH_CASE
from jisr.exchange.values import Want
from jisr.node import attachments, offers
from jisr.ops.arguments import base64_of
from tests.node.forger import Forger
from tests.peers.kit import Between, Made, calls_on, nothing_written

Args = Mapping[str, Json]
REMARK: Args = {"act": "remark", "fields": {"remark": "It is the blue one."}}


@pytest.fixture
def between() -> Between:
    return Between()


def _at(made: Made, **more: Json) -> Args:
    return {"space": made.space, **more}


def _text(between: Between, of: Made) -> str:
    """Return the text of the edition in force in a space, as a call carries it."""
    node = between.nodes["MA"]
    edition = node.editions.get(node.space(of.space).edition())
    assert edition is not None
    return base64_of(edition.signed)


# Of each call that names a space and something in it: its arguments, for a space and an object.
SWAPPED: dict[str, Callable[[Between, Made, Made], Args]] = {
    "case.act": lambda b, at, of: _at(at, case=of.case, **REMARK),
    "case.opened": lambda b, at, of: _at(at, case=of.case, act=of.case, desk="registry"),
    "case.show": lambda b, at, of: _at(at, case=of.case),
    "edition.keep": lambda b, at, of: _at(at, edition=_text(b, of)),
    "erase": lambda b, at, of: _at(at, parts=[of.part(b.nodes["MA"])], ground="retention-expired"),
    "parts.named": lambda b, at, of: _at(at, parts=[of.part(b.nodes["MA"])]),
}
# Of each other call, why there is nothing to exchange.
ALONE: dict[str, str] = {
    **dict.fromkeys(("act.read", "file.read", "prove"), "an act has one space, its own"),
    **dict.fromkeys(("act.find", "case.list"), "it finds, in all spaces of the node"),
    **dict.fromkeys(("case.agenda", "case.open", "export", "line.hold"), "a space alone"),
    **dict.fromkeys(("effects.decide", "effects.held", "retention.list"), "a space alone"),
    **dict.fromkeys(("prune.header", "restart.header"), "a space alone; the root key signs"),
    "root.place": "the root key has signed which space it is for",
    **dict.fromkeys(
        ("key.activate", "key.card", "key.header", "key.list", "key.prepare", "key.retire"),
        "the node's own keys, the same in all spaces",
    ),
    "key.revocable": "the node's own keys, the same in all spaces",
    **dict.fromkeys(("audit.head", "audit.page", "audit.verify"), "the log of the whole node"),
    **dict.fromkeys(("status", "check", "space.list", "space.join", "backup"), "the whole node"),
    **dict.fromkeys(("protection.lift", "protection.list", "protection.set"), "the whole node"),
    **dict.fromkeys(("record.import", "stories.played", "subject.file"), "the whole node"),
    **dict.fromkeys(
        ("approval.approve", "approval.discard", "approval.list", "approval.show"),
        "a wish has one space, its own; the hash that names it covers that",
    ),
    **dict.fromkeys(
        ("officer.add", "officer.key", "officer.list", "officer.roles", "officer.suspend"),
        "the whole node",
    ),
    "case.tell": "a label for the node's own readers; nobody else sees it",
}


def test_of_every_call_it_is_known_what_it_names(between: Between) -> None:
    assert not SWAPPED.keys() & ALONE.keys()
    assert calls_on(between).keys() == SWAPPED.keys() | ALONE.keys()


@pytest.mark.parametrize("name", SWAPPED)
def test_what_is_of_another_space_is_refused_and_nothing_is_written(
    between: Between, name: str
) -> None:
    calls, args = calls_on(between), SWAPPED[name]
    for at, of in ((between.here, between.there), (between.there, between.here)):
        with nothing_written(between.nodes["MA"]), pytest.raises(Refused):
            calls[name](args(between, at, of))
    # In its own space the same is not refused for that, or this test would show nothing.
    try:
        calls[name](args(between, between.here, between.here))
    except Refused as error:
        assert error.code not in {"node.unknown-case", "node.unknown-part"}  # noqa: PT017


def test_a_part_is_read_in_its_own_act_only(between: Between) -> None:
    calls, [bare] = calls_on(between), [between.here.case]
    other = Digest("ab" * 32)
    assert calls["file.read"]({"act": bare, "part": "attachments.1", "purpose": "prevention"})
    for act, part in (
        (bare, "attachments.2"),
        (bare, "../attachments.1"),
        (other, "attachments.1"),
    ):
        with pytest.raises(Refused):
            calls["file.read"]({"act": act, "part": part, "purpose": "prevention"})


def test_an_act_that_names_a_case_of_another_space_does_nothing_there(between: Between) -> None:
    forger, ma, case = Forger(between), between.nodes["MA"], between.there.case

    def there() -> object:
        rows = ma.work.views.cases(start=0, limit=100)
        return ma.space(between.be).case(case), [row for row in rows if row.space == between.be]

    before = there()
    forged = forger.act(case=case, act=Slug("opened"), terms={"entry": case, "desk": "registry"})
    signed = forger.add(forged)
    forger.send(signed)
    assert between.space("MA").theirs.head == signed.id, "it came, and counts"
    assert there() == before
    assert between.space("MA").case(case) == NO_SUCH_CASE


def test_a_file_of_another_space_is_not_handed_out(between: Between) -> None:
    ma = between.nodes["MA"]
    files = {made.space: made.file(ma) for made in (between.here, between.there)}
    for space in files:
        asked = [Want(digest=digest) for digest in files.values()]
        given = attachments.chunks(ma, ma.space(space), asked)
        assert {chunk.digest for chunk in given} == {files[space]}


def test_a_part_of_another_space_is_not_handed_out(between: Between) -> None:
    ma = between.nodes["MA"]
    parts = {made.space: made.part(ma) for made in (between.here, between.there)}
    asked = [Want(digest=digest) for digest in parts.values()]
    given = {space: offers.wanted(ma, ma.space(space), asked) for space in parts}
    entries = {made.space: made.case for made in (between.here, between.there)}
    for space, sent in given.items():
        assert {part.entry for part in sent} <= {entries[space]}
    assert given[between.id], "what is its own, a partner may ask for again"
