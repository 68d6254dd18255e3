"""Play the invented stories and put the seven undertakings on the signed record."""

import base64
import json
import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from jisr.core.act import Digest, PartyId
from jisr.core.canonical import Json
from jisr.core.errors import LANGS, Refused
from jisr.node.reasons import UNKNOWN_EDITION
from jisr.ops.arguments import base64_of
from jisr.ops.demo.officers import said
from jisr.ops.demo.stage import SPACES, Actor, Stage, edition_of, wait_for
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
REVISION: Final = "framework-revision"
_FROM_THIS_MONTH: Final = re.compile(r"([+-]\d+)M(end)?", re.ASCII)
_FROM_TODAY: Final = re.compile(r"([+-]\d+)(?:T(\d\d:\d\d))?", re.ASCII)


@dataclass(slots=True, kw_only=True)
class Played:
    """What has been played so far: the cases with what each is to come to."""

    cases: dict[Digest, str] = field(default_factory=dict)  # By id: the pack of its space.
    crossing: Digest | None = None
    acts: int = 0


def play(stage: Stage, played: Played) -> None:
    """Play the stories, then the undertakings; a revision comes last, so that all begin alike."""
    stories = _json(stage, "invented.json")["stories"]
    for story in stories:
        if story["procedure"] != REVISION:
            _story(stage, story, played)
    register = parse_register((stage.root / "demo" / "record.json").read_bytes())
    for undertaking in register.undertakings:
        _undertaking(stage, undertaking, played)
    for story in stories:
        if story["procedure"] == REVISION:
            _story(stage, story, played)


def settle(stage: Stage, played: Played) -> None:
    """Wait until every case played is settled and the same on both sides."""
    for case, pack in played.cases.items():
        wait_for(lambda c=case, p=pack: agreed(stage, c, p), what=f"case {case[:12]}")  # type: ignore[misc]


def end(stage: Stage) -> None:
    """Tell each node that no story is left, so that no page says one is being played."""
    for actor in stage.all:
        actor.call("stories.played")


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
        if case != space and not has(actor, space, case, case):
            return False  # Case zero began with the founding document, which is no act.
        views.append(show(actor, space, case))
    paths = [view["path"] for view in views]
    return paths[0] == paths[1] and all(view["settled"] == len(view["path"]) for view in views)


def has(actor: Actor, space: Digest, case: Digest, act: Digest) -> bool:
    """Say whether a node holds an act of a case."""
    rows = actor.call("case.list")
    assert isinstance(rows, list)
    if case != space and not any(isinstance(row, dict) and row["case"] == case for row in rows):
        return False
    return act in show(actor, space, case)["acts"]


def marked(stage: Stage, text: Mapping[str, str], lang: str) -> str:
    """Return a text in one language, with the demonstration's mark inside what is signed."""
    mark = _json(stage, "mark.json")
    return f"{text[lang]}\n[{mark[lang]}]"


def _story(stage: Stage, story: Mapping[str, Any], played: Played) -> None:
    """Play one story; where two acts are to cross, the line is held while both are made."""
    invented = _json(stage, "invented.json")
    officers = {officer["id"]: officer for officer in invented["officers"]}
    space, pack = stage.spaces[story["space"]], story["space"]
    crossing = story["crossing"] or []
    telling = Telling(stage, story, invented)
    case = space if story["opener"] is None else None  # The founding opened case zero.
    made: list[tuple[Actor, Digest]] = []  # Not yet opened by a desk of the other party.
    for number, step in enumerate(story["steps"]):
        actor, officer = stage.actors[PartyId(step["by"])], officers[step["officer"]]
        if crossing and number == crossing[0]:
            _hold(stage, pack, hold=True)
        elif case is not None and number not in crossing:
            _hear(stage, pack, case)
        if step.get("erases"):
            _erase(actor, space, case)
        args = {"space": space, "act": step["act"], **_said(stage, story, step, officer)}
        if case is None:
            about = {"about": step["about"]} if "about" in step else {}
            asks = {"procedure": story["procedure"], **args, **about}
            case = act = Digest(str(said(actor, "case.open", officer["id"], asks)["act"]))
        else:
            act = _act(actor, case, args, officer["id"])
        played.cases[case] = pack
        played.acts += 1
        telling.add(case, act, step)
        made.append((actor, act))
        if crossing and number == crossing[0]:
            continue  # The other party is not to hear of it before it has acted too.
        if crossing and number == crossing[-1]:
            _hold(stage, pack, hold=False)
            played.crossing = case
        for author, one in made:
            _open_at_desk(stage, story, case, author, one)
        made.clear()


