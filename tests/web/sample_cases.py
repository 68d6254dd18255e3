"""Invented cases, a framework and a node to show in tests."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from jisr.core.act import Digest, Kind, Slug
from jisr.core.case import Standing
from jisr.ledger.base import PartState
from jisr.node.framework_views import ValueStatus
from jisr.node.reading.framework import framework_view
from jisr.node.record_views import Party, Text
from jisr.node.value_views import FieldRow, Written
from jisr.node.views import (
    ActRow,
    CaseRow,
    CaseView,
    Claim,
    ClaimKind,
    Crossing,
    CrossingRule,
    Due,
    LinkState,
    LogRow,
    NodeView,
    PartRow,
    ProofView,
    Receipt,
    Role,
    Side,
    SideMove,
    Site,
    SpaceRow,
)
from tests.framework.packs import sound
from tests.web.sample_ids import CASE, CROSSED, FRAMEWORK, digest
from tests.web.sample_record import BE, FR, MA, UNDERTAKINGS

PREFIX = "demo-unofficial-"
START = datetime(2026, 11, 16, 9, 12, tzinfo=UTC)
REQUESTING = Text("الطرف الطالب", "requérante", "requesting")
REQUESTED = Text("الطرف المطلوب منه", "requise", "requested")
PROCEDURE = Text("طلب معلومات", "Demande d’informations", "Information request")
RECEIVED = Text("متوصَّل به", "reçue", "received")
CLARIFYING = Text("في انتظار توضيح", "en clarification", "clarifying")
ANSWERED = Text("مُجاب عنه", "répondue", "answered")
CLOSED = Text("مغلق", "close", "closed")
SEND = Text("إرسال الطلب", "Envoyer la demande", "Send the request")
ASK = Text("طلب توضيح", "Demander une précision", "Ask for more")
CLARIFY = Text("تقديم توضيح", "Préciser", "Clarify")
ANSWER = Text("الجواب", "Répondre", "Answer")
WITHDRAW = Text("سحب الطلب", "Retirer la demande", "Withdraw")
REFUSE = Text("رفض الطلب", "Refuser", "Refuse")
SOURCE = Text(
    "التوجيه (الاتحاد الأوروبي) 2023/977، المادة 5",
    "Directive (UE) 2023/977, art. 5",
    "Directive (EU) 2023/977, art. 5",
)
DESK = Text("مكتب التعاون", "bureau de la coopération", "the cooperation desk")


def _request_part(state: PartState = PartState.HELD) -> PartRow:
    held = state is PartState.HELD
    return PartRow(
        name="request",
        label=Text("الطلب", "La demande", "The request"),
        state=state,
        fields=(
            FieldRow(
                label=Text("السؤال", "Question", "Question"),
                value=Written(text="Le véhicule 00-000-XX (fictif) est-il connu de vos services ?"),
            ),
            FieldRow(
                label=Text("الغرض", "Finalité", "Purpose"),
                value=Text(
                    "مكافحة الاتجار بالبشر",
                    "lutte contre la traite des êtres humains",
                    "fighting trafficking in human beings",
                ),
            ),
        )
        if held
        else (),
        handling=Text("للمكتب المعني فقط", "pour le seul bureau destinataire", "for the desk only"),
        keep_until=date(2028, 11, 16) if held else None,
        erased_at=None if held else START + timedelta(days=5),
        ground=None
        if held
        else Text(
            "انتهت مدة الحفظ.", "Durée de conservation échue.", "Its time of keeping is over."
        ),
    )


def act(
    name: Text,
    author: Party,
    hours: int,
    standing: Standing | None,
    *,
    leads_to: Text | None,
    key: str,
    parts: Sequence[PartRow] = (),
    terms: Sequence[FieldRow] = (),
    why: Text | None = None,
    received: bool = True,
) -> ActRow:
    at = START + timedelta(hours=hours)
    return ActRow(
        id=digest(key),
        author=author,
        role=REQUESTING if author is MA else REQUESTED,
        epoch=0,
        seq=hours,
        at=at,
        kind=Kind.OPEN if hours == 0 else Kind.MOVE if standing else Kind.NOTE,
        name=name,
        leads_to=leads_to,
        standing=standing,
        why=why,
        terms=tuple(terms),
        parts=tuple(parts),
        receipt=Receipt(
            party=FR if author is MA else MA,
            delivered_at=at + timedelta(seconds=40) if received else None,
            opened_at=at + timedelta(minutes=22) if received and hours < 30 else None,
            opened_by=DESK,
        ),
        provable=True,
    )


URGENT = FieldRow(
    label=Text("الاستعجال", "Urgence", "Urgency"),
    value=Text("مستعجل: 3 أيام", "urgent : 3 jours", "urgent: 3 days"),
)
ACTS = (
    act(
        SEND,
        MA,
        0,
        Standing.SETTLED,
        leads_to=RECEIVED,
        key="case send",
        parts=[_request_part()],
        terms=[URGENT],
    ),
    act(ASK, FR, 5, Standing.SETTLED, leads_to=CLARIFYING, key="case ask"),
    act(
        CLARIFY,
        MA,
        9,
        Standing.SETTLED,
        leads_to=RECEIVED,
        key="case clarify",
        parts=[_request_part(PartState.ERASED)],
    ),
    act(
        Text("ملاحظة", "Note", "Note"),
        FR,
        20,
        None,
        leads_to=None,
        key="case note",
        parts=[
            PartRow(
                name="attachment.1",
                label=Text("مرفق", "Pièce jointe", "Attachment"),
                state=PartState.AWAITED,
            )
        ],
    ),
    act(ANSWER, FR, 31, Standing.PROVISIONAL, leads_to=ANSWERED, key="case answer", received=False),
)

PREVAILED = act(WITHDRAW, MA, 26, Standing.SETTLED, leads_to=CLOSED, key="crossed withdraw")
OVERTAKEN = act(
    REFUSE,
    FR,
    25,
    Standing.OVERTAKEN,
    leads_to=CLOSED,
    key="crossed refuse",
    why=Text(
        "تقاطع مع «سحب الطلب»، وهو راجح بالنص.",
        "A croisé « Retirer la demande », qui prévaut.",
        "It crossed “Withdraw”, which prevails.",
    ),
)
CROSSED_ACTS = (
    act(SEND, MA, 0, Standing.SETTLED, leads_to=RECEIVED, key="crossed send"),
    OVERTAKEN,
    PREVAILED,
)
DUE = Due(
    at=datetime(2026, 11, 20, 9, 13, tzinfo=UTC),
    term=Text("3 أيام من التوصل", "3 jours à compter de la réception", "3 days from receipt"),
    source=SOURCE,
    status=ValueStatus.BORROWED,
    overdue=False,
    provisional=False,
)


def _side(party: Party, acts: Sequence[ActRow], state: Text, turn: Party | None) -> Side:
    moves = tuple(
        SideMove(act=one.id, name=one.name, author=one.author, standing=one.standing)
        for one in acts
        if one.standing is not None
    )
    return Side(party=party, state=state, turn=turn, moves=moves, digest=digest(state.en))


def _case(
    id: Digest,
    reference: str,
    title: Text,
    acts: tuple[ActRow, ...],
    *,
    state: Text,
    turn: Party | None,
    due: Due | None,
    crossings: tuple[Crossing, ...] = (),
) -> CaseView:
    return CaseView(
        id=id,
        space=digest("space"),
        reference=reference,
        title=title,
        procedure=Slug("information-request"),
        procedure_name=PROCEDURE,
        framework=FRAMEWORK,
        invented=True,
        roles=(Role(party=MA, name=REQUESTING), Role(party=FR, name=REQUESTED)),
        state=state,
        ended=turn is None,
        turn=turn,
        due=due,
        acts=acts,
        crossings=crossings,
        sides=(_side(MA, acts, state, turn), _side(FR, acts, state, turn)),
        undertaking=UNDERTAKINGS[0],
        space_title=PROCEDURE,
    )


CASES = (
    _case(
        CASE,
        "MA-FR-2026-0007",
        Text(
            "طلب معلومات عن مركبة",
            "Demande d’informations sur un véhicule",
            "Request for information on a vehicle",
        ),
        ACTS,
        state=ANSWERED,
        turn=MA,
        due=DUE,
    ),
    _case(
        CROSSED,
        "MA-FR-2026-0008",
        Text(
            "طلب سُحب بينما كان يُرفض",
            "Demande retirée pendant qu’elle était refusée",
            "A request withdrawn while it was being refused",
        ),
        CROSSED_ACTS,
        state=CLOSED,
        turn=None,
        due=None,
        crossings=(
            Crossing(
                on=CROSSED_ACTS[0].id,
                first=PREVAILED,
                second=OVERTAKEN,
                rule=CrossingRule.PREVAILING,
                state=CLOSED,
            ),
        ),
    ),
)


def row_of(case: CaseView) -> CaseRow:
    return CaseRow(
        id=case.id,
        reference=case.reference,
        title=case.title,
        procedure=case.procedure_name,
        parties=tuple(role.party for role in case.roles),
        state=case.state,
        ended=case.ended,
        turn=case.turn,
        due=case.due,
        opened_at=case.acts[0].at,
        crossed=bool(case.crossings),
        invented=case.invented,
    )


def proof_of(case: CaseView, one: ActRow, *, holds: bool = True) -> ProofView:
    key = digest("key")
    facts: dict[ClaimKind, dict[str, str | int]] = {
        ClaimKind.FOUNDING: {"space": case.space},
        ClaimKind.KEY: {"party": one.author.id, "key": key},
        ClaimKind.BYTES: {"id": one.id},
        ClaimKind.SIGNATURE: {"party": one.author.id, "key": key},
        ClaimKind.PLACE: {
            "number": f"{one.author.id} {one.epoch}/{one.seq}",
            "seq": one.seq + 1,
            "size": 1204,
        },
        ClaimKind.CHECKPOINT: {"party": one.author.id, "size": 1204},
        ClaimKind.COSIGNED: {"party": "MA", "size": 1204},
        ClaimKind.CONTENT: {"parts": "answer"},
    }
    return ProofView(
        act=one,
        case=row_of(case),
        claims=tuple(
            Claim(kind=kind, facts=known, holds=holds or kind is not ClaimKind.SIGNATURE)
            for kind, known in facts.items()
        ),
        checked_at=START + timedelta(days=2),
        file_name=f"{PREFIX}proof-{one.id[:12]}.json",
        file_bytes=4312,
    )


# Of three procedures: the pages are looked at, not the packs.
FRAMEWORKS = (replace(framework_view(sound("ma-fr"), signed_by=(MA.id, FR.id)), digest=FRAMEWORK),)

OTHERS = (Site(party=FR, address="https://127.0.0.1:8402"),)
NODE = NodeView(
    party=MA,
    version="2026.11.0",
    spaces=(
        SpaceRow(
            id=digest("space"),
            partner=FR,
            framework=FRAMEWORKS[0],
            link=LinkState.CONNECTED,
            last_contact=START + timedelta(days=2),
            queued=0,
            reason=None,
            logs=(
                LogRow(party=MA, size=1204, head=digest("head"), countersigned=1204),
                LogRow(party=FR, size=987, head=digest("head 2"), countersigned=980),
            ),
        ),
        SpaceRow(
            id=digest("space 2"),
            partner=BE,
            framework=FRAMEWORKS[0],
            link=LinkState.WAITING,
            last_contact=None,
            queued=3,
            reason=None,
            logs=(LogRow(party=MA, size=0, head=None, countersigned=0),),
        ),
    ),
    others=OTHERS,
)
