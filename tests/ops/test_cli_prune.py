"""Two operators agree to let old headers go."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.ops.cli_kit import at_terminal, found, homes, running, until
from tests.ops.test_cli_story import Pair, opened, settled


@pytest.mark.full
def test_what_both_let_go_is_gone_once_each_has_heard_the_other(tmp_path: Path) -> None:
    nodes = homes(tmp_path, "MA", "FR")
    space = found(nodes["MA"], nodes["FR"], tmp_path)
    pair = Pair(nodes["MA"], nodes["FR"], space)
    with ExitStack() as stack:
        for home in nodes.values():
            stack.enter_context(running(home))
        case = opened(pair)
        assert pair.ma.fails("space", "prune", "--yes")["code"] == "core.prune-case-open"
        pair.fr.ask("case", "act", case, "answer", "--field", "answer=It is.")
        until(lambda: settled(pair.ma, case) == 2, "the answer at MA")
        pair.ma.ask("case", "act", case, "accept")
        until(lambda: settled(pair.fr, case) == 3, "the end at FR")
        until(lambda: settled(pair.ma, case) == 3, "the end at MA")

        assert pair.ma.fails("space", "prune")["code"] == "ops.not-confirmed"
        line = ("space", "prune", "--settings", pair.ma.folder, "--lang", "fr")
        root = {"JISR_ROOT_PASSPHRASE": "douze caractères"}
        status, seen = at_terminal(*line, dialogue=[("tapez « oui » : ", "oui")], **root)
        assert status == 0, seen
        assert "journal de FR" in seen
        assert pair.ma.ask("case", "list")["cases"], "one party alone takes nothing away"
        until(lambda: pair.fr("space", "prune", "--yes", "--json").exit_code == 0, "agreement")
        until(lambda: not pair.fr.ask("case", "list")["cases"], "the case gone at FR")
        until(lambda: not pair.ma.ask("case", "list")["cases"], "the case gone at MA")
        assert pair.ma.ask("doctor")["well"] is True
