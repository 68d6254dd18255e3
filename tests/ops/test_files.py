"""Files that are whole or absent, private, and worked on by one process."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from jisr.core.errors import Conflict, Malformed, Refused, Unavailable
from jisr.ops.files import private_dir, read_private, sole_process, write_atomically
from tests.ops.kit import failing


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_atomically(path, b"one")
    write_atomically(path, b"two")
    assert read_private(path, bytes_max=3) == b"two"
    assert [item.name for item in tmp_path.iterdir()] == ["file"]


def test_a_failed_write_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    """The target is a directory, so the last step, the renaming, fails."""
    path = tmp_path / "file"
    path.mkdir()
    (path / "inside").write_bytes(b"kept")
    with failing(Unavailable, "ops.path-not-writable"):
        write_atomically(path, b"new")
    assert (path / "inside").read_bytes() == b"kept"
    assert [item.name for item in tmp_path.iterdir()] == ["file"]


def test_a_full_disk_is_named() -> None:
    with failing(Unavailable, "ops.path-not-writable"):
        write_atomically(Path("/dev/full/file"), b"new")


def test_a_draft_left_by_a_crash_does_not_stand_in_the_way(tmp_path: Path) -> None:
    path = tmp_path / "file"
    (tmp_path / f".file.{os.getpid()}.new").write_bytes(b"half")
    write_atomically(path, b"whole")
    assert [item.name for item in tmp_path.iterdir()] == ["file"]


def test_a_written_file_is_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_atomically(tmp_path / "file", b"x")
        made = private_dir(tmp_path / "a" / "b")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o600
    assert stat.S_IMODE(made.stat().st_mode) == 0o700


def test_an_open_directory_is_closed_to_others(tmp_path: Path) -> None:
    path = tmp_path / "data"
    path.mkdir(mode=0o755)
    private_dir(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o700


def test_a_directory_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with failing(Unavailable, "ops.path-not-writable"):
        private_dir(tmp_path / "file" / "data")


def test_a_link_or_a_directory_or_a_pipe_is_no_secret_file(tmp_path: Path) -> None:
    write_atomically(tmp_path / "real", b"x")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    os.mkfifo(tmp_path / "pipe", 0o600)
    with failing(Unavailable, "ops.path-not-readable"):
        read_private(tmp_path / "link", bytes_max=10)
    for path in (tmp_path, tmp_path / "pipe"):
        with failing(Refused, "ops.file-not-ours"):
            read_private(path, bytes_max=10)


def test_a_file_over_its_limit_is_refused(tmp_path: Path) -> None:
    write_atomically(tmp_path / "file", b"12345")
    with failing(Malformed, "ops.file-too-large"):
        read_private(tmp_path / "file", bytes_max=4)


def test_a_second_process_on_a_data_directory_is_refused(tmp_path: Path) -> None:
    sign = tmp_path / "node.lock"
    program = (
        "import sys, pathlib\n"
        "from jisr.ops.files import sole_process\n"
        "with sole_process(pathlib.Path(sys.argv[1])):\n"
        "    print('held', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(sign)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": "src"},
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with failing(Conflict, "ops.second-process"), sole_process(sign):
            pytest.fail("two processes hold one directory")
        other.kill()
        other.wait()
        with sole_process(sign):
            assert sign.exists()


def test_a_sign_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    with failing(Unavailable, "ops.path-not-writable"), sole_process(tmp_path / "no" / "lock"):
        pytest.fail("held a sign in a directory that is not there")
