"""What a call answers about a space, a case, an alarm: plain JSON, with words in three languages.

Only headers are read here, and no part is opened; what our people noted beside a case is handed in,
by whoever has logged that it is read.
"""

from collections.abc import Sequence

from jisr.core.act import TIME_FORMAT
from jisr.core.canonical import Json
from jisr.core.case import Case, Verdict
from jisr.core.errors import LANGS
from jisr.ledger.work.rows import Alarm, CaseRow, EffectState, InternalNote
from jisr.node import content, guards, project
from jisr.node.reading.labels import Words, title_of
from jisr.node.reading.reference import name_of, reference_of
from jisr.node.reading.seals import sealed_parts
from jisr.node.record_views import Text
from jisr.node.space import Space
from jisr.ops.build import Built


def alarm_told(alarm: Alarm) -> Json:
    """Return an alarm with its sentence."""
    facts: dict[str, Json] = dict(alarm.facts)
    return {
        "code": alarm.reason.code,
        "count": alarm.count,
        "facts": facts,
        "since": alarm.since.strftime(TIME_FORMAT),
        "text": {lang: alarm.reason.text(lang, dict(alarm.facts)) for lang in LANGS},
    }


def space_told(built: Built, space: Space) -> Json:
    """Return where a space and its line stand."""
    line = built.line(space.id)
    work = built.node.work
    return {
        "space": space.id,
        "partner": space.partner,
        "channel": space.founding.channel,
        "title": text_told(title_of(built.node, space)),
        "edition": space.edition(),
        "edition_here": built.node.editions.get(space.edition()) is not None,
        "logs": {party: log.size for party, log in space.logs.items()},
        "epochs": {party: log.epoch for party, log in space.logs.items()},
        "waiting": len(work.outbox.waiting(space.id)),
        "reachable": line.state.reachable,
        "failures": line.state.failures,
        "reason": line.state.reason.code if line.state.reason else None,
        "proofs": len(built.node.ledger.proofs(space.id)),
        "stopped": work.register.get(guards.STOPPED, space.id) is not None,
        "must_hear": work.register.get(guards.MUST_HEAR, space.id) is not None,
        "effects_held": sum(
            effect.state is EffectState.HELD for effect in work.effects.unfinished(space.id)
        ),
    }


def row_told(built: Built, row: CaseRow) -> Json:
    """Return one line of the list of cases."""
    space = built.node.space(row.space)
    words = _words(built, space, row)
    opening = built.node.ledger.find(row.case)
    return {
        "space": row.space,
        "case": row.case,
        "reference": reference_of(
            space.founding,
            opener=row.opener,
            opened_at=row.opened_at,
            seq=opening.seq if opening else None,
        ),
        "partner": space.partner,
        "procedure": row.procedure,
        "opener": row.opener,
        "state": row.state,
        "turn": row.turn,
        "standing": row.standing.value,
        "due": row.due.strftime(TIME_FORMAT) if row.due else None,
        "opened_at": row.opened_at.strftime(TIME_FORMAT),
        "updated": row.updated.strftime(TIME_FORMAT),
        "ended": words is not None and row.state in words.procedure.ends,
        "texts": {
            "procedure": text_told(_title(words, row.procedure)),
            "state": text_told(words.state(row.state) if words else _plain(row.state)),
        },
    }


def zero_rows(built: Built) -> list[CaseRow]:
    """Return the case of each space's own framework, where it has been revised or is to be."""
    return [
        project.case_row(space, space.zero.case)
        for space in built.node.spaces.values()
        if space.zero.case.verdicts
    ]


def case_told(
    built: Built, space: Space, case: Case, notes: Sequence[InternalNote]
) -> dict[str, Json]:
    """Return where a case stands, every act of it, and the notes on it that are handed in."""
    table = case.tip.under
    edition = built.node.editions.get(table.framework)
    procedure = edition.procedures.get(table.procedure) if edition else None
    words = Words(edition=edition, procedure=procedure) if edition and procedure else None
    state = words.state(case.tip.state) if words else _plain(case.tip.state)
    return {
        "case": case.root.id,
        "reference": name_of(space, case),
        "space": space.id,
        "procedure": table.procedure,
        "edition": table.framework,
        "state": case.tip.state,
        "turn": case.turn,
        "ended": case.ended,
        "due": case.due.strftime(TIME_FORMAT) if case.due else None,
        "path": [node.id for node in case.path],
        "settled": case.settled,
        "crossings": [{"on": c.on, "winner": c.winner, "loser": c.loser} for c in case.crossings],
        "texts": {
            "procedure": text_told(_title(words, table.procedure)),
            "state": text_told(state),
        },
        "notes": [
            {"at": note.at.strftime(TIME_FORMAT), "officer": note.officer, "text": note.text}
            for note in notes
        ],
        "acts": {id: _act(built, words, case, verdict) for id, verdict in case.verdicts.items()},
    }


def _act(built: Built, words: Words | None, case: Case, verdict: Verdict) -> Json:
    act = verdict.held.act
    assert act.act is not None
    sealed = sealed_parts(case, verdict.held)
    return {
        "act": act.act,
        "author": act.author,
        "seq": act.seq,
        "saw": verdict.held.saw,
        "at": act.at.strftime(TIME_FORMAT),
        "standing": verdict.standing.value,
        "void": verdict.reason.code if verdict.reason else None,
        "terms": {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in act.terms.items()
        },
        "parts": [
            {
                "name": part.name,
                "commitment": part.commitment,
                "sealed": part.name in sealed,
                "state": part.state.value,
            }
            for part in built.node.ledger.parts(verdict.held.id)
        ],
        "text": text_told(words.act(act.act) if words else _plain(act.act)),
    }


def _words(built: Built, space: Space, row: CaseRow) -> Words | None:
    zero = space.zero.case
    under = zero.tip.under if row.case == space.id else content.under_of(space, row.case)
    edition = built.node.editions.get(under.framework) if under else None
    procedure = edition.procedures.get(row.procedure) if edition else None
    return Words(edition=edition, procedure=procedure) if edition and procedure else None


def _title(words: Words | None, procedure: str) -> Text:
    if words is None:
        return _plain(procedure)
    title = words.procedure.title
    return Text(ar=title.ar, fr=title.fr, en=title.en)


def _plain(word: str) -> Text:
    return Text(ar=word, fr=word, en=word)


def text_told(text: Text) -> Json:
    """Return a text in the three languages."""
    return {lang: text.in_(lang) for lang in LANGS}
