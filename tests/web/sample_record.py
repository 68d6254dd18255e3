"""The real record and the real table of accounts, as the demonstration ships them."""

from pathlib import Path

from jisr.core.act import PartyId
from jisr.node.reading.record import account_row, party_of, record_view
from jisr.node.record_views import Carrier, Link, Page, Text
from jisr.record.accounts import parse_accounts
from jisr.record.parse import parse_register
from tests.web.sample_ids import CASE, CROSSED

DEMO = Path(__file__).parents[2] / "demo"

MA, FR, BE = (party_of(PartyId(id)) for id in ("MA", "FR", "BE"))

_CARRIERS = (
    Carrier(
        label=Text(
            "طلب معلومات بين المغرب وفرنسا",
            "Demande de renseignements entre le Maroc et la France",
            "Information request between Morocco and France",
        ),
        link=Link(page=Page.CASE, key=CASE),
        invented=True,
    ),
    Carrier(
        label=Text("إجراءان تقاطعا", "Deux actes qui se croisent", "Two acts that crossed"),
        link=Link(page=Page.CASE, key=CROSSED),
        invented=True,
    ),
)

_LINKS = {
    "record": Link(page=Page.RECORD),
    "framework": Link(page=Page.FRAMEWORK),
    "node": Link(page=Page.NODE),
    "proof": Link(page=Page.CASES),
    "crossing": Link(page=Page.CASE, key=CROSSED),
    "case": Link(page=Page.CASE, key=CASE),
    **{
        anchor: Link(page=Page.RECORD, key=anchor)
        for anchor in ("meetings", "undertakings", "names", "instruments")
    },
}

RECORD = record_view(
    parse_register((DEMO / "record.json").read_bytes()),
    lambda one: _CARRIERS if one.id == "C1" else (),
)
UNDERTAKINGS = RECORD.undertakings
ACCOUNTS = tuple(
    account_row(row, None if row.target is None else _LINKS[row.target.page])
    for row in parse_accounts((DEMO / "accounts.json").read_bytes())
)
