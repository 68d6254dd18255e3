"""Commands on packs: check them, print them as sentences, draw them, name them by digest."""

from contextlib import closing
from pathlib import Path
from typing import Annotated, Final

import typer

from jisr.core.act import Slug
from jisr.core.canonical import Json
from jisr.core.errors import Malformed, Refused
from jisr.framework.book import book_of
from jisr.framework.diagram import mermaid
from jisr.framework.edition import Edition
from jisr.framework.explore import ACTS, Explored
from jisr.framework.faults import Fault
from jisr.framework.svg import svg
from jisr.node.editions import check_safeguards
from jisr.node.framework_views import DeadlineRow, FrameworkView, ProcedureView, StateRow
from jisr.node.reading.framework import framework_view
from jisr.ops import reasons_cli
from jisr.ops.book.printing import html_bytes, pdf_bytes, require_pdf
from jisr.ops.cli import acts
from jisr.ops.cli import words_framework as words
from jisr.ops.cli.base import Answer, Commands, Run
from jisr.ops.cli.inputs import write_file
from jisr.ops.cli.phrase import isolated
from jisr.ops.cli.told import worded
from jisr.ops.exploring import explored, states_of, together
from jisr.ops.packs import Checked, check_pack, sound_pack
from jisr.ops.said import no_procedure

PackArgument = Annotated[Path, typer.Argument(), words.PACK]
_INDENT: Final = "  "


def register(framework: Commands) -> None:
    """Add the commands to the group `framework`."""
    framework.add("check", words.CHECK_HELP, check)
    framework.add("show", words.SHOW_HELP, show)
    framework.add("diagram", words.DIAGRAM_HELP, diagram)
    framework.add("explore", words.EXPLORE_HELP, explore)
    framework.add("digest", words.DIGEST_HELP, digest)
    framework.add("book", words.BOOK_HELP, book)


def also(run: Run) -> Path | None:
    """Return where the node's settings say that packs are, if there is a node at all."""
    return run.settings.packs_dir if run.settings_path.exists() else None


def check(
    run: Run,
    packs: Annotated[list[Path], typer.Argument(), words.PACKS],
) -> Answer:
    """Check packs: exit status 0 when each may be signed, else 1 and one line for each fault."""
    told: list[Json] = []
    for pack in packs:
        checked = check_pack(pack, also=also(run))
        told.append(_checked(run, pack, checked))
        for fault in checked.faults:
            message = isolated(fault.message(run.lang), run.lang)
            run.line(f"{fault.file}:{fault.line}: {message} [{fault.code}]")
        if checked.faults:
            run.note(words.FAULTY, pack=str(pack), count=len(checked.faults))
            run.fail()
        elif checked.edition is not None and _is_safe(run, pack, checked.edition):
            run.say(words.SOUND, pack=str(pack), digest=checked.edition.digest)
    return {"packs": told}


def _is_safe(run: Run, pack: Path, edition: Edition) -> bool:
    """Say whether the safeguards would let each party keep an edition; else say why not."""
    try:
        for party in sorted(edition.parties):
            check_safeguards(edition, party)
    except Refused as error:
        run.line(f"{pack}: {isolated(error.text(run.lang), run.lang)} [{error.code}]")
        run.note(words.FAULTY, pack=str(pack), count=1)
        run.fail()
        return False
    return True


def show(run: Run, pack: PackArgument) -> Answer:
    """Print a pack as sentences: who may do what, by when and on whose word, what crosses."""
    edition = sound_pack(pack, also=also(run))
    view = framework_view(edition, signed_by=())
    title = worded(run, view.title)
    run.say(words.EDITION, title=title, number=view.edition, digest=view.digest)
    for procedure in view.procedures:
        _say_procedure(run, procedure)
        acts.say(run, edition, edition.procedures[procedure.slug])
    return _view(run, view, edition)


def diagram(
    run: Run,
    pack: PackArgument,
    procedure: Annotated[str, typer.Argument(), words.PROCEDURE],
    as_mermaid: Annotated[bool, typer.Option("--mermaid/--svg"), words.MERMAID] = False,
    out: Annotated[Path | None, typer.Option(metavar="FILE"), words.OUT] = None,
) -> Answer:
    """Draw one procedure of a pack: its states, and between them the acts."""
    edition = sound_pack(pack, also=also(run))
    found = edition.procedures.get(Slug(procedure))
    if found is None:
        reason, facts = no_procedure(procedure[:64], edition)
        raise Malformed(reason, **facts)
    drawn = mermaid(found, run.lang) if as_mermaid else svg(found, run.lang)
    if out is None:
        run.line(drawn.removesuffix("\n"))
        return {"diagram": drawn, "procedure": procedure}
    write_file(out, drawn.encode())
    run.say(words.WRITTEN, path=str(out))
    return {"out": str(out), "procedure": procedure}


def explore(
    run: Run,
    pack: PackArgument,
    acts: Annotated[int, typer.Option(min=1, max=ACTS), words.ACTS] = ACTS,
) -> Answer:
    """Play each procedure in every order of the next acts, and look for two readings of a case."""
    edition = sound_pack(pack, also=also(run))
    found = _explored(run, edition, acts=acts)
    for name, one in found.items():
        _say_explored(run, name, one, acts=acts)
    return {
        "acts": acts,
        "procedures": {name: _told(one) for name, one in found.items()},
        "situations": sum(one.situations for one in found.values()),
    }


