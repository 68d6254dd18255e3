"""Acts that go into the ledger together: placed one after another, then written at once.

A batch works on copies of the two logs.  Nothing of it can be seen until `commit`, and when
`commit` fails nothing of it has happened.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from jisr.core import merkle
from jisr.core.act import Act, Digest, Kind, PartyId, Ref, Slug, Term, Under
from jisr.core.canonical import Json
from jisr.core.case import Case, Held, Receipt, View
from jisr.core.checkpoint import Checkpoint, Cosignature, checkpoint_text, cosignature_text
from jisr.core.dsse import ACT_TYPE, pae
from jisr.core.errors import Conflict, Reason
from jisr.core.keys import KeyUse
from jisr.core.log import At, Log, Outcome, Placed, place
from jisr.core.parts import OpenPart
from jisr.core.service import Ack
from jisr.ledger.base import Entry, Ledger, Part, PartState
from jisr.ledger.keys import KeyStore, PartKey, PartName
from jisr.node import reasons
from jisr.node.ports import World
from jisr.node.space import Space, act_of, acts_of, entry_of, tiles_of
from jisr.safeguards.decision import RuleId

PART_KEY_BYTES: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What an act of ours says, before it has a place: the rest of the header follows."""

    kind: Kind
    at: datetime
    case: Digest | None = None
    under: Under | None = None
    act: Slug | None = None
    on: Ref | None = None
    terms: Mapping[str, Term] = field(default_factory=dict)
    parts: Sequence[OpenPart] = ()
    detail: Mapping[str, Json] | None = None
    epoch: int | None = None  # Only a restart names another epoch than the current one.


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A part destroyed unopened, and the safeguard that denied it."""

    case: Digest
    entry: Digest
    part: str
    rule: RuleId


class Batch:
    """Acts being placed in the two logs of one space."""

    def __init__(self, space: Space, world: World) -> None:
        self._space = space
        self._world = world
        self.logs: dict[PartyId, Log] = dict(space.logs)
        self.entries: list[Entry] = []
        self.parts: list[Part] = []
        self.refusals: list[Refusal] = []
        self._held: list[tuple[Digest, OpenPart]] = []
        self._pending: dict[tuple[PartyId, int], Entry] = {}
        self._by_id: dict[Digest, Entry] = {}
        self._by_case: dict[Digest, list[Entry]] = {}
        self._sights: list[Entry] = []  # Those that have seen more than the one before them.
        self._cases: dict[Digest, Mapping[Digest, Held]] = {}
        # By case, whether it was ever migrated: asked for each part, found out once.
        self.migrated: dict[Digest, bool] = {}

    def take(self, author: PartyId, header: bytes, signature: bytes) -> Outcome:
        """Place one act of either party; what `place` raises goes through."""
        log = self.logs[author]
        other = self.logs[self._space.founding.other(author)]
        outcome = place(
            header,
            signature,
            log=log,
            other=other,
            lookup=self._lookup,
            verify=self._world.verify,
        )
        if isinstance(outcome, Placed):
            self.logs[author] = outcome.log
            self._add(entry_of(outcome, header, signature), saw=log.saw)
        return outcome

    def _add(self, entry: Entry, *, saw: int) -> None:
        self.entries.append(entry)
        self._pending[entry.author, entry.seq] = entry
        self._by_id[entry.id] = entry
        if entry.saw > saw:
            self._sights.append(entry)
        if entry.case is not None:
            self._by_case.setdefault(entry.case, []).append(entry)
            self._cases.pop(entry.case, None)
            self.migrated.pop(entry.case, None)

    def write(self, content: Content) -> Entry:
        """Make, sign and place one act of ours."""
        header = self.header(content)
        signature = self._world.keys.sign(KeyUse.SIGN, pae(ACT_TYPE, header))
        return self.write_signed(header, signature, content.parts)

    def header(self, content: Content, *, key: Digest | None = None) -> bytes:
        """Return the header that `content` gets as the next act of our log.

        Args:
            content: what it says.
            key: the key that will sign; by default our current signing key.
        """
        ours, theirs = self.logs[self._space.me], self.logs[self._space.partner]
        return Act(
            space=self._space.id,
            author=self._space.me,
            epoch=ours.epoch if content.epoch is None else content.epoch,
            seq=ours.size,
            prev=ours.head,
            at=content.at,
            key=key or self._world.keys.current(KeyUse.SIGN).fingerprint,
            kind=content.kind,
            seen=_news(ours, theirs),
            case=content.case,
            under=content.under,
            act=content.act,
            on=content.on,
            terms=content.terms,
            body={part.name: part.commitment for part in content.parts},
            detail=content.detail,
        ).encode()

    def root_header(
        self, kind: Kind, detail: Mapping[str, Json], *, epoch: int | None = None
    ) -> bytes:
        """Return the header of an act for the root key to sign, wherever it is kept."""
        now = self._world.now()
        at = max(now, self._space.ours.last_at or now)
        root = self._space.founding.founder(self._space.me).root
        content = Content(kind=kind, at=at, detail=detail, epoch=epoch)
        return self.header(content, key=root.fingerprint)

    def write_signed(
        self, header: bytes, signature: bytes, parts: Sequence[OpenPart] = ()
    ) -> Entry:
        """Place an act of ours that is signed already, with its parts."""
        outcome = self.take(self._space.me, header, signature)
        if not isinstance(outcome, Placed):  # Signed elsewhere, and the log has moved on since.
            raise Conflict(reasons.LOG_MOVED)
        entry = self.entries[-1]
        for part in parts:
            self.hold(entry.id, part)
        return entry

    def acknowledge(self, at: datetime) -> Entry:
        """Write an ack: what we hold of the partner's log, and our own checkpoint."""
        ours, theirs = self.logs[self._space.me], self.logs[self._space.partner]
        root = Digest(merkle.root(ours.frontier).hex())
        text = checkpoint_text(space=self._space.id, author=ours.author, size=ours.size, root=root)
        their_root = Digest(merkle.root(theirs.frontier).hex())
        their_text = checkpoint_text(
            space=self._space.id, author=theirs.author, size=theirs.size, root=their_root
        )
        time = int(at.timestamp())
        cosigned = cosignature_text(their_text, time=time)
        key = self._world.keys.current(KeyUse.CHECKPOINT).fingerprint
        ack = Ack(
            checkpoint=Checkpoint(
                size=ours.size,
                root=root,
                key=key,
                signature=self._world.keys.sign(KeyUse.CHECKPOINT, text),
            ),
            cosigned=Cosignature(
                size=theirs.size,
                root=their_root,
                time=time,
                key=key,
                signature=self._world.keys.sign(KeyUse.CHECKPOINT, cosigned),
            ),
        )
        return self.write(Content(kind=Kind.ACK, at=at, detail=ack.to_wire()))

    def find(self, id: Digest) -> Entry | None:
        """Return an act that is being placed."""
        return self._by_id.get(id)

    def acts(self, case: Digest) -> Mapping[Digest, Held]:
        """Return the acts of a case, in the ledger and in here; read once for all their parts."""
        if case not in self._cases:
            self._cases[case] = acts_of(self._space, case, self._by_case.get(case, ()))
        return self._cases[case]

    def case(self, case: Digest) -> Case | Reason | None:
        """Fold a case from everything in the ledger and in here; see `Space.case`."""
        if case not in self._by_case:
            return self._space.case(case)
        held = list(self.acts(case).values())
        if case == self._space.id:
            view = View(lengths={party: log.size for party, log in self.logs.items()})
            return self._space.fold_zero(held, view=view).case
        return self._space.fold_held(held, ends=self.logs, logs=self)

    def receipt(self, author: PartyId, seq: int) -> Receipt | None:
        """Return the other party's first act, in the ledger or in here, that has seen an act."""
        known = self._space.receipt(author, seq)
        if known is not None:
            return known
        for entry in self._sights:
            if entry.author != author and entry.saw > seq:
                return Receipt(seq=entry.seq, at=act_of(entry).at)
        return None

    def hold(self, entry: Digest, part: OpenPart) -> None:
        """Keep a part: at commit it is encrypted under a key that lies in another store."""
        self._held.append((entry, part))

    @property
    def kept(self) -> Sequence[tuple[Digest, OpenPart]]:
        """The parts that are kept, in clear, each with the id of its act."""
        return self._held

    def miss(self, entry: Digest, name: str, commitment: Digest, state: PartState) -> None:
        """Note a part that is not kept: awaited, refused unopened, or erased before."""
        assert state is not PartState.HELD
        self.parts.append(self._row(entry, name, commitment, state, None))

    def await_parts(self, entry: Entry, keys: KeyStore) -> None:
        """Note the parts of an act of ours that came back without them."""
        body = act_of(entry).body
        names = [PartName(space=self._space.id, entry=entry.id, name=name) for name in body]
        gone = keys.destroyed(names)
        for name in names:
            state = PartState.ERASED if name in gone else PartState.AWAITED
            self.miss(entry.id, name.name, body[name.name], state)

    def refuse(self, entry: Entry, part: OpenPart, rule: RuleId) -> None:
        """Destroy a part unopened; a note will say so to the partner."""
        assert entry.case is not None
        self.miss(entry.id, part.name, part.commitment, PartState.REFUSED)
        self.refusals.append(Refusal(case=entry.case, entry=entry.id, part=part.name, rule=rule))

    def commit(self, ledger: Ledger, keys: KeyStore) -> None:
        """Write everything durably, keys first: an orphaned key is harmless.

        Raises:
            Conflict, Unavailable: nothing was written.
        """
        if not self.entries:
            return
        tiles = tiles_of(self.entries, lambda a, start, end: self._ids(ledger, a, start, end))
        sealed = self._seal_parts(keys)
        named = self._space.named(self.entries)
        ledger.append(self.entries, parts=[*self.parts, *sealed], tiles=tiles)
        self._space.grow(self.logs, self.entries, named=named)

    def replace_parts(self, ledger: Ledger, keys: KeyStore) -> None:
        """Write parts that come after their acts; `commit` then has the acts alone."""
        for row in [*self.parts, *self._seal_parts(keys)]:
            ledger.put_part(row)
        self.parts.clear()
        self._held.clear()

    def _seal_parts(self, keys: KeyStore) -> list[Part]:
        if not self._held:
            return []
        names = [PartName(space=self._space.id, entry=e, name=p.name) for e, p in self._held]
        # After a crash between the two stores a part comes again, and its key is here already.
        known = keys.held(names)
        made = []
        rows = []
        for name, (entry, part) in zip(names, self._held, strict=True):
            secret = known.get(name)
            if secret is None:
                key = self._world.random(PART_KEY_BYTES)
                secret = PartKey(part=name, key=key, salt=part.salt)
                made.append(secret)
            context = part_context(self._space.id, entry, part.name)
            sealed = self._world.encrypt(secret.key, part.content, context)
            rows.append(self._row(entry, part.name, part.commitment, PartState.HELD, sealed))
        keys.put(made)
        return rows

    def _row(
        self,
        entry: Digest,
        name: str,
        commitment: Digest,
        state: PartState,
        sealed: bytes | None,
    ) -> Part:
        return Part(
            space=self._space.id,
            entry=entry,
            name=name,
            commitment=commitment,
            state=state,
            sealed=sealed,
        )

    def _lookup(self, author: PartyId, seq: int) -> At | None:
        pending = self._pending.get((author, seq))
        if pending is not None:
            return At(epoch=pending.epoch, id=pending.id)
        return self._space.at(author, seq)

    def _ids(self, ledger: Ledger, author: PartyId, start: int, end: int) -> list[Digest]:
        held = list(ledger.ids(self._space.id, author, start=start, end=end))
        held += [self._pending[author, seq].id for seq in range(start + len(held), end)]
        return held


def part_context(space: Digest, entry: Digest, name: str) -> bytes:
    """Return what a part's cipher is bound to: no part can stand in for another."""
    return f"{space}|{entry}|{name}".encode()


def _news(ours: Log, theirs: Log) -> Ref | None:
    """Return what our next act has seen of the partner, if more than our last one had."""
    if theirs.size == ours.saw:
        return None
    return Ref(author=theirs.author, epoch=theirs.epoch, seq=theirs.size - 1, id=theirs.head)
