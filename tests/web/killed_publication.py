"""A program for tests: serves the site in children of its own, has one publish from the page, and kills it meanwhile.

It reads lines `seconds number`: the publishing page's step for that submission is sent over HTTP, and the serving
child is killed so many seconds later. It answers `done` where the page had said 已发布 before, else `killed`. A
negative number of seconds lets the child finish and answers how long it took.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import sys
import time
from dataclasses import replace
from http.client import HTTPConnection

from werkzeug.serving import make_server

from bench.client import HEADERS, UPDATE, request_body
from dashboard.application import create_app
from dashboard.settings import Settings
from dashboard.web.pages.publish import ids
from dashboard.web.shell import Board


def serve(app: Board, listening: socket.socket) -> None:
    """Answer one request, as a worker does."""
    make_server(*listening.getsockname(), app.server, fd=listening.fileno()).handle_request()


def run(app: Board, listening: socket.socket, seconds: float, body: bytes) -> str:
    """Start a child, ask it, kill it when its time is up."""
    child = os.fork()
    if child == 0:
        try:
            serve(app, listening)
        finally:
            os._exit(0)
    connection = HTTPConnection(*listening.getsockname())
    started = time.perf_counter()
    connection.request("POST", UPDATE, body, {**HEADERS, "Accept-Encoding": "identity"})
    ready, _, _ = select.select([connection.sock], [], [], None if seconds < 0 else seconds)
    answer = connection.getresponse().read().decode() if ready else ""
    took = time.perf_counter() - started
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    connection.close()
    if seconds < 0:
        return str(took)
    return "done" if "已发布 1 份" in answer else "killed"


def main(url: str) -> None:
    """Serve the site of a database until there are no more lines."""
    app = create_app(replace(Settings(), database_url=url))
    callbacks = json.loads(app.server.test_client().get("/_dash-dependencies").text)
    step = next(each for each in callbacks if any(given["id"] == ids.STEP for given in each["inputs"]))
    app.site.engine.dispose()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        for line in sys.stdin:
            moment, _, number = line.strip().partition(" ")
            asked = request_body(step, ids.STEP, {ids.STEP: {"step": "publish", "number": number}})
            print(run(app, listening, float(moment), asked), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
