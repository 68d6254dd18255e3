"""Why something outside failed, as a fact in three languages: `why`, `why_ar`, `why_fr`.

What the operating system and the readers of TOML and JSON say is English.  Programs find theirs
in `why`; people are told the same in their own words (`jisr.core.errors.facts_in`).
"""

import errno
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple, TypeAlias

Facts: TypeAlias = Mapping[str, str]


class Wrong(StrEnum):
    """What settings are refused for, beside what pydantic itself refuses."""

    HTTPS_ONLY = "https-only"
    LOOPBACK_ONLY = "loopback-only"
    PGPASS_INSTEAD = "pgpass-instead"
    ITS_OWN_PARTNER = "its-own-partner"
    DSN_NEEDS_POSTGRESQL = "dsn-needs-postgresql"
    NO_PARTY = "no-party"


class _Words(NamedTuple):
    ar: str
    fr: str
    en: str

    def facts(self, **filled: str | int) -> Facts:
        return {
            "why": self.en.format(**filled),
            "why_ar": self.ar.format(**filled),
            "why_fr": self.fr.format(**filled),
        }


_SYSTEM: Final[Mapping[int, _Words]] = {
    errno.ENOENT: _Words("لا وجود له", "il n’existe pas", "it does not exist"),
    errno.EACCES: _Words("لا صلاحية", "droits insuffisants", "no permission"),
    errno.EPERM: _Words("لا صلاحية", "droits insuffisants", "no permission"),
    errno.ENOSPC: _Words("القرص ممتلئ", "disque plein", "the disk is full"),
    errno.EDQUOT: _Words(
        "استُنفدت حصة القرص", "quota de disque épuisé", "the disk quota is used up"
    ),
    errno.EROFS: _Words("القرص للقراءة فقط", "disque en lecture seule", "the disk is read-only"),
    errno.EIO: _Words("عطل في القرص", "erreur du disque", "the disk has an error"),
    errno.EEXIST: _Words("موجود من قبل", "il existe déjà", "it exists already"),
    errno.EISDIR: _Words("هو مجلد", "c’est un dossier", "it is a folder"),
    errno.ENOTDIR: _Words(
        "في المسار ملف مكان مجلد",
        "un fichier tient la place d’un dossier dans le chemin",
        "a file stands in the path in place of a folder",
    ),
    errno.ENOTEMPTY: _Words("المجلد غير فارغ", "dossier non vide", "the folder is not empty"),
    errno.ELOOP: _Words("هو رابط رمزي", "c’est un lien symbolique", "it is a symbolic link"),
    errno.ENAMETOOLONG: _Words("الاسم أطول من اللازم", "nom trop long", "the name is too long"),
    errno.EMFILE: _Words("ملفات مفتوحة كثيرة", "trop de fichiers ouverts", "too many open files"),
    errno.ENFILE: _Words("ملفات مفتوحة كثيرة", "trop de fichiers ouverts", "too many open files"),
    errno.EBUSY: _Words("قيد الاستعمال", "en cours d’utilisation", "it is in use"),
    errno.EADDRNOTAVAIL: _Words(
        "ليس عنوانًا لهذا الجهاز",
        "ce n’est pas une adresse de cette machine",
        "it is no address of this machine",
    ),
    errno.EAFNOSUPPORT: _Words(
        "نوع العنوان غير مدعوم هنا",
        "type d’adresse non pris en charge ici",
        "addresses of this kind are not supported here",
    ),
}
_OTHER: Final = _Words(
    "خطأ النظام رقم {number}", "erreur {number} du système", "error {number} of the system"
)
_AT: Final = _Words(
    "السطر {line}، العمود {column}",
    "ligne {line}, colonne {column}",
    "line {line}, column {column}",
)
_AT_END: Final = _Words("انتهى قبل أن يكتمل", "fin prématurée", "it ends too early")
_NOT_TEXT: Final = _Words("ليس نصًا بترميز UTF-8", "ce n’est pas du texte UTF-8", "not UTF-8 text")
_NOT_AN_OBJECT: Final = _Words("يُنتظر {{…}}", "{{…}} est attendu", "{{…}} is expected")
# By the type of the fault: pydantic’s, and ours.
_SETTING: Final[Mapping[str, _Words]] = {
    "missing": _Words("ناقص", "il manque", "it is missing"),
    "extra_forbidden": _Words(
        "لا إعداد بهذا الاسم", "aucun réglage de ce nom", "there is no setting of this name"
    ),
    "int_parsing": _Words("يُنتظر عدد", "un nombre est attendu", "a number is expected"),
    "int_type": _Words("يُنتظر عدد", "un nombre est attendu", "a number is expected"),
    "greater_than_equal": _Words("أصغر من اللازم", "trop petit", "too small"),
    "less_than_equal": _Words("أكبر من اللازم", "trop grand", "too large"),
    "json_invalid": _Words("ليس JSON صحيحًا", "ce n’est pas du JSON valide", "not valid JSON"),
    Wrong.HTTPS_ONLY: _Words(
        "عنوان الشريك يبدأ بـ https://",
        "l’adresse d’un partenaire commence par https://",
        "a partner’s address begins with https://",
    ),
    Wrong.LOOPBACK_ONLY: _Words(
        "لا تُعرض الصفحات إلا على هذا الجهاز (127.0.0.1)، وأمامها بوابة TLS عند الحاجة",
        "les pages ne sont servies que sur cette machine (127.0.0.1), au besoin derrière une "
        "passerelle TLS",
        "pages are served on this machine only (127.0.0.1), behind a TLS gateway if needed",
    ),
    Wrong.PGPASS_INSTEAD: _Words(
        "لا تُكتب كلمة المرور هنا، بل في ~/.pgpass",
        "pas de mot de passe ici : mettez-le dans ~/.pgpass",
        "no password here; put it in ~/.pgpass",
    ),
    Wrong.ITS_OWN_PARTNER: _Words(
        "هذا الطرف هو العقدة نفسها",
        "cette partie est celle du nœud lui-même",
        "this party is the node’s own",
    ),
    Wrong.DSN_NEEDS_POSTGRESQL: _Words(
        'يُذكر dsn وkeys_dsn معًا، ومعهما store = "postgresql"',
        'dsn et keys_dsn vont ensemble, et avec store = "postgresql"',
        'dsn and keys_dsn go together, and with store = "postgresql"',
    ),
    Wrong.NO_PARTY: _Words(
        "يُكتب الطرف مثل MA أو BE-IBZ",
        "une partie s’écrit comme MA ou BE-IBZ",
        "a party is written like MA or BE-IBZ",
    ),
}
_SETTING_OTHER: Final = _Words(
    "قيمة لا تُقبل هنا", "valeur non admise ici", "a value not accepted here"
)
# Of the readers of TOML and JSON, all of which count from 1.
_PLACE: Final = re.compile(r"line (\d+),? column (\d+)", re.ASCII)


def system_said(error: OSError) -> Facts:
    """Return what the operating system said; what has no sentence here keeps its number."""
    words = _SYSTEM.get(error.errno or 0)
    return words.facts() if words else _OTHER.facts(number=error.errno or 0)


def missing() -> Facts:
    """Return that there is no such file."""
    return _SYSTEM[errno.ENOENT].facts()


def place_of(error: ValueError) -> Facts:
    """Return where a text stops being TOML or JSON."""
    if isinstance(error, UnicodeDecodeError):
        return not_text()
    found = _PLACE.search(str(error))
    return _AT.facts(line=found[1], column=found[2]) if found else _AT_END.facts()


def setting_said(fault: Mapping[str, object]) -> Facts:
    """Return what is wrong with a setting, from the first of the faults that pydantic lists."""
    given = fault.get("ctx")
    ours = str(given.get("error")) if isinstance(given, dict) else ""
    return (_SETTING.get(ours) or _SETTING.get(str(fault["type"])) or _SETTING_OTHER).facts()


def not_text() -> Facts:
    """Return that bytes are no text."""
    return _NOT_TEXT.facts()


def not_an_object() -> Facts:
    """Return that JSON holds something else than an object."""
    return _NOT_AN_OBJECT.facts()
