"""The words of the last chapters, and of the page around the text, in three languages."""

from collections.abc import Mapping
from typing import Final

from jisr.framework.shape import Label

CODES: Final = Label(
    ar="قوائم الرموز المشتركة", fr="Nomenclatures communes", en="Common code lists"
)
CODES_LEAD: Final = Label(
    ar="تستعملها عدة مساطر، أو كل محو للمضمون.",
    fr="Plusieurs procédures s’en servent, ou tout effacement d’un contenu.",
    en="Several procedures use them, or every erasure of content.",
)

CALENDARS: Final = Label(ar="التقاويم", fr="Calendriers", en="Calendars")
CALENDARS_LEAD: Final = Label(
    ar="بها تُحسب الآجال بأيام العمل. وكل يوم يعلن طرف بإجراء موقّع أنه عطلة لديه يُعد عطلة.",
    fr="C’est d’après eux que se comptent les jours ouvrables. Tout jour qu’une partie annonce "
    "fermé par un acte signé l’est.",
    en="Working days are counted by them. Every day that a party announces as closed by a "
    "signed act is closed.",
)
YEARS: Final = Label(
    ar="يشمل السنوات من {first} إلى {last}. المصدر: {source}.",
    fr="Années couvertes : {first} à {last}. Source : {source}.",
    en="It covers the years {first} to {last}. Source: {source}.",
)
WEEKEND: Final = Label(
    ar="لا عمل في هذه الأيام من الأسبوع: {days}.",
    fr="Ne sont jamais ouvrables : {days}.",
    en="These days of the week never work: {days}.",
)
ZONE: Final = Label(
    ar="الساعة المحلية هي التوقيت العالمي المنسق {offset}. المصدر: {source}.",
    fr="L’heure locale est le temps universel {offset}. Source : {source}.",
    en="Local time is universal time {offset}. Source: {source}.",
)
SUMMER: Final = Label(
    ar="وتضاف إليها ساعة من آخر أحد في مارس إلى آخر أحد في أكتوبر.",
    fr="Une heure s’y ajoute du dernier dimanche de mars au dernier dimanche d’octobre.",
    en="One hour is added from the last Sunday of March to the last Sunday of October.",
)
SHIFTS_CAPTION: Final = Label(
    ar="فترات تختلف فيها الساعة المحلية، حدودها بالتوقيت العالمي",
    fr="Périodes où l’heure locale diffère, bornes en temps universel",
    en="Periods in which local time differs, their bounds in universal time",
)
SHIFT_FROM: Final = Label(ar="من", fr="Du", en="From")
SHIFT_UNTIL: Final = Label(ar="إلى", fr="Jusqu’au", en="Until")
SHIFT_OFFSET: Final = Label(
    ar="الفرق عن التوقيت العالمي", fr="Écart au temps universel", en="From universal time"
)
HOLIDAYS_CAPTION: Final = Label(ar="أيام العطل", fr="Jours fériés", en="Public holidays")
HOLIDAY: Final = Label(ar="العطلة", fr="Jour férié", en="Holiday")
INSTANT: Final = Label(ar="{day}، {time}", fr="{day}, {time}", en="{day}, {time}")
DATES: Final = Label(ar="التواريخ", fr="Dates", en="Dates")
CERTAINTY: Final = Label(ar="ثبوت التاريخ", fr="Certitude", en="Certainty")
HOLIDAY_SOURCE: Final = Label(ar="الوضع والمصدر", fr="Statut et source", en="Status and source")
FIXED: Final = Label(ar="ثابت", fr="fixe", en="fixed")
PROVISIONAL: Final = Label(
    ar="مؤقت؛ قد يتقدم أو يتأخر بقدر {days}، ويثبته إعلان الطرف",
    fr="provisoire ; à {days} près, jusqu’à l’annonce de la partie",
    en="provisional; within {days} either way, until the party announces it",
)
EVERY: Final = Label(ar="{day} من كل سنة", fr="le {day} de chaque année", en="{day} of every year")
EVERY_SINCE: Final = Label(
    ar="{day} من كل سنة، ابتداءً من {year}",
    fr="le {day} de chaque année, à partir de {year}",
    en="{day} of every year, from {year} on",
)
LASTING: Final = Label(
    ar="{dates}؛ المدة {days}", fr="{dates} ; durée : {days}", en="{dates}; lasting {days}"
)