def _erase(actor: Actor, space: Digest, case: Digest | None) -> None:
    """Erase what the case still holds, before its officer declares that it is gone."""
    assert case is not None
    acts = show(actor, space, case)["acts"].values()
    held = {p["commitment"] for act in acts for p in act["parts"] if p["state"] == "held"}
    if held:
        actor.call("erase", space=space, parts=sorted(held), ground="no-longer-needed")


class Telling:
    """What both nodes are told of a story as it is played: never signed, never sent."""

    def __init__(self, stage: Stage, story: Mapping[str, Any], invented: Mapping[str, Any]) -> None:
        """Begin with what the case is called."""
        self._actors = [stage.actors[party] for party in SPACES[story["space"]]]
        self._acts: dict[str, Json] = {}
        self._texts: list[Json] = []
        self._told: dict[str, Json] = {
            "title": story["title"],
            "invented": story["invented"],
            "undertaking": story["undertaking"],
            "serves": [
                one["undertaking"] for one in invented["carried_out"] if one["story"] == story["id"]
            ],
            "desks": _desks(stage),
        }

    def add(self, case: Digest, act: Digest, step: Mapping[str, Any]) -> None:
        """Tell what happens with an act, and what its texts say in each language."""
        self._acts[act] = step["text"]
        said = [step["fields"], step.get("values", {}), step.get("readings", [])]
        self._texts += [text for text in _texts_in(said) if text not in self._texts]
        told = {**self._told, "acts": self._acts, "texts": self._texts}
        for actor in self._actors:
            actor.call("case.tell", case=case, **told)


def _texts_in(value: Any) -> list[Json]:  # noqa: ANN401 - any value
    """Return every text in three languages in what a step says."""
    if isinstance(value, dict) and value.keys() == set(LANGS):
        return [dict(value)]
    if isinstance(value, dict | list):
        items = value.values() if isinstance(value, dict) else value
        return [text for item in items for text in _texts_in(item)]
    return []


def _said(
    stage: Stage,
    story: Mapping[str, Any],
    step: Mapping[str, Any],
    officer: Mapping[str, Any],
) -> dict[str, Json]:
    """Return the terms and fields of a step, as its officer writes them."""
    lang, today = officer["language"], datetime.now(UTC).date()
    fields: dict[str, Json] = {
        name: marked(stage, text, lang) for name, text in step["fields"].items()
    }
    fields |= {name: _filled(stage, v, lang, today) for name, v in step.get("values", {}).items()}
    terms = {name: _dated(value, today) for name, value in step["terms"].items()}
    if "edition" not in terms:
        files: list[Json] = [
            {
                "field": name,
                "name": file,
                "media": "application/pdf",
                "data": base64_of((stage.root / "demo" / file).read_bytes()),
            }
            for name, file in step.get("files", {}).items()
        ]
        return {"terms": terms, "fields": fields, "files": files}
    edition = edition_of(stage.root, story["space"], changes=story["changes"])
    signed = base64.b64encode(edition.signed).decode()
    return {"terms": {**terms, "edition": edition.digest}, "fields": fields, "edition": signed}


def _filled(stage: Stage, value: Any, lang: str, today: date) -> Json:  # noqa: ANN401 - any value
    """Return a value of a form with its texts in one language, marked, and its days as dates."""
    if isinstance(value, list):
        return [_filled(stage, item, lang, today) for item in value]
    if isinstance(value, dict) and value.keys() <= set(LANGS):
        return marked(stage, value, lang if lang in value else next(iter(value)))
    if isinstance(value, dict):
        return {name: _filled(stage, item, lang, today) for name, item in value.items()}
    return _dated(value, today)


def _dated(value: Any, today: date) -> Json:  # noqa: ANN401 - any value
    """Return what a story gives from today: `+30`, `+2T10:00`; a month `-2M`, its end `-2Mend`."""
    if isinstance(value, str) and (month := _FROM_THIS_MONTH.fullmatch(value)):
        return _month(today, int(month[1]), end=month[2] is not None)
    found = _FROM_TODAY.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return value  # type: ignore[no-any-return]
    day = (today + timedelta(days=int(found[1]))).isoformat()
    return f"{day}T{found[2]}:00Z" if found[2] else day


def _month(today: date, months: int, *, end: bool) -> str:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return f"{year:04}-{month + 1:02}" + (f"-{last:02}" if end else "")


