"""A life of three stores in which every statement that writes is used, step by step."""

from dataclasses import dataclass, replace

from jisr.core.act import Kind
from jisr.core.errors import Reason
from jisr.core.log import Fence
from jisr.ledger import keys, statements
from jisr.ledger.base import TILE_LEAVES, PartState
from jisr.ledger.keys import PartKey, PartName, SqliteKeyStore
from jisr.ledger.sqlite import SqliteLedger
from jisr.ledger.work.relational import store
from jisr.ledger.work.rows import (
    Approval,
    Assignment,
    Cursor,
    Document,
    EffectKey,
    Flag,
    Frame,
    Grade,
    InternalNote,
    Outgoing,
    Partner,
    Receipt,
)
from jisr.ledger.work.sqlite.store import SqliteWorkStore
from tests.ledger.given import FR, HOUR, MA, NOW, SPACE, digest, log, part, slug
from tests.ledger.test_contract import tile
from tests.ledger.test_work import (
    ACT,
    AMAL,
    ANNEX,
    ANNEX_KEY,
    CASE,
    DRAFT,
    MIGRATION,
    READING,
    REQUEST,
    ROW,
    SECURITY,
    SENDING,
)

LAYOUTS = {
    "ledger.db": statements.LAYOUT,
    "keys.db": keys.LAYOUT,
    "work.db": store.LAYOUT,
}
MODULES = (statements, keys, *store.SUBJECTS)
ACTS = log(TILE_LEAVES + 4)
NAMES = [PartName(space=SPACE, entry=act.id, name="subject") for act in ACTS[:6]]
LARGE = bytes(range(256)) * 200  # More than a page: it goes on in others.
EFFECTS = [
    EffectKey(space=SPACE, case=CASE, move=digest(str(n)), effect=slug("notify")) for n in range(5)
]
ALARM = Reason("test.alarm", ar="إنذار", fr="Alerte", en="An alarm")


@dataclass
class Stores:
    """The three stores of a folder."""

    ledger: SqliteLedger
    keys: SqliteKeyStore
    work: SqliteWorkStore

    @classmethod
    def open(cls, folder, vfs=None):
        opened = []
        try:
            for kind, name in (
                (SqliteLedger, "ledger.db"),
                (SqliteKeyStore, "keys.db"),
                (SqliteWorkStore, "work.db"),
            ):
                opened.append(kind(folder / name, vfs=vfs))
        except BaseException:
            for one in opened:
                one.close()
            raise
        return cls(*opened)

    @property
    def all(self):
        return {"ledger.db": self.ledger, "keys.db": self.keys, "work.db": self.work}

    def close(self):
        for one in self.all.values():
            one.close()

    def dump(self):
        """Return all that is in them, by table."""
        return {
            (name, table): one.tables.rows(f"select * from {table}")
            for name, one in self.all.items()
            for table in tables_of(name)
        }


def tables_of(name):
    lines = LAYOUTS[name].schema.splitlines()
    return [line.split()[2] for line in lines if line.startswith("create table")]


def writing_statements():
    """Return every statement of the stores that writes, by its words."""
    found = set()
    for module in MODULES:
        for value in vars(module).values():
            for text in value if isinstance(value, tuple) else (value,):
                words = text.split() if isinstance(text, str) else []
                if words[:1] in (["insert"], ["update"], ["delete"]):
                    found.add(" ".join(words))
    return found


def key(name):
    return PartKey(part=name, key=b"k" * 32, salt=b"s" * 32)


