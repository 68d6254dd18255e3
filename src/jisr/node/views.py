"""What the pages show, as values: the border between the node and its screens.

The screens decide nothing.  They ask a `Reader`, which answers with the frozen values below,
already filtered for the viewer, and they put words around them.  Text that comes from a
framework or from the record arrives in three languages; words of the interface belong to
`jisr.web.texts`.

Invariants:
    V1  None means "not known" or "not public", never "not permitted": what a viewer may not
        see is absent, exactly as if it did not exist.
    V2  every instant is UTC; the screens show it in the reader's calendar.
    V3  whatever was made up for the demonstration says so (`invented`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from jisr.core.act import Digest, Kind, Slug
from jisr.core.case import Standing
from jisr.ledger.base import PartState
from jisr.node.framework_views import FrameworkView, ValueStatus
from jisr.node.record_views import AccountRow, Party, Record, Text, Undertaking
from jisr.node.value_views import Ends, FieldRow, Local, Mirror, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who reads, for the disclosure log that is written before the answer."""

    officer: str
    desk: str
    purpose: str


# --- Cases ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Until when the party whose turn it is has to act, and who says so."""

    at: datetime
    term: Text  # "3 days from receipt".
    source: Text  # The instrument or law the term comes from.
    status: ValueStatus
    overdue: bool
    provisional: bool  # The calendar behind it may still move the date.
    local: tuple[Local, ...] = ()  # The clocks of those whose calendar counts.


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One line of the list of cases."""

    id: Digest
    reference: str  # Short, for people: "MA-FR-2026-0007", "MA-BE-VICTIMS-2026-0001".
    title: Text
    procedure: Text
    parties: tuple[Party, ...]
    state: Text
    ended: bool
    turn: Party | None
    due: Due | None
    opened_at: datetime
    crossed: bool
    invented: bool
    played: bool = False  # A sourced text that the demonstration's nodes put on record.


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """One erasable piece of an act's content, where this node has it."""

    name: str
    label: Text
    state: PartState
    sealed: bool = False  # Its content stays with its author until another act reveals it.
    revealed_at: datetime | None = None  # Of the act that has revealed it; None: never sealed.
    fields: tuple[
        FieldRow | Table, ...
    ] = ()  # Filled exactly when held and the viewer may read it.
    handling: Text | None = None
    keep: Text | None = None  # "2 years from the end of the case".
    keep_until: date | None = None
    erased_at: datetime | None = None
    erased_by: Party | None = None  # Whose act first said that it is erased.
    ground: Text | None = None  # Why it was erased or refused.


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """How far an act has come at the other party; None: not yet, as far as we know."""

    party: Party  # The other one, which receives the act and whose desk opens it.
    delivered_at: datetime | None
    opened_at: datetime | None
    opened_by: Text | None  # A desk, never a person.


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRow:
    """One act of a case as people read it."""

    id: Digest
    author: Party
    role: Text | None  # The author's role in the procedure: "requesting".
    epoch: int
    seq: int  # 0-based position in the author's log.
    at: datetime  # The author's own clock.
    kind: Kind
    name: Text  # The clause: "answer".
    leads_to: Text | None  # The state it leads to; None for a note.
    standing: Standing | None  # None for a note.
    why: Text | None  # Why it is overtaken or void.
    terms: tuple[FieldRow, ...]
    parts: tuple[PartRow, ...]
    receipt: Receipt
    provable: bool
    told: Text | None = None  # What happens here, for the reader of a demonstration.
    owed: Ends | None = None  # Until when its author owed it; None: it was not owed.

    @property
    def late(self) -> bool:
        """Return whether it was signed, by its author's clock, after the time for it."""
        return self.owed is not None and self.at > self.owed.at


class CrossingRule(StrEnum):
    """Which rule of the signed procedure chose between two acts that crossed."""

    PREVAILING = "prevailing"
    TURN_HOLDER = "turn-holder"
    PARTY_ORDER = "party-order"


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """Two moves made on one move, neither author having seen the other's."""

    on: Digest
    first: ActRow  # The one that stands.
    second: ActRow  # The one that is overtaken.
    rule: CrossingRule
    state: Text  # The state that results, on both sides.


@dataclass(frozen=True, slots=True, kw_only=True)
class SideMove:
    """How one side sees the standing of one move."""

    act: Digest
    name: Text
    author: Party
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The same case as one node folds it.  Equal digests: the same outcome."""

    party: Party
    state: Text
    turn: Party | None
    moves: tuple[SideMove, ...]
    digest: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What a party is in a procedure: "requesting"."""

    party: Party
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """One case, whole."""

    id: Digest
    space: Digest
    reference: str
    title: Text
    procedure: Slug
    procedure_name: Text
    framework: Digest
    invented: bool
    roles: tuple[Role, ...]
    state: Text
    ended: bool
    turn: Party | None
    due: Due | None
    acts: tuple[ActRow, ...]  # In causal order.
    crossings: tuple[Crossing, ...]
    sides: tuple[Side, ...]  # Ours first; one only when the partner's view is not known here.
    undertaking: Undertaking | None  # The one this case carries out.
    space_title: Text  # Its framework's: it tells two spaces of one pair apart.
    played: bool = False  # See `CaseRow`.
    transfers: tuple[Text, ...] = ()  # On what ground what names a person leaves a party.
    mirrors: tuple[Mirror, ...] = ()  # Figures that were sealed, once both have revealed them.


