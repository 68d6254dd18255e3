"""A PostgreSQL server that lives as long as the tests: Debian's programs, a socket, no network."""

import os
import pwd
import shutil
import subprocess
import tempfile
from itertools import count
from pathlib import Path

import psycopg
import pytest

INSTALLED = Path("/usr/lib/postgresql")  # Debian keeps each version in a folder of its own.
SYSTEM_USER = "postgres"  # The server refuses to run as root.
SECONDS_MAX = 120  # Only ends what hangs.
# Beside these the server is as it comes: fsync, full_page_writes and synchronous_commit are on.
SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "32MB",
    "max_connections": "40",
    # What a key store demands of its server (docs/spec/ledger.md, LED-48).
    "archive_mode": "off",
    "wal_recycle": "off",
}


def programs():
    """Return the folder of the newest server here, or None."""
    found = [path.parent for path in INSTALLED.glob("*/bin/initdb")]
    return max(found, key=lambda path: int(path.parent.name), default=None)


class Cluster:
    """One server in a folder of its own; `stop` ends that process and no other."""

    settings = SETTINGS

    def __init__(self):
        self._bin = programs()
        self.folder = Path(tempfile.mkdtemp(prefix="jisr-pg-"))
        self._numbers, self._free = count(), []
        self._as = {}
        if os.geteuid() == 0:
            user = pwd.getpwnam(SYSTEM_USER)
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            self._as = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        self._run("initdb", "-U", "jisr", "-A", "trust", "-E", "UTF8", "--no-locale", "-k")
        lines = [f"{name} = '{value}'" for name, value in self.settings.items()]
        with (self.data / "postgresql.conf").open("a") as file:
            file.write("\n".join(["", f"unix_socket_directories = '{self.folder}'", *lines, ""]))
        self.start()

    @property
    def data(self):
        return self.folder / "data"

    def _run(self, name, *args):
        subprocess.run(
            [self._bin / name, "-D", self.data, *args],
            check=True,
            capture_output=True,
            timeout=SECONDS_MAX,
            cwd=self.folder,
            **self._as,
        )

    def start(self):
        self._run("pg_ctl", "--wait", "--log", self.folder / "log", "start")

    def _connected(self, database="postgres"):
        return psycopg.connect(self.dsn(database), autocommit=True, connect_timeout=SECONDS_MAX)

    def dsn(self, database):
        return f"host={self.folder} user=jisr dbname={database}"

    def database(self):
        """Return where an empty database is: one given back, because making one takes longer."""
        if self._free:
            return self._free.pop()
        name = f"node_{next(self._numbers)}"
        self.execute(f"create database {name} template template0")
        return self.dsn(name)

    def give_back(self, dsn):
        """Empty a database for the next test; whoever is still in it is thrown out."""
        with psycopg.connect(dsn, autocommit=True) as link:
            link.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = current_database() and pid <> pg_backend_pid()"
            )
            for (schema,) in link.execute(
                "select nspname from pg_namespace where nspname like 'jisr%'"
            ).fetchall():
                link.execute(f"drop schema {schema} cascade")
        self._free.append(dsn)

    def execute(self, sql, database="postgres"):
        with self._connected(database) as link:
            cursor = link.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def stop(self, how="fast"):
        """End this server and no other: "fast" in good order, "immediate" as a crash would."""
        self._run("pg_ctl", "--wait", "--mode", how, "stop")

    def files(self):
        return [path for path in self.data.rglob("*") if path.is_file()]

    def remove(self):
        self.stop()
        shutil.rmtree(self.folder)


def started():
    """Start a server; where there is none, a newcomer's run skips and a check fails."""
    if programs() is None:
        missing = f"{INSTALLED} is missing: apt-get install postgresql"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return Cluster()
