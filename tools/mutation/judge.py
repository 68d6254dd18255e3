"""Run, for each mutant, the tests that reach it, until one fails.

The tests are collected once.  A child process for each mutant changes the code of one function
and runs them; it ends with the first that fails, or with a limit of time or memory.  What is run
on import (a constant, a table) cannot be changed in a live process: for such a mutant the tests
are collected anew, in a process that has imported nothing of ours yet.
"""

import gc
import importlib.abc
import importlib.machinery
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import zip_longest
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Final, TypeAlias

import coverage
import hypothesis
import pytest

from tools.mutation.child import OUT_OF_MEMORY, Tell, Told, limit, told_by
from tools.mutation.sources import PACKAGE, ROOT, Mutant

SURVIVES: Final = ""
NOT_LOADED: Final = "(cannot be imported)"
JUDGE_ANEW: Final = "(judge anew)"

FOUND_NOTHING: Final = (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
NOT_STARTED: Final = (pytest.ExitCode.INTERRUPTED, pytest.ExitCode.USAGE_ERROR)

REMEMBERING: Final = type(cache(str))
Forget: TypeAlias = Callable[[], None]
Where: TypeAlias = tuple[str, str, int]  # File, qualified name and first line of a function.


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of a mutant: the test that noticed it, or nothing."""

    mutant: Mutant
    by: str  # A test's id, a limit that was met, or NOT_LOADED; SURVIVES.
    reached: bool = True  # Whether any test comes to it, as far as that can be told.


def judge(mutants: Sequence[Mutant], tests: Sequence[str]) -> Iterator[Verdict]:
    """Judge mutants by some folders of tests, those of functions first.

    Raises:
        RuntimeError: the tests fail as it is, or something ends a process from outside.
    """
    live = [mutant for mutant in mutants if mutant.site.qualname is not None]
    rest = [mutant for mutant in mutants if mutant.site.qualname is None]
    unreached = set[str]()
    count = 0
    for told in told_by(lambda tell: _run(tests, _Live(live, tell)) if live else None):
        if "broken" in told and count < len(live):
            raise RuntimeError(f"at {live[count].name}: {told['broken']}")
        if "broken" in told:
            break  # After all were judged: what the process left behind is of no interest.
        count += 1
        mutant = live[int(told["index"])]
        if not told["reached"]:
            unreached.add(mutant.name)  # Of a function that is called on import, it may be.
        if not told["reached"] or told["by"] == JUDGE_ANEW:
            rest.append(mutant)
        else:
            yield Verdict(mutant=mutant, by=str(told["by"]))
    if count < len(live):
        raise RuntimeError(f"ended with {live[count].name}")
    for mutant in rest:
        nearest = [str(file) for folder in tests for file in _nearest(mutant, Path(folder))]
        by = (_judge_anew(mutant, nearest) if nearest else "") or _judge_anew(mutant, tests)
        yield Verdict(mutant=mutant, by=by, reached=mutant.name not in unreached)


def _nearest(mutant: Mutant, folder: Path) -> Iterator[Path]:
    """Return the tests that bear the name of a mutant's module: they know it best."""
    return folder.glob(f"test_{mutant.site.source.file.stem}.py")


def _judge_anew(mutant: Mutant, tests: Sequence[str]) -> str:
    """Judge one mutant in a process that imports everything after the change."""

    def run(tell: Tell) -> None:
        limit(None)
        sys.meta_path.insert(0, _Planted(mutant))
        status = _run(tests, _First(tell, seconds={}))
        if status in NOT_STARTED or status in FOUND_NOTHING:
            tell({"by": NOT_LOADED if status in NOT_STARTED else SURVIVES})
        else:
            tell({"broken": f"pytest ended with {status} under {mutant.name}"})

    return _verdict(list(told_by(run)))


def _verdict(said: Sequence[Told]) -> str:
    """Return what a child said of its mutant, or what was said of it."""
    if "broken" in said[0]:
        raise RuntimeError(str(said[0]["broken"]))
    return str(said[0]["by"])


def _run(tests: Sequence[str], plugin: object) -> int | pytest.ExitCode:
    """Run tests with a plugin, silently."""
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    os.chdir(ROOT)
    for name in [name for name in os.environ if name.startswith("PROOF_")]:
        del os.environ[name]  # To notice a change, the few tries of every day are enough.
    with tempfile.TemporaryDirectory() as scratch:
        flags = ["-q", "-s", "-m", "not full", f"--basetemp={scratch}/t", "-p", "no:cacheprovider"]
        flags += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # Of Hypothesis, for `_Same`.
        return pytest.main([*flags, *tests], plugins=[_Same(), plugin])


class _Same:
    """The same examples each time, and no search for the shortest that fails."""

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self) -> None:
        quick = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
        hypothesis.settings.register_profile(
            "mutants", deadline=None, derandomize=True, database=None, phases=quick
        )
        hypothesis.settings.load_profile("mutants")


