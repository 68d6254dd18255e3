"""The real record and the real table of accounts, as the demonstration ships them."""

from pathlib import Path

from jisr.core.act import PartyId
from jisr.node.public import account_row, page_of, record_view
from jisr.node.record_views import Carrier, Link, Page, Party, Text
from jisr.record.accounts import parse_accounts
from jisr.record.parse import parse_register
from tests.web.sample_ids import CASE, CROSSED

DEMO = Path(__file__).parents[2] / "demo"

NAMES = {
    PartyId("MA"): Text("المغرب", "Maroc", "Morocco"),
    PartyId("FR"): Text("فرنسا", "France", "France"),
    PartyId("BE"): Text("بلجيكا", "Belgique", "Belgium"),
}
MA, FR, BE = (Party(id=id, name=name) for id, name in NAMES.items())

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
    "crossing": Link(page=Page.CASE, key=CROSSED),
    "case:information-request": Link(page=Page.CASE, key=CASE),
}


def _link(row):
    return None if row.target is None else _LINKS.get(row.target.key, page_of(row.target))


RECORD = record_view(
    parse_register((DEMO / "record.json").read_bytes()),
    party_of=lambda id: Party(id=id, name=NAMES[id]),
    carriers=lambda one: _CARRIERS if one.id == "C1" else (),
)
UNDERTAKINGS = RECORD.undertakings
ACCOUNTS = tuple(
    account_row(row, _link(row)) for row in parse_accounts((DEMO / "accounts.json").read_bytes())
)