STEPS = (
    lambda s: s.ledger.found(SPACE, b"founding"),
    lambda s: s.keys.put([key(name) for name in NAMES]),
    lambda s: s.ledger.append(
        ACTS[:4], parts=[part(ACTS[0], sealed=LARGE), part(ACTS[1], state=PartState.AWAITED)]
    ),
    lambda s: s.ledger.append(log(2, author=FR, kind=Kind.ACK, saw=lambda seq: seq + 1)),
    lambda s: s.ledger.append(ACTS[4:TILE_LEAVES], tiles=[tile(0)]),
    lambda s: s.ledger.put_part(part(ACTS[1])),
    lambda s: s.ledger.set_fence(SPACE, MA, Fence(epoch=1, seq=7)),
    lambda s: s.ledger.add_proof(SPACE, b"proof"),
    lambda s: s.ledger.prune(SPACE, FR, [0], receipts=[1]),
    lambda s: s.keys.destroy(NAMES[:2]),
    lambda s: s.work.people.put_desk(MIGRATION),
    lambda s: s.work.people.put_desk(SECURITY),
    lambda s: s.work.people.put_officer(AMAL),
    lambda s: s.work.people.assign(
        Assignment(space=SPACE, case=CASE, desk="migration", officer="amal", by="amal", at=NOW)
    ),
    lambda s: s.work.margin.add_note(
        InternalNote(id="one", space=SPACE, case=CASE, officer="amal", at=NOW, text="Ask again.")
    ),
    lambda s: s.work.margin.add_note(
        InternalNote(id="two", space=SPACE, case=CASE, officer="amal", at=NOW, text="Or not.")
    ),
    lambda s: s.work.margin.remove_note("two"),
    lambda s: s.work.margin.flag(Flag(subject="case:1", code=slug("a"), by="amal", at=NOW)),
    lambda s: s.work.margin.flag(Flag(subject="case:1", code=slug("b"), by="amal", at=NOW)),
    lambda s: s.work.margin.unflag("case:1", slug("b")),
    lambda s: s.work.drafts.save(DRAFT),
    lambda s: s.work.drafts.save(replace(DRAFT, id="other")),
    lambda s: s.work.drafts.discard("amal", "other"),
    lambda s: s.work.approvals.ask(REQUEST),
    lambda s: s.work.approvals.decide(
        Approval(digest=REQUEST.digest, officer="bruno", approved=True, reason="Right.", at=NOW)
    ),
    lambda s: s.work.access.append([READING, SENDING]),
    lambda s: s.work.effects.plan(EFFECTS),
    lambda s: s.work.effects.claim(now=NOW, until=NOW + HOUR, limit=2),
    lambda s: s.work.effects.done(EFFECTS[0]),
    lambda s: s.work.effects.retry(EFFECTS[1], at=NOW + HOUR),
    lambda s: s.work.effects.hold(SPACE),
    lambda s: s.work.effects.release([EFFECTS[2]]),
    lambda s: s.work.effects.close([EFFECTS[3]]),
    lambda s: s.work.outbox.queue([Outgoing(space=SPACE, seq=n, release_at=NOW) for n in (1, 2)]),
    lambda s: s.work.outbox.release(SPACE, 2),
    lambda s: s.work.outbox.sent(SPACE, below=2),
    lambda s: s.work.receipts.record(
        [Receipt(space=SPACE, act=ACTS[0].id, grade=Grade.DELIVERED, at=NOW, by=digest("ack"))]
    ),
    lambda s: s.work.partners.put(Partner(party=FR, address="https://fr.example")),
    lambda s: s.work.partners.failed(FR, at=NOW),
    lambda s: s.work.partners.reached(FR, at=NOW, skew=3),
    lambda s: s.work.partners.alarm(ALARM, facts={}, subject="one", at=NOW),
    lambda s: s.work.partners.alarm(ALARM, facts={}, subject="two", at=NOW),
    lambda s: s.work.partners.clear(ALARM.code, "two"),
    lambda s: s.work.frames.put(frame("a", NOW)),
    lambda s: s.work.frames.put(frame("b", NOW + HOUR)),
    lambda s: s.work.frames.put(frame("c", NOW + HOUR)),
    lambda s: s.work.frames.forget(SPACE, digest("b")),
    lambda s: s.work.frames.purge(NOW + HOUR / 2),
    lambda s: s.work.transfers.begin(ANNEX),
    lambda s: s.work.transfers.write(*ANNEX_KEY, 0, b"01234"),
    lambda s: s.work.transfers.begin(replace(ANNEX, digest=digest("gone"))),
    lambda s: s.work.transfers.write(SPACE, digest("gone"), 0, b"01234"),
    lambda s: s.work.transfers.drop(SPACE, digest("gone")),
    lambda s: s.work.views.apply(
        moved=[(Cursor(space=SPACE, author=MA, position=0), 4)], cases=[ROW], acts=[ACT]
    ),
    lambda s: s.work.views.clear(SPACE),
    lambda s: s.work.views.apply(
        moved=[(Cursor(space=SPACE, author=MA, position=0), 4)], cases=[ROW], acts=[ACT]
    ),
    lambda s: s.work.register.put(document("one")),
    lambda s: s.work.register.put(document("two")),
    lambda s: s.work.register.remove(slug("kind"), "two"),
    lambda s: s.ledger.append(ACTS[TILE_LEAVES:]),
)


def frame(session, expires):
    return Frame(
        space=SPACE, session=digest(session), author=FR, number=1, sealed=b"sealed", expires=expires
    )


def document(name):
    return Document(kind=slug("kind"), id=name, content=LARGE, updated=NOW)