class _First:
    """Tells of the first test that fails, and ends the process."""

    def __init__(self, tell: Tell, *, seconds: Mapping[str, float]) -> None:
        self._tell = tell
        self._seconds = seconds  # By a test's id: what it takes where nothing is changed.

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        limit(self._seconds.get(nodeid))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            crash = getattr(report.longrepr, "reprcrash", None)
            full = crash is not None and crash.message.startswith("MemoryError")
            self._tell({"by": OUT_OF_MEMORY if full else report.nodeid})
            os._exit(1)


@dataclass(kw_only=True)
class _Reached:
    """What each test runs, and how long it takes."""

    lines: dict[str, dict[int, list[int]]] = field(default_factory=dict)  # Tests by their place.
    seconds: dict[str, float] = field(default_factory=dict)
    broken: str = ""

    def tests(self, mutant: Mutant, before: Container[int]) -> list[int]:
        """Return the tests that reach a mutant, the most promising first.

        Those are the tests that noticed others of its function `before`, then those that reach
        little else.
        """
        of_file = self.lines.get(str(mutant.site.source.file), {})
        found = {test for line in mutant.site.lines for test in of_file.get(line, ())}
        return sorted(found, key=lambda test: (test not in before, self.reach[test]))

    @cached_property
    def reach(self) -> Counter[int]:
        """How many lines each test runs."""
        lines = (tests for of_file in self.lines.values() for tests in of_file.values())
        return Counter(test for tests in lines for test in tests)


class _Live:
    """Judges mutants of functions in place of running the tests."""

    def __init__(self, mutants: Sequence[Mutant], tell: Tell) -> None:
        self._mutants = mutants
        self._tell = tell
        self._first: _First | None = None  # In a child.
        self._sound: set[str] = set()  # Tests that hold alone, where nothing is changed.

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        if self._first is not None:
            self._first.pytest_runtest_logstart(nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if self._first is not None:
            self._first.pytest_runtest_logreport(report)

    def pytest_internalerror(self, excrepr: object) -> None:
        self._tell({"broken": str(excrepr)})

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        known = _known(self._mutants)
        _forget(known)
        reached = _measure(session, known)
        if reached.broken:
            self._tell({"broken": reached.broken})
            return True
        functions = _functions()
        numbers = {item.nodeid: number for number, item in enumerate(session.items)}
        noticed: dict[str, set[int]] = {}  # By the function.
        for index, mutant in enumerate(self._mutants):
            before = noticed.setdefault(f"{mutant.site.source.short} {mutant.site.qualname}", set())
            tests = reached.tests(mutant, before)
            by = self._judge(session, mutant, tests, reached, functions) if tests else SURVIVES
            if not self._is_sound(session, by, reached.seconds):
                self._tell({"broken": f"{by} fails alone"})
                return True
            if by in numbers:
                before.add(numbers[by])
            self._tell({"index": index, "by": by, "reached": len(tests)})
        return True

    def _is_sound(self, session: pytest.Session, by: str, seconds: Mapping[str, float]) -> bool:
        """Whether the test that noticed a mutant holds without one, run alone just as here."""
        items = [item for item in session.items if item.nodeid == by and by not in self._sound]

        def run(tell: Tell) -> None:
            self._first = _First(tell, seconds=seconds)
            _run_items(session, items)
            tell({"by": SURVIVES})

        if items and _verdict(list(told_by(run))) != SURVIVES:
            return False
        self._sound.add(by)
        return True

    def _judge(
        self,
        session: pytest.Session,
        mutant: Mutant,
        tests: Sequence[int],
        reached: _Reached,
        functions: Mapping[Where, Sequence[FunctionType]],
    ) -> str:
        def run(tell: Tell) -> None:
            self._first = _First(tell, seconds=reached.seconds)
            if not _change(mutant, functions):
                tell({"by": JUDGE_ANEW})
                return
            _run_items(session, [session.items[test] for test in tests])
            tell({"by": SURVIVES})

        return _verdict(list(told_by(run)))


def _run_items(session: pytest.Session, items: Sequence[pytest.Item]) -> None:
    for item, following in zip_longest(items, items[1:]):
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)


