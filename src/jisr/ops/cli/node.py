"""Commands on the node itself: make it, run it, ask how it is."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from jisr.core.act import TIME_FORMAT, PartyId, read_party
from jisr.core.canonical import Json
from jisr.core.errors import Conflict, Malformed
from jisr.ops import reasons, reasons_cli, setup, why
from jisr.ops.build import build
from jisr.ops.cli import words_node as words
from jisr.ops.cli.base import Answer, Commands, Run
from jisr.ops.cli.inputs import (
    NODE_VARIABLE,
    ROOT_VARIABLE,
    PassphraseFile,
    RootPassphraseFile,
    new_passphrase,
    node_passphrase,
    pairs,
)
from jisr.ops.cli.told import space_lines
from jisr.ops.clock import Clock, check_mark, present
from jisr.ops.control import ControlClient, node_runs
from jisr.ops.doctor import CLOCK_MARK
from jisr.ops.log import configure_log
from jisr.ops.running import run_node
from jisr.ops.server import run as run_loop
from jisr.ops.settings import PartnerSettings

PORT_MIN, PORT_MAX = 1, 65535
_PartnerOption = Annotated[
    list[str] | None,
    typer.Option("--partner", metavar="PARTY=URL"),
    words.PARTNER,
]


def register(whole: Commands) -> None:
    """Add `init` to the whole, and the group `node`."""
    whole.add("init", words.INIT_HELP, init)
    node = whole.group("node", words.NODE_GROUP)
    node.add("run", words.RUN_HELP, run_command)
    node.add("status", words.STATUS_HELP, status)
    node.add("accept-clock", words.ACCEPT_CLOCK_HELP, accept_clock)


def init(
    run: Run,
    party: Annotated[str, typer.Option(), words.PARTY],
    data: Annotated[Path, typer.Option(metavar="FOLDER"), words.DATA],
    root: Annotated[Path | None, typer.Option(metavar="FILE"), words.ROOT_PLACE] = None,
    peer_port: Annotated[
        int, typer.Option(min=PORT_MIN, max=PORT_MAX, metavar="PORT"), words.PEER_PORT
    ] = 8443,
    site_port: Annotated[
        int, typer.Option(min=PORT_MIN, max=PORT_MAX, metavar="PORT"), words.SITE_PORT
    ] = 8080,
    partner: _PartnerOption = None,
    passphrase_file: PassphraseFile = None,
    root_passphrase_file: RootPassphraseFile = None,
) -> Answer:
    """Make a node: its folder, its settings, its keys, its root key and its card."""
    plan = setup.Plan(
        party=read_party(party, "party"),
        folder=data,
        root=root,
        language=run.lang,
        peer_port=peer_port,
        site_port=site_port,
        partners=_partners(partner or []),
    )
    setup.check_free(plan)  # Before anybody types a passphrase in vain.
    keystore = data / setup.KEYSTORE_FILE
    passphrase = new_passphrase(run, passphrase_file, variable=NODE_VARIABLE, path=keystore)
    root_passphrase = new_passphrase(
        run, root_passphrase_file, variable=ROOT_VARIABLE, path=plan.root_path
    )
    with run.busy(words.MAKING_KEYS):
        settings = setup.init(
            plan, passphrase=passphrase, root_passphrase=root_passphrase, at=present()
        )
    card = data / setup.CARD_FILE
    run.say(words.MADE, party=party, folder=str(data), settings=str(settings))
    run.say(words.CARD, card=str(card))
    run.say(words.ROOT, root=str(plan.root_path))
    return {
        "card": str(card),
        "party": party,
        "root": str(plan.root_path),
        "settings": str(settings),
    }


def run_command(run: Run, passphrase_file: PassphraseFile = None) -> Answer:
    """Run the node until SIGTERM or Ctrl-C: partners, site and command line."""
    settings = run.settings
    configure_log(sys.stderr)
    check_mark(settings.data_dir / CLOCK_MARK, present())  # Idle, it would not ask for the time.
    passphrase = node_passphrase(run, passphrase_file)()
    with run.busy(words.OPENING):
        built = build(settings, passphrase=passphrase)
    try:
        ready = {
            "party": settings.party,
            "peer": f"{settings.peer.host}:{settings.peer.port}",
            "site": f"http://{settings.site.host}:{settings.site.port}",
        }
        run_loop(run_node(built, on_ready=lambda: run.note(words.RUNS, **ready)))
    finally:
        built.close()
    run.say(words.STOPPED, party=settings.party)
    return {"party": settings.party, "stopped": True}


def status(run: Run) -> Answer:
    """Say how the running node and its lines to the partners are; no content."""
    answer = ControlClient(run.settings.control_path).call("status")
    assert isinstance(answer, dict)
    run.say(words.STATUS, party=str(answer["party"]))
    for line in space_lines(run, answer["spaces"]):
        run.line(line)
    alarms = answer["alarms"]
    assert isinstance(alarms, list)
    for alarm in alarms:
        run.line(_alarm(run, alarm))
    return answer


def accept_clock(run: Run) -> Answer:
    """Take the machine’s clock as right, after one that had run ahead was set back by hand."""
    settings = run.settings
    if node_runs(settings.control_path):
        raise Conflict(reasons_cli.NODE_RUNS, path=str(settings.data_dir))
    at = Clock(settings.data_dir / CLOCK_MARK).accept().strftime(TIME_FORMAT)
    run.say(words.CLOCK, at=at)
    return {"at": at}


def _alarm(run: Run, alarm: Json) -> str:
    assert isinstance(alarm, dict)
    texts = alarm["text"]
    assert isinstance(texts, dict)
    return run.text(
        words.ALARM,
        text=str(texts[run.lang]),
        code=str(alarm["code"]),
        since=str(alarm["since"]),
    )


def _partners(given: list[str]) -> dict[PartyId, str]:
    """Read the partners' addresses as the settings will."""
    found: dict[PartyId, str] = {}
    for party, url in pairs(given, option="--partner", form="PARTY=URL").items():
        try:
            found[read_party(party, "partner")] = PartnerSettings(url=url).url
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            said = why.setting_said(first)
            raise Malformed(
                reasons.SETTING_WRONG, path="--partner", setting=party, **said
            ) from error
    return found
