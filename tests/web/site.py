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
