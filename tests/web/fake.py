"""A reader that answers from the sample: an implementation, not a mock."""

from dataclasses import dataclass, field

from jisr.core.act import Digest, Slug
from jisr.node.framework_views import FrameworkView
from jisr.node.record_views import AccountRow, Record, Undertaking
from jisr.node.views import (
    CaseRow,
    CaseView,
    HomeView,
    NodeView,
    ProofView,
    Reader,
    Viewer,
)
from tests.web.sample_cases import CASES, FRAMEWORKS, NODE, proof_of, row_of
from tests.web.sample_home import HOME
from tests.web.sample_record import ACCOUNTS, RECORD, UNDERTAKINGS


@dataclass
class SampleReader:
    """Answers from the sample, and remembers who read what."""

    reads: list[tuple[str, str, Viewer]] = field(default_factory=list)

    def home(self, *, viewer: Viewer) -> HomeView:
        self.reads.append(("home", "", viewer))
        return HOME

    def playing(self) -> bool:
        return False

    def accounts(self) -> tuple[AccountRow, ...]:
        return ACCOUNTS

    def record(self) -> Record:
        return RECORD

    def undertaking(self, slug: Slug) -> Undertaking | None:
        return next((one for one in UNDERTAKINGS if one.slug == slug), None)

    def cases(self, *, viewer: Viewer) -> tuple[CaseRow, ...]:
        self.reads.append(("cases", "", viewer))
        return tuple(row_of(case) for case in CASES)

    def case(self, id: Digest, *, viewer: Viewer) -> CaseView | None:
        self.reads.append(("case", id, viewer))
        return next((case for case in CASES if case.id == id), None)

    def proof(self, act: Digest, *, viewer: Viewer) -> ProofView | None:
        self.reads.append(("proof", act, viewer))
        for case in CASES:
            for one in case.acts:
                if one.id == act:
                    return proof_of(case, one)
        return None

    def proof_file(self, act: Digest, *, viewer: Viewer) -> bytes | None:
        found = self.proof(act, viewer=viewer)
        return None if found is None else b'{"v":1}'

    def frameworks(self) -> tuple[FrameworkView, ...]:
        return FRAMEWORKS

    def node(self) -> NodeView:
        return NODE


SAMPLE: Reader = SampleReader()
