"""What to type for each act of a procedure, as `jisr framework show` says it."""

from jisr.core.act import Slug
from jisr.core.canonical import Json
from jisr.framework.edition import Edition
from jisr.framework.procedure import Procedure
from jisr.node.reading.labels import Words, text_of
from jisr.ops.accepted import JSON, Accepted, accepted
from jisr.ops.cli import words_framework as words
from jisr.ops.cli.base import Run
from jisr.ops.cli.phrase import isolated
from jisr.ops.cli.told import worded


def say(run: Run, edition: Edition, procedure: Procedure) -> None:
    """Print what to type for each act."""
    run.line()
    run.say(words.TO_TYPE)
    for act in procedure.acts:
        label = worded(run, Words(edition=edition, procedure=procedure).act(act))
        run.line(f"  {isolated(act, run.lang)} — {label}")
        for one in accepted(edition, procedure, act):
            run.line(f"    {_typed(run, one)}")
            for code, text in one.codes.items():
                run.line(f"        {isolated(code, run.lang)} — {worded(run, text_of(text))}")


def told(run: Run, edition: Edition, procedure: Procedure) -> list[Json]:
    """Return the same as an object."""
    return [_act(run, edition, procedure, act) for act in procedure.acts]


def _act(run: Run, edition: Edition, procedure: Procedure, act: Slug) -> Json:
    takes: list[Json] = [
        {
            "codes": {str(code): worded(run, text_of(text)) for code, text in one.codes.items()},
            "label": worded(run, text_of(one.label)),
            "name": one.name,
            "option": one.option,
            "required": one.required,
        }
        for one in accepted(edition, procedure, act)
    ]
    label = worded(run, Words(edition=edition, procedure=procedure).act(act))
    return {"act": act, "label": label, "takes": takes}


def _typed(run: Run, one: Accepted) -> str:
    phrase = words.IN_JSON if one.option == JSON else words.TYPED
    needed = words.REQUIRED if one.required else words.OPTIONAL
    return run.text(
        phrase,
        typed=one.name if one.option == JSON else one.typed,
        label=worded(run, text_of(one.label)),
        needed=run.text(needed),
    )
