"""A way to a PostgreSQL server on which a commit, or the answer to it, gets lost."""

import shutil
import socket
import tempfile
import threading
from contextlib import suppress
from enum import Enum
from pathlib import Path

CHUNK = 65536
PORT = 5432  # Part of the name by which libpq looks for a socket.


class Loss(Enum):
    """What gets lost at the next commit."""

    REQUEST = "request"
    ANSWER = "answer"
    ALL = "the request, and every connection after it"


MARK = {Loss.REQUEST: b"commit", Loss.ANSWER: b"COMMIT"}


class LossyWay:
    """A socket before the server's; `lose` says what happens at the next commit."""

    def __init__(self, server):
        self.folder = Path(tempfile.mkdtemp(prefix="jisr-pg-"))
        self._server = str(server / f".s.PGSQL.{PORT}")
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(self.folder / f".s.PGSQL.{PORT}"))
        self._door.listen()
        self.lose = None
        self._ends = []
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def _accept(self):
        while True:
            client, _ = self._door.accept()
            if self._server is None:
                client.close()
                return
            if self.lose is Loss.ALL:
                client.close()
                continue
            server = socket.socket(socket.AF_UNIX)
            server.connect(self._server)
            self._ends += client, server
            for way in ((client, server, Loss.REQUEST), (server, client, Loss.ANSWER)):
                self._threads.append(threading.Thread(target=self._pass_on, args=way))
                self._threads[-1].start()

    def _pass_on(self, source, target, loss):
        with suppress(OSError):
            while data := source.recv(CHUNK):
                if self.lose in {loss, Loss.ALL} and MARK[loss] in data:
                    self.lose = None if self.lose is loss else Loss.ALL
                    break
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self):
        """End the way; every connection over it must be closed."""
        self._server = None
        with socket.socket(socket.AF_UNIX) as last:
            last.connect(str(self.folder / f".s.PGSQL.{PORT}"))
        for thread in self._threads:
            thread.join()
        for end in (*self._ends, self._door):
            end.close()
        shutil.rmtree(self.folder)
