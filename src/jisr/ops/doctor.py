"""What can be wrong with a node, each with its mend: the checks behind `jisr doctor`.

A check looks and says; it mends nothing.
"""

import shutil
import socket
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from jisr.core.canonical import Json
from jisr.core.errors import JisrError
from jisr.core.keys import KeyUse
from jisr.ops.certificates import certificate_end
from jisr.ops.clock import check_mark
from jisr.ops.keyfile import KeyState
from jisr.ops.keystore import public_keys
from jisr.ops.settings import Settings
from jisr.ops.setup import KEYSTORE_FILE, ROOT_FILE

DISK_WARN_BYTES: Final = 1024**3  # A month of a busy line, with its backup.
DISK_FAIL_BYTES: Final = 100 * 1024**2
CERTIFICATE_WARN: Final = timedelta(days=30)  # A running node renews its own long before.
CONNECT_SECONDS: Final = 5.0
HTTPS_PORT: Final = 443
CLOCK_MARK: Final = "clock.mark"
SPACE_SHOWN: Final = 12  # Characters of a space's id that people read.
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO

Facts = Mapping[str, str | int]


class Level(StrEnum):
    """How a finding is."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one check found: `code` names the sentence and, unless all is well, the mend."""

    code: str
    level: Level
    facts: Facts = field(default_factory=dict)


def ok(code: str, **facts: str | int) -> Finding:
    """Return a finding that all is well."""
    return Finding(code=code, level=Level.OK, facts=facts)


def warn(code: str, **facts: str | int) -> Finding:
    """Return a finding that somebody should look at."""
    return Finding(code=code, level=Level.WARN, facts=facts)


def fail(code: str, **facts: str | int) -> Finding:
    """Return a finding that must be mended."""
    return Finding(code=code, level=Level.FAIL, facts=facts)


def check_files(settings: Settings) -> Iterator[Finding]:
    """Look at what others could read, and whether the root key still lies here."""
    open_to_others = [
        path
        for path in (settings.data_dir, *sorted(settings.data_dir.glob("*")))
        if not path.is_symlink() and _is_open(path)
    ]
    for path in open_to_others:
        yield fail("files-open", path=str(path))
    if not open_to_others:
        yield ok("files", path=str(settings.data_dir))
    root = settings.data_dir / ROOT_FILE
    if root.exists():
        yield warn("root-here", path=str(root))


def check_keys(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Look at the keystore's public part: a key for each use, and the certificate's dates."""
    try:
        _, held = public_keys(settings.keystore_path)
    except JisrError as error:
        yield fail("keystore", path=str(settings.keystore_path), why=error.code)
        return
    active = {key.record.use: key for key in held if key.state is KeyState.ACTIVE}
    missing = [use.value for use in KeyUse if use not in active and use is not KeyUse.ROOT]
    if missing:
        yield fail("keys-missing", uses=", ".join(missing))
    else:
        yield ok("keys", path=KEYSTORE_FILE)
    if KeyUse.TLS in active:
        end = certificate_end(active[KeyUse.TLS].certificate)
        day = f"{end:%Y-%m-%d}"
        if end <= now:
            yield fail("certificate-ended", end=day)
        elif end - now <= CERTIFICATE_WARN:
            yield warn("certificate-ends", end=day)
        else:
            yield ok("certificate", end=day)


def check_clock(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Compare the machine's clock with the latest instant on record, writing nothing."""
    try:
        check_mark(settings.data_dir / CLOCK_MARK, now)
    except JisrError as error:
        yield fail("clock", why=error.code)
    else:
        yield ok("clock-right")


def check_ports(settings: Settings, *, runs: bool) -> Iterator[Finding]:
    """Look whether the two ports are free, or taken by this very node."""
    for door in (settings.peer, settings.site):
        if door.port == 0 or _is_free(door.host, door.port):
            yield ok("port-free", port=door.port)
        elif runs:
            yield ok("port-ours", port=door.port)
        else:
            yield fail("port-taken", port=door.port)


def check_disk(settings: Settings, *, free: int | None = None) -> Iterator[Finding]:
    """Look how much room is left where the stores are; `free` is what the disk says."""
    if free is None:
        free = shutil.disk_usage(settings.data_dir).free
    facts = {"mib": free // 1024**2}
    if free < DISK_FAIL_BYTES:
        yield fail("disk", **facts)
    elif free < DISK_WARN_BYTES:
        yield warn("disk", **facts)
    else:
        yield ok("disk-room", **facts)


def check_partners(settings: Settings, spaces: Sequence[Mapping[str, Json]]) -> Iterator[Finding]:
    """Look at each line; where the node has not tried it, whether the address answers."""
    for space in spaces:
        partner, facts = str(space["partner"]), _names(space)
        address = settings.partners.get(partner)
        if address is None:
            yield fail("partner-no-address", **facts)
        elif space["reachable"] is True:
            yield ok("partner", **facts)
        elif space["reason"] is not None:
            yield warn("partner-away", **facts, why=str(space["reason"]))
        elif _answers(address.url):
            yield ok("partner-answers", **facts, url=address.url)
        else:
            yield warn("partner-silent", **facts, url=address.url)


def check_spaces(spaces: Sequence[Mapping[str, Json]]) -> Iterator[Finding]:
    """Look for spaces that wait for people."""
    for space in spaces:
        facts = _names(space)
        if space["stopped"]:
            yield fail("space-stopped", **facts)
        elif space["must_hear"]:
            yield fail("space-must-hear", **facts)
        else:
            yield ok("space", **facts)
        if not space["edition_here"]:
            yield fail("edition-missing", edition=f"{space['edition']}"[:SPACE_SHOWN], **facts)
        if space["effects_held"]:
            yield warn("effects-held", count=str(space["effects_held"]), **facts)


def check_inside(answer: Mapping[str, Json]) -> Iterator[Finding]:
    """Read what the process with the stores open found in them."""
    stores, erasures = answer["stores"], answer["erasures"]
    assert isinstance(stores, Mapping)
    assert isinstance(erasures, Mapping)
    for name, code in stores.items():
        yield (
            ok("store", name=name) if code is None else fail("store-bad", name=name, why=str(code))
        )
    place = answer["access_log"]
    if place is None:
        yield ok("access-log")
    else:
        yield fail("access-log-broken", place=str(place))
    alone = answer["alone"]
    assert isinstance(alone, Sequence)
    for officer in alone:
        yield warn("holds-both", officer=str(officer))
    for space, count in erasures.items():
        if count:
            yield warn("erasures", space=space[:12], count=str(count))


def _names(space: Mapping[str, Json]) -> dict[str, str]:
    """Return what tells a space apart from another with the same partner, in each language."""
    title = space["title"]
    assert isinstance(title, Mapping)
    titles = {f"title_{lang}": str(text) for lang, text in title.items()}
    name = f"{space['space']}"[:SPACE_SHOWN]
    return {"space": name, "partner": str(space["partner"]), "title": str(title["en"]), **titles}


def _is_open(path: Path) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & _OTHERS)


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)  # With SO_REUSEADDR the address may be bound but not listened on.
        except OSError:
            return False
    return True


def _answers(url: str) -> bool:
    parts = urlsplit(url)
    try:
        with socket.create_connection(
            (parts.hostname or "", parts.port or HTTPS_PORT), timeout=CONNECT_SECONDS
        ):
            return True
    except OSError:
        return False
