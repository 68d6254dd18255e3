"""A child process that tells what it found, within limits of time and memory."""

import json
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

OUT_OF_TIME: Final = "(never ends)"
OUT_OF_MEMORY: Final = "(takes all memory)"

# Of each test.  The time is the processor's, or else a busy machine would find what no test does.
SECONDS_UNKNOWN: Final = 20.0  # No test of these takes longer; a mutant that never ends does.
SECONDS_MIN: Final = 10.0  # Run first, a test builds what it shares with others.
SECONDS_PER_SECOND: Final = 5.0
WAITED_PER_SECOND: Final = 20  # By the clock on the wall, of what waits for ever and does nothing.
MEMORY_MAX: Final = 3 << 30  # Bytes; the tests take a tenth.
LIMITS: Final = (signal.SIGPROF, signal.SIGALRM)  # What ends a process at a limit of time.

Told: TypeAlias = Mapping[str, str | int]
Tell: TypeAlias = Callable[[Told], None]


def told_by(run: Callable[[Tell], object]) -> Iterator[Told]:
    """Run something in a child process, and return what it tells, or which limit it met."""
    read, write = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.close(read)
        try:
            run(lambda told: _write(write, told))
        except MemoryError:
            _write(write, {"by": OUT_OF_MEMORY})
        except BaseException:  # noqa: BLE001 - whatever it is, the parent must hear of it
            _write(write, {"broken": traceback.format_exc()})
        os._exit(0)
    os.close(write)
    with os.fdopen(read, encoding="utf-8") as lines:
        for line in lines:
            told: Told = json.loads(line)
            yield told
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        met = signal.Signals(os.WTERMSIG(status))
        yield {"by": OUT_OF_TIME} if met in LIMITS else {"broken": f"ended by {met.name}"}


def _write(to: int, told: Told) -> None:
    os.write(to, (json.dumps(told) + "\n").encode())


def limit(known: float | None) -> None:
    """Let this process take so much time from now, and no more memory than there may be.

    Args:
        known: what it takes where nothing is changed, in seconds; None if that was not measured.
    """
    seconds = SECONDS_UNKNOWN if known is None else SECONDS_MIN + SECONDS_PER_SECOND * known
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.alarm(int(WAITED_PER_SECOND * seconds))
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MAX, most))