def _measure(session: pytest.Session, known: Sequence[Forget]) -> _Reached:
    """Run all tests as they are, to see what each of them reaches."""
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "reached.json"
        said = list(told_by(lambda tell: _measure_into(found, session, known, tell)))
        if said:
            return _Reached(broken=str(said[0]["by"]))
        lines, seconds = json.loads(found.read_text())
    return _Reached(
        lines={file: {int(k): tests for k, tests in of.items()} for file, of in lines.items()},
        seconds=seconds,
    )


def _measure_into(file: Path, session: pytest.Session, known: Sequence[Forget], tell: Tell) -> None:
    watched = coverage.Coverage(data_file=None, config_file=False, include=[f"{PACKAGE}/*"])
    watched.set_option("run:disable_warnings", ["already-imported"])
    session.config.pluginmanager.register(_First(tell, seconds={}))
    seconds = {}
    watched.start()
    for index, (item, following) in enumerate(zip_longest(session.items, session.items[1:])):
        _forget(known)
        started = time.process_time()
        watched.switch_context(str(index))
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        seconds[item.nodeid] = time.process_time() - started
    watched.stop()
    data = watched.get_data()
    lines = {
        name: {
            line: [int(context) for context in contexts if context]
            for line, contexts in data.contexts_by_lineno(name).items()
        }
        for name in data.measured_files()
    }
    file.write_text(json.dumps([lines, seconds]))


def _functions() -> dict[Where, list[FunctionType]]:
    """Return every live function of the package."""
    found: dict[Where, list[FunctionType]] = {}
    for thing in gc.get_objects():
        if type(thing) is not FunctionType:  # What is lazy would answer `isinstance` by waking up.
            continue
        if thing.__code__.co_filename.startswith(str(PACKAGE)):
            found.setdefault(_where(thing.__code__), []).append(thing)
    return found


def _known(mutants: Sequence[Mutant]) -> list[Forget]:
    """Return what makes the packages of some mutants forget what they computed before.

    A function that remembers is not run again, and would hide every change of what it calls.
    """
    packages = {str(mutant.site.source.file.parent) for mutant in mutants}
    return [
        thing.cache_clear
        for thing in gc.get_objects()
        if type(thing) is REMEMBERING
        if isinstance(thing.__wrapped__, FunctionType)
        if str(Path(thing.__wrapped__.__code__.co_filename).parent) in packages
    ]


def _forget(known: Sequence[Forget]) -> None:
    for forget in known:
        forget()


def _where(code: CodeType) -> Where:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _change(mutant: Mutant, functions: Mapping[Where, Sequence[FunctionType]]) -> bool:
    """Give the live function its changed code, wherever it was imported to.

    Returns:
        False when it cannot be: the change takes away a name of what is around the function, or
            one inside cannot be told from another.
    """
    file, around, name = mutant.site.source.file, mutant.site.function, mutant.site.qualname
    assert around is not None
    assert name is not None
    where = (str(file), name, min(node.lineno for node in (around, *around.decorator_list)))
    changed = compile(mutant.plant(), str(file), "exec")
    outer = next(code for code in _codes(changed) if _where(code) == where)
    assert functions[where], "the function is alive"
    # Those inside may live as well: made on import, they are not made again when it is called.
    alive = [code for code in _codes(outer) if _where(code) in functions]
    pairs = [(function, code) for code in alive for function in functions[_where(code)]]
    if len({_where(code) for code in alive}) < len(alive):  # Two lambdas on a line, say.
        return False
    if any(function.__code__.co_freevars != code.co_freevars for function, code in pairs):
        return False
    for function, code in pairs:
        function.__code__ = code
    return True


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _codes(inner)


class _Planted(importlib.abc.Loader):
    """Loads one module changed, and leaves the others to Python."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(
        self, fullname: str, _path: object, _target: object = None, /
    ) -> importlib.machinery.ModuleSpec | None:
        source = self._mutant.site.source
        if fullname != source.module:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, origin=str(source.file))

    def exec_module(self, module: ModuleType) -> None:
        code = compile(self._mutant.plant(), str(self._mutant.site.source.file), "exec")
        exec(code, module.__dict__)  # noqa: S102 - our own source, with one change
