"""A record to show in tests: the shape of the real one, shortened."""

from datetime import date

from jisr.core.act import PartyId, Slug
from jisr.node.record_views import (
    AccountKind,
    AccountRow,
    Article,
    Carrier,
    Link,
    Meeting,
    Page,
    Participant,
    Party,
    Record,
    Telling,
    Text,
    Undertaking,
    UndertakingStatus,
    WrongName,
)
from tests.web.sample_ids import CASE, CROSSED

MA = Party(id=PartyId("MA"), name=Text("المغرب", "Maroc", "Morocco"))
FR = Party(id=PartyId("FR"), name=Text("فرنسا", "France", "France"))
BE = Party(id=PartyId("BE"), name=Text("بلجيكا", "Belgique", "Belgium"))

INTERIOR = Text("وزير الداخلية", "ministre de l’Intérieur", "Minister of the Interior")
LAFTIT = Participant(
    name=Text("عبد الوافي لفتيت", "Abdelouafi Laftit", "Abdelouafi Laftit"),
    office=INTERIOR,
    party=MA,
)
OFFICIALS = Text(
    "وكبار المسؤولين من البلدين",
    "et de hauts responsables des deux pays",
    "and senior officials of both countries",
)

BRUSSELS = Meeting(
    slug=Slug("rabat-2024-04-15"),
    title=Text(
        "لقاء لفتيت وفيرليندن ودي مور",
        "Rencontre Laftit, Verlinden et de Moor",
        "Laftit meets Verlinden and de Moor",
    ),
    day=date(2024, 4, 15),
    place=Text("الرباط", "Rabat", "Rabat"),
    participants=(
        LAFTIT,
        Participant(
            name=Text("أنيليس فيرليندن", "Annelies Verlinden", "Annelies Verlinden"),
            office=Text(
                "وزيرة الداخلية والإصلاحات المؤسساتية والتجديد الديمقراطي",
                "ministre de l’Intérieur, chargée des Réformes institutionnelles et du Renouveau "
                "démocratique",
                "Minister of the Interior, Institutional Reform and Democratic Renewal",
            ),
            party=BE,
        ),
        Participant(
            name=Text("نيكول دي مور", "Nicole de Moor", "Nicole de Moor"),
            office=Text(
                "كاتبة الدولة للجوء والهجرة",
                "secrétaire d’État chargée de l’Asile et de la Migration",
                "State Secretary for Asylum and Migration",
            ),
            party=BE,
        ),
    ),
    also=OFFICIALS,
    articles=(5,),
    date_source=Text(
        "تاريخ المقال نفسه", "date portée par l’article", "the date the article itself bears"
    ),
)
DARMANIN = Meeting(
    slug=Slug("rabat-2024-04-22"),
    title=Text("لقاء لفتيت ودارمانان", "Rencontre Laftit et Darmanin", "Laftit meets Darmanin"),
    day=date(2024, 4, 22),
    place=Text("الرباط", "Rabat", "Rabat"),
    participants=(
        LAFTIT,
        Participant(
            name=Text("جيرالد دارمانان", "Gérald Darmanin", "Gérald Darmanin"),
            office=Text(
                "وزير الداخلية وما وراء البحار",
                "ministre de l’Intérieur et des Outre-mer",
                "Minister of the Interior and Overseas Territories",
            ),
            party=FR,
        ),
    ),
    also=OFFICIALS,
    articles=(1, 3),
    date_source=Text(
        "بلاغ منشور في ذلك اليوم",
        "communiqué publié ce jour-là",
        "a communiqué published that day",
    ),
)
RETAILLEAU = Meeting(
    slug=Slug("rabat-2025-04-14"),
    title=Text("لقاء لفتيت وروتايو", "Rencontre Laftit et Retailleau", "Laftit meets Retailleau"),
    day=date(2025, 4, 14),
    place=Text("الرباط", "Rabat", "Rabat"),
    participants=(
        LAFTIT,
        Participant(
            name=Text("برونو روتايو", "Bruno Retailleau", "Bruno Retailleau"),
            office=Text(
                "وزير الدولة، وزير الداخلية",
                "ministre d’État, ministre de l’Intérieur",
                "Minister of State, Minister of the Interior",
            ),
            party=FR,
        ),
    ),
    also=OFFICIALS,
    articles=(2, 4),
    date_source=Text(
        "بلاغ مؤرخ؛ والمقالان يقولان «الاثنين» فقط",
        "communiqué daté ; les articles disent seulement « lundi »",
        "a dated communiqué; the articles say only “Monday”",
    ),
)

