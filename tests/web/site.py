"""One site around the sample, as every test of this process sees it."""

import json

from jisr.node.record_views import Text
from jisr.web.app import build_site
from tests.web.fake import SampleReader
from tests.web.sample_cases import OTHERS, PREFIX
from tests.web.sample_ids import ACT, CASE, CROSSED, FRAMEWORK
from tests.web.sample_record import DEMO, MA

_WORDS = json.loads((DEMO / "mark.json").read_bytes())
MARK = Text(_WORDS["ar"], _WORDS["fr"], _WORDS["en"])
SECRET = "not a secret: a key for tests, long enough"
HOSTS = ["testserver", "127.0.0.1"]

PAGES = (
    "",
    "record",
    "undertaking/c1",
    "undertaking/c6",
    "cases",
    f"case/{CASE}",
    f"case/{CROSSED}",
    f"proof/{ACT}",
    "framework",
    f"framework/{FRAMEWORK}",
    "node",
    "nothing-here",
)


# The pages of a node in earnest: those the demonstration adds are not in its head.
OWN_PAGES = tuple(page for page in PAGES if not page.startswith(("undertaking", "record")))


def own_site(reader=None):
    """Return the site of a node in earnest: no mark, no other nodes to lead to."""
    return build_site(
        reader or SampleReader(), secret=SECRET, allowed_hosts=HOSTS, mark=None, party=MA
    )


def site_of(reader=None):
    return build_site(
        reader or SampleReader(),
        secret=SECRET,
        allowed_hosts=HOSTS,
        mark=MARK,
        party=MA,
        others=OTHERS,
        file_prefix=PREFIX,
    )
