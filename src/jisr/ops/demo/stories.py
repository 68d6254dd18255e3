"""Play the invented stories and put the seven undertakings on the signed record."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from jisr.core.act import Digest, PartyId
from jisr.core.canonical import Json
from jisr.ops.demo.stage import SPACES, Actor, Stage, wait_for
from jisr.record.parse import parse_register
from jisr.record.register import Status, Undertaking

# How a party brings an undertaking to each status: (who, act), the declaring party first.
WAYS: Final[Mapping[Status, Sequence[tuple[int, str]]]] = {
    Status.DISCUSSED: [(0, "record")],
    Status.PROPOSED: [(0, "propose")],
    Status.UNILATERAL: [(0, "promise")],
    Status.AGREED: [(0, "propose"), (1, "agree")],
    Status.ADOPTED: [(0, "propose"), (1, "agree"), (0, "report-adoption")],
}
DESK: Final = "exchange-desk"
TITLE_MAX: Final = 90  # Characters of an undertaking shown in lists.


@dataclass(slots=True, kw_only=True)
class Played:
    """What has been played so far: the cases with what each is to come to."""

    cases: dict[Digest, str] = field(default_factory=dict)  # By id: the pack of its space.
    crossing: Digest | None = None
    acts: int = 0


def play(stage: Stage, played: Played) -> None:
    """Play every story that has its procedure, then the undertakings."""
    invented = _json(stage, "invented.json")
    for story in invented["stories"]:
        if story["procedure"] == "information-request":
            _story(stage, story, played)
    register = parse_register((stage.root / "demo" / "record.json").read_bytes())
    for undertaking in register.undertakings:
        _undertaking(stage, undertaking, played)


def settle(stage: Stage, played: Played) -> None:
    """Wait until every case played is settled and the same on both sides."""
    for case, pack in played.cases.items():
        wait_for(lambda c=case, p=pack: agreed(stage, c, p), what=f"case {case[:12]}")  # type: ignore[misc]


def show(actor: Actor, space: Digest, case: Digest) -> dict[str, Any]:
    """Return where a case stands at a node."""
    shown = actor.call("case.show", space=space, case=case)
    assert isinstance(shown, dict)
    return shown


def agreed(stage: Stage, case: Digest, pack: str) -> bool:
    """Say whether both sides hold a case alike, settled to its tip."""
    space = stage.spaces[pack]
    views = []
    for party in SPACES[pack]:
        actor = stage.actors[party]
        if not has(actor, space, case, case):
            return False
        views.append(show(actor, space, case))
    paths = [view["path"] for view in views]
    return paths[0] == paths[1] and all(view["settled"] == len(view["path"]) for view in views)


def has(actor: Actor, space: Digest, case: Digest, act: Digest) -> bool:
    """Say whether a node holds an act of a case."""
    rows = actor.call("case.list")
    assert isinstance(rows, list)
    if not any(isinstance(row, dict) and row["case"] == case for row in rows):
        return False
    return act in show(actor, space, case)["acts"]


def marked(stage: Stage, text: Mapping[str, str], lang: str) -> str:
    """Return a text in one language, with the demonstration's mark inside what is signed."""
    mark = _json(stage, "mark.json")
    return f"{text[lang]}\n[{mark[lang]}]"


def _story(stage: Stage, story: Mapping[str, Any], played: Played) -> None:
    """Play one story; where two acts are to cross, the line is held while both are made."""
    languages = {o["id"]: o["language"] for o in _json(stage, "invented.json")["officers"]}
    space = stage.spaces[story["space"]]
    crossing = story["crossing"] or []
    case: Digest | None = None
    for number, step in enumerate(story["steps"]):
        actor = stage.actors[PartyId(step["by"])]
        if crossing and number == crossing[0]:
            _hold(stage, story["space"], hold=True)
        lang = languages[step["officer"]]
        args: dict[str, Json] = {
            "space": space,
            "act": step["act"],
            "terms": step["terms"],
            "fields": {name: marked(stage, text, lang) for name, text in step["fields"].items()},
        }
        if case is None:
            case = _opened(stage, story, actor, args)
            played.cases[case] = story["space"]
        else:
            if number not in crossing:
                _hear(stage, story["space"], case)
            actor.call("case.act", case=case, **args)
        played.acts += 1
        if crossing and number == crossing[-1]:
            _hold(stage, story["space"], hold=False)
            played.crossing = case
    assert case is not None


def _opened(
    stage: Stage, story: Mapping[str, Any], actor: Actor, args: Mapping[str, Json]
) -> Digest:
    """Open a story's case, tell both nodes what it is called, and let the other desk open it."""
    answer = actor.call("case.open", procedure=story["procedure"], **args)
    assert isinstance(answer, dict)
    case = Digest(str(answer["case"]))
    pair = SPACES[story["space"]]
    for party in pair:
        stage.actors[party].call(
            "case.tell",
            case=case,
            title=story["title"],
            invented=story["invented"],
            undertaking=story["undertaking"],
        )
    other = next(stage.actors[party] for party in pair if party != actor.party)
    space = stage.spaces[story["space"]]
    wait_for(lambda: has(other, space, case, case), what=f"case {case[:12]}")
    other.call("case.opened", space=space, case=case, act=case, desk=DESK)
    return case


def _undertaking(stage: Stage, item: Undertaking, played: Played) -> None:
    """Put one undertaking on the signed record, at its true status."""
    pack = next(
        pack
        for pack, pair in SPACES.items()
        if set(item.parties) <= set(pair) and (len(item.parties) > 1 or pack == "ma-fr")
    )
    declaring = item.by or PartyId("MA")
    other = next(party for party in SPACES[pack] if party != declaring)
    space = stage.spaces[pack]
    texts = {"ar": item.text.ar, "fr": item.text.fr, "en": item.text.en}
    fields: dict[str, Json] = {
        "text": marked(stage, texts, "ar"),
        **{f"text-{lang}": marked(stage, texts, lang) for lang in texts},
    }
    case: Digest | None = None
    for side, act in WAYS[item.status]:
        actor = stage.actors[(declaring, other)[side]]
        if case is None:
            answer = actor.call(
                "case.open", space=space, procedure="undertaking", act=act, fields=fields
            )
            assert isinstance(answer, dict)
            case = Digest(str(answer["case"]))
            played.cases[case] = pack
        else:
            _hear(stage, pack, case)
            evidence = _evidence(stage, item) if act.startswith("report") else {}
            actor.call("case.act", space=space, case=case, act=act, fields=evidence)
        played.acts += 1
    assert case is not None
    title = {lang: f"{item.id}: {text}"[:TITLE_MAX] for lang, text in texts.items()}
    for party in SPACES[pack]:
        stage.actors[party].call(
            "case.tell", case=case, title=title, invented=False, undertaking=item.id
        )


def _evidence(stage: Stage, item: Undertaking) -> dict[str, Json]:
    reason = {"ar": item.status_reason.ar, "fr": item.status_reason.fr, "en": item.status_reason.en}
    return {"evidence": marked(stage, reason, "fr")}


def _hear(stage: Stage, pack: str, case: Digest) -> None:
    """Wait until both sides hold all acts of the case and see the same tip."""
    wait_for(lambda: agreed(stage, case, pack), what=f"case {case[:12]}")


def _hold(stage: Stage, pack: str, *, hold: bool) -> None:
    for party in SPACES[pack]:
        stage.actors[party].call("line.hold", space=stage.spaces[pack], hold=hold)


def _json(stage: Stage, name: str) -> Any:  # noqa: ANN401 - our own file, checked by its tests
    return json.loads((stage.root / "demo" / name).read_text("utf-8"))
