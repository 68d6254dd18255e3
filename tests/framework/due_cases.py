"""What the tests of deadlines share: calendars of the packs, paths, a reader of deadlines."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from jisr.core.act import PartyId, Slug
from jisr.core.table import Side, StateName, Step
from jisr.framework.calendars import Calendar, parse_calendar
from jisr.framework.deadlines import Deadline, parse_deadline
from jisr.framework.due import Reckoner, compile_deadline
from jisr.framework.faults import Fault
from jisr.framework.source import read

PACKS = Path(__file__).parents[2] / "packs"
MA, FR = PartyId("MA"), PartyId("FR")
ROLES = {"requesting": Side.OPENER, "requested": Side.OTHER}


def calendar(text: str) -> tuple[Calendar | None, list[Fault]]:
    faults: list[Fault] = []
    return parse_calendar(read(text.encode(), file="MA.yaml"), faults), faults


def of_pack(name: str) -> Calendar:
    found, faults = calendar((PACKS / "common" / "calendars" / f"{name}.yaml").read_text("utf-8"))
    assert found is not None, [fault.text("en") for fault in faults]
    return found


CALENDARS = {MA: of_pack("MA"), FR: of_pack("FR")}


def read_deadline(text: str) -> tuple[Deadline | None, list[Fault]]:
    faults: list[Fault] = []
    node = read(text.encode(), file="p.yaml")
    return parse_deadline(node, roles=ROLES, faults=faults), faults


def rule(**keys: str) -> Reckoner:
    """Return the rule of a deadline: `received`, of the requested party, unless said else."""
    lines = {
        "from": "received",
        "status": "proposed",
        "calendar": "requested",
        "then": "close",
        **keys,
    }
    text = "\n".join(f"{key.replace('_', '-')}: {value}" for key, value in lines.items() if value)
    found, faults = read_deadline(text)
    assert found is not None, [fault.text("en") for fault in faults]
    return compile_deadline(found, CALENDARS)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def step(
    act: str,
    state: str,
    sent: str | datetime,
    *,
    received: str | datetime | None = None,
    author: PartyId = MA,
    side: Side = Side.OPENER,
    **terms: str | int,
) -> Step:
    when = at(sent) if isinstance(sent, str) else sent
    if received is None:
        heard: datetime | None = when + timedelta(seconds=1)
    else:
        heard = at(received) if isinstance(received, str) else received
    return Step(
        author=author,
        side=side,
        act=Slug(act),
        state=StateName(state),
        at=when,
        received=heard,
        terms={Slug(name.replace("_", "-")): value for name, value in terms.items()},
    )


def received(when: str, *, author: PartyId = MA, **terms: str | int) -> tuple[Step, ...]:
    """Return the path of a request of MA (the addressee is FR) received at an instant."""
    start = at(when)
    sent = start - timedelta(minutes=5)
    return (step("send", "received", sent, received=start, author=author, **terms),)
