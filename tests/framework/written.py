"""A compiled procedure written as a table that a jurist can read."""

from jisr.core.table import Clause, Table, TermSpec
from jisr.framework.crossings import crossings
from jisr.framework.procedure import Procedure


def terms(specs: dict[str, TermSpec]) -> str:
    names = [f"{name}*" if spec.required else name for name, spec in sorted(specs.items())]
    return f" [{', '.join(names)}]" if names else ""


def line(clause: Clause) -> str:
    words = [clause.by.value]
    words += [f"({clause.office})"] if clause.office else []
    words += [clause.act, "→", clause.to]
    words += ["using", clause.form] if clause.form else []
    words += ["accepting", clause.accepting] if clause.accepting else []
    words += ["revealing", clause.revealing] if clause.revealing else []
    words += ["once overdue"] if clause.late else []
    text = " ".join(words) + terms(dict(clause.terms))
    text += ", release when settled" if clause.release_when_settled else ""
    text += ", release when revealed" if clause.release_when_revealed else ""
    return text + (", prevailing" if clause.prevailing else "")


def written(table: Table) -> str:
    """Return a table: in each state whose turn it is, then who may do what, leading where."""
    rows = [("opening", line(clause)) for clause in table.opens.values()]
    for name, state in table.states.items():
        turn = f"turn of {state.turn.value}" if state.turn else f"rests, first {state.first.value}"
        rows.append((name, turn + (", with deadline" if state.due else "")))
        rows += [(name, line(clause)) for clause in state.clauses.values()]
    rows += [("ends", ", ".join(sorted(table.ends)))] if table.ends else []
    for note in table.notes.values():
        form = f" using {note.form}" if note.form else ""
        rows.append(
            ("notes", f"{', '.join(sorted(note.by))}: {note.act}{form}{terms(dict(note.terms))}")
        )
    shown = [
        f"{'' if number and rows[number - 1][0] == name else name:<14} {text}"
        for number, (name, text) in enumerate(rows)
    ]
    return "\n".join(shown)


def crossed(procedure: Procedure) -> str:
    """Return the crossing table: what gives way, what prevails, where the case then is."""
    return "\n".join(
        f"{row.state}: {row.loser.act} × {row.winner.act} → {row.winner.to}"
        for row in crossings(procedure)
    )
