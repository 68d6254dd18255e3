"""A handle is for one officer, one action and one object; no other opens anything (SAF-47)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from jisr.core.act import Digest, Slug
from jisr.core.errors import Refused
from jisr.ledger.work.rows import Access, Officer
from jisr.node import appointing, approvals, audit, authority, erase, officers, protection, subject
from jisr.node import reasons as node_reasons
from jisr.node.authority import Action, Handle, Object, Sort
from jisr.node.node import Node
from jisr.node.ports import Request, nobody
from jisr.node.reading.reader import NodeReader
from jisr.node.safeguard import check_reading
from jisr.node.space import act_of
from jisr.node.views import Viewer
from jisr.node.wish import Addition, Opening
from jisr.ops import policies
from jisr.safeguards.approvals import Role
from tests.node.officers import AUTHOR, appoint, may, may_write
from tests.node.test_protection import NAMED
from tests.node.test_two_nodes import REQUEST, act, opened
from tests.node.world import Pair

SHIPPED = policies.load()
ANSWER = Addition(case=Digest("0" * 64), proposal=REQUEST)


@pytest.fixture
def pair() -> Pair:
    return Pair(light=True)


def refused(call: Callable[[], object]) -> None:
    with pytest.raises(Refused) as caught:
        call()
    assert caught.value.reason is node_reasons.NOT_PERMITTED


def test_leave_for_one_case_is_none_for_another(pair: Pair):
    one, two = opened(pair), opened(pair)
    node = pair.nodes["MA"]
    leave = may_write(node, pair.id, one)
    leave.check(node, Action.WRITE, authority.of_case(node, one))
    refused(lambda: leave.check(node, Action.WRITE, authority.of_case(node, two)))
    refused(lambda: approvals.add(node, leave, replace(ANSWER, case=two)))
    # Nor is it for another action, for all of the space, or for another node.
    refused(lambda: leave.check(node, Action.READ, authority.of_case(node, one)))
    refused(lambda: leave.check(node, Action.WRITE, authority.of_space(node, pair.id)))
    refused(lambda: leave.check(pair.nodes["FR"], Action.WRITE, authority.of_case(node, one)))


def test_each_door_asks_for_leave_of_its_own(pair: Pair):
    node, case = pair.nodes["MA"], opened(pair)
    reads = may(node, Action.READ, authority.of_case(node, case))
    opening = Opening(procedure=Slug("information-request"), proposal=REQUEST)
    doors: dict[str, Callable[[], object]] = {
        "open": lambda: approvals.open_case(node, reads, opening),
        "act": lambda: approvals.add(node, reads, replace(ANSWER, case=case)),
        "erase": lambda: erase.erase(node, pair.id, [], Slug("x"), handle=reads),
        "log": lambda: audit.page(node, reads, start=0, end=None),
        "person": lambda: subject.subject_file(node, reads, NAMED, reason="A request."),
        "protect": lambda: protection.protect(node, reads, NAMED),
        "lift": lambda: protection.lift(node, reads, "x"),
        "appoint": lambda: appointing.suspend(node, reads, AUTHOR),
    }
    before = node.work.access.head()
    for door in doors.values():
        refused(door)
    assert node.work.access.head() == before


def test_nobody_makes_a_handle_but_the_function_that_asks(pair: Pair):
    node = pair.nodes["MA"]
    with pytest.raises(AssertionError):
        Handle(
            officer=AUTHOR,
            action=Action.READ,
            object=authority.the_node(),
            node=node,
            made=object(),  # type: ignore[arg-type]
        )


def _breaks(request: Request) -> bool:
    raise RuntimeError(request)


@pytest.mark.parametrize("permits", [nobody, _breaks, lambda _: 1, lambda _: None])
def test_policies_that_say_anything_but_yes_say_no(pair: Pair, permits):
    node = pair.nodes["MA"]
    node.permits = permits
    refused(lambda: may(node, Action.STATUS))


def test_who_is_no_officer_has_leave_for_nothing(pair: Pair):
    node = pair.nodes["MA"]
    refused(lambda: authority.authorize(node, "stranger", Action.STATUS, authority.the_node()))


def test_of_what_is_not_here_there_is_no_object(pair: Pair):
    node = pair.nodes["MA"]
    for ask in (authority.of_case, authority.of_act, authority.of_space):
        with pytest.raises(Refused):
            ask(node, Digest("a" * 64))
    assert authority.of_case(node, pair.id).procedure == authority.FRAMEWORK


# --- the policies as they come ------------------------------------------------------------------

CASE = Object(
    sort=Sort.CASE, space=Digest("a" * 64), case=Digest("b" * 64), procedure=Slug("readmission")
)
NODE = authority.the_node()
DATA = {
    Action.READ, Action.WRITE, Action.APPROVE, Action.EXPORT, Action.ERASE, Action.SEARCH,
    Action.PROTECT, Action.LIFT,
}  # fmt: skip
MAY = {
    Role.DESK_OFFICER: set(Action) - {
        Action.SEARCH, Action.LIFT, Action.READ_LOG, Action.ADMINISTER
    },
    Role.PROTECTION_OFFICER: {
        Action.STATUS, Action.LIST, Action.READ, Action.APPROVE, Action.EXPORT, Action.PROTECT,
        Action.LIFT, Action.SEARCH,
    },
    Role.SUPERVISOR: set(Action) - {Action.WRITE, Action.LIFT, Action.ADMINISTER},
    Role.AUDITOR: {Action.STATUS, Action.LIST, Action.EXPORT_HEADERS, Action.READ_LOG},
    Role.ADMINISTRATOR: {Action.STATUS, Action.ADMINISTER},
}  # fmt: skip
OF_THE_NODE = {
    Action.STATUS, Action.SEARCH, Action.PROTECT, Action.LIFT, Action.READ_LOG, Action.ADMINISTER,
}  # fmt: skip


def allowed(node: Node, id: str) -> set[Action]:
    return {
        action
        for action in Action
        if authority.may(node, id, action, NODE if action in OF_THE_NODE else CASE)
    }


@pytest.mark.parametrize("role", Role)
def test_a_role_is_leave_for_what_it_is_for_and_nothing_else(pair: Pair, role: Role):
    node = pair.nodes["MA"]
    node.permits = SHIPPED
    appoint(node, "three", role)
    assert allowed(node, "three") == MAY[role]
    node.work.people.put_officer(replace(officers.find(node, "three"), active=False))
    assert allowed(node, "three") == set()


def test_who_administers_or_audits_reads_nothing_of_anybody():
    assert not MAY[Role.ADMINISTRATOR] & DATA
    assert not MAY[Role.AUDITOR] & DATA


def test_an_auditor_sees_headers_and_no_content_and_reading_the_log_is_logged(pair: Pair):
    case, node = opened(pair), pair.nodes["MA"]
    node.permits = SHIPPED
    appoint(node, "three", Role.AUDITOR)
    viewer = Viewer(officer="three", desk="audit", purpose="audit")
    reader = NodeReader(node, {})
    assert [row.id for row in reader.cases(viewer=viewer)] == [case]
    assert reader.case(case, viewer=viewer) is None
    assert reader.proof(case, viewer=viewer) is None
    page = audit.page(node, may(node, Action.READ_LOG, by="three"), start=0, end=None)
    assert page.lines
    event = node.work.access.after(0)[-1]
    assert (event.officer, event.access, event.purpose) == (
        "three", Access.EXPORTED, audit.PURPOSE
    )  # fmt: skip


def test_who_administers_sees_no_case_in_any_list(pair: Pair):
    case, node = opened(pair), pair.nodes["MA"]
    node.permits = SHIPPED
    appoint(node, "three", Role.ADMINISTRATOR)
    viewer = Viewer(officer="three", desk="operations", purpose="operation")
    reader = NodeReader(node, {})
    assert reader.cases(viewer=viewer) == ()
    home = reader.home(viewer=viewer)
    assert (home.overdue, home.today, home.later) == ((), (), ())
    assert reader.proof_file(case, viewer=viewer) is None


# --- officers -----------------------------------------------------------------------------------


def test_the_first_officer_of_a_node_can_do_everything_alone_but_lift_a_protection(pair: Pair):
    node = Pair(light=True).nodes["MA"]
    for one in node.work.people.officers():
        node.work.people.put_officer(replace(one, active=False))
    with pytest.raises(Refused) as caught:
        officers.acting(node, None)
    assert caught.value.reason is node_reasons.WHO_ACTS
    officers.begin(node, "fr")  # There are officers: nothing is made.
    assert node.work.people.officer(officers.OPERATOR) is None
    appoint(node, officers.OPERATOR, *officers.FIRST_ROLES)
    node.permits = SHIPPED
    assert officers.acting(node, None).id == officers.OPERATOR
    assert allowed(node, officers.OPERATOR) == set(Action) - {Action.LIFT}
    assert [one.id for one in officers.alone(node)] == [officers.OPERATOR]
    assert officers.acting(node, AUTHOR).id == AUTHOR
    with pytest.raises(Refused):
        officers.acting(node, "stranger")


def test_officers_are_appointed_changed_and_suspended_and_each_change_is_logged(pair: Pair):
    node = pair.nodes["MA"]
    appoint(node, "chief", Role.ADMINISTRATOR)
    leave = may(node, Action.ADMINISTER, by="chief")
    new = Officer(id="samira", name="Samira [invented]", lang="ar")
    appointing.add(node, leave, new, desk="registry", roles=[Role.DESK_OFFICER])
    with pytest.raises(Refused) as caught:
        appointing.add(node, leave, new, desk="registry", roles=[Role.DESK_OFFICER])
    assert caught.value.reason is node_reasons.OFFICER_THERE
    appointing.set_roles(node, leave, "samira", roles=[Role.AUDITOR, Role.SUPERVISOR])
    found = officers.find(node, "samira")
    assert officers.roles_of(found) == {"auditor", "supervisor"}
    assert officers.desks_of(found) == {"registry"}
    appointing.suspend(node, leave, "samira")
    assert officers.roles_of(officers.find(node, "samira")) == set()
    appointing.suspend(node, leave, "samira", active=True)
    for call in (
        lambda: appointing.suspend(node, leave, "chief"),
        lambda: appointing.set_roles(node, leave, "chief", roles=[Role.AUDITOR]),
    ):
        with pytest.raises(Refused) as caught:
            call()
        assert caught.value.reason is node_reasons.LAST_ADMINISTRATOR
    events = [event for event in node.work.access.after(0) if event.purpose == appointing.PURPOSE]
    assert [event.reason for event in events] == [
        "add samira: desk-officer@registry",
        "roles samira: auditor@registry, supervisor@registry",
        "suspend samira: auditor@registry, supervisor@registry",
        "resume samira: auditor@registry, supervisor@registry",
    ]
    assert {(event.officer, event.access) for event in events} == {("chief", Access.ALTERED)}


def test_there_is_room_for_so_many_officers_and_no_more(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
):
    node = pair.nodes["MA"]
    appoint(node, "chief", Role.ADMINISTRATOR)
    leave = may(node, Action.ADMINISTER, by="chief")
    monkeypatch.setattr(officers, "OFFICERS_MAX", len(node.work.people.officers()))
    new = Officer(id="samira", name="Samira [invented]", lang="ar")
    with pytest.raises(Refused) as caught:
        appointing.add(node, leave, new, desk="registry", roles=[Role.DESK_OFFICER])
    assert caught.value.reason is node_reasons.OFFICER_THERE
    assert node.work.people.officer("samira") is None


def test_what_is_no_case_of_a_space_of_ours_is_no_object(pair: Pair):
    node, case = pair.nodes["FR"], opened(pair)
    move = act(pair, "FR", case, "withdraw")
    assert authority.of_act(node, move) == authority.of_case(node, case)
    for unknown in (lambda: authority.of_case(node, move), lambda: authority.of_act(node, case)):
        with pytest.raises(Refused) as caught:
            unknown()
        assert caught.value.reason is node_reasons.UNKNOWN_CASE
        node.spaces.clear()  # As another process's new space, until its acts are taken in.


def test_nobody_is_called_like_a_door_or_the_node_and_no_two_have_one_key(pair: Pair):
    node = pair.nodes["MA"]
    appoint(node, "chief", Role.ADMINISTRATOR)
    leave = may(node, Action.ADMINISTER, by="chief")
    for id in ("visitor", "local-reader", "node"):
        new = Officer(id=id, name="Samira [invented]", lang="ar")
        with pytest.raises(Refused) as caught:
            appointing.add(node, leave, new, desk="registry", roles=[Role.DESK_OFFICER])
        assert caught.value.reason is node_reasons.OFFICER_THERE
    appoint(node, "samira", Role.SUPERVISOR)
    theirs = officers.credential_of(node, "samira")
    with pytest.raises(Refused) as caught:
        appointing.give_key(node, leave, "chief", theirs)
    assert caught.value.reason is node_reasons.KEY_OF_ANOTHER
    appointing.give_key(node, leave, "samira", theirs)  # Their own, again.


def test_for_supervision_reads_who_supervises_and_nobody_else(pair: Pair):
    node, case = pair.nodes["MA"], opened(pair)
    appoint(node, "chief", Role.SUPERVISOR)
    may_write(node, pair.id)
    entry = node.ledger.find(case)
    for purpose in ("oversight", "court-order", "subject-access"):
        check_reading(node, pair.space("MA"), act_of(entry), Slug(purpose), by="chief")
        refused(
            lambda said=purpose: check_reading(
                node, pair.space("MA"), act_of(entry), Slug(said), by=AUTHOR
            )
        )