_CARRIER = Carrier(
    label=Text(
        "طلب معلومات بين المغرب وفرنسا",
        "Demande d’informations entre Maroc et France",
        "Information request between Morocco and France",
    ),
    link=Link(page=Page.CASE, key=CASE),
    invented=True,
)
_CROSSED = Carrier(
    label=Text("إجراءان تقاطعا", "Deux actes qui se croisent", "Two acts that crossed"),
    link=Link(page=Page.CASE, key=CROSSED),
    invented=True,
)
_SAME = Text("يرويه كما قيل.", "Le rapporte tel quel.", "Tells it as it was said.")


def _undertaking(
    number: int,
    slug: str,
    what: Text,
    status: UndertakingStatus,
    meeting: Meeting,
    tellings: tuple[Telling, ...],
    *,
    by: Party | None = None,
    carriers: tuple[Carrier, ...] = (),
) -> Undertaking:
    return Undertaking(
        slug=Slug(slug),
        number=number,
        what=what,
        status=status,
        status_reason=Text(
            "هذا ما يقوله البلاغ حرفيًا عن درجة الالتزام، ولا نزيد عليه.",
            "C’est le degré d’engagement que dit le communiqué ; nous n’y ajoutons rien.",
            "This is the degree of commitment the communiqué states; we add nothing to it.",
        ),
        by=by,
        parties=(MA, BE) if meeting is BRUSSELS else (MA, FR),
        meeting=meeting,
        owner=None,
        due=None,
        tellings=tellings,
        carriers=carriers,
    )


def _tells(article: int, note: Text = _SAME, *, faithful: bool = True) -> Telling:
    return Telling(article=article, note=note, faithful=faithful)


UNDERTAKINGS = (
    _undertaking(
        1,
        "channels-ma-fr",
        Text(
            "تقوية قنوات تبادل الخبرات والمعلومات",
            "Renforcer les canaux d’échange d’expertise et d’informations",
            "Strengthen the channels for exchanging expertise and information",
        ),
        UndertakingStatus.AGREED,
        DARMANIN,
        (
            _tells(
                1,
                Text(
                    "يجعل منه حاجة، ويغيب الاتفاق.",
                    "En fait un besoin ; l’accord disparaît.",
                    "Makes it a need; the agreement is lost.",
                ),
                faithful=False,
            ),
            _tells(3),
        ),
        carriers=(_CARRIER, _CROSSED),
    ),
    _undertaking(
        2,
        "channels-ma-be",
        Text(
            "تقوية قنوات التبادل مع بلجيكا",
            "Renforcer les canaux d’échange avec la Belgique",
            "Strengthen the channels of exchange with Belgium",
        ),
        UndertakingStatus.AGREED,
        BRUSSELS,
        (_tells(5),),
    ),
    _undertaking(
        3,
        "new-framework",
        Text(
            "إطار جديد وشامل للشراكة والتعاون",
            "Un nouveau cadre global de partenariat et de coopération",
            "A new comprehensive partnership and cooperation framework",
        ),
        UndertakingStatus.PROPOSED,
        RETAILLEAU,
        (
            _tells(
                2,
                Text(
                    "ينسبه إلى شخص لا وجود له.",
                    "L’attribue à un nom qui n’existe pas.",
                    "Ascribes it to a name that does not exist.",
                ),
                faithful=False,
            ),
            _tells(4),
        ),
        by=MA,
    ),
    _undertaking(
        4,
        "revise-agreements",
        Text(
            "مراجعة الاتفاقات بين الوزارتين",
            "Réviser les accords entre les deux ministères",
            "Revise the agreements between the two ministries",
        ),
        UndertakingStatus.PROPOSED,
        RETAILLEAU,
        (_tells(4),),
        by=MA,
    ),
    _undertaking(
        5,
        "roadmap",
        Text(
            "خارطة طريق التعاون بين وزارتي الداخلية",
            "La feuille de route entre les deux ministères de l’Intérieur",
            "The roadmap between the two interior ministries",
        ),
        UndertakingStatus.ADOPTED,
        RETAILLEAU,
        (_tells(2), _tells(4)),
    ),
    _undertaking(
        6,
        "common-reference",
        Text(
            "مرجع مشترك، مسطري وإحصائي",
            "Un référentiel commun, procédural et statistique",
            "A common reference framework, procedural and statistical",
        ),
        UndertakingStatus.UNILATERAL,
        RETAILLEAU,
        (_tells(4),),
        by=MA,
    ),
    _undertaking(
        7,
        "civil-protection",
        Text(
            "توسيع التعاون إلى الوقاية المدنية وتدبير الأحداث الكبرى",
            "Élargir la coopération à la protection civile et aux grands événements",
            "Widen cooperation to civil protection and major events",
        ),
        UndertakingStatus.AGREED,
        RETAILLEAU,
        (_tells(2), _tells(4)),
    ),
)

