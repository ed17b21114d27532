"""The page of a review as an application of the web: shows a session, and takes answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route

from mtfix.edits.problem import ProblemError
from mtfix.reports.html import PageParts, page, policy
from mtfix.review.saving import told_of
from mtfix.review.web_guard import WebGuard

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from mtfix.review.session import ReviewSession

    Handler = Callable[[Request], Awaitable[Response]]

_PARTS = PageParts("mtfix review", ("script.js", "review.js"), "review.html", None, True)


class Host(Protocol):
    """Who runs a session: reads the files, writes them, and ends it."""

    session: ReviewSession
    number: int
    """How often the files were read: fixes have other numbers each time."""

    def load(self) -> None:
        """Read the files anew."""

    def apply(self) -> list[str]:
        """Save, and make what is accepted and what is sure; return what to tell."""

    def end(self) -> None:
        """End the session."""


def application(host: Host, token: str, port: int) -> ASGIApp:
    """Return the application, under a path that begins with the token."""
    web = _Web(host)
    routes = [
        Route("/", web.page),
        Route("/state", web.state),
        *(
            Route(f"/{name}", web.guarded(handler), methods=["POST"])
            for name, handler in (
                ("answer", web.answer),
                ("save", web.save),
                ("apply", web.apply),
                ("load", web.load),
                ("end", web.end),
            )
        ),
    ]
    app = Starlette(routes=[Mount(f"/{token}", routes=routes)])
    return WebGuard(app, token, port, policy(_PARTS))


class _Web:
    """The answers to requests. They are given one after the other, since none waits within."""

    def __init__(self, host: Host) -> None:
        self._host = host

    async def page(self, _request: Request) -> Response:
        """The page, with all findings."""
        parts = _PARTS._replace(session={"number": self._host.number, **self._told()})
        return HTMLResponse("".join(page(self._records(), parts)))

    def _records(self) -> Iterator[dict[str, Any]]:
        session = self._host.session
        for file in session.files:
            for item, record in file.records():
                if item is not None:
                    record |= {"id": session.number(item), "state": session.state(item)}
                yield record

    def _told(self) -> dict[str, Any]:
        return dict(self._host.session.counts()._asdict())

    async def state(self, _request: Request) -> Response:
        """The states of all fixes."""
        try:
            states = self._host.session.states()
        except ProblemError as error:
            return _failed(error)
        return JSONResponse({"number": self._host.number, "states": states, **self._told()})

    def guarded(self, handler: Callable[[Any], dict[str, Any]]) -> Handler:
        """A handler of what a page asks for: 400 for what makes no sense, 409 where it can't be
        done."""

        async def handle(request: Request) -> Response:
            try:
                asked = await request.json()
                if asked["number"] != self._host.number:
                    return JSONResponse({"error": "the page is old; load it anew"}, 409)
                return JSONResponse({**handler(asked), **self._told()})
            except ProblemError as error:
                return _failed(error)
            except (ValueError, TypeError, LookupError, RecursionError):
                return JSONResponse({"error": "not understood"}, 400)

        return handle

    def answer(self, asked: Any) -> dict[str, Any]:
        """Take an answer."""
        number = asked["id"]
        if type(number) is not int or number < 0:
            raise LookupError(number)
        return {"states": self._host.session.answer(number, asked["answer"], asked["where"])}

    def save(self, _asked: Any) -> dict[str, Any]:
        """Write the decisions."""
        saved = self._host.session.save()
        return {"told": told_of(saved), "states": self._host.session.states()}

    def apply(self, _asked: Any) -> dict[str, Any]:
        """Write decisions and files; then the page is old."""
        return {"told": self._host.apply(), "number": self._host.number}

    def load(self, _asked: Any) -> dict[str, Any]:
        """Read the files anew; then the page is old."""
        self._host.load()
        return {"number": self._host.number}

    def end(self, _asked: Any) -> dict[str, Any]:
        """End the session."""
        self._host.end()
        return {}


def _failed(error: ProblemError) -> Response:
    return JSONResponse({"error": str(error)}, 409)
