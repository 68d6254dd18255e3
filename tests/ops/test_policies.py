"""The policies of a ministry: its own file counts, and one that does not fit is refused."""

from contextlib import suppress
from pathlib import Path

import pytest

from jisr.core.act import Digest, PartyId, Slug
from jisr.core.errors import Malformed, Unavailable
from jisr.node.ports import Request
from jisr.ops import policies
from tests.ops.kit import failing

READ = Request(
    officer="samira",
    signed_in=True,
    active=True,
    roles=frozenset({"desk-officer"}),
    desks=frozenset({"registry"}),
    action="read",
    sort="Case",
    party=PartyId("MA"),
    space=Digest("a" * 64),
    case=Digest("b" * 64),
    procedure=Slug("readmission"),
)


def own(folder: Path, text: str) -> Path:
    path = folder / "own.cedar"
    path.write_text(text)
    return path


def changed(**more: object) -> Request:
    values = {name: getattr(READ, name) for name in Request.__slots__}
    return Request(**{**values, **more})  # type: ignore[arg-type]


def test_what_a_ministry_forbids_is_forbidden_whatever_comes_along(tmp_path: Path):
    forbids = (
        'forbid (principal is Officer, action == Action::"read", resource is Case)'
        ' when { resource.procedure == "readmission" }'
        ' unless { principal in Desk::"migration" };'
    )
    permits = policies.load(own(tmp_path, forbids))
    assert policies.load()(READ)
    assert not permits(READ)
    assert permits(changed(desks=frozenset({"migration"})))
    assert permits(changed(procedure=Slug("alert")))


def test_a_ministry_takes_the_pages_away_from_whoever_has_not_signed_in(tmp_path: Path):
    door = changed(officer="local-reader", signed_in=False, roles=frozenset(), desks=frozenset())
    assert policies.load()(door)
    assert not policies.load(own(tmp_path, "forbid (principal is Door, action, resource);"))(door)


@pytest.mark.parametrize(
    "text",
    [
        "permit (principal, action, resource",
        'permit (principal, action == Action::"fly", resource);',
        'permit (principal is Officer, action == Action::"status", resource)'
        " when { principal.actve };",
        'permit (principal is Officer, action == Action::"status", resource)'
        " when { principal.active == 1 };",
    ],
)
def test_policies_that_do_not_fit_the_schema_stop_the_start(tmp_path: Path, text: str):
    with failing(Malformed, "ops.policies-wrong"):
        policies.load(own(tmp_path, text))


def test_policies_that_cannot_be_read_stop_the_start(tmp_path: Path):
    with failing(Unavailable, "ops.path-not-readable"):
        policies.load(tmp_path / "none.cedar")
    with failing(Malformed, "ops.file-too-large"):
        policies.load(own(tmp_path, " " * (policies.POLICIES_BYTES_MAX + 1)))
    path = tmp_path / "latin.cedar"
    path.write_bytes(b"\xff")
    with failing(Malformed, "ops.policies-wrong"):
        policies.load(path)


def test_an_answer_with_an_error_in_it_is_a_no(tmp_path: Path):
    # A number that overflows is an error only when it is reckoned: that policy would be skipped.
    overflows = (
        'forbid (principal is Officer, action == Action::"read", resource)'
        " when { 9223372036854775807 + 1 == 0 };"
    )
    assert not policies.load(own(tmp_path, overflows))(READ)


@pytest.mark.parametrize("action", ["fly", "read-log"])
def test_what_the_schema_does_not_know_is_never_permitted(tmp_path: Path, action: str):
    anything = policies.load(own(tmp_path, "permit (principal, action, resource);"))
    assert anything(changed(roles=frozenset()))
    with suppress(ValueError):  # Whether it raises or says no: whoever asks takes both for no.
        assert not anything(changed(action=action))