RECORD = Record(
    articles=tuple(
        Article(
            number=number,
            language=Text("الفرنسية", "français", "French")
            if number in {1, 2, 5}
            else Text("الإنجليزية", "anglais", "English"),
            published=date(2024, 4, 15) if number == 5 else None,
            meeting=meeting.slug,
        )
        for number, meeting in enumerate((DARMANIN, RETAILLEAU, DARMANIN, RETAILLEAU, BRUSSELS), 1)
    ),
    meetings=(BRUSSELS, DARMANIN, RETAILLEAU),
    undertakings=UNDERTAKINGS,
    wrong_names=(
        WrongName(
            printed="Bruno Rotayo",
            right=RETAILLEAU.participants[1].name,
            office=RETAILLEAU.participants[1].office,
            article=2,
            why=Text(
                "الاسم العربي نُقل آليًا إلى اللاتينية.",
                "Le nom arabe a été retranscrit par une machine.",
                "The Arabic form was turned back into Latin letters by a machine.",
            ),
        ),
        WrongName(
            printed="Bruno Le Roux",
            right=RETAILLEAU.participants[1].name,
            office=RETAILLEAU.participants[1].office,
            article=4,
            why=Text(
                "شخص حقيقي آخر، شغل المنصب نفسه قبل ذلك بسنوات.",
                "Une autre personne réelle, qui occupa la même fonction des années plus tôt.",
                "Another real person, who held the same office years before.",
            ),
        ),
        WrongName(
            printed="M. Beitt",
            right=LAFTIT.name,
            office=INTERIOR,
            article=2,
            why=Text(
                "قُرئت بداية الاسم كلمةً أخرى.",
                "Le début du nom a été lu comme un autre mot.",
                "The beginning of the name was read as another word.",
            ),
        ),
    ),
)

_HERE = Link(page=Page.CASE, key=CASE)


def _row(
    slug: str,
    kind: AccountKind,
    described: Text,
    articles: tuple[int, ...],
    in_jisr: Text,
    link: Link | None,
) -> AccountRow:
    return AccountRow(
        slug=Slug(slug),
        kind=kind,
        described=described,
        articles=articles,
        in_jisr=in_jisr,
        link=link,
    )


ACCOUNTS = (
    _row(
        "channels",
        AccountKind.MECHANISM,
        Text(
            "قنوات تبادل الخبرات والمعلومات",
            "Des canaux d’échange d’expertise et d’informations",
            "Channels for the exchange of expertise and information",
        ),
        (1, 3, 5),
        Text(
            "طلب معلومات بين عقدتين: موقّع، يصل مرة واحدة، وله أجل.",
            "Une demande d’informations entre deux nœuds : signée, remise une seule fois, avec "
            "un délai.",
            "An information request between two nodes: signed, delivered once, with a deadline.",
        ),
        _HERE,
    ),
    _row(
        "roadmap",
        AccountKind.MECHANISM,
        Text(
            "خارطة طريق بين الوزارتين",
            "Une feuille de route entre les deux ministères",
            "A roadmap between the two ministries",
        ),
        (2, 4),
        Text(
            "سجل تعهدات، لكل منها وضع ومسؤول وأجل.",
            "Un registre d’engagements, chacun avec statut, responsable et échéance.",
            "A record of undertakings, each with a status, an owner and a due date.",
        ),
        Link(page=Page.RECORD),
    ),
    _row(
        "reference",
        AccountKind.SYSTEM,
        Text(
            "مرجع مشترك، مسطري وإحصائي",
            "Un référentiel commun, procédural et statistique",
            "A common reference framework, procedural and statistical",
        ),
        (2, 4),
        Text(
            "الإطار الموقّع: مساطر وآجال واستمارات في ملف واحد.",
            "Le cadre signé : procédures, délais et formulaires en un seul texte.",
            "The signed framework: procedures, deadlines and forms in one text.",
        ),
        Link(page=Page.FRAMEWORK),
    ),
    _row(
        "gmmp",
        AccountKind.MECHANISM,
        Text(
            "المجموعة المختلطة الدائمة للهجرة",
            "Le Groupe migratoire mixte permanent",
            "The Permanent Mixed Migration Group",
        ),
        (1, 2, 3, 4, 5),
        Text(
            "أمانة تجهّز جدول الأعمال من الملفات المتأخرة.",
            "Un secrétariat qui bâtit l’ordre du jour avec les dossiers en retard.",
            "A secretariat that makes its agenda from overdue cases.",
        ),
        None,
    ),
    _row(
        "events",
        AccountKind.ACTIVITY,
        Text("تدبير الأحداث الكبرى", "La gestion des grands événements", "Managing major events"),
        (1, 2, 3, 4),
        Text(
            "عروض مقابل حاجات، ومن يستطيع إرسال ماذا ومتى.",
            "Des offres face à des besoins ; qui peut envoyer quoi, et quand.",
            "Offers against needs: who can send what, and when.",
        ),
        None,
    ),
)