def book(
    run: Run,
    pack: PackArgument,
    out: Annotated[Path, typer.Option(metavar="FILE"), words.BOOK_OUT],
    as_pdf: Annotated[bool, typer.Option("--pdf"), words.PDF] = False,
    draft: Annotated[bool, typer.Option("--draft"), words.DRAFT] = False,
) -> Answer:
    """Write a pack as the document that two ministries read and sign, in one language."""
    edition = sound_pack(pack, also=also(run))
    if not edition.parties:
        raise Refused(reasons_cli.BOOK_OF_NOBODY, pack=edition.manifest.pack)
    pdf = as_pdf or out.suffix.lower() == ".pdf"
    if pdf:
        require_pdf()
    found = None if draft else check_explored(run, edition)
    with run.busy(words.PRINTING):
        made = book_of(edition, run.lang, explored=found)
        data = pdf_bytes(made) if pdf else html_bytes(made)
    write_file(out, data)
    run.say(words.WRITTEN, path=str(out))
    return {
        "bytes": len(data),
        "digest": edition.digest,
        "format": "pdf" if pdf else "html",
        "lang": run.lang,
        "out": str(out),
        "situations": None if found is None else sum(one.situations for one in found.values()),
    }


def check_explored(run: Run, edition: Edition) -> dict[Slug, Explored]:
    """Explore an edition that is about to be signed (FRA-30).

    Returns:
        What was found of each procedure.

    Raises:
        Refused: a case under it can be read in two ways.
    """
    found = _explored(run, edition, acts=ACTS)
    for name, one in found.items():
        if one.trouble is not None:
            raise Refused(reasons_cli.TWO_READINGS, procedure=name)
    return found


def _explored(run: Run, edition: Edition, *, acts: int) -> dict[Slug, Explored]:
    states = states_of(edition)
    parts: dict[Slug, list[Explored]] = {name: [] for name, _ in states}
    run.note(words.EXPLORES, states=len(states), acts=acts)
    with (
        run.counting(words.EXPLORING, len(states)) as advance,
        closing(explored(edition, states, acts=acts)) as found,
    ):
        for name, one in found:
            parts[name].append(one)
            advance(1)
    return {name: together(some) for name, some in parts.items()}


def _say_explored(run: Run, name: Slug, found: Explored, *, acts: int) -> None:
    facts: dict[str, str | int] = {"procedure": name, "situations": found.situations}
    if found.trouble is None:
        run.say(words.EXPLORED, **facts, crossings=found.crossings, acts=acts)
    else:
        run.say(words.TWO_READINGS, **facts, story=", ".join(found.trouble))
        run.fail()


def _told(found: Explored) -> Json:
    trouble: Json = None if found.trouble is None else list(found.trouble)
    return {"crossings": found.crossings, "situations": found.situations, "trouble": trouble}


def digest(run: Run, pack: PackArgument) -> Answer:
    """Print the digest of a pack that may be signed: what two parties compare before signing."""
    edition = sound_pack(pack, also=also(run))
    run.line(edition.digest)
    return {"digest": edition.digest}


def _checked(run: Run, pack: Path, checked: Checked) -> Json:
    return {
        "digest": checked.edition.digest if checked.edition and not checked.faults else None,
        "faults": [_fault(run, fault) for fault in checked.faults],
        "pack": str(pack),
    }


def _fault(run: Run, fault: Fault) -> Json:
    return {
        "code": fault.code,
        "file": fault.file,
        "line": fault.line,
        "text": fault.message(run.lang),
    }


def _say_procedure(run: Run, procedure: ProcedureView) -> None:
    run.line()
    run.line(f"# {worded(run, procedure.name)} — {isolated(procedure.slug, run.lang)}")
    run.line(worded(run, procedure.opens))
    for state in procedure.states:
        if state.end:
            continue
        run.line()
        _say_state(run, state)
    if procedure.crossings:
        run.line()
        run.say(words.CROSSINGS)
    for crossing in procedure.crossings:
        run.line(_INDENT + worded(run, crossing))


def _say_state(run: Run, state: StateRow) -> None:
    name = worded(run, state.name)
    if state.turn is None:
        run.say(words.STATE_RESTS, state=name)
    else:
        run.say(words.STATE, state=name, turn=worded(run, state.turn))
    for told in _deadlines(run, state.deadline):
        run.line(_INDENT + told)
    for clause in state.clauses:
        run.line(_INDENT + worded(run, clause))


def _deadlines(run: Run, row: DeadlineRow | None) -> list[str]:
    return [_deadline(run, row, worded(run, term)) for term in row.terms] if row else []


def _deadline(run: Run, row: DeadlineRow, term: str) -> str:
    told = run.text(
        words.DEADLINE,
        term=term,
        expiry=worded(run, row.on_expiry),
        source=worded(run, row.source),
        status=run.text(words.STATUSES[row.status]),
    )
    if row.calendar is None:
        return told
    return f"{told} {run.text(words.CALENDAR, calendar=worded(run, row.calendar))}"


def _view(run: Run, view: FrameworkView, edition: Edition) -> Answer:
    return {
        "digest": view.digest,
        "edition": view.edition,
        "procedures": [
            {
                **_procedure(run, procedure),
                "acts": acts.told(run, edition, edition.procedures[procedure.slug]),
            }
            for procedure in view.procedures
        ],
        "title": worded(run, view.title),
    }


def _procedure(run: Run, procedure: ProcedureView) -> dict[str, Json]:
    return {
        "crossings": [worded(run, crossing) for crossing in procedure.crossings],
        "name": worded(run, procedure.name),
        "opens": worded(run, procedure.opens),
        "procedure": procedure.slug,
        "states": [
            {
                "clauses": [worded(run, clause) for clause in state.clauses],
                "deadlines": list[Json](_deadlines(run, state.deadline)),
                "end": state.end,
                "name": worded(run, state.name),
                "state": state.slug,
                "turn": worded(run, state.turn) if state.turn else None,
            }
            for state in procedure.states
        ],
    }
