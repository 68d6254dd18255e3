"""The rules on whoever is named, as the register of safeguards has them."""

from typing import Final

from jisr.framework.shape import Label
from jisr.safeguards import rules_persons
from jisr.safeguards.decision import ACTS, ACTS_AND_FRAMEWORK, OURS, Rule, RuleId

TRANSFER: Final = Rule(
    id=RuleId("P3"),
    text=Label(
        ar="ما يذكر شخصًا لا يُرسل من طرف سُجّل في الإطار سند نقل معطياته إلا إلى آخر يوم يقوم فيه "
        "ذلك السند.",
        fr="D’une partie dont le cadre indique la base des transferts, rien qui nomme une personne "
        "ne part après le dernier jour de cette base.",
        en="From a party whose ground of transfer the framework lists, nothing that names a person "
        "leaves after the last day of that ground.",
    ),
    source=Label(
        ar="التوجيه (الاتحاد الأوروبي) 2016/680، المواد 35 إلى 37",
        fr="Directive (UE) 2016/680, art. 35 à 37",
        en="Directive (EU) 2016/680, arts 35 to 37",
    ),
    points=OURS,
    judge=rules_persons.transfer_has_a_ground,
)
DEROGATION: Final = Rule(
    id=RuleId("P4"),
    text=Label(
        ar="النقل على سند الاستثناء لحالة بعينها وشخص واحد، وبقرار مسجَّل من إنسان بأن حقوق الشخص لا "
        "تحول دونه.",
        fr="Un transfert par dérogation vaut pour un cas et une personne, après qu’un être humain "
        "a déterminé, et consigné, que les droits de celle-ci ne s’y opposent pas.",
        en="A transfer under a derogation is for one case and one person, after a human has "
        "determined, on record, that the person’s rights do not stand against it.",
    ),
    source=Label(
        ar="التوجيه (الاتحاد الأوروبي) 2016/680، المادة 38 والحيثية 72",
        fr="Directive (UE) 2016/680, art. 38 et considérant 72",
        en="Directive (EU) 2016/680, art. 38 and recital 72",
    ),
    points=OURS,
    judge=rules_persons.derogation_is_for_one_case,
)
CONDITIONS: Final = Rule(
    id=RuleId("P7"),
    text=Label(
        ar="ما قدّمه الطرف الآخر يُنقل بشرطه أو بشرط أشد، ولا يُنقل بأخف منه أبدًا.",
        fr="Ce que l’autre partie a fourni n’est repris que sous sa condition ou une plus stricte, "
        "jamais une plus légère.",
        en="What the other party has provided is repeated under its condition or a stricter one, "
        "never a lighter one.",
    ),
    source=Label(
        ar="التوجيه (الاتحاد الأوروبي) 2016/680، المادة 9(3)",
        fr="Directive (UE) 2016/680, art. 9, § 3",
        en="Directive (EU) 2016/680, art. 9(3)",
    ),
    points=ACTS,
    judge=rules_persons.conditions_travel,
)
KIND: Final = Rule(
    id=RuleId("P10"),
    text=Label(
        ar="كل بيان إما واقعة وإما تقدير، والتقدير يذكر ما يستند إليه.",
        fr="Tout énoncé est un fait ou une appréciation, et l’appréciation dit son fondement.",
        en="Every statement is a fact or an assessment, and an assessment says what it rests on.",
    ),
    source=Label(
        ar="التوجيه (الاتحاد الأوروبي) 2016/680، المادة 7(1)",
        fr="Directive (UE) 2016/680, art. 7, § 1",
        en="Directive (EU) 2016/680, art. 7(1)",
    ),
    points=ACTS,
    judge=rules_persons.assessment_has_a_basis,
)
GRADES: Final = Rule(
    id=RuleId("P11"),
    text=Label(
        ar="درجة المعلومة لمن قدّمها: لا يرفعها غيره، وما اشتُق من معلومات عدة فدرجته أدناها، وما لا "
        "تُعرف درجته X4.",
        fr="La cotation appartient à qui fournit : nul autre ne l’améliore, ce qui est tiré de "
        "plusieurs renseignements porte la pire, et l’inconnu est X4.",
        en="The grade is the provider’s: nobody else betters it, what is derived from several "
        "bears the worst, and what is not known is X4.",
    ),
    source=Label(
        ar="اللائحة (الاتحاد الأوروبي) 2016/794، المادة 29",
        fr="Règlement (UE) 2016/794, art. 29",
        en="Regulation (EU) 2016/794, art. 29",
    ),
    points=ACTS_AND_FRAMEWORK,
    judge=rules_persons.grade_is_the_providers,
)
CATEGORY: Final = Rule(
    id=RuleId("P8"),
    text=Label(
        ar="كل شخص يُذكر في ملف له صفة واحدة فيه: مشتبه فيه أو مُدان أو ضحية أو شاهد أو مُبلِّغ أو "
        "مخالط أو مفقود أو غير ذلك؛ ولا صفة تُفترض.",
        fr="Toute personne nommée dans un dossier y a une qualité et une seule : suspect, "
        "condamné, victime, témoin, informateur, contact, disparu ou autre ; aucune n’est "
        "présumée.",
        en="Whoever is named in a case is one thing in it: suspect, convicted, victim, witness, "
        "informant, contact, missing or other; none is presumed.",
    ),
    source=Label(
        ar="التوجيه (الاتحاد الأوروبي) 2016/680، المادة 6؛ اللائحة (الاتحاد الأوروبي) 2016/794، "
        "المادة 30(1)",
        fr="Directive (UE) 2016/680, art. 6 ; règlement (UE) 2016/794, art. 30, § 1",
        en="Directive (EU) 2016/680, art. 6; Regulation (EU) 2016/794, art. 30(1)",
    ),
    points=ACTS_AND_FRAMEWORK,
    judge=rules_persons.category_is_said,
)
CHILD: Final = Rule(
    id=RuleId("P24"),
    text=Label(
        ar="لا تُتخذ خطوة تقرّب شخصًا من الإعادة ما لم يثبت أنه بلغ الثامنة عشرة؛ ومن لا يُعرف سنه أو "
        "يُختلف فيه فهو طفل.",
        fr="Aucune démarche qui rapproche d’un retour n’est faite au sujet de qui n’est pas établi "
        "avoir dix-huit ans ; l’âge inconnu ou contesté est celui d’un enfant.",
        en="No step that brings nearer to a return is taken about a person who is not shown to be "
        "eighteen; whose age is unknown or disputed is a child.",
    ),
    source=Label(
        ar="اتفاقية حقوق الطفل، المادة 3؛ التوجيه 2008/115، المادة 10؛ التوجيه 2011/36، "
        "المادة 13(2)",
        fr="Convention relative aux droits de l’enfant, art. 3 ; directive 2008/115/CE, art. 10 ; "
        "directive 2011/36/UE, art. 13, § 2",
        en="Convention on the Rights of the Child, art. 3; Directive 2008/115/EC, art. 10; "
        "Directive 2011/36/EU, art. 13(2)",
    ),
    points=OURS,
    judge=rules_persons.child_is_spared,
)
