"""Words for what values are made of: a person, a place, a document, a statement."""

from collections.abc import Mapping
from typing import Final

from jisr.node.record_views import Text

# By the key of a value; of a statement, `text` is said first and needs no label of its own.
PARTS: Final[Mapping[str, Text]] = {
    "category": Text("الصفة في الملف", "qualité dans le dossier", "in the case as"),
    "names": Text("الاسم", "nom", "name"),
    "birth": Text("تاريخ الازدياد", "naissance", "born"),
    "birth-place": Text("مكان الازدياد", "lieu de naissance", "place of birth"),
    "nationalities": Text("الجنسية", "nationalité", "nationality"),
    "sex": Text("الجنس", "sexe", "sex"),
    "documents": Text("الوثائق", "documents", "documents"),
    "name": Text("الاسم", "nom", "name"),
    "country": Text("البلد", "pays", "country"),
    "position": Text("الإحداثيات", "coordonnées", "co-ordinates"),
    "type": Text("النوع", "nature", "type"),
    "number": Text("الرقم", "numéro", "number"),
    "issuer": Text("البلد الذي سلّمها", "pays émetteur", "issued by"),
    "expiry": Text("نهاية الصلاحية", "fin de validité", "valid until"),
    "text": Text("النص", "énoncé", "statement"),
    "nature": Text("الطبيعة", "nature", "nature"),
    "grade": Text("درجة المصدر والمعلومة", "cotation", "grade"),
    "basis": Text("ما يستند إليه التقدير", "fondement", "rests on"),
    "originator": Text("صاحب المعلومة", "auteur", "originator"),
}
WORDS: Final[Mapping[str, Text]] = {
    "female": Text("أنثى", "féminin", "female"),
    "male": Text("ذكر", "masculin", "male"),
    "other": Text("غير ذلك", "autre", "other"),
    "unknown": Text("غير معروف", "inconnu", "not known"),
    "fact": Text("واقعة", "fait", "fact"),
    "assessment": Text("تقدير", "appréciation", "assessment"),
}
# What a name is beside the one in law, which needs no word.
USES: Final[Mapping[str, Text]] = {
    "alias": Text("اسم مستعار: {name}", "alias : {name}", "alias: {name}"),
    "birth": Text(
        "الاسم عند الازدياد: {name}", "nom de naissance : {name}", "name at birth: {name}"
    ),
    "transcription": Text("منقحر: {name}", "translittération : {name}", "transcription: {name}"),
}
