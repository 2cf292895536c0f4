"""Asking a Dash server as a browser does: one client at a time, or many at once."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, perf_counter
from typing import Any

from bench.server import Server

UPDATE = "/_dash-update-component"
HEADERS = {"Content-Type": "application/json", "Accept-Encoding": "gzip, deflate"}

_GZIP = b"\x1f\x8b"
_THREADS = 2  # of the load generator
_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_SCRIPT = """
local bodies = {%s}
local turn = 0
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Accept-Encoding"] = "gzip, deflate"
request = function()
  turn = turn %% #bodies + 1
  return wrk.format(nil, nil, nil, bodies[turn])
end
"""


class Client:
    """One connection that stays open, and so stays with one worker."""

    def __init__(self, server: Server) -> None:
        self._connection = HTTPConnection("127.0.0.1", server.port, timeout=30)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def get(self, path: str) -> bytes:
        """What a GET brings, which must be a success."""
        return _unpacked(self._answer("GET", path, None))

    def post(self, body: bytes) -> bytes:
        """The answer to a callback request as it comes over the wire; it must be a success."""
        return self._answer("POST", UPDATE, body)

    def text(self, body: bytes) -> str:
        """The answer to a callback request as a browser reads it."""
        return _unpacked(self.post(body)).decode()

    def timed(self, body: bytes) -> float:
        """How many seconds a callback request takes."""
        started = perf_counter()
        self.post(body)
        return perf_counter() - started

    def _answer(self, method: str, path: str, body: bytes | None) -> bytes:
        self._connection.request(method, path, body, HEADERS)
        response = self._connection.getresponse()
        answer = response.read()
        if response.status != 200:
            raise RuntimeError(f"{method} {path} answered {response.status}: {answer[:200]!r}")
        return answer


def _unpacked(answer: bytes) -> bytes:
    return gzip.decompress(answer) if answer.startswith(_GZIP) else answer


def callback_of(client: Client, control: str) -> dict[str, Any]:
    """The server's first callback that answers for a control's `value` or other property, as Dash describes it."""
    for found in json.loads(client.get("/_dash-dependencies")):
        listened_to = [given["id"] for given in (*found["inputs"], *found["state"])]
        if not found["clientside_function"] and control in listened_to:
            return dict(found)
    raise LookupError(f"no callback listens to {control}")


def request_body(callback: Mapping[str, Any], changed: str, values: Mapping[str, Any]) -> bytes:
    """What a browser sends when the control `changed` has changed; `values` by id, absent is null."""
    inputs, state = (
        [{**given, "value": values.get(given["id"])} for given in callback[kind]] for kind in ("inputs", "state")
    )
    told = {
        "output": callback["output"],
        "outputs": _outputs(callback["output"]),
        "inputs": inputs,
        "state": state,
        "changedPropIds": [f"{given['id']}.{given['property']}" for given in inputs if given["id"] == changed],
    }
    return json.dumps(told).encode()


def _outputs(text: str) -> Any:
    """The outputs as a browser lists them: one alone as it is, several in a list."""
    names = text[2:-2].split("...") if text.startswith("..") else [text]
    found = [dict(zip(("id", "property"), name.rsplit(".", 1), strict=True)) for name in names]
    return found if text.startswith("..") else found[0]


def throughput(server: Server, bodies: Sequence[bytes], clients: int, duration: int, folder: Path) -> float:
    """Answers a second to this many clients, who ask one after the other for these bodies in turn."""
    if shutil.which("wrk") is None:
        return _threaded(server, bodies, clients, duration)
    script = folder / "load.lua"
    script.write_text(_SCRIPT % ",".join(f"[==[{body.decode()}]==]" for body in bodies), encoding="utf-8")
    command = [
        "wrk",
        f"-t{min(_THREADS, clients)}",
        f"-c{clients}",
        f"-d{duration}s",
        "--timeout",
        "30s",
        "-s",
        str(script),
        server.address(UPDATE),
    ]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = _RATE.search(told)
    if found is None or "Non-2xx" in told or "Socket errors" in told:
        raise RuntimeError(f"the server did not answer every request:\n{told}")
    return float(found[1])


def _threaded(server: Server, bodies: Sequence[bytes], clients: int, duration: int) -> float:
    """The same with threads, where wrk is not installed; slower, but as slow for the floor."""
    until = monotonic() + duration

    def ask(number: int) -> int:
        turn = number
        with Client(server) as client:
            while monotonic() < until:
                client.post(bodies[turn % len(bodies)])
                turn += 1
        return turn - number

    with ThreadPoolExecutor(clients) as pool:
        return sum(pool.map(ask, range(clients))) / duration
