"""The how-to is true: the pack it writes, for a pair of countries of its own, is sound."""

import re
from pathlib import Path

from jisr.core.act import Slug
from jisr.framework import check, parse_edition, tables_of
from tests.framework.packs import good

PAGE = Path(__file__).parents[2] / "docs/how-to/write-a-procedure.md"


def written() -> dict[str, bytes]:
    """Return the packs with the one that the page has its reader write."""
    manifest, procedure, *_ = re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    calendar = good()["common/calendars/FR.yaml"].decode()
    return {
        **good(),
        "es-pt/pack.yaml": manifest.encode(),
        "es-pt/procedures/liaison-visit.yaml": procedure.encode(),
        "es-pt/calendars/ES.yaml": calendar.replace("calendar: FR", "calendar: ES").encode(),
        "es-pt/calendars/PT.yaml": calendar.replace("calendar: FR", "calendar: PT").encode(),
    }


def test_a_pack_written_from_the_how_to_alone_has_no_fault() -> None:
    edition = parse_edition(written(), pack="es-pt")
    assert [fault.text("en") for fault in check(edition)] == []
    assert edition.parties == {"ES", "PT"}
    assert Slug("liaison-visit") in tables_of(edition)


def test_the_migration_it_shows_is_read() -> None:
    files = written()
    old = parse_edition(files, pack="es-pt")
    shown = re.findall(r"```yaml\n(migrates:.*?)```", PAGE.read_text("utf-8"), re.DOTALL)[0]
    path = "es-pt/procedures/liaison-visit.yaml"
    migrates = shown.replace("<digest of the old edition>", old.digest).encode()
    new = parse_edition({**files, path: files[path] + migrates}, pack="es-pt")
    assert check(new, previous={old.digest: old}) == []
