"""The policies of a ministry, in Cedar: read and checked at the start, asked for every handle.

Whatever is wrong means no: a file that does not fit the schema is refused before the node starts,
and an answer with any error in it denies.

Source: docs/spec/safeguards.md, SAF-47; the Cedar policy language, version 4.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from cedarpy import Decision, PolicySet, Schema, is_authorized, validate_policies

from jisr.core.errors import Malformed, Unavailable
from jisr.node.authority import Sort
from jisr.node.ports import Permits, Request
from jisr.ops import reasons, why

POLICIES_BYTES_MAX: Final = 256 * 1024  # Thousands of policies; each question asks them all.
WHY_CHARS_MAX: Final = 300
_HERE: Final = Path(__file__).parent

_Entity = dict[str, object]


def load(own: Path | None = None) -> Permits:
    """Return what says whether somebody may do something.

    Args:
        own: the ministry's own policies, beside those that come with the software.

    Raises:
        Unavailable: the file cannot be read.
        Malformed: it is too large, or does not fit the schema; the facts say where.
    """
    schema_text = (_HERE / "schema.cedarschema").read_text("utf-8")
    text = (_HERE / "roles.cedar").read_text("utf-8")
    if own is not None:
        text += f"\n{_read(own)}"
    path = str(own or _HERE / "roles.cedar")
    found = validate_policies(text, schema_text)
    if not found.validation_passed:
        wrong = "; ".join(str(error) for error in found.errors)[:WHY_CHARS_MAX]
        raise Malformed(reasons.POLICIES_WRONG, path=path, why=wrong)
    schema, policies = Schema.from_str(schema_text), PolicySet.from_str(text)

    def permits(request: Request) -> bool:
        answer = is_authorized(_asked(request), policies, _entities(request), schema=schema)
        return answer.decision is Decision.Allow and not answer.diagnostics.errors

    return permits


def _read(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Unavailable(
            reasons.PATH_NOT_READABLE, path=str(path), **why.system_said(error)
        ) from error
    if len(raw) > POLICIES_BYTES_MAX:
        raise Malformed(reasons.FILE_TOO_LARGE, path=str(path), limit=POLICIES_BYTES_MAX)
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise Malformed(reasons.POLICIES_WRONG, path=str(path), why="UTF-8") from error


def _asked(request: Request) -> dict[str, object]:
    return {
        "principal": _principal(request),
        "action": _id("Action", request.action),
        "resource": _resource(request),
        "context": {},
    }


def _entities(request: Request) -> list[_Entity]:
    """Return everything the policies may look at; roles of one who is suspended are none."""
    node = _id(Sort.NODE, request.party)
    above = [_id("Role", role) for role in sorted(request.roles)]
    above += [_id("Desk", desk) for desk in sorted(request.desks)]
    attributes = {"active": request.active} if request.signed_in else {}
    found = [
        _entity(_principal(request), attributes, above if request.signed_in else []),
        _entity(node, {}, []),
    ]
    if request.space is not None:
        space = _id(Sort.SPACE, request.space)
        found.append(_entity(space, {}, [node]))
        if request.case is not None:
            case = _id(Sort.CASE, request.case)
            found.append(_entity(case, {"procedure": request.procedure}, [space]))
    return [*found, *(_entity(one, {}, []) for one in above)]


def _principal(request: Request) -> Mapping[str, str]:
    return _id("Officer" if request.signed_in else "Door", request.officer)


def _resource(request: Request) -> Mapping[str, str]:
    id = {Sort.NODE: request.party, Sort.SPACE: request.space, Sort.CASE: request.case}
    return _id(request.sort, str(id[Sort(request.sort)]))


def _id(kind: str, id: str) -> Mapping[str, str]:
    return {"type": str(kind), "id": id}


def _entity(
    uid: Mapping[str, str], attributes: Mapping[str, object], parents: list[Mapping[str, str]]
) -> _Entity:
    return {"uid": dict(uid), "attrs": dict(attributes), "parents": [dict(p) for p in parents]}
