"""An officer's wish as bytes, for while it waits; and as it is shown to whoever approves it."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from jisr.core.act import (
    TIME_FORMAT,
    Digest,
    PartyId,
    Slug,
    Term,
    Under,
    read_object,
    read_slug,
    read_time,
)
from jisr.core.canonical import Json, decode, encode
from jisr.node.wish import Addition, File, Opening, Proposal, Wish

_SHOWN: Final = b"jisr-wish-1\0"  # Before what is shown: no hash of it is one of anything else.


def encode_wish(
    wish: Wish, *, otherwise: bool = False, tip: Digest | None = None, although: str | None = None
) -> bytes:
    """Return a wish as bytes.

    Args:
        wish: of an officer, or of the node.
        otherwise: whether nothing known may stand in its place.
        tip: the move it follows.
        although: why to open a case that was opened before.
    """
    said = wish.proposal
    opens = wish.procedure if isinstance(wish, Opening) else None
    under = wish.under if isinstance(wish, Addition) else None
    return encode(
        {
            "about": wish.about,
            "act": said.act,
            "although": although,
            "by": wish.by,
            "edition": None if said.edition is None else base64.b64encode(said.edition).decode(),
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
            "opens": opens,
            "otherwise": otherwise,
            "release-at": _time(said.release_at),
            "terms": _terms(said.terms),
            "tip": tip,
            "under": None if under is None else _under(under),
        }
    )


def decode_wish(raw: bytes, case: Digest | None) -> tuple[Wish, bool, Digest, str | None]:
    """Read what `encode_wish` has written: it lay under a key of ours.

    Args:
        raw: the bytes.
        case: the one it is added to; None when it opens one.

    Returns:
        The wish, whether nothing known may stand in its place, the move it follows, and why to
        ask again.
    """
    said = read_object(decode(raw, bytes_max=len(raw)), "wish")
    about = None if said["about"] is None else read_object(said["about"], "about")
    by, although, under = _text(said["by"]), _text(said["although"]), said["under"]
    proposal = _proposal(said)
    wish: Wish
    if case is None:
        procedure = read_slug(said["opens"], "opens")
        wish = Opening(procedure=procedure, proposal=proposal, about=about, by=by)
    else:
        to = None if under is None else _read_under(read_object(under, "under"))
        wish = Addition(case=case, proposal=proposal, under=to, about=about, by=by)
    return wish, said["otherwise"] is True, Digest(str(said["tip"])), although


def shown(
    party: PartyId, space: Digest, wish: Wish, *, under: Under, on: Digest | None
) -> dict[str, Json]:
    """Return what an approver is shown of a wish: all that it says, files by their hash.

    Args:
        party: whose wish it is.
        space: where.
        wish: of an officer.
        under: the edition and procedure of its case.
        on: where the case stands; None when it is opened.

    Source: docs/spec/safeguards.md, SAF-43.
    """
    said = wish.proposal
    return {
        "about": wish.about,
        "act": said.act,
        "by": wish.by,
        "case": wish.case if isinstance(wish, Addition) else None,
        "edition": None if said.edition is None else hashlib.sha256(said.edition).hexdigest(),
        "fields": said.fields,
        "files": [
            {
                "digest": hashlib.sha256(file.data).hexdigest(),
                "field": file.field,
                "media": file.media,
                "name": file.name,
                "size": len(file.data),
            }
            for file in said.files
        ],
        "on": on,
        "party": party,
        "release-at": _time(said.release_at),
        "space": space,
        "terms": _terms(said.terms),
        "to": _under(wish.under) if isinstance(wish, Addition) and wish.under else None,
        "under": _under(under),
    }


def digest_of(shown: Mapping[str, Json]) -> Digest:
    """Return the hash by which a wish is approved, over exactly what was shown (SAF-43)."""
    return Digest(hashlib.sha256(_SHOWN + encode(shown)).hexdigest())


def _proposal(said: Mapping[str, Json]) -> Proposal:
    files, edition, release = said["files"], _text(said["edition"]), said["release-at"]
    assert isinstance(files, list)
    return Proposal(
        act=read_slug(said["act"], "act"),
        terms={name: _term(value) for name, value in read_object(said["terms"], "terms").items()},
        fields=read_object(said["fields"], "fields"),
        files=_files(files),
        edition=None if edition is None else base64.b64decode(edition),
        release_at=None if release is None else read_time(release, "release-at"),
    )


def _files(said: Sequence[Json]) -> list[File]:
    return [_file(read_object(file, "files")) for file in said]


def _file(said: Mapping[str, Json]) -> File:
    return File(
        field=read_slug(said["field"], "files"),
        name=str(said["name"]),
        media=str(said["media"]),
        data=base64.b64decode(str(said["data"])),
    )


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) else None


def _time(at: datetime | None) -> str | None:
    return None if at is None else at.strftime(TIME_FORMAT)


def _terms(terms: Mapping[str, Term]) -> dict[str, Json]:
    return {name: [*term] if isinstance(term, tuple) else term for name, term in terms.items()}


def _under(under: Under) -> dict[str, Json]:
    return {"framework": under.framework, "procedure": under.procedure}


def _read_under(said: Mapping[str, Json]) -> Under:
    return Under(framework=Digest(str(said["framework"])), procedure=Slug(str(said["procedure"])))


def _term(value: Json) -> Term:
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    assert isinstance(value, str | int)
    return value
