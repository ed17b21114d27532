"""A client of the language server: JSON-RPC over the pipes of a process."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PATIENCE = 60
"""Seconds after which an answer that has not come counts as none."""


class Client:
    """Starts `mtfix lsp` in a folder and talks to it. `others` are the messages of the server that
    are no answers and no diagnostics."""

    def __init__(self, folder: Path, *options: str, encodings: Sequence[str] = ()) -> None:
        command = [sys.executable, "-m", "mtfix", "lsp", *options]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, cwd=folder, stdin=pipe, stdout=pipe, stderr=pipe)
        self.folder = folder
        self.others: list[dict[str, Any]] = []
        self._incoming: queue.Queue[tuple[dict[str, Any] | None, float]] = queue.Queue()
        self._answers: dict[int, dict[str, Any]] = {}
        self._diagnostics: list[dict[str, Any]] = []
        self._number = 0
        self._versions: dict[str, int] = {}
        threading.Thread(target=self._read, daemon=True).start()
        general = {"positionEncodings": list(encodings)} if encodings else {}
        capabilities = {
            "general": general,
            "textDocument": {"hover": {"contentFormat": ["markdown", "plaintext"]}},
            "workspace": {"workspaceEdit": {"documentChanges": True}},
        }
        asked = {"processId": None, "rootUri": folder.as_uri(), "capabilities": capabilities}
        self.server = self.ask("initialize", asked)
        self.tell("initialized", {})

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert stream
            stream.close()

    def end(self) -> tuple[int, str]:
        """End the server as the protocol asks; return its status, and what it said as an error."""
        self.ask("shutdown", None)
        self.tell("exit", None)
        assert self.process.stderr
        said = self.process.stderr.read().decode()
        return self.process.wait(PATIENCE), said

    # --- messages --------------------------------------------------------------------------------

    def send(self, message: dict[str, Any]) -> None:
        self.send_bytes(json.dumps({"jsonrpc": "2.0", **message}).encode())

    def send_bytes(self, body: bytes) -> None:
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def tell(self, method: str, params: Any) -> None:
        self.send({"method": method, "params": params})

    def begin(self, method: str, params: Any) -> int:
        """Ask something, and return the number of the question."""
        self._number += 1
        self.send({"id": self._number, "method": method, "params": params})
        return self._number

    def answer(self, number: int) -> dict[str, Any]:
        """Return the whole answer to a question."""
        while number not in self._answers:
            self._take()
        return self._answers.pop(number)

    def ask(self, method: str, params: Any) -> Any:
        """Return the answer to a question, which is no error."""
        found = self.answer(self.begin(method, params))
        assert "error" not in found, found
        return found["result"]

    # --- documents -------------------------------------------------------------------------------

    def uri(self, name: str) -> str:
        return name if ":" in name else (self.folder / name).as_uri()

    def open(self, name: str, text: str, language: str = "markdown") -> list[dict[str, Any]]:
        """Open a document, and return its diagnostics."""
        uri = self.uri(name)
        self._versions[uri] = 1
        item = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": item})
        return self.diagnostics(name)

    def change(self, name: str, *changes: dict[str, Any]) -> list[dict[str, Any]]:
        """Change a document, and return its diagnostics afterwards."""
        self.begin_change(name, *changes)
        return self.diagnostics(name)

    def begin_change(self, name: str, *changes: dict[str, Any]) -> None:
        uri = self.uri(name)
        self._versions[uri] += 1
        document = {"uri": uri, "version": self._versions[uri]}
        params = {"textDocument": document, "contentChanges": list(changes)}
        self.tell("textDocument/didChange", params)

    def diagnostics(self, name: str) -> list[dict[str, Any]]:
        """Return the next diagnostics of a document for the version that it has now."""
        return self.published(name, self._versions.get(self.uri(name)))

    def published(self, name: str, version: int | None = None) -> list[dict[str, Any]]:
        """Return the next diagnostics of a document that are published for a version."""
        uri = self.uri(name)
        while True:
            for number, one in enumerate(self._diagnostics):
                if one["uri"] == uri and one.get("version") == version:
                    others = [old for old in self._diagnostics[:number] if old["uri"] != uri]
                    self._diagnostics[: number + 1] = others
                    return list(one["diagnostics"])
            self._take()

    def quiet(self, name: str, seconds: float) -> float | None:
        """Wait until nothing comes for some time; return when the last diagnostics of a document
        came meanwhile, if any did."""
        uri, last = self.uri(name), None
        while True:
            try:
                message, at = self._incoming.get(timeout=seconds)
            except queue.Empty:
                return last
            self._sort(message)
            if message and message.get("params", {}).get("uri") == uri:
                last = at

    def actions(
        self, name: str, start: tuple[int, int], end: tuple[int, int], *only: str
    ) -> list[dict[str, Any]]:
        context = {"diagnostics": [], **({"only": list(only)} if only else {})}
        where = span(start, end)
        params = {"textDocument": {"uri": self.uri(name)}, "range": where, "context": context}
        return list(self.ask("textDocument/codeAction", params))

    def hover(self, name: str, line: int, character: int) -> Any:
        position = {"line": line, "character": character}
        params = {"textDocument": {"uri": self.uri(name)}, "position": position}
        return self.ask("textDocument/hover", params)

    def run(self, command: dict[str, Any]) -> Any:
        params = {"command": command["command"], "arguments": command["arguments"]}
        return self.ask("workspace/executeCommand", params)

    def _take(self) -> None:
        self._sort(self._incoming.get(timeout=PATIENCE)[0])

    def _sort(self, message: dict[str, Any] | None) -> None:
        assert message is not None, "the server has ended"
        if "id" in message and "method" not in message:
            self._answers[message["id"]] = message
        elif message.get("method") == "textDocument/publishDiagnostics":
            self._diagnostics.append(message["params"])
        else:
            self.others.append(message)

    def _read(self) -> None:
        """Read messages, which must be all that comes."""
        stream = self.process.stdout
        assert stream
        while header := stream.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                length = int(value) if name == b"Content-Length" else length
                header = stream.readline()
            self._incoming.put((json.loads(stream.read(length)), perf_counter()))
        self._incoming.put((None, perf_counter()))


def span(start: tuple[int, int], end: tuple[int, int]) -> dict[str, Any]:
    """A range, from line and character to line and character."""
    places = ({"line": line, "character": character} for line, character in (start, end))
    return dict(zip(("start", "end"), places, strict=True))


def insertion(line: int, character: int, text: str) -> dict[str, Any]:
    """The change that types a text at a place."""
    return {"range": span((line, character), (line, character)), "text": text}
