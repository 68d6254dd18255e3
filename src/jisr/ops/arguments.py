"""Reading the arguments of a call: plain JSON in, values of ours out, or Malformed."""

import base64
from collections.abc import Mapping

from jisr.core.act import Digest, Term, read_digest, read_object, read_slug
from jisr.core.canonical import Json
from jisr.core.errors import Malformed
from jisr.node.wish import File, Proposal
from jisr.ops import reasons
from jisr.ops.build import Built

Args = Mapping[str, Json]


def space_of(built: Built, args: Args) -> Digest:
    """Return the space asked for; the only one, if there is one and none is named."""
    if "space" not in args and len(built.node.spaces) == 1:
        return next(iter(built.node.spaces))
    return read_digest(args.get("space"), "space")


def proposal_of(args: Args) -> Proposal:
    """Return what somebody wants to say."""
    terms = read_object(args.get("terms", {}), "terms")
    return Proposal(
        act=read_slug(args.get("act"), "act"),
        terms={name: _term(value) for name, value in terms.items()},
        fields=read_object(args.get("fields", {}), "fields"),
        files=_files(args.get("files", [])),
        edition=bytes_of(args, "edition") if "edition" in args else None,
    )


def bytes_of(args: Args, name: str) -> bytes:
    """Return bytes that came in base64."""
    value = args.get(name)
    if not isinstance(value, str):
        raise Malformed(reasons.CONTROL_FORM)
    try:
        return base64.b64decode(value, validate=True)
    except ValueError as error:
        raise Malformed(reasons.CONTROL_FORM) from error


def base64_of(raw: bytes) -> str:
    """Return bytes as an answer carries them."""
    return base64.b64encode(raw).decode()


def _files(value: Json) -> list[File]:
    if not isinstance(value, list):
        raise Malformed(reasons.CONTROL_FORM)
    found = []
    for item in value:
        wire = read_object(item, "files")
        found.append(
            File(
                field=read_slug(wire.get("field"), "files"),
                name=str(wire.get("name", "")),
                media=str(wire.get("media", "")),
                data=bytes_of(wire, "data"),
            )
        )
    return found


def _term(value: Json) -> Term:
    if isinstance(value, str | int) and not isinstance(value, bool):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(str(item) for item in value)
    raise Malformed(reasons.CONTROL_FORM)