GLOSSARY: Final = Label(ar="المسرد", fr="Glossaire", en="Glossary")
GLOSSARY_LEAD: Final = Label(
    ar="لكل شيء لفظ واحد. وتدل العلامة {mark} على لفظ عربي لم يُقرأ في نص رسمي، وعلى مترجم قانوني "
    "أن يؤكده.",
    fr="Un mot par chose. Le signe {mark} marque un terme arabe qui n’a pas été lu dans un texte "
    "officiel : un traducteur juridique doit le confirmer.",
    en="One word per thing. The sign {mark} marks an Arabic term that was not read in an official "
    "text: a legal translator has to confirm it.",
)
UNCONFIRMED: Final = "*"
TO_BE_CONFIRMED: Final = Label(
    ar="يؤكده مترجم قانوني {mark}",
    fr="à confirmer par un traducteur juridique {mark}",
    en="to be confirmed by a legal translator {mark}",
)
CONFIRMED: Final = Label(ar="قُرئ في [{number}]", fr="lu dans [{number}]", en="read in [{number}]")
NAMED: Final = Label(ar="ورد في [{number}]", fr="figure dans [{number}]", en="stands in [{number}]")
GLOSSARY_CAPTION: Final = Label(
    ar="ألفاظ هذا الإطار باللغات الثلاث",
    fr="Les mots du cadre dans les trois langues",
    en="The words of the framework in three languages",
)
LANGUAGE_NAMES: Final = {
    "ar": Label(ar="العربية", fr="arabe", en="Arabic"),
    "fr": Label(ar="الفرنسية", fr="français", en="French"),
    "en": Label(ar="الإنجليزية", fr="anglais", en="English"),
}
WHERE_READ: Final = Label(ar="مصدر اللفظ العربي", fr="Source de l’arabe", en="Source of the Arabic")

INSTRUMENTS: Final = Label(ar="الصكوك", fr="Instruments", en="Instruments")
INSTRUMENTS_LEAD: Final = Label(
    ar="المعاهدات والاتفاقات والقوانين التي أُخذت منها القيم. وليس كل صك منها بين الطرفين؛ ويبيّن "
    "العمود الثاني من يُلزمه.",
    fr="Les traités, accords et lois d’où viennent les valeurs. Tous ne lient pas les deux "
    "parties ; la deuxième colonne dit qui chacun oblige.",
    en="The treaties, agreements and laws that values come from. Not every one is between the two "
    "parties; the second column says whom each binds.",
)
INSTRUMENTS_CAPTION: Final = Label(
    ar="الصكوك بأرقامها", fr="Les instruments et leurs numéros", en="The instruments by number"
)
NUMBER: Final = Label(ar="الرقم", fr="N°", en="No")
# Bodies without a code in ISO 3166, under codes that it leaves to its users.
BODIES: Final[Mapping[str, Label]] = {
    "XC": Label(ar="مجلس أوروبا", fr="Conseil de l’Europe", en="Council of Europe"),
    "XH": Label(
        ar="مؤتمر لاهاي للقانون الدولي الخاص",
        fr="Conférence de La Haye de droit international privé",
        en="Hague Conference on Private International Law",
    ),
    "XP": Label(ar="الإنتربول", fr="Interpol", en="Interpol"),
}
JOURNAL: Final = Label(
    ar="الجريدة الرسمية للاتحاد الأوروبي {place}", fr="JO {place}", en="OJ {place}"
)
INSTRUMENT: Final = Label(ar="الصك", fr="Instrument", en="Instrument")
BINDS: Final = Label(ar="يُلزم", fr="Oblige", en="Binds")
DATE: Final = Label(ar="التاريخ", fr="Date", en="Date")
USED: Final = Label(ar="مواضع الإحالة", fr="Dispositions citées", en="Places referred to")

EXPLORED: Final = Label(ar="ما جرى التحقق منه", fr="Ce qui a été vérifié", en="What was verified")
EXPLORED_LEAD: Final = Label(
    ar="قبل أن تُعرض الطبعة للتوقيع، جُرّبت كل مسطرة بكل ترتيب ممكن للإجراءات التالية، إلى غاية "
    "{acts} لكل طرف، بحثًا عن ملف يقرؤه الطرفان قراءتين.",
    fr="Avant d’être ouverte à la signature, l’édition a été mise à l’épreuve : chaque procédure a "
    "été jouée dans tous les ordres possibles des prochains actes, jusqu’à {acts} par partie, à la "
    "recherche d’un dossier que les parties liraient de deux façons.",
    en="Before the edition is offered for signature each procedure was played in every possible "
    "order of the next acts, up to {acts} of each party, looking for a case that the parties "
    "would read in two ways.",
)
DRAFT_LEAD: Final = Label(
    ar="هذا الكتاب مشروع: لم تُجرَّب مساطره بعد بكل ترتيب ممكن للإجراءات التالية، ولا يُعرض للتوقيع "
    "قبل ذلك.",
    fr="Ce livre est un projet : ses procédures n’ont pas encore été jouées dans tous les ordres "
    "possibles des prochains actes, et il n’est pas ouvert à la signature avant cela.",
    en="This book is a draft: its procedures have not been played yet in every possible order of "
    "the next acts, and it is not offered for signature before they are.",
)
EXPLORED_CAPTION: Final = Label(
    ar="الوضعيات التي جرى استكشافها", fr="Situations explorées", en="Situations explored"
)
PROCEDURE: Final = Label(ar="المسطرة", fr="Procédure", en="Procedure")
SITUATIONS: Final = Label(ar="الوضعيات", fr="Situations", en="Situations")
CROSSED: Final = Label(ar="منها بتقاطع", fr="Avec croisement", en="With a crossing")
READINGS: Final = Label(ar="قراءتان", fr="Deux lectures", en="Two readings")
NEVER: Final = Label(ar="لا توجد", fr="aucune", en="none")
TOTAL: Final = Label(ar="المجموع", fr="Total", en="Total")

