"""The launcher, on small trees of its own: a lock without packages and a program that answers."""

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# What the launcher may rely on: a bare Debian.
BARE = ["cmp", "cp", "dirname", "id", "mkdir", "readlink", "rm", "sh"]
PROCESSES = min(os.cpu_count() + 1, 4)
PROGRAM = "import sys; print('ran', sys.argv[1:])\n"


@pytest.fixture
def tree(tmp_path):
    """A clone in miniature, in a folder whose name has a space."""
    root = tmp_path / "a clone"
    (root / "requirements").mkdir(parents=True)
    (root / "requirements/run.txt").write_text("# no packages\n")
    (root / "src/jisr/ops").mkdir(parents=True)
    (root / "src/jisr/ops/main.py").write_text(PROGRAM)
    shutil.copy(ROOT / "jisr", root / "jisr")
    return root


@pytest.fixture
def bare(tmp_path):
    """A PATH with what a bare Debian has, and no Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in BARE:
        found = shutil.which(name)
        assert found
        (folder / name).symlink_to(found)
    return folder


def python(folder, script='exec "$PYTHON" "$@"'):
    """Put a `python3` into `folder`: a shell script in which PYTHON is a real one."""
    program = folder / "python3"
    program.write_text(f"#!/bin/sh\nPYTHON='{sys.executable}'\n{script}\n")
    program.chmod(0o755)


def start(tree, *arguments, path=None):
    environment = {"HOME": str(tree), "PATH": str(path) if path else os.environ["PATH"]}
    return subprocess.Popen(
        [tree / "jisr", *arguments],
        env=environment,
        cwd=tree.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def launch(tree, *arguments, path=None):
    process = start(tree, *arguments, path=path)
    out, error = process.communicate(timeout=60)
    return process.returncode, out, error


def in_three_languages(text):
    english, french, arabic = (line for line in text.splitlines() if line.startswith("jisr: "))
    return (
        english.isascii()
        and re.search("[’ê]", french)
        and any("؀" <= letter <= "ۿ" for letter in arabic)
    )


def test_without_python_it_says_so_in_three_languages(tree, bare):
    code, out, error = launch(tree, path=bare)
    assert (code, out) == (1, "")
    assert in_three_languages(error)
    assert "3.11" in error


def test_a_python_that_is_too_old_is_no_python(tree, bare):
    python(bare, "exit 1")
    assert launch(tree, path=bare)[0] == 1


def test_without_the_venv_package_it_names_the_exact_line(tree, bare):
    python(bare, 'case "$*" in *ensurepip*) exit 1 ;; *) exec "$PYTHON" "$@" ;; esac')
    code, out, error = launch(tree, path=bare)
    assert (code, out) == (1, "")
    assert in_three_languages(error)
    assert "apt-get install -y python3-venv\n" in error
    assert not (tree / ".venv").exists()


def test_a_venv_that_python_cannot_make_is_the_same_case(tree, bare):
    python(bare, 'case "$*" in "-m venv"*) exit 1 ;; *) exec "$PYTHON" "$@" ;; esac')
    code, _, error = launch(tree, path=bare)
    assert code == 1
    assert "apt-get install -y python3-venv\n" in error


def test_a_bare_clone_is_set_up_once_and_runs_with_its_arguments(tree, bare):
    python(bare)
    code, out, error = launch(tree, "case", "two words", path=bare)
    assert (code, out) == (0, "ran ['case', 'two words']\n")
    assert "préparation" in error
    (bare / "python3").unlink()
    code, out, error = launch(tree, "again", path=bare)
    assert (code, out, error) == (0, "ran ['again']\n", "")


def brick(folder):
    """Make a wheel of one module; the line a lock would have for it, without the hash."""
    wheel = folder / "brick-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("brick.py", "LAID = True\n")
        archive.writestr(
            "brick-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: brick\nVersion: 1\n"
        )
        archive.writestr("brick-1.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr("brick-1.dist-info/RECORD", "")
    line = f"--no-index\n--find-links {folder.as_uri()}\nbrick==1"
    return line, hashlib.sha256(wheel.read_bytes()).hexdigest()


@pytest.mark.full
def test_only_what_has_the_hash_in_the_lock_is_installed(tree, bare):
    python(bare)
    (tree / "src/jisr/ops/main.py").write_text("import brick; print(brick.LAID)\n")
    lock = tree / "requirements/run.txt"
    line, digest = brick(tree)
    for wrong in ("", " --hash=sha256:" + "0" * 64):
        lock.write_text(line + wrong)
        code, out, error = launch(tree, path=bare)
        assert (code, out) == (1, "")
        assert "hash" in error.lower()
        assert "relancez" in error
    lock.write_text(f"{line} --hash=sha256:{digest}")
    assert launch(tree, path=bare)[:2] == (0, "True\n")


@pytest.mark.full
def test_a_link_to_the_launcher_finds_the_tree(tree):
    link = tree.parent / "jisr"
    link.symlink_to(tree / "jisr")
    assert subprocess.check_output([link], stderr=subprocess.DEVNULL) == b"ran []\n"


@pytest.mark.full
def test_a_changed_lock_is_installed_and_a_same_one_is_not(tree):
    launch(tree)
    assert launch(tree)[2] == ""
    (tree / "requirements/run.txt").write_text("# still no packages\n")
    assert "preparing" in launch(tree)[2]
    assert launch(tree)[2] == ""


def test_an_extra_that_nobody_knows_is_named_in_three_languages(tree):
    for given in ((), ("pfd",), ("pdf", "more")):
        code, out, error = launch(tree, "setup", *given)
        assert (code, out) == (2, "")
        assert in_three_languages(error)
        assert "./jisr setup pdf" in error
    assert not (tree / ".venv").exists()


@pytest.mark.full
def test_an_extra_that_was_set_up_is_kept_up_to_date(tree):
    lock = tree / "requirements/pdf.txt"
    lock.write_text("# the extra\n")
    assert launch(tree)[0] == 0
    assert not (tree / ".venv/pdf.txt").exists()
    code, out, error = launch(tree, "setup", "pdf")
    assert (code, out) == (0, "")
    assert "pdf: ready." in error
    assert launch(tree)[2] == ""
    lock.write_text("# the extra, changed\n")
    assert "preparing" in launch(tree)[2]
    assert launch(tree)[2] == ""


@pytest.mark.full
@pytest.mark.parametrize("seconds", [0.2, 0.6, 1.5])
def test_a_set_up_that_was_killed_is_made_again(tree, seconds):
    process = start(tree)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert launch(tree)[:2] == (0, "ran []\n")


@pytest.mark.full
def test_a_venv_of_a_python_that_is_gone_is_made_again(tree):
    launch(tree)
    shutil.rmtree(next((tree / ".venv/lib").glob("python*/site-packages/pip")))
    assert launch(tree)[:2] == (0, "ran []\n")


@pytest.mark.full
def test_launches_at_once_share_one_set_up(tree):
    processes = [start(tree, str(number)) for number in range(4)]
    answers = [process.communicate(timeout=120) for process in processes]
    assert [out for out, _ in answers] == [f"ran ['{number}']\n" for number in range(4)]
    assert sum("preparing .venv, once" in error for _, error in answers) == 1


@pytest.mark.full
def test_a_running_program_does_not_hold_up_the_next_set_up(tree):
    (tree / "src/jisr/ops/main.py").write_text("print('up', flush=True); input()\n")
    first = subprocess.Popen(
        [tree / "jisr"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert first.stdout.readline() == b"up\n"
    (tree / "src/jisr/ops/main.py").write_text(PROGRAM)
    (tree / "requirements/run.txt").write_text("# changed\n")
    assert launch(tree)[:2] == (0, "ran []\n")
    first.communicate(b"\n")


@pytest.mark.full
@pytest.mark.parametrize(
    ("given", "passed"),
    [
        ((), [f"--numprocesses={PROCESSES}", "--dist=loadfile"]),
        (("tests/core", "-x"), ["tests/core", "-x"]),
    ],
)
def test_the_quick_checks_keep_every_core_busy_and_a_folder_of_them_one(tree, given, passed):
    (tree / "requirements/dev.txt").write_text("# no packages\n")
    (tree / "src/pytest.py").write_text("import sys; print(sys.argv[1:])\n")
    code, out, error = launch(tree, "test", *given)
    assert code == 0, error
    assert out == f"{['-m', 'not full', *passed]}\n"
