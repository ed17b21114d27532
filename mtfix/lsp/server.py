"""The server: when documents are looked at, and what the client is shown of them."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol

from mtfix.cli.messages import unexpected
from mtfix.lsp.analysis import SupersededError, analyse
from mtfix.lsp.diagnostics import diagnostics, of_problem, uri_of_problem
from mtfix.lsp.document import Document
from mtfix.lsp.features import answer_questions, follow_documents, run_commands
from mtfix.lsp.open_text import OpenText
from mtfix.lsp.positions import UTF_16
from mtfix.lsp.preview import LEAST, preview
from mtfix.lsp.project import Project
from mtfix.version import __version__

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from typing import BinaryIO

    from mtfix.lsp.analysis import Analysis

_SOON, _LATEST = 0.04, 1.0
"""Seconds: a text that is looked at in less than the first is so whenever it changes. Of others
the part that has changed is, and all of it once nobody has typed for as long as that takes, but for
the second at most."""


class _Protocol(LanguageServerProtocol):
    """The protocol, whose errors say what is wrong without a trace."""

    def _send_response(
        self, msg_id: str | int, result: Any = None, error: types.ResponseError | None = None
    ) -> None:
        if error is not None:
            error.data = None
        super()._send_response(msg_id, result, error)


class Server(LanguageServer):
    """The documents of a client, which are looked at one after the other in a thread."""

    def __init__(self, options: argparse.Namespace) -> None:
        super().__init__("mtfix", __version__, protocol_cls=_Protocol)
        self.documents: dict[str, Document] = {}
        self.project = Project(options)
        self.is_shut_down = False
        self._worker = ThreadPoolExecutor(1)
        self._problems: dict[str, dict[str, list[types.Diagnostic]]] = {}
        """What is wrong with files, by the document that hangs on them, and by the file."""
        self._told: set[str] = set()

    @property
    def encoding(self) -> str:
        """In which units the client counts."""
        encoding = self.server_capabilities.position_encoding
        return str(getattr(encoding, "value", encoding) or UTF_16)

    async def aside(self, work: Callable[..., Any], *given: Any) -> Any:
        """Return what some work gives that would keep others waiting."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, work, *given)

    # --- documents -------------------------------------------------------------------------------

    def open(self, item: types.TextDocumentItem) -> None:
        self.close(item.uri)
        document = self.documents[item.uri] = Document(OpenText(item, self.encoding))
        self._look(document)

    def change(self, params: types.DidChangeTextDocumentParams) -> None:
        identifier = params.text_document
        if document := self.documents.get(identifier.uri):
            document.text.change(identifier.version, params.content_changes)
            document.changed()
            self._look(document)

    def close(self, uri: str) -> None:
        if document := self.documents.pop(uri, None):
            document.is_open = False
            document.text.revision += 1
            about = self._problems.pop(uri, {})
            for one in {uri, *about}:
                self._publish_all(one)

    def look_again(self) -> None:
        """Look at all documents anew: something around them has changed."""
        for document in self.documents.values():
            document.text.revision += 1
            self._look(document)

    async def current(self, uri: str) -> Document | None:
        """Return a document once it is looked at as it is now; None if it is not open."""
        document = self.documents.get(uri)
        while document and document.is_open and not document.is_current:
            self._look(document)
            assert document.work
            await asyncio.shield(document.work)
        return document if document and document.is_open else None

    def _look(self, document: Document) -> None:
        if document.work is None or document.work.done():
            document.work = asyncio.get_running_loop().create_task(self._work(document))

    async def _work(self, document: Document) -> None:
        """Look at a document until that is done with it as it is now."""
        while document.is_open and not document.is_current:
            last, snapshot = document.analysis, document.text.snapshot
            if last and last.seconds > _SOON and len(snapshot.text) >= LEAST:
                shown = await self.aside(preview, self.project, last, snapshot)
                if document.text.revision != snapshot.revision:
                    continue
                if shown:
                    self._publish(shown.uri, [*diagnostics(shown)], shown.version)
                if await document.changes_within(min(last.seconds, _LATEST)):
                    continue

            def is_current(revision: int = snapshot.revision) -> bool:
                return document.text.revision == revision

            try:
                found = await self.aside(analyse, self.project, snapshot, is_current)
            except SupersededError:
                continue
            document.analysis = found
            if document.is_current:
                self._show(found)

    # --- what the client is shown ----------------------------------------------------------------

    def _show(self, analysis: Analysis) -> None:
        """Show what was found, and where files around the document are broken."""
        about: dict[str, list[types.Diagnostic]] = {}
        for problem in analysis.reading.problems:
            self.log(str(problem), types.MessageType.Error)
            about.setdefault(uri_of_problem(problem) or analysis.uri, []).append(
                of_problem(problem)
            )
        before = self._problems.pop(analysis.uri, {})
        self._problems[analysis.uri] = about
        for uri in {analysis.uri, *before, *about}:
            self._publish_all(uri)
        if why := analysis.reading.why:
            self.log(f"{analysis.uri}: not looked at: {why}", types.MessageType.Info)

    def _publish_all(self, uri: str) -> None:
        """Publish what was found in a document, and what others have to say of its file."""
        document = self.documents.get(uri)
        analysis = document.analysis if document else None
        found = [*diagnostics(analysis)] if analysis else []
        told = [one for about in self._problems.values() for one in about.get(uri, ())]
        found += [one for number, one in enumerate(told) if one not in told[:number]]
        self._publish(uri, found, analysis.version if analysis else None)

    def _publish(self, uri: str, found: list[types.Diagnostic], version: int | None = None) -> None:
        params = types.PublishDiagnosticsParams(uri, found, version)
        self.text_document_publish_diagnostics(params)

    def log(self, text: str, kind: types.MessageType) -> None:
        """Put a message into the log of the client, once."""
        if text not in self._told:
            self._told.add(text)
            self.window_log_message(types.LogMessageParams(kind, text))

    def show(self, text: str, kind: types.MessageType = types.MessageType.Info) -> None:
        """Show the user a message."""
        self.window_show_message(types.ShowMessageParams(kind, text))

    def report_server_error(self, error: Exception, _source: type[Exception]) -> None:
        """Put an error of the protocol, or one that nobody foresaw, into the log of the client."""
        if isinstance(error, JsonRpcException):
            told = f"not understood: {type(error).__name__}"
        else:
            told = str(unexpected(error, "", ""))
        self.log(told, types.MessageType.Error)


def make_server(options: argparse.Namespace) -> Server:
    """Return a server that answers what a client asks."""
    server = Server(options)
    follow_documents(server)
    answer_questions(server)
    run_commands(server)
    return server


def serve(options: argparse.Namespace, stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Serve one client until it ends, and return the exit status that the protocol asks for."""
    server = make_server(options)
    server.start_io(stdin, stdout)
    return 0 if server.is_shut_down else 1
