"""Ledgers of which chance alone would make too few: with a new edition, and pruned."""

from jisr.core.table import Side
from tests.tools.editions import editions
from tests.tools.ledgers import FR, MA, OTHER, PARTIES, Ledger


class Revised(Ledger):
    """A ledger in which an edition is adopted early, and running cases are taken over to it."""

    def __init__(self, seed, **options):
        super().__init__(seed, **options, acts=0)
        for _ in range(self.chance.randrange(1, 7)):
            party = self.chance.choice(PARTIES)
            self.move(party, self.see(party))  # Or open a case, as long as there is none.
        self.adopt()
        for _ in range(self.chance.randrange(4, 26)):
            self.write_something()
            if self.chance.random() < 0.2:
                self.take_over()

    def adopt(self):
        later = [edition.digest for edition, _ in editions()]
        edition = self.chance.choice(later[later.index(self.first) + 1 :] or later)
        proposer = self.chance.choice(PARTIES)
        for party, act in ((proposer, "propose"), (OTHER[proposer], "accept")):
            see = len(self.writers[OTHER[party]].ids)
            tip = self.path(self.zero, party, see)[-1]
            clauses = tip["table"].states[tip["state"]].clauses
            clause = clauses[self.zero.side(party), act]
            fields = self.content(clause, tip["act"]) | {"act": act}
            if act == "propose":
                fields["terms"] = {"edition": edition}
            header = self.header(party, "move", see=see, case=self.space, on=tip["ref"], **fields)
            self.moved(self.zero, header, tip, clause)
        self.adopted.append(edition)
        for party in (proposer, OTHER[proposer]):
            self.ack(party, len(self.writers[OTHER[party]].ids))

    def take_over(self):
        """Propose to take a case over, and most often accept it."""
        party = self.chance.choice(PARTIES)
        older = [it for it in self.cases if it.edition != self.adopted[-1]]
        if not older:
            return
        case = min(older, key=lambda it: len(it.moves))  # Its tip is the surest.
        under = {"framework": self.adopted[-1], "procedure": case.moves[0]["table"].procedure}
        see = len(self.writers[OTHER[party]].ids)
        self.add(
            self.header(party, "note", see=see, act="propose-migration", case=case.id, under=under)
        )
        other = OTHER[party]
        see = len(self.writers[party].ids)
        tip = self.path(case, other, see)[-1]
        header = self.header(
            other, "move", see=see, act="accept-migration", case=case.id, on=tip["ref"], under=under
        )
        if self.chance.random() < 0.85:
            self.migrated(case, header, tip)


class Sealed(Ledger):
    """A ledger in which a case is sealed by both sides and revealed, or something else is."""

    def __init__(self, seed, **options):
        super().__init__(seed, **options, acts=0)
        for _ in range(3):
            party = self.chance.choice(PARTIES)
            self.open(party, len(self.writers[OTHER[party]].ids))
        for case in self.cases:
            for act in ("seal", "seal", "reveal", "reveal"):
                self.follow(case, act)
        for _ in range(self.chance.randrange(0, 8)):
            self.write_something()

    def follow(self, case, act):
        """Make a move of that name, whoever may, where the case stands for its author."""
        for party in PARTIES:
            see = len(self.writers[OTHER[party]].ids)
            path = self.path(case, party, see)
            state = path[-1]["table"].states.get(path[-1]["state"])
            clause = state and state.clauses.get((case.side(party), act))
            if clause:
                fields = self.content(clause, path[-1]["act"])
                self.seal(fields, clause, path, party)
                on = path[-1]["ref"]
                header = self.header(party, "move", see=see, case=case.id, on=on, **fields)
                self.moved(case, header, path[-1], clause)
                return


class Pruned(Ledger):
    """A ledger of which both parties prune the beginning; then life goes on."""

    def __init__(self, seed, **options):
        super().__init__(seed, **options, acts=0)
        for _ in range(self.chance.randrange(2, 12)):
            self.write_what_ends()
        self.hear_all()
        heads = {party: writer.ref(len(writer.ids) - 1) for party, writer in self.writers.items()}
        for _ in range(self.chance.randrange(0, 8)):
            self.write_something()
        self.hear_all()
        for party in PARTIES:
            detail = {"upto": [heads[each] for each in PARTIES]}
            self.add(self.header(party, "prune", see=self.writers[party].saw, detail=detail))
        self.hear_all()
        for _ in range(self.chance.randrange(0, 8)):
            self.write_something()

    def hear_all(self):
        for party in (FR, MA, FR, MA):
            self.ack(party, len(self.writers[OTHER[party]].ids))

    def write_what_ends(self):
        party = self.chance.choice(PARTIES)
        size = len(self.writers[OTHER[party]].ids)
        kind = self.chance.choice((self.ack, self.revise, self.revise, self.service, None))
        if kind is not None:
            return kind(party, self.see(party))
        self.open(party, size)
        if self.cases:
            case = self.cases.pop()
            withdraw = self.chance.choice(("withdraw", "drop"))
            clauses = [
                it
                for it in case.moves[0]["table"].states[case.moves[0]["state"]].clauses.values()
                if it.by is Side.OPENER and it.act == withdraw
            ]
            for clause in clauses:
                fields = self.content(clause, case.moves[0]["act"])
                on = case.moves[0]["ref"]
                header = self.header(party, "move", see=size, case=case.id, on=on, **fields)
                self.moved(case, header, case.moves[0], clause)
        return None
