"""What a client tells the server, and what it asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls import uris

from mtfix.edits.problem import problem_of
from mtfix.lsp import commands
from mtfix.lsp.actions import ADD_TO_GLOSSARY, DECIDE, FIX_ALL, Actions
from mtfix.lsp.glossary_file import RIGHT_FORM
from mtfix.lsp.hover import Explanation, hover

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtfix.lsp.server import Server

_OF_DOCUMENTS = (
    types.TEXT_DOCUMENT_DID_OPEN,
    types.TEXT_DOCUMENT_DID_CHANGE,
    types.TEXT_DOCUMENT_DID_CLOSE,
)


def follow_documents(server: Server) -> None:
    """Let a server know which documents are open, and what becomes of them."""
    feature = server.feature
    for name in _OF_DOCUMENTS:  # pygls would keep the documents, too
        server.protocol.fm.builtin_features.pop(name)

    @feature(types.TEXT_DOCUMENT_DID_OPEN)
    def _open(params: types.DidOpenTextDocumentParams) -> None:
        server.open(params.text_document)

    @feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def _change(params: types.DidChangeTextDocumentParams) -> None:
        server.change(params)

    @feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def _close(params: types.DidCloseTextDocumentParams) -> None:
        server.close(params.text_document.uri)

    @feature(types.TEXT_DOCUMENT_DID_SAVE)
    def _save(_: types.DidSaveTextDocumentParams) -> None:
        server.look_again()

    @feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def _watched(_: types.DidChangeWatchedFilesParams) -> None:
        server.look_again()

    @feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def _configured(_: types.DidChangeConfigurationParams) -> None:
        server.look_again()

    @server.feature(types.SHUTDOWN)
    def _shut_down(*_: object) -> None:
        server.is_shut_down = True


def answer_questions(server: Server) -> None:
    """Let a server offer quick fixes, and tell why something is found."""
    kinds = [types.CodeActionKind.QuickFix, FIX_ALL]

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(kinds))
    async def _actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        document = await server.current(params.text_document.uri)
        if document is None or document.analysis is None:
            return []
        analysis = document.analysis
        name = await server.aside(commands.name_in_decisions, analysis.path)
        workspace = server.client_capabilities.workspace
        edits = workspace.workspace_edit if workspace else None
        versioned = bool(edits and edits.document_changes)
        offered = Actions(analysis, name, versioned=versioned)
        found: list[types.CodeAction] = []
        if _asked(params, types.CodeActionKind.QuickFix):
            found += offered.at(analysis.span(params.range))
        if _asked(params, FIX_ALL):
            found += offered.all()
        return found

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def _hover(params: types.HoverParams) -> types.Hover | None:
        document = await server.current(params.text_document.uri)
        if document is None or document.analysis is None:
            return None
        analysis = document.analysis
        if document.explanation is None or document.explanation.revision != analysis.revision:
            document.explanation = await server.aside(Explanation, analysis)
        place = types.Range(params.position, params.position)
        told = document.explanation.at(analysis.span(place).start)
        return hover(analysis, told, markdown=_reads_markdown(server))


def _asked(params: types.CodeActionParams, kind: str) -> bool:
    """Whether a client wants actions of a kind, which it names by beginnings."""
    only = params.context.only
    if only is None:
        return True
    kinds = (str(getattr(one, "value", one)) for one in only)
    name = str(getattr(kind, "value", kind))
    return any(one in {"", name} or name.startswith(f"{one}.") for one in kinds)


def _reads_markdown(server: Server) -> bool:
    texts = server.client_capabilities.text_document
    formats = texts.hover.content_format if texts and texts.hover else None
    return types.MarkupKind.Markdown in (formats or ())


def run_commands(server: Server) -> None:
    """Let a server write decisions and entries of the glossary."""

    async def run(uri: str, work: Callable[[str], Any]) -> Any:
        """Return what a command on a document gives; None where it fails, which is told."""
        path = uris.to_fs_path(uri) if uri in server.documents else None
        try:
            return await server.aside(work, path) if path else None
        except ValueError as error:
            server.show(str(problem_of(error)), types.MessageType.Error)
        return None

    @server.command(DECIDE)
    async def _decide(uri: str, decision: str) -> None:
        if told := await run(uri, lambda path: commands.decide(path, decision)):
            server.show(told)
            server.look_again()

    @server.command(ADD_TO_GLOSSARY)
    async def _add(uri: str, wrong: str, right: str) -> None:
        added = await run(uri, lambda path: commands.add_term(server.project, path, wrong, right))
        if added is None:
            return
        server.look_again()
        windows = server.client_capabilities.window
        if not added.is_open:
            server.show(f"added to {added.path}")
        elif windows and windows.show_document and windows.show_document.support:
            start = types.Position(added.line, 4)
            end = types.Position(added.line, 4 + len(RIGHT_FORM))
            uri = uris.from_fs_path(added.path) or uri
            server.window_show_document(
                types.ShowDocumentParams(uri, take_focus=True, selection=types.Range(start, end)),
                lambda _: None,
            )
        else:
            server.show(f"write the right form in {added.path}:{added.line + 1}")
