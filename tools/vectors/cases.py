"""Cases: what each comes to, with the standing of every act, by each clause of case.md.

What is expected stands here in words; that the core and the second reader find the same is tested.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from jisr.core.act import PartyId
from jisr.core.canonical import Json
from jisr.core.dsse import to_base64
from jisr.framework import Edition
from tools.vectors.editions import edition
from tools.vectors.keys import FR, MA
from tools.vectors.scribe import Header, Scribe

ABOUT: Final = (
    "Exported ledgers (PRF-6), each with what its cases come to.  Put the editions that `editions`"
    " names, in base64, under that name into the `ledger`, and the `founding` document, and fold"
    " every case with all of the ledger as the view.  `acts` gives by id the standing of each"
    " act, a void one with its reason; `due` is null where nothing is due."
)
STATES: Final = (
    "asked",
    "replied",
    "planned",
    "waiting",
    "resting",
    "sealed",
    "both-sealed",
    "revealed",
)
LETTER: Final = {"letter": "1" * 64}
WHENEVER: Final = {"urgency": "whenever"}

FIRST: Final = edition()
SECOND: Final = edition(
    other="5 working days",
    migrates={FIRST.digest: {state: state for state in STATES} | {"replied": "resting"}},
)


class Story(Scribe):
    """A ledger in the making, each act of a case with a name and its expected standing."""

    def __init__(self) -> None:
        super().__init__(FIRST.digest)
        self.expected: dict[str, str] = {}
        self.adopted: list[Edition] = []
        self.cases: dict[str, Header] = {}
        self.refs: dict[str, Header] = {}

    def does(self, name: str, standing: str, party: PartyId, kind: str, **fields: Json) -> str:
        """Write an act of a case, and say what it is worth."""
        see, later = fields.pop("see", None), fields.pop("later", "")
        assert see is None or isinstance(see, int)
        id = self.write(party, kind, see=see, later=str(later), **fields)
        self.expected[id] = standing
        self.refs[name] = self.ref(party)
        return id

    def opens(
        self, standing: str = "settled", party: PartyId = FR, *, name: str = "open", **fields: Json
    ) -> str:
        """Open a case: by default a plain request of no urgency."""
        under: Json = {"framework": FIRST.digest, "procedure": "exercise"}
        said: Header = {"act": "ask-plainly", "terms": WHENEVER, "under": under}
        return self.does(name, standing, party, "open", **(said | fields))

    def moves(
        self, name: str, standing: str, party: PartyId, act: str, on: str = "open", **fields: Json
    ) -> str:
        """Follow a move by another one."""
        case = self.refs["open"]["id"]
        said: Header = {"act": act, "case": case, "on": self.refs[on]}
        return self.does(name, standing, party, "move", **(said | fields))

    def notes(self, standing: str, party: PartyId, act: str, **fields: Json) -> str:
        """Add a note to the case."""
        said: Header = {"act": act, "case": self.refs["open"]["id"]}
        return self.does(act, standing, party, "note", **(said | fields))

    def zero(self, name: str, standing: str, party: PartyId, act: str, **fields: Json) -> str:
        """Make a move of case zero."""
        first: Header = {"author": FR, "epoch": 0, "id": self.founding.id, "seq": 0}
        on = self.refs.get(str(fields.pop("on", "")), first)
        said: Header = {"act": act, "case": self.founding.id, "on": on}
        return self.does(name, standing, party, "move", **(said | fields))

    def adopts(self, made: Edition) -> None:
        """Let FR propose an edition, MA accept it, and both hear of it."""
        terms: Json = {"edition": made.digest}
        self.zero("propose", "settled", FR, "propose", terms=terms, body={"remark": "2" * 64})
        self.zero("accept", "settled", MA, "accept", on="propose")
        self.adopted.append(made)
        self.ack(FR)
        self.ack(MA)

    def ends_as(
        self,
        state: str,
        *,
        turn: PartyId | None = None,
        due: str | None = None,
        under: Edition = FIRST,
        ended: bool = False,
    ) -> None:
        """Say what the case comes to."""
        case = str(self.refs["open"]["id"])
        self.cases[case] = {
            "due": due,
            "edition": under.digest,
            "ended": ended,
            "procedure": "exercise",
            "state": state,
            "turn": turn,
        }


def opened(told: Story) -> None:
    """A case opens, and nobody has seen it yet."""
    told.opens("provisional")
    told.ends_as("asked", turn=MA)


def received(told: Story) -> None:
    """The first act of the other that has seen a move settles it, and starts the deadline."""
    told.opens()
    told.ack(MA)  # On a Monday; in MA nobody works on Friday and Saturday.
    told.ends_as("asked", turn=MA, due="2026-03-05T23:59:59Z")


def no_opening(told: Story) -> None:
    """Openings that are void, each for the first reason that applies; acts of no case."""
    strange: Json = {"framework": "e" * 64, "procedure": "exercise"}
    told.opens("void core.edition-not-in-force", under=strange)
    told.notes("void core.edition-not-in-force", MA, "opened")
    for procedure in ("no-procedure", "framework-revision"):
        under: Json = {"framework": FIRST.digest, "procedure": procedure}
        told.opens("void core.unknown-procedure", under=under)
    told.opens("void core.not-your-clause", act="reply")
    told.opens("void core.wrong-terms", terms={"urgency": "never"})
    told.opens("void core.wrong-terms", terms=None)
    told.opens("void core.form-missing", act="ask")
    told.does("x", "void core.no-such-case", MA, "note", case="c" * 64, act="remark", body=LETTER)


def not_admissible(told: Story) -> None:
    """Moves that are void, in the order in which they are judged."""
    told.opens()
    told.refs["other"] = told.refs["open"] | {"epoch": 1}
    told.moves("a", "void core.not-on-tip", MA, "reply", "other", body=LETTER)
    told.moves("b", "void core.not-your-turn", MA, "withdraw")
    told.moves("c", "void core.not-your-clause", MA, "agree")
    told.moves("d", "void core.wrong-terms", MA, "plan", terms={"day": "2026-02-30"})
    told.moves("e", "void core.wrong-terms", MA, "plan")
    told.moves("f", "void core.wrong-terms", MA, "reply", terms={"day": "2026-03-03"})
    told.moves("g", "void core.wrong-terms", MA, "refuse", body=LETTER)
    told.moves("h", "void core.form-missing", MA, "reply")
    told.moves("i", "void core.not-yet-overdue", FR, "close")
    told.moves("reply", "settled", MA, "reply", body=LETTER)
    told.moves("j", "void core.not-on-tip", MA, "pause", terms={"ground": "court"})
    other: Json = {"letter": "3" * 64}
    told.moves("k", "void core.not-the-same-text", FR, "agree", "reply", body=other)
    told.moves("agree", "provisional", FR, "agree", "reply", body=LETTER)
    told.moves("l", "void core.case-ended", FR, "contest", "agree", body=LETTER)
    told.ends_as("done", ended=True)


def by_office(told: Story) -> None:
    """A clause that is reserved to an office demands that the office be named."""
    told.opens()
    terms: Json = {"office": "cabinet"}
    told.moves("refuse", "provisional", MA, "refuse", terms=terms, body=LETTER)
    told.ends_as("refused", ended=True)


def overdue(told: Story) -> None:
    """A clause that opens once overdue is closed at the due second, and open one later."""
    told.opens()
    told.ack(MA)
    on_time: Json = "2026-03-05T23:59:59Z"
    told.moves("in time", "void core.not-yet-overdue", FR, "close", later=on_time)
    told.moves("late", "provisional", FR, "close", later="2026-03-06T00:00:00Z")
    told.ends_as("lapsed", ended=True)


def longer(told: Story) -> None:
    """Extensions and suspensions count if they came in time."""
    told.opens()
    court: Json = {"ground": "court"}
    told.moves("delay", "settled", MA, "delay", terms={"ground": "court", "more": 2})
    told.moves("pause", "settled", MA, "pause", "delay", terms=court)
    resume: Json = "2026-03-04T08:00:00Z"  # Two days of suspension: Monday and Tuesday.
    told.moves("resume", "settled", MA, "resume", "pause", terms=None, later=resume)
    told.ack(FR)
    # Three days from Wednesday on are Wednesday, Thursday, Sunday; two more, and it works.
    told.ends_as("asked", turn=MA, due="2026-03-10T23:59:59Z")


def notes(told: Story) -> None:
    """Notes that stand are settled at once; others are void."""
    told.opens()
    entry: Json = {"desk": "desk-1", "entry": "5" * 64}
    told.notes("settled", MA, "opened", terms=entry)
    told.notes("settled", MA, "mark", terms={"file": "box/7"})
    told.notes("void core.not-your-clause", FR, "mark", terms={"file": "box/7"})
    told.notes("void core.wrong-terms", MA, "mark")
    told.notes("void core.form-missing", FR, "remark")
    told.notes("settled", FR, "remark", body=LETTER)
    under: Json = {"framework": FIRST.digest, "procedure": "exercise"}
    told.notes("void core.not-your-clause", FR, "remark", body=LETTER, under=under)
    told.notes("void core.unknown-procedure", FR, "propose-migration")
    told.notes("void core.wrong-terms", FR, "propose-migration", under=under, terms={"a": 1})
    told.ends_as("asked", turn=MA, due="2026-03-05T23:59:59Z")


def crossing(told: Story) -> None:
    """Two moves cross: the side that has the turn goes first, the other is overtaken."""
    told.opens()
    told.moves("reply", "settled", MA, "reply", body=LETTER)
    told.moves("contest", "provisional", FR, "contest", "reply", body=LETTER)
    told.moves("amend", "overtaken", MA, "amend", "reply", body=LETTER, see=0)
    told.moves("after", "overtaken", MA, "amend", "amend", body=LETTER, see=0)
    told.ends_as("asked", turn=MA)


def prevailing(told: Story) -> None:
    """A prevailing move wins a crossing whoever has the turn."""
    told.opens()
    told.ack(MA)
    told.moves("withdraw", "settled", FR, "withdraw")
    told.moves("reply", "overtaken", MA, "reply", body=LETTER, see=0)
    told.ack(MA)
    told.ends_as("withdrawn", ended=True)


def resting(told: Story) -> None:
    """In a state that rests, the side that the procedure names goes first."""
    told.opens()
    told.moves("plan", "settled", MA, "plan", terms={"day": "2026-06-10"})
    told.moves("agree", "settled", FR, "agree-to-plan", "plan")
    told.moves("report", "settled", MA, "report", "agree", body=LETTER)
    told.moves("finish", "overtaken", FR, "finish", "report")
    told.moves("reopen", "provisional", MA, "reopen", "report", body=LETTER, see=0)
    told.ends_as("asked", turn=MA)


def sealed(told: Story) -> None:
    """What is revealed is what its own author sealed last, and nobody seals what stands sealed."""
    told.opens(act="ask", body=LETTER)
    told.moves("a", "void core.form-missing", MA, "seal")
    told.moves("b", "void core.seal-copied", MA, "seal", body=LETTER)
    mine, theirs = {"letter": "6" * 64}, {"letter": "7" * 64}
    told.moves("seal", "settled", MA, "seal", body=mine)
    told.moves("c", "void core.seal-copied", FR, "seal", "seal", body=mine)
    other: Json = {"other": "6" * 64}
    told.moves("d", "void core.seal-copied", FR, "seal", "seal", body=other)
    told.moves("sealed", "settled", FR, "seal", "seal", body=theirs)
    for name, body in (("e", theirs), ("f", LETTER), ("g", other), ("h", None)):
        told.moves(name, "void core.not-what-was-sealed", MA, "reveal", "sealed", body=body)
    told.moves("reveal", "settled", MA, "reveal", "sealed", body=mine)
    told.moves("i", "void core.not-what-was-sealed", FR, "reveal", "reveal", body=LETTER)
    told.moves("revealed", "provisional", FR, "reveal", "reveal", body=theirs)
    told.ends_as("done", ended=True)


def unlike(told: Story) -> None:
    """A part of another name under the seal seals nothing that can be revealed."""
    told.opens()
    told.moves("seal", "settled", MA, "seal", body={"other": "6" * 64})
    told.moves("sealed", "settled", FR, "seal", "seal", body={"letter": "7" * 64})
    body: Json = {"letter": "6" * 64}
    told.moves("a", "void core.not-what-was-sealed", MA, "reveal", "sealed", body=body)
    told.ends_as("both-sealed", turn=MA)


def planned(told: Story) -> None:
    """A deadline may fall before an event, and in the later of two zones."""
    told.opens()
    told.moves("plan", "settled", MA, "plan", terms={"day": "2026-06-10"})
    told.ack(FR)
    # In both calendars Tuesday 9, Monday 8 and Thursday 4 work.
    told.ends_as("planned", turn=FR, due="2026-06-04T22:59:59Z")


def migrated(told: Story) -> None:
    """A case goes on under another edition once one party proposed it and the other accepted."""
    told.opens()
    told.moves("reply", "settled", MA, "reply", body=LETTER)
    told.adopts(SECOND)
    under: Json = {"framework": SECOND.digest, "procedure": "exercise"}
    accept = "accept-migration"
    told.moves("own", "void core.not-proposed", FR, accept, "reply", under=under)
    told.notes("settled", FR, "propose-migration", under=under)
    older: Json = {"framework": FIRST.digest, "procedure": "exercise"}
    told.moves("a", "void core.not-proposed", FR, accept, "reply", under=under)
    told.moves("b", "void core.edition-not-in-force", MA, accept, "reply", under=older)
    wrong: Json = {"framework": SECOND.digest, "procedure": "other"}
    told.moves("c", "void core.unknown-procedure", MA, accept, "reply", under=wrong)
    told.moves("d", "void core.not-your-clause", MA, "reply", "reply", under=under)
    told.moves("accept-migration", "settled", MA, accept, "reply", under=under)
    told.ack(FR)
    told.ends_as("resting", under=SECOND)


def not_migrated(told: Story) -> None:
    """Where the new edition does not say what becomes of the state, the case stays."""
    told.adopts(SECOND)
    under: Json = {"framework": SECOND.digest, "procedure": "exercise"}
    told.opens(under=under)
    told.notes("settled", MA, "propose-migration", under=under)
    told.moves("a", "void core.no-migration", FR, "accept-migration", under=under)
    # Five working days under the second edition.
    told.ends_as("asked", turn=MA, due="2026-03-09T23:59:59Z", under=SECOND)


def in_force(told: Story) -> None:
    """An edition is in force for each party from where it has seen the receipt of its adoption."""
    terms: Json = {"edition": SECOND.digest}
    told.zero("propose", "settled", FR, "propose", terms=terms, body={"remark": "2" * 64})
    told.zero("accept", "settled", MA, "accept", on="propose")
    told.adopted.append(SECOND)
    under: Json = {"framework": SECOND.digest, "procedure": "exercise"}
    told.opens("void core.edition-not-in-force", MA, name="early", under=under)
    told.ack(FR)
    told.opens("void core.edition-not-in-force", MA, name="old", see=0, under=under)
    told.ack(MA)
    told.opens("settled", MA, under=under)
    told.ack(FR)
    # FR is asked: Tuesday to Thursday, Friday, Monday.
    told.ends_as("asked", turn=FR, due="2026-03-09T22:59:59Z", under=SECOND)


def announced(told: Story) -> None:
    """Closed days that a party announced in time put its deadline off; of another year not."""
    space = told.founding.id
    days: Json = ["2026-03-04", "2027-03-05"]
    terms: Json = {"days": days, "year": 2026}
    fields: Header = {"act": "announce-closure", "body": {"remark": "4" * 64}, "case": space}
    told.does("closure", "settled", MA, "note", terms=terms, **fields)
    told.opens()
    told.ack(MA)
    # Tuesday, Thursday, Sunday.
    told.ends_as("asked", turn=MA, due="2026-03-08T23:59:59Z")


def put_aside(told: Story) -> None:
    """Case zero has deadlines too; its first party is its opener, whoever moves first."""
    terms: Json = {"edition": SECOND.digest}
    told.zero("propose", "settled", MA, "propose", terms=terms, body={"remark": "2" * 64})
    told.ack(FR)  # Friday works for FR, who is to answer: until Thursday.
    in_time, late = "2026-03-05T22:59:59Z", "2026-03-05T23:00:00Z"
    told.zero("a", "void core.not-yet-overdue", MA, "put-aside", on="propose", later=in_time)
    told.zero("b", "provisional", MA, "put-aside", on="propose", later=late)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A story, and the clauses it shows."""

    clauses: str
    tell: Callable[[Story], None]