# --- Proofs -----------------------------------------------------------------------------------


class ClaimKind(StrEnum):
    """What one step of a proof establishes.  The facts each needs are in brackets."""

    FOUNDING = "founding"  # Both parties signed the space's founding document [space].
    BYTES = "bytes"  # The header's bytes have this id [id].
    SIGNATURE = "signature"  # The author signed those bytes with this key [party, key].
    KEY = "key"  # The key was the author's at that place of its log [party, key].
    PLACE = "place"  # It stands at this place, from 1, of the author's log [number, seq, size].
    CHECKPOINT = "checkpoint"  # The author signed the log's state [party, size].
    COSIGNED = "cosigned"  # The partner countersigned it: it holds the act [party, size].
    CONTENT = "content"  # These parts are the ones the act was signed with [parts].


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One step of a proof, and whether it held when it was checked."""

    kind: ClaimKind
    facts: Mapping[str, str | int]
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofView:
    """What can be proved of one act to somebody who trusts neither node."""

    act: ActRow
    case: CaseRow
    claims: tuple[Claim, ...]
    checked_at: datetime
    file_name: str
    file_bytes: int

    @property
    def holds(self) -> bool:
        """Return whether every step held."""
        return bool(self.claims) and all(claim.holds for claim in self.claims)


# --- Node -------------------------------------------------------------------------------------


class LinkState(StrEnum):
    """How the line to a partner is."""

    CONNECTED = "connected"
    WAITING = "waiting"  # Trying again; nothing is lost.
    STOPPED = "stopped"  # Waits for people: equivocation, or a restore before its fence.


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """One party's log as this node holds it."""

    party: Party
    size: int
    head: Digest | None
    countersigned: int  # Acts below the last checkpoint that the partner has countersigned.


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceRow:
    """A space this node is in, and the line to its partner."""

    id: Digest
    partner: Party
    framework: FrameworkView
    link: LinkState
    last_contact: datetime | None
    queued: int  # Acts the partner has not acknowledged.
    reason: Text | None  # Why the line is not connected.
    logs: tuple[LogRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The pages of a node of the demonstration."""

    party: Party
    address: str  # Without a path: "http://127.0.0.1:8080".


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRow:
    """A fault that lasts, and since when."""

    text: Text
    code: str
    since: datetime
    partner: Party | None = None  # Of the space it is about.
    space_title: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeView:
    """This node's state, without any content."""

    party: Party
    version: str
    spaces: tuple[SpaceRow, ...]
    others: tuple[Site, ...] = ()  # The other nodes of the demonstration.
    alarms: tuple[AlarmRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Beyond:
    """How many cases wait that are not listed, because there are too many."""

    overdue: int = 0
    today: int = 0
    later: int = 0
    theirs: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """What a node in earnest shows first: who it is, what waits, and how its lines are.

    The cases are those in which it is our turn, the longest overdue or the soonest due first.
    """

    party: Party
    overdue: tuple[CaseRow, ...]
    today: tuple[CaseRow, ...]  # Due before the day ends, in UTC.
    later: tuple[CaseRow, ...]  # Due on another day, or without a date.
    theirs: int  # Open cases in which a partner has to act.
    spaces: tuple[SpaceRow, ...]
    alarms: tuple[AlarmRow, ...]
    holds_record: bool  # A public record has been imported.
    beyond: Beyond  # Of `theirs` nothing is beyond: it is a count already.

    @property
    def overdue_count(self) -> int:
        """Return how many cases that wait for us are overdue."""
        return len(self.overdue) + self.beyond.overdue

    @property
    def today_count(self) -> int:
        """Return how many cases that wait for us are due today."""
        return len(self.today) + self.beyond.today

    @property
    def later_count(self) -> int:
        """Return how many cases that wait for us are due later, or have no date."""
        return len(self.later) + self.beyond.later

    @property
    def waiting(self) -> int:
        """Return how many cases wait for us."""
        return self.overdue_count + self.today_count + self.later_count


class Reader(Protocol):
    """The reading half of a node, as the screens need it.

    None means that there is no such thing for this viewer.  Every method may raise
    Unavailable; none raises anything else.
    """

    def home(self, *, viewer: Viewer) -> HomeView:
        """Return what waits for this node, and how it is."""

    def playing(self) -> bool:
        """Say whether the stories of a demonstration are still being played."""

    def accounts(self) -> tuple[AccountRow, ...]:
        """Return what the five accounts describe, row by row."""

    def record(self) -> Record:
        """Return the public record."""

    def undertaking(self, slug: Slug) -> Undertaking | None:
        """Return one undertaking of the record."""

    def cases(self, *, viewer: Viewer) -> tuple[CaseRow, ...]:
        """Return the cases the viewer may see, the most pressing first."""

    def case(self, id: Digest, *, viewer: Viewer) -> CaseView | None:
        """Return one case; the read is logged before it happens."""

    def proof(self, act: Digest, *, viewer: Viewer) -> ProofView | None:
        """Make and check the proof of one act, and say what it proves."""

    def proof_file(self, act: Digest, *, viewer: Viewer) -> bytes | None:
        """Return the proof of one act as the file `jisr prove` writes."""

    def frameworks(self) -> tuple[FrameworkView, ...]:
        """Return the editions in use: those in force, then earlier ones that cases keep."""

    def node(self) -> NodeView:
        """Return the node's state and its lines to partners."""