def _open_at_desk(
    stage: Stage, story: Mapping[str, Any], case: Digest, author: Actor, act: Digest
) -> None:
    """Let a desk of the other party open an act: the second grade of receipt."""
    pair = SPACES[story["space"]]
    other = next(stage.actors[party] for party in pair if party != author.party)
    space = stage.spaces[story["space"]]
    wait_for(lambda: has(other, space, case, act), what=f"case {case[:12]}")
    other.call("case.opened", space=space, case=case, act=act, desk=_desk(stage, story, other))


def _desk(stage: Stage, story: Mapping[str, Any], actor: Actor) -> str:
    """Return the desk that works on a story for a party."""
    desks = {o["id"]: o["desk"] for o in _json(stage, "invented.json")["officers"]}
    return next(str(desks[s["officer"]]) for s in story["steps"] if s["by"] == actor.party)


def _first_desk(stage: Stage, actor: Actor) -> str:
    """Return the desk of a party that reads what is no story's."""
    desks = _json(stage, "invented.json")["desks"]
    return next(str(desk["id"]) for desk in desks if desk["party"] == actor.party)


def _desks(stage: Stage) -> dict[str, Json]:
    return {desk["id"]: desk["name"] for desk in _json(stage, "invented.json")["desks"]}


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
        **{f"text-{lang}": marked(stage, texts, lang) for lang in ("fr", "en")},
    }
    case: Digest | None = None
    for side, act in WAYS[item.status]:
        actor = stage.actors[(declaring, other)[side]]
        if case is None:
            answer = actor.call(
                "case.open", space=space, procedure="undertaking", act=act, fields=fields
            )
            case = made = Digest(str(_object(answer)["case"]))
            played.cases[case] = pack
        else:
            _hear(stage, pack, case)
            evidence = _evidence(stage, item) if act.startswith("report") else {}
            done = actor.call("case.act", space=space, case=case, act=act, fields=evidence)
            made = Digest(str(_object(done)["act"]))
        played.acts += 1
        reader = stage.actors[(declaring, other)[1 - side]]
        wait_for(lambda r=reader, c=case, m=made: has(r, space, c, m), what="delivery")  # type: ignore[misc]
        reader.call(
            "case.opened", space=space, case=case, act=made, desk=_first_desk(stage, reader)
        )
    assert case is not None
    _tell_undertaking(stage, SPACES[pack], item, case)


def _tell_undertaking(
    stage: Stage, parties: Sequence[PartyId], item: Undertaking, case: Digest
) -> None:
    """Tell both parties what the case of an undertaking is called and what happens in it."""
    texts: dict[str, Json] = {"ar": item.text.ar, "fr": item.text.fr, "en": item.text.en}
    why: dict[str, Json] = dict(_reason(item))
    for party in parties:
        stage.actors[party].call(
            "case.tell",
            case=case,
            title=texts,
            invented=False,
            undertaking=item.id,
            texts=[texts, why],
            desks=_desks(stage),
        )


def _evidence(stage: Stage, item: Undertaking) -> dict[str, Json]:
    return {"evidence": marked(stage, _reason(item), "fr")}


def _reason(item: Undertaking) -> dict[str, str]:
    why = item.status_reason
    return {"ar": why.ar, "fr": why.fr, "en": why.en}


def _hear(stage: Stage, pack: str, case: Digest) -> None:
    """Wait until both sides hold all acts of the case and see the same tip."""
    wait_for(lambda: agreed(stage, case, pack), what=f"case {case[:12]}")


def _hold(stage: Stage, pack: str, *, hold: bool) -> None:
    for party in SPACES[pack]:
        stage.actors[party].call("line.hold", space=stage.spaces[pack], hold=hold)


def _act(actor: Actor, case: Digest, args: Mapping[str, Json], officer: str) -> Digest:
    """Act in a case; an edition that is to be accepted may still be on its way, as a file."""
    made: list[Digest] = []

    def is_done() -> bool:
        try:
            done = said(actor, "case.act", officer, {"case": case, **args})
            made.append(Digest(str(done["act"])))
        except Refused as error:
            if error.code != UNKNOWN_EDITION.code:
                raise
        return bool(made)

    wait_for(is_done, what=f"case {case[:12]}")
    return made[0]


def _object(answer: Json) -> Mapping[str, Json]:
    assert isinstance(answer, dict)
    return answer


def _json(stage: Stage, name: str) -> Any:  # noqa: ANN401 - our own file, checked by its tests
    return json.loads((stage.root / "demo" / name).read_text("utf-8"))
