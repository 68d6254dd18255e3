"""What is sealed and what is revealed: the checker, the sentences, the table (FRA-5, FRA-33)."""

from functools import cache

import pytest

from jisr.core.act import Slug
from jisr.core.errors import Lang
from jisr.framework import check, parse_edition
from jisr.framework.edition import Edition
from jisr.framework.faults import Fault
from jisr.framework.wording import clause_text
from tests.framework.packs import RETURN, sealing

REVEAL = "opening may reveal → revealed-by-opening revealing figures"
SEAL_SECOND = "opening may seal-second → sealed using figures, release when revealed"


@cache
def edition() -> Edition:
    return parse_edition(sealing(), pack="ma-fr")


def edited(old: str, new: str) -> str:
    text = sealing()[RETURN].decode()
    assert old in text
    return text.replace(old, new, 1)


def faults_of(text: str) -> list[Fault]:
    return check(parse_edition({**sealing(), RETURN: text.encode()}, pack="ma-fr"))


def faults(old: str, new: str) -> list[tuple[str, str]]:
    """Return the code of each fault of an edited return, with the first words of its line."""
    text = edited(old, new)
    lines = text.split("\n")
    return [
        (fault.code.removeprefix("framework."), lines[fault.line - 1].strip().split(" →")[0])
        for fault in faults_of(text)
    ]


def test_the_return_is_sound() -> None:
    assert check(edition()) == []


def test_what_is_sealed_must_be_revealed_by_the_same_role() -> None:
    assert faults(REVEAL, "opening may reveal → revealed-by-opening using figures") == [
        ("never-revealed", "- opening may seal"),
        ("never-revealed", "- opening may replace-seal"),
        ("never-revealed", "- opening may seal-second"),
    ]


def test_what_is_sealed_is_one_part_that_is_always_there() -> None:
    count = "        label: {ar: العدد, fr: nombre, en: number}\n  explanation:\n"
    apart = (
        "        label: {ar: العدد, fr: nombre, en: number}\n      since:\n        type: month\n"
        "        part: aside\n        label: {ar: منذ, fr: depuis, en: since}\n  explanation:\n"
    )
    assert {code for code, _ in faults(count, apart)} == {"never-revealed"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # On one way nothing was sealed.
        (SEAL_SECOND, "opening may seal-second → sealed using figures"),
        (SEAL_SECOND, "opening may seal-second → sealed"),
        # What is filled in anew is not what was sealed.
        (REVEAL, "opening may reveal → revealed-by-opening using figures revealing figures"),
        (REVEAL, "opening may reveal → revealed-by-opening revealing dreams"),
        # Revealed once, it is sealed no longer.
        (SEAL_SECOND, "opening may seal-second → sealed revealing figures"),
    ],
)
def test_what_is_revealed_was_sealed_on_every_way(old: str, new: str) -> None:
    assert "reveals-nothing" in {code for code, _ in faults(old, new)}


def test_what_is_sealed_cannot_be_accepted_before_it_is_revealed() -> None:
    clause = f"{REVEAL}\n      - opening may cancel → not-made"
    assert faults(clause, f"{clause} accepting figures") == [
        ("accepts-nothing", "- opening may cancel")
    ]
    [one] = faults_of(edited(clause, f"{clause} accepting figures"))
    nothing: tuple[tuple[Lang, str], ...] = (("ar", "لا شيء"), ("fr", "aucune"), ("en", "none"))
    for lang, none in nothing:
        assert none in one.text(lang)
        assert "0" not in one.message(lang)


def test_what_is_revealed_can_be_accepted() -> None:
    reveal_second = "other may reveal-second → mirrored revealing figures"
    clause = f"{reveal_second}\n      - other may cancel → not-made accepting figures"
    assert faults(reveal_second, clause) == []


def test_an_opening_reveals_nothing() -> None:
    opening = "opening may open-period → due using scope"
    found = faults(opening, f"{opening} revealing figures")
    assert found == [("opening-extras", "opens: opening may open-period")]


def test_a_clause_without_a_form_seals_nothing() -> None:
    found = faults(SEAL_SECOND, "opening may seal-second → sealed, release when revealed")
    assert found == [("releases-nothing", "- opening may seal-second")]


@pytest.mark.parametrize(
    ("act", "lang", "text"),
    [
        ("seal", "ar",
         "يجوز للطرف المفتتح إيداع بصمة أرقامه باستعمال استمارة «أرقام»، فينتقل الملف إلى حالة "
         "«بصمة أولى من الطرف المفتتح»؛ وتُسلَّم البصمة وحدها، أما المضمون فعند الكشف عنه."),
        ("seal", "fr",
         "La partie qui ouvre peut déposer l’empreinte de ses chiffres au moyen du formulaire "
         "« chiffres » ; le dossier passe à l’état « première empreinte de la partie qui ouvre » ; "
         "l’empreinte seule est transmise, le contenu l’est quand il est révélé."),
        ("seal", "en",
         "The opening party may lodge the digest of its figures using the form “figures”; the case "
         "is then “first digest, of the opening party”; only the digest is sent, the content when "
         "it is revealed."),
        ("reveal", "ar",
         "يجوز للطرف المفتتح الكشف عن أرقامه مع الكشف عن «أرقام» بعد إيداع البصمة، فينتقل الملف "
         "إلى حالة «أرقام الطرف المفتتح مكشوفة»."),
        ("reveal", "fr",
         "La partie qui ouvre peut révéler ses chiffres en révélant « chiffres », dont l’empreinte "
         "a été déposée ; le dossier passe à l’état « chiffres de la partie qui ouvre révélés »."),
        ("reveal", "en",
         "The opening party may reveal its figures revealing “figures”, whose digest was lodged; "
         "the case is then “figures of the opening party revealed”."),
    ],
)  # fmt: skip
def test_a_seal_and_its_reveal_read_as_sentences(act: str, lang: Lang, text: str) -> None:
    procedure = edition().procedures[Slug("statistical-return")]
    sentence = next(s for _, s in procedure.clauses() if s.act == act)
    assert clause_text(procedure, sentence, lang) == text