# The page around the text.
SUBTITLE: Final = Label(
    ar="المساطر والآجال والاستمارات والرموز والتقاويم",
    fr="Procédures, délais, formulaires, nomenclatures et calendriers",
    en="Procedures, deadlines, forms, codes and calendars",
)
EDITION: Final = Label(ar="الطبعة {n}", fr="Édition {n}", en="Edition {n}")
DRAFT: Final = Label(
    ar="مشروع لا يُعرض للتوقيع",
    fr="Projet, non ouvert à la signature",
    en="Draft, not for signature",
)
SIGNED: Final = Label(
    ar="بصمة الطبعة التي تُوقَّع ({method})",
    fr="Empreinte de l’édition à signer ({method})",
    en="Digest of the edition to be signed ({method})",
)
MARK: Final = Label(
    ar="مقترح غير رسمي؛ لم تطلبه أي وزارة ولم تعتمده، ولا تقف وراءه",
    fr="Proposition non officielle ; aucun ministère ne l’a demandée ni approuvée, et aucun n’en "
    "répond",
    en="Unofficial proposal; no ministry has asked for it, approved it or stands behind it",
)
PAGE: Final[Mapping[str, Label]] = {
    "mark": Label(
        ar="مقترح غير رسمي لا تتبناه أي وزارة",
        fr="Proposition non officielle, qui n’engage aucun ministère",
        en="Unofficial proposal; no ministry stands behind it",
    ),
    "title": Label(ar="{title}، {edition}", fr="{title}, {edition}", en="{title}, {edition}"),
    "and": Label(ar="و", fr="et", en="and"),
    "contents": Label(ar="الفهرس", fr="Table des matières", en="Contents"),
    "chapter": Label(ar="الباب {n}", fr="Chapitre {n}", en="Chapter {n}"),
    "article": Label(ar="المادة {n}", fr="Article {n}", en="Article {n}"),
    "page": Label(ar="الصفحة", fr="Page", en="Page"),
    "of": Label(ar="من", fr="sur", en="of"),
    "signatures": Label(ar="التوقيعات", fr="Signatures", en="Signatures"),
    "signatures.text": Label(
        ar="يوقّع الطرفان الطبعة التي هذه بصمتها، بنصوصها العربية والفرنسية والإنجليزية:",
        fr="Les parties signent l’édition dont voici l’empreinte, en ses textes arabe, français et "
        "anglais :",
        en="The parties sign the edition of which this is the digest, in its Arabic, French and "
        "English texts:",
    ),
    "for": Label(ar="عن {party}", fr="Pour : {party}", en="For: {party}"),
    "name": Label(ar="الاسم", fr="Nom", en="Name"),
    "office": Label(ar="الصفة", fr="Qualité", en="Capacity"),
    "place": Label(ar="المكان والتاريخ", fr="Lieu et date", en="Place and date"),
    "signature": Label(ar="التوقيع", fr="Signature", en="Signature"),
    "skip": Label(
        ar="الانتقال إلى الفهرس", fr="Aller à la table des matières", en="Go to the contents"
    ),
    "solid": Label(ar="خط متصل: {role}", fr="trait plein : {role}", en="solid line: {role}"),
    "dashed": Label(ar="خط متقطع: {role}", fr="tireté : {role}", en="dashed line: {role}"),
    "figure.label": Label(
        ar="{caption}. تقول المواد التالية الشيء نفسه كتابةً.",
        fr="{caption}. Les articles qui suivent disent la même chose en mots.",
        en="{caption}. The articles that follow say the same in words.",
    ),
}
