"""What is exchanged while it is measured: a request for information, remarks, an answer.

Header and content of each come to some two kilobytes, the size by which such systems are
compared (a report of a few paragraphs).  Nobody is named in them.
"""

from collections.abc import Mapping
from typing import Final

from jisr.core.act import Slug
from jisr.node.wish import Proposal

OBJECT_BYTES: Final = 2048
TEXT: Final = ("Was this vehicle seen at the crossing on the day named in the annex? " * 20)[:1200]
INFORMATION: Final = Slug("information-request")
REQUEST: Final = Proposal(
    act=Slug("send"),
    terms={"urgency": "ordinary", "purpose": "prevention", "domain": "organised-crime"},
    fields={"question": TEXT, "reason": "Seen at two places at once."},
)
ANSWER: Final = "answer"
REMARK: Final = "remark"
PROPOSALS: Final[Mapping[str, Proposal]] = {
    name: Proposal(act=Slug(name), fields={name: TEXT}) for name in (ANSWER, REMARK)
}
