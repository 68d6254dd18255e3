"""The register of safeguards: every rule in force, as an authority can read it.

Adding a rule here puts it in force at its points; `jisr safeguards list` prints this list.
"""

from typing import Final

from jisr.core.canonical import Json
from jisr.core.errors import LANGS
from jisr.framework.shape import Label
from jisr.safeguards import rules, rules_approval
from jisr.safeguards.decision import ACTS, ACTS_AND_FRAMEWORK, OURS, Point, Rule, RuleId
from jisr.safeguards.register_persons import (
    CATEGORY,
    CHILD,
    CONDITIONS,
    DEROGATION,
    GRADES,
    KIND,
    TRANSFER,
)

# Where a test shows that the rule, and no other, catches what it forbids.
_SHOWN_BY: Final = (
    "tests/safeguards/test_rules.py::test_no_other_rule_catches_it",
    "tests/safeguards/test_rules.py::test_what_is_allowed_passes",
)

PURPOSE: Final = Rule(
    id=RuleId("P1"),
    text=Label(
        ar="لا يُفتح ملف قد تُذكر فيه أسماء أشخاص إلا لغرض مذكور في الترويسة، من الأغراض التي "
        "وقّعها الطرفان؛ ولا يغيّره إجراء لاحق، ولا يُقرأ لغرض سواه إلا للرقابة أو للقضاء أو "
        "للشخص المعني.",
        fr="Un dossier où des personnes peuvent être nommées est ouvert dans un but indiqué dans "
        "l’en-tête, parmi ceux que les deux parties ont signés ; aucun acte ultérieur ne lui en "
        "donne un autre, et il n’est lu dans aucun autre, sauf contrôle, justice ou demande de la "
        "personne concernée.",
        en="A case in which persons may be named is opened for a purpose stated in the header, one "
        "of those both parties signed; no later act gives it another, and it is read for no "
        "other, but for supervision, a court or the person concerned.",
    ),
    source=Label(
        ar="التوجيه (الاتحاد الأوروبي) 2016/680، المادتان 4(1)(ب) و4(2) والمادة 9(1)؛ اللائحة "
        "(الاتحاد الأوروبي) 2024/982، المادة 50(1)",
        fr="Directive (UE) 2016/680, art. 4, § 1, b), art. 4, § 2, et art. 9, § 1 ; règlement (UE) "
        "2024/982, art. 50, § 1",
        en="Directive (EU) 2016/680, arts 4(1)(b), 4(2) and 9(1); Regulation (EU) 2024/982, "
        "art. 50(1)",
    ),
    points=ACTS_AND_FRAMEWORK | {Point.QUERY},
    judge=rules.purpose_is_stated,
)
BASIS: Final = Rule(
    id=RuleId("P2"),
    text=Label(
        ar="لا يُرسل ولا يُحفظ إلا محتوى استمارة وقّعها الطرفان لهذا الإجراء، ولكل خانة فيها "
        "أساسها القانوني؛ وما عداه يُتلف دون فتحه.",
        fr="Ne part et n’est gardé que le contenu d’un formulaire signé pour cet acte, dont chaque "
        "champ a sa base légale ; tout autre est détruit sans être ouvert.",
        en="Only content of a form that was signed for this act, each field with its legal basis, "
        "is sent or kept; any other is destroyed unopened.",
    ),
    source=Label(
        ar="التوجيه (الاتحاد الأوروبي) 2016/680، المادة 8 والمادة 35(1)(ب)",
        fr="Directive (UE) 2016/680, art. 8 et art. 35, § 1, b)",
        en="Directive (EU) 2016/680, arts 8 and 35(1)(b)",
    ),
    points=ACTS,
    judge=rules.content_has_a_basis,
)
ORIGINATOR: Final = Rule(
    id=RuleId("P6"),
    text=Label(
        ar="المعلومة التي مصدرها طرف ثالث لا تُنقل دون موافقته.",
        fr="Un renseignement qui vient d’un tiers n’est pas transmis sans l’accord de celui-ci.",
        en="Information that comes from a third party is not passed on without its consent.",
    ),
    source=Label(
        ar="التوجيه (الاتحاد الأوروبي) 2016/680، المادة 35(1)(ج) و(هـ) والمادة 35(2)؛ اللائحة "
        "(الاتحاد الأوروبي) 2024/982، المادة 50(1)",
        fr="Directive (UE) 2016/680, art. 35, § 1, c) et e), et art. 35, § 2 ; règlement (UE) "
        "2024/982, art. 50, § 1",
        en="Directive (EU) 2016/680, arts 35(1)(c), 35(1)(e) and 35(2); Regulation (EU) 2024/982, "
        "art. 50(1)",
    ),
    points=ACTS,
    judge=rules.originator_consents,
)
COMPLETENESS: Final = Rule(
    id=RuleId("P12"),
    text=Label(
        ar="لا يُرسل إجراء ينقصه ما تفرضه استمارته.",
        fr="Un acte auquel manque ce que son formulaire exige ne part pas.",
        en="An act that lacks what its form requires is not sent.",
    ),
    source=Label(
        ar="التوجيه (الاتحاد الأوروبي) 2016/680، المادة 7(2)",
        fr="Directive (UE) 2016/680, art. 7, § 2",
        en="Directive (EU) 2016/680, art. 7(2)",
    ),
    points=OURS,
    judge=rules.act_is_complete,
)
RETENTION: Final = Rule(
    id=RuleId("P15"),
    text=Label(
        ar="لا تُرسل خانة ولا تُحفظ ما لم يُعرف متى تُمحى؛ فإذا انقضت مدتها مُحيت عند الطرفين، ولو لم "
        "يقرر أحد ذلك.",
        fr="Un champ dont on ne sait quand il sera effacé n’est ni envoyé ni gardé ; son temps "
        "écoulé, il est effacé des deux côtés, même si personne n’en décide.",
        en="A field of which it is not known when it will be erased is neither sent nor kept; once "
        "its time is over it is erased on both sides, even if nobody decides so.",
    ),
    source=Label(
        ar="التوجيه (الاتحاد الأوروبي) 2016/680، المادة 5؛ اللائحة (الاتحاد الأوروبي) "
        "2016/794، المادة 31",
        fr="Directive (UE) 2016/680, art. 5 ; règlement (UE) 2016/794, art. 31",
        en="Directive (EU) 2016/680, art. 5; Regulation (EU) 2016/794, art. 31",
    ),
    points=ACTS_AND_FRAMEWORK | {Point.TIMER},
    judge=rules.retention_ends,
)
STEP_UP: Final = Rule(
    id=RuleId("P18"),
    text=Label(
        ar="لا تُكتب خطوة قد تضر بشخص إلا إذا وقّعها محررها في حينها بمفتاحه هو وكتب سببها؛ ولا "
        "تكتبها آلة.",
        fr="Un acte qui peut nuire à une personne n’est écrit que si son auteur l’a signé sur le "
        "moment de sa propre clé, avec un motif écrit ; aucune machine ne l’écrit.",
        en="A step that can harm a person is written only if its author has signed it at that "
        "moment with their own key and written why; no machine writes one.",
    ),
    source=Label(
        ar="التوجيه (الاتحاد الأوروبي) 2016/680، المادة 11؛ القانون 09-08، المادة 11؛ اللائحة "
        "(الاتحاد الأوروبي) 2024/1689، المادة 5(1)(د)",
        fr="Directive (UE) 2016/680, art. 11 ; loi 09-08, art. 11 ; règlement (UE) 2024/1689, "
        "art. 5, § 1, d)",
        en="Directive (EU) 2016/680, art. 11; law 09-08, art. 11; Regulation (EU) 2024/1689, "
        "art. 5(1)(d)",
    ),
    points=OURS,
    judge=rules_approval.adverse_step_is_a_persons,
)
ASYLUM: Final = Rule(
    id=RuleId("P22"),
    text=Label(
        ar="لا يوجد بين الطرفين إجراء ولا خانة ولا رمز يكشف أن شخصًا طلب اللجوء أو ما آل إليه طلبه.",
        fr="Il n’existe entre les parties ni acte, ni champ, ni code qui révèle qu’une personne a "
        "demandé l’asile, ni l’issue de sa demande.",
        en="Between the parties there is no act, field or code that reveals that a person has "
        "applied for asylum, or the outcome.",
    ),
    source=Label(
        ar="اللائحة (الاتحاد الأوروبي) 2024/1348، المادة 7(2)",
        fr="Règlement (UE) 2024/1348, art. 7, § 2",
        en="Regulation (EU) 2024/1348, art. 7(2)",
    ),
    points=ACTS_AND_FRAMEWORK,
    judge=rules.asylum_has_no_place,
)
PROTECTED: Final = Rule(
    id=RuleId("P23"),
    text=Label(
        ar="لا تُتخذ خطوة تقرّب شخصًا من الإعادة ما دام في حماية هذه العقدة، ولا يُقال شيء عن شخص "
        "تلزم العقدة الصمت بشأنه، ولا هذا ولا ذاك إذا تعذرت معرفة من هو؛ ولا يُقال السبب لأحد. "
        "وما سوى ذلك من هذه الخطوات لا يُكتب قبل أن يتحقق موظف مكلف بالحماية إلى أين تقود.",
        fr="Aucune démarche qui rapproche une personne d’un retour n’est faite tant que ce nœud la "
        "protège, rien n’est dit d’une personne sur laquelle il se tait, et ni l’un ni l’autre "
        "s’il ne peut savoir qui elle est ; le motif n’en est dit à personne. Toute autre démarche "
        "de cette sorte attend qu’un agent de protection ait vérifié où elle mène.",
        en="No step that brings a person nearer to a return is taken while this node protects "
        "them, nothing is told of a person about whom it keeps silence, and neither when it cannot "
        "know who they are; why is told to nobody. Any other such step waits until a protection "
        "officer has checked where it leads.",
    ),
    source=Label(
        ar="اتفاقية مناهضة التعذيب، المادة 3؛ اتفاقية 1951، المادة 33؛ الاتفاقية الأوروبية لحقوق "
        "الإنسان، المادة 3؛ اتفاقية مجلس أوروبا لمكافحة الاتجار بالبشر، المواد 10 إلى 13؛ اللائحة "
        "(الاتحاد الأوروبي) 2024/1348، المادة 7(2)",
        fr="Convention contre la torture, art. 3 ; convention de 1951, art. 33 ; CEDH, art. 3 ; "
        "convention du Conseil de l’Europe sur la lutte contre la traite, art. 10 à 13 ; règlement "
        "(UE) 2024/1348, art. 7, § 2",
        en="Convention against Torture, art. 3; 1951 Convention, art. 33; ECHR, art. 3; Council of "
        "Europe Convention on Action against Trafficking, arts 10 to 13; Regulation (EU) "
        "2024/1348, art. 7(2)",
    ),
    points=OURS | {Point.FRAMEWORK},
    judge=rules.adverse_step_spares_the_protected,
)
SHELTER: Final = Rule(
    id=RuleId("P25"),
    text=Label(
        ar="لا يُفتح ملف يحمي شخصًا قبل أن تعرف هذه العقدة من تحميه؛ ولا يُرسل ذلك.",
        fr="Un dossier qui protège une personne n’est ouvert que lorsque ce nœud sait qui il "
        "protège ; cela n’est pas transmis.",
        en="A case that protects a person is opened only once this node knows whom it protects; "
        "that is not sent.",
    ),
    source=Label(
        ar="اتفاقية مجلس أوروبا لمكافحة الاتجار بالبشر، المواد 10 إلى 13؛ بروتوكول باليرمو، "
        "المادة 6(1)",
        fr="Convention du Conseil de l’Europe sur la lutte contre la traite, art. 10 à 13 ; "
        "protocole de Palerme, art. 6, § 1",
        en="Council of Europe Convention on Action against Trafficking, arts 10 to 13; Palermo "
        "Protocol, art. 6(1)",
    ),
    points=OURS,
    judge=rules.protection_names_somebody,
)
HANDLING: Final = Rule(
    id=RuleId("P26"),
    text=Label(
        ar="محتوى الطرف الآخر المقدَّم بشرط التداول H1 أو H2 أو H3 لا يخرج من الفضاء دون إذنه.",
        fr="Le contenu fourni par le partenaire sous la condition H1, H2 ou H3 ne sort pas de "
        "l’espace sans sa permission.",
        en="Content that the partner provided under handling code H1, H2 or H3 does not leave the "
        "space without its permission.",
    ),
    source=Label(
        ar="رموز التداول لدى يوروبول، وثيقة المجلس 6243/18",
        fr="Codes de traitement d’Europol, document 6243/18 du Conseil",
        en="Europol handling codes, Council document 6243/18",
    ),
    points=frozenset({Point.EXPORT}),
    judge=rules.handling_is_kept,
)
INDIVIDUAL: Final = Rule(
    id=RuleId("P30"),
    text=Label(
        ar="كل طلب فردي ومعلل؛ ولا تُقبل قائمة بأشخاص.",
        fr="Toute demande est individuelle et motivée ; une liste de personnes est refusée.",
        en="Every request is individual and reasoned; a list of persons is refused.",
    ),
    source=Label(
        ar="التوجيه (الاتحاد الأوروبي) 2023/977، المادة 4؛ التوجيه (الاتحاد الأوروبي) "
        "2016/680، الحيثية 72",
        fr="Directive (UE) 2023/977, art. 4 ; directive (UE) 2016/680, considérant 72",
        en="Directive (EU) 2023/977, art. 4; Directive (EU) 2016/680, recital 72",
    ),
    points=ACTS_AND_FRAMEWORK,
    judge=rules.request_is_individual,
)
FOUR_EYES: Final = Rule(
    id=RuleId("P41"),
    text=Label(
        ar="لا تُكتب خطوة قد تضر بشخص إلا بموافقة موظف آخر غير محررها على النص نفسه الذي عُرض عليه؛ "
        "والتحقق من عدم الإعادة إلى الخطر يكون من مكتب آخر.",
        fr="Un acte qui peut nuire à une personne n’est écrit qu’avec l’accord d’un autre agent "
        "que son auteur, sur le texte même qui lui a été montré ; la vérification du "
        "non-refoulement est faite par un autre bureau.",
        en="A step that can harm a person is written only with the approval of another officer "
        "than its author, of the very text that was shown; the non-refoulement check is made at "
        "another desk.",
    ),
    source=Label(
        ar="قاعدة من قواعد هذا البرنامج، لا يفرضها قانون بعينه",
        fr="Règle propre à ce logiciel, qu’aucune loi n’impose en ces termes",
        en="A rule of this software, which no law imposes in these terms",
    ),
    points=OURS,
    judge=rules_approval.another_officer_approves,
)

RULES: Final[tuple[Rule, ...]] = (
    PURPOSE,
    BASIS,
    TRANSFER,
    DEROGATION,
    ORIGINATOR,
    CONDITIONS,
    CATEGORY,
    KIND,
    GRADES,
    COMPLETENESS,
    RETENTION,
    STEP_UP,
    ASYLUM,
    PROTECTED,
    CHILD,
    SHELTER,
    HANDLING,
    INDIVIDUAL,
    FOUR_EYES,
)


def register() -> list[Json]:
    """Return the rules in force: id, text and law in three languages, points, tests."""
    return [
        {
            "id": rule.id,
            "text": {lang: rule.text.text(lang) for lang in LANGS},
            "source": {lang: rule.source.text(lang) for lang in LANGS},
            "points": [point.value for point in Point if point in rule.points],
            "tests": [f"{test}[{rule.id}]" for test in _SHOWN_BY],
        }
        for rule in RULES
    ]
