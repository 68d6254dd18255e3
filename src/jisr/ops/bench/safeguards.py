"""`jisr bench safeguards`: how many questions the rules decide in a second.

The questions are those that two simulated nodes were asked of the acts in their ledgers, whole
and part by part, at every point at which they are asked; the rules are the register's.  Beside
them, in the same run, as many rules are asked that look at nothing: what asking alone costs.

And what it costs that each page is logged before it is read: the processor time of giving it
to a browser, by a node on real files, and of one durable event in that node's log.
"""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from jisr.core.act import Act
from jisr.ledger.base import Entry
from jisr.node import content
from jisr.node.content import Forms
from jisr.node.node import Node
from jisr.node.space import Space, act_of
from jisr.ops.bench.machine import Figures
from jisr.ops.bench.objects import ANSWER
from jisr.ops.bench.pair import ASKED, ASKING, paired
from jisr.ops.simulate.month import PARTIES, Month
from jisr.ops.simulate.plan import plan
from jisr.ops.simulate.play import take
from jisr.safeguards.decision import Point, Question, Rule, decide
from jisr.safeguards.register import RULES

ROUNDS: Final = 5  # In turn, and the best of each: the machine may change its pace.
PAGES: Final = 100
CASES: Final = 20
# Rules at the same points that object to nothing and look at nothing.
BLIND: Final = tuple(replace(rule, judge=lambda _: None) for rule in RULES)
OURS: Final = (Point.COMPOSE, Point.RELEASE)
THEIRS: Final = (Point.RECEIPT, Point.EXPORT)


def safeguards(folder: Path, *, decisions: int, seeds: int) -> Figures:
    """Measure decisions, and the share of logging in a page.

    Args:
        folder: empty, on the disk to be measured.
        decisions: how many at least.
        seeds: of how many simulated months the acts are.
    """
    return {"kernel": _kernel(decisions, seeds), "audit": _audit(folder)}


def _kernel(decisions: int, seeds: int) -> Figures:
    asked = [question for seed in range(seeds) for question in _questions(_month(seed))]
    repeated = -(-decisions // len(asked))
    spent, bare = [], []
    for _ in range(ROUNDS):
        spent.append(_spent(asked, RULES, repeated))
        bare.append(_spent(asked, BLIND, repeated))
    done = repeated * len(asked)
    answers = Counter(type(decide(question, RULES)).__name__.lower() for question in asked)
    return {
        "questions": len(asked),
        "points": dict(sorted(Counter(one.point.value for one in asked).items())),
        "answers": dict(sorted(answers.items())),
        "rules": len(RULES),
        "decisions": done,
        "decisions_per_s": round(done / min(spent)),
        "us_per_decision": round(min(spent) / done * 1e6, 2),
        "ratio": round(min(bare) / min(spent), 4),
    }


def _audit(folder: Path) -> Figures:
    """Return for the list of cases and the page of one what of its processor time is the log's."""
    with paired(folder) as pair:
        cases = pair.open(CASES)
        pair.talk(ASKING)
        pair.add(ASKED, cases, ANSWER)
        pair.talk(ASKED)
        read = pair.seats[ASKED].call("read_pages", cases, PAGES)
    logged = float(read["log_us"])
    return {
        "cases": CASES,
        "log_us": round(logged, 1),
        **{
            page: {"us": round(read[page], 1), "share": round(logged / read[page], 4)}
            for page in ("case", "list", "case_read", "list_read")
        },
    }


def _spent(asked: Sequence[Question], rules: Sequence[Rule], times: int) -> float:
    begun = time.process_time()
    for _ in range(times):
        for question in asked:
            decide(question, rules)
    return time.process_time() - begun


def _month(seed: int) -> Month:
    month = Month(seed=seed)
    for step in plan(seed).steps:
        take(month, step)
    return month


def _questions(month: Month) -> Iterator[Question]:
    for party in PARTIES:
        node, space = month.nodes[party], month.space(party)
        for author, log in space.logs.items():
            if log.size:
                for entry in month.bare[party].ledger.after(month.id, author, start=0):
                    yield from _of_entry(node, space, entry)


def _of_entry(node: Node, space: Space, entry: Entry) -> Iterator[Question]:
    """Yield what is asked of one act, as it is asked of it whole and part by part."""
    act = act_of(entry)
    forms = None if act.act is None else content.forms_of(node, space, act)
    if forms is None:
        return
    whole = _whole(node, space, act, forms)
    ours = act.author == node.party
    for point in OURS if ours else ():
        yield replace(whole, point=point)
    for part in node.ledger.parts(entry.id):
        opened = content.open_part(node, space, part)
        if opened is None:
            continue
        form, fields = forms.recognise(part.name, opened.content) or (None, None)
        named = replace(whole, part=part.name, form=form, content=fields)
        for point in OURS if ours else THEIRS:
            yield replace(named, point=point)


def _whole(node: Node, space: Space, act: Act, forms: Forms) -> Question:
    return Question(
        point=Point.COMPOSE,
        me=node.party,
        author=act.author,
        edition=forms.edition,
        procedure=forms.procedure.name,
        act=forms.act,
        terms=act.terms,
        opening=act.terms if act.case is None else content.opening_terms(space, act.case),
        parts=frozenset(act.body),
    )
