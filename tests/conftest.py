"""Under `./jisr test --full` the packages that hold the rules are covered to the last branch.

The launcher runs the long form under `coverage`.  The verdict is given here, inside the test
run, so that its closing line is the last word on everything.  The long proofs are not measured:
they would take four times as long, and a branch that only a thousand seeds reach wants a test of
its own.
"""

import io

import coverage
import pytest
from hypothesis import settings

COVERED_WHOLLY = ("core", "framework", "safeguards", "exchange", "ledger")
PERCENT = 100
REPORT = pytest.StashKey[str]()

# No test fails for being slow on a busy machine.
settings.register_profile("jisr", deadline=None)
settings.load_profile("jisr")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    measured = coverage.Coverage.current()
    if measured is None or item.get_closest_marker("full") is None:
        return (yield)
    measured.stop()
    try:
        return (yield)
    finally:
        measured.start()


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session):
    measured = coverage.Coverage.current()
    everything = session.config.args_source is pytest.Config.ArgsSource.TESTPATHS
    narrowed = session.config.option.keyword or session.config.option.markexpr
    if measured is None or not everything or narrowed:
        return
    measured.stop()
    report = io.StringIO()
    covered = measured.report(
        include=[f"src/jisr/{package}/*" for package in COVERED_WHOLLY],
        show_missing=True,
        skip_covered=True,
        file=report,
    )
    if covered < PERCENT:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        report.write(f"FAILED: {covered:.2f} % of the branches are covered, not {PERCENT} %\n")
    session.config.stash[REPORT] = report.getvalue()


def pytest_terminal_summary(terminalreporter, config):
    if REPORT in config.stash:
        terminalreporter.section("coverage of " + ", ".join(COVERED_WHOLLY))
        terminalreporter.write(config.stash[REPORT])
