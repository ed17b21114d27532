"""Lets through only requests of the page itself, and sends the headers that protect it.

A page of another site must neither read nor decide anything: it does not know the token, its
`Origin` is another one, and a name of its own that leads to this machine is no `Host` of ours.
"""

from __future__ import annotations

from secrets import compare_digest
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_NAMES = ("127.0.0.1", "localhost")
_LARGEST = 10_000
"""Bytes of a request: an answer has a few dozen."""
_OWN = frozenset({"same-origin", "none"})
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class WebGuard:
    """An application that refuses what is not from its own page.

    token: the first part of every path. policy: the content security policy of the page.
    """

    def __init__(self, app: ASGIApp, token: str, port: int, policy: str) -> None:
        self._app = app
        self._token = token.encode()
        self._hosts = frozenset(f"{name}:{port}" for name in _NAMES)
        self._headers = _HEADERS | {"Content-Security-Policy": f"{policy}; frame-ancestors 'none'"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            return
        why = self._refusal(scope)
        app = PlainTextResponse(f"refused: {why}\n", 403) if why else self._app

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        await app(scope, receive, send_with_headers)

    def _refusal(self, scope: Scope) -> str:
        """Why a request is refused; nothing where it is not."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if host not in self._hosts or len(headers.getlist("host")) != 1:
            return "the host is another one"
        origin = headers.get("origin")
        if origin is not None and origin != f"http://{host}":
            return "the origin is another one"
        if headers.get("sec-fetch-site", "none") not in _OWN:
            return "it is from another site"
        token = scope["path"].split("/")[1].encode("utf-8", "replace")
        if not compare_digest(token, self._token):
            return "the address has not the token of this session"
        return _wrong_post(headers) if scope["method"] == "POST" else ""


def _wrong_post(headers: Headers) -> str:
    if "origin" not in headers:
        return "the origin is missing"
    if headers.get("content-type") != "application/json":
        return "it is no JSON"
    length = headers.get("content-length", "")
    return "" if length.isdecimal() and int(length) <= _LARGEST else "it is too long"
