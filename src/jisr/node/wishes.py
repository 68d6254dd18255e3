"""An officer's wish as bytes, for while it waits."""

import base64
from collections.abc import Mapping

from jisr.core.act import Digest, Term, read_object, read_slug
from jisr.core.canonical import Json, decode, encode
from jisr.node.compose import Addition, File, Proposal


def encode_wish(wish: Addition, *, otherwise: bool, tip: Digest) -> bytes:
    """Return a wish with whether nothing known may stand in its place, and the move it follows."""
    said = wish.proposal
    return encode(
        {
            "about": wish.about,
            "act": said.act,
            "fields": said.fields,
            "files": [
                {
                    "data": base64.b64encode(file.data).decode(),
                    "field": file.field,
                    "media": file.media,
                    "name": file.name,
                }
                for file in said.files
            ],
            "otherwise": otherwise,
            "terms": {
                name: [*term] if isinstance(term, tuple) else term
                for name, term in said.terms.items()
            },
            "tip": tip,
        }
    )


def decode_wish(raw: bytes, case: Digest) -> tuple[Addition, bool, Digest]:
    """Read what `encode_wish` has written: it lay under a key of ours."""
    said = read_object(decode(raw, bytes_max=len(raw)), "reply")
    about, files = said["about"], said["files"]
    assert isinstance(files, list)
    proposal = Proposal(
        act=read_slug(said["act"], "act"),
        terms={name: _term(value) for name, value in read_object(said["terms"], "terms").items()},
        fields=read_object(said["fields"], "fields"),
        files=[_file(read_object(file, "files")) for file in files],
    )
    wish = Addition(
        case=case,
        proposal=proposal,
        about=None if about is None else read_object(about, "about"),
    )
    return wish, said["otherwise"] is True, Digest(str(said["tip"]))


def _file(said: Mapping[str, Json]) -> File:
    return File(
        field=read_slug(said["field"], "files"),
        name=str(said["name"]),
        media=str(said["media"]),
        data=base64.b64decode(str(said["data"])),
    )


def _term(value: Json) -> Term:
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    assert isinstance(value, str | int)
    return value
