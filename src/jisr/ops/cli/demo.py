"""`jisr demo`: three nodes on this machine, the sourced record, invented stories, hard days."""

from pathlib import Path
from typing import Annotated, Final

import typer

from jisr.core.errors import Lang
from jisr.ops.cli import words_node as words
from jisr.ops.cli.base import Answer, Commands, Run
from jisr.ops.cli.phrase import Phrase
from jisr.ops.demo import play

ROOT: Final = Path(__file__).resolve().parents[4]  # The checkout: packs and demo data lie there.
FOLDER: Final = ROOT / "var" / "demo"

OPEN: Final = Phrase(
    "صفحة المغرب: {address}\nصفحة فرنسا: {france}\nصفحة بلجيكا: {belgium}\n"
    "تُعرض القصص الآن في الخلفية. للإيقاف: Ctrl+C.",
    "Page du Maroc : {address}\nPage de la France : {france}\nPage de la Belgique : {belgium}\n"
    "Les récits se jouent à présent en arrière-plan. Pour arrêter : Ctrl+C.",
    "Morocco’s page: {address}\nFrance’s page: {france}\nBelgium’s page: {belgium}\n"
    "The stories are now being played behind it. To stop: Ctrl+C.",
)
PLAYED: Final = Phrase(
    "الملفات: {cases}، والإجراءات: {acts}، منها نهائي: {settled}، ومتجاوَز: {overtaken}؛ "
    "والإثباتات التي تحقق منها مدقق مستقل: {proofs}.",
    "Dossiers : {cases} ; actes : {acts}, dont définitifs : {settled}, dépassés : {overtaken} ; "
    "preuves contrôlées par un vérificateur indépendant : {proofs}.",
    "Cases: {cases}; acts: {acts}, settled: {settled}, overtaken: {overtaken}; proofs checked by "
    "a stand-alone verifier: {proofs}.",
)
STEP: Final = Phrase("{what}", "{what}", "{what}")


def register(whole: Commands) -> None:
    """Add `demo`."""
    whole.add("demo", words.DEMO_HELP, demo)


def demo(
    run: Run,
    once: Annotated[bool, typer.Option("--once"), words.ONCE] = False,
    drills: Annotated[bool, typer.Option("--drills"), words.DRILLS] = False,
    folder: Annotated[Path, typer.Option(), words.DEMO_FOLDER] = FOLDER,
    browser: Annotated[bool, typer.Option("--browser/--no-browser"), words.BROWSER] = True,
) -> Answer:
    """Show the whole on this machine: three nodes, a page in three languages, checked stories."""

    def tell(what: str) -> None:
        run.note(STEP, what=what)

    if drills:
        wrong = play.drill(folder, ROOT, tell=tell, lang=run.lang)
        return _answer(run, wrong, {"drills": play.DRILLS})
    if once:
        outcome = play.once(folder, ROOT, tell=tell, lang=run.lang)
        counts = outcome.counts
        run.say(
            PLAYED,
            cases=counts.cases,
            acts=counts.acts,
            settled=counts.settled,
            overtaken=counts.overtaken,
            proofs=counts.proofs_verified,
        )
        return _answer(run, outcome.wrong, counts.as_json())
    lang: Lang = run.lang
    wrong = play.show(
        folder,
        ROOT,
        lang=lang,
        browser=browser,
        opened=lambda at: run.note(OPEN, address=at["MA"], france=at["FR"], belgium=at["BE"]),
        tell=tell,
    )
    return _answer(run, wrong, {})


def _answer(run: Run, wrong: list[str], answer: Answer) -> Answer:
    """Say what did not hold; then the exit status is 1."""
    for fault in wrong:
        run.note(STEP, what=fault)
        run.fail()
    return answer