SCENARIOS: Final = (
    Scenario(clauses="CAS-2 CAS-11", tell=opened),
    Scenario(clauses="CAS-10 CAS-16", tell=received),
    Scenario(clauses="CAS-2 CAS-3", tell=no_opening),
    Scenario(clauses="CAS-5 CAS-6", tell=not_admissible),
    Scenario(clauses="CAS-6", tell=by_office),
    Scenario(clauses="CAS-7", tell=overdue),
    Scenario(clauses="CAS-7", tell=longer),
    Scenario(clauses="CAS-8", tell=notes),
    Scenario(clauses="CAS-9 CAS-11", tell=crossing),
    Scenario(clauses="CAS-9", tell=prevailing),
    Scenario(clauses="CAS-9", tell=resting),
    Scenario(clauses="CAS-6 PAR-8", tell=sealed),
    Scenario(clauses="CAS-6 PAR-8", tell=unlike),
    Scenario(clauses="CAS-7 CAS-16", tell=planned),
    Scenario(clauses="CAS-12", tell=migrated),
    Scenario(clauses="CAS-12 CAS-14", tell=not_migrated),
    Scenario(clauses="CAS-14", tell=in_force),
    Scenario(clauses="CAS-15", tell=announced),
    Scenario(clauses="CAS-13", tell=put_aside),
)


def vector() -> Header:
    """Return the file."""
    told = Story()
    editions: Mapping[str, Edition] = {made.digest: made for made in (FIRST, SECOND)}
    return {
        "about": ABOUT,
        "editions": {name: to_base64(made.signed) for name, made in editions.items()},
        "founding": told.ledger({})["founding"],
        "ledgers": [_told(scenario) for scenario in SCENARIOS],
        "spec": "docs/spec/case.md",
    }


def _told(scenario: Scenario) -> Header:
    told = Story()
    scenario.tell(told)
    ledger = told.ledger({})
    del ledger["founding"]
    names: list[Json] = [*sorted({it.digest for it in (FIRST, *told.adopted)})]
    cases: Header = dict(told.cases)
    acts: Header = dict(told.expected)
    return {
        "acts": acts,
        "cases": cases,
        "clauses": scenario.clauses,
        "ledger": ledger | {"editions": names},
        "what": (scenario.tell.__doc__ or "").strip(),
    }
