"""What the hard days say, in three languages."""

from dataclasses import dataclass
from typing import Final

from jisr.core.errors import Lang


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence in the three languages."""

    ar: str
    fr: str
    en: str

    def in_(self, lang: Lang) -> str:
        """Return the sentence for a reader of `lang`."""
        return {"ar": self.ar, "fr": self.fr, "en": self.en}[lang]

    def with_(self, **facts: str) -> "Told":
        """Return the sentence with its facts filled in."""
        return Told(self.ar.format(**facts), self.fr.format(**facts), self.en.format(**facts))


CASES_PLAYED: Final = Told(
    "انتهت القصص؛ عدد الملفات: {cases}. تُفحص الآن الإثباتات والصفحات.",
    "Récits joués ; dossiers : {cases}. Les preuves et les pages se vérifient à présent.",
    "The stories are played; cases: {cases}. Proofs and pages are being checked now.",
)
CHECKED: Final = Told(
    "تم الفحص: كل شيء صحيح.", "Tout est vérifié, tout tient.", "All is checked, and all holds."
)
EMPTIED: Final = Told(
    "يُمحى ما تركه عرض سابق في {folder}.",
    "Ce qu’une démonstration précédente a laissé dans {folder} est effacé.",
    "What an earlier demonstration left in {folder} is removed.",
)
ENDED: Final = Told(
    "انتهى العرض. تبقى بياناته في {folder} إلى أن يمحوها العرض التالي.",
    "La démonstration est terminée. Ses données restent dans {folder} jusqu’à ce que la prochaine "
    "les efface.",
    "The demonstration has ended. Its data stay in {folder} until the next one removes them.",
)
KILL: Final = Told(
    "تُقتل عقدة فرنسا بإشارة SIGKILL والإجراءات في الطريق إليها …",
    "Le nœud FR est tué (SIGKILL) pendant que des actes sont en route vers lui …",
    "FR’s node is killed (SIGKILL) while acts are on their way to it …",
)
KILLED: Final = Told(
    "عادت، ولديها كل ما أُقرّ بتسلمه، كل إجراء مرة واحدة.",
    "Il est revenu : rien de ce qu’il avait accusé n’est perdu, rien n’est en double.",
    "It is back: nothing it had acknowledged is lost, nothing is there twice.",
)
RESTORE: Final = Told(
    "تُستبدل بيانات المغرب بنسخة احتياطية قديمة …",
    "Le nœud MA est remis à une ancienne sauvegarde …",
    "MA is put back to an old backup …",
)
RESTORED: Final = Told(
    "لم تكتب قبل أن تسمع من شركائها؛ أعادوا إليها إجراءاتها، ثم فتحت حقبة جديدة خلف السياج.",
    "Il n’a rien écrit avant d’avoir entendu ses partenaires ; ils lui ont rendu ses actes, "
    "puis il a ouvert une nouvelle époque derrière la clôture.",
    "It wrote nothing before it had heard its partners; they gave its acts back, and it opened "
    "a new epoch behind the fence.",
)
THEFT: Final = Told(
    "سُرق مفتاح توقيع فرنسا …",
    "La clé de signature de FR est volée …",
    "FR’s signing key is stolen …",
)
REPLACED: Final = Told(
    "أُلغي المفتاح وحل محله آخر بتوقيع مفتاح الجذر؛ وما وقّعه السارق بعد ذلك رُفض ({code}).",
    "Elle est révoquée, remplacée sous la clé racine ; ce que le voleur signe est refusé ({code}).",
    "It is revoked and replaced under the root key; what the thief signs is refused ({code}).",
)
ERASE: Final = Told(
    "يُمحى جزء من ملف …",
    "Une pièce d’un dossier est effacée …",
    "A part of a case is erased …",
)
ERASED: Final = Told(
    "أُتلف المفتاح والمحتوى لدى الطرفين، والملف قائم كما كان.",
    "Clé et contenu sont détruits des deux côtés, et le dossier tient comme avant.",
    "Key and content are destroyed on both sides, and the case stands as it stood.",
)
ATTACK: Final = Told(
    "ترسل عقدة بلجيكا إجراءً مزورًا، وإجراءً باطلًا، وإجراءً ثانيًا في موضع واحد …",
    "BE envoie un acte falsifié, un acte nul, puis un second acte pour une même place …",
    "BE sends a forged act, a void act, and a second act for one place …",
)
FORGED: Final = Told(
    "المزور: رُفض ولم يُحفظ ({code}).",
    "Le falsifié : refusé, non conservé ({code}).",
    "The forged one: refused, not stored ({code}).",
)
VOID: Final = Told(
    "الباطل: حُفظ بلا أثر، والسبب معلن للطرفين ({code}).",
    "Le nul : conservé sans effet, avec le même motif des deux côtés ({code}).",
    "The void one: kept without effect, with the same reason on both sides ({code}).",
)
FORKED: Final = Told(
    "الثاني في الموضع نفسه: ثبت بتوقيعين ({code}).",
    "Le second pour une même place : prouvé par deux signatures ({code}).",
    "The second for one place: proved by two signatures ({code}).",
)
STOPPED: Final = Told(
    "الدليل محفوظ ويتحقق منه أي كان، والفضاء متوقف حتى يقرر المسؤولون.",
    "La preuve est gardée, n’importe qui peut la vérifier, et l’espace attend une décision.",
    "The proof is kept, anybody can check it, and the space waits for people to decide.",
)
