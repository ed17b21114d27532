"""`mtfix review`: a page on this machine on which a person decides about findings.

starlette answers the requests and uvicorn carries them; both come with the extra `review`, and
nothing else imports them. Only programs on this machine can reach the page.
"""

from __future__ import annotations

from contextlib import suppress
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from mtfix.cli.messages import UsageError, inform
from mtfix.cli.printing import flush, say
from mtfix.cli.review_run import ReviewRun

if TYPE_CHECKING:
    import argparse

    from uvicorn import Config  # noqa: TID251

    from mtfix.review.run_log import Log

_HOST = "127.0.0.1"


def run(options: argparse.Namespace) -> int:
    """Serve the page until the user ends it; 2 where a file could not be read."""
    _require_extra()
    log: Log | None = None
    if options.log:
        from mtfix.review.run_log import Log

        log = Log(options.log)
    review = ReviewRun(options, log)
    if review.session.files:
        _serve(review, options.port or 0)
    else:
        inform("there is nothing to decide: nothing was found")
    if log:
        log.close()
    if unsaved := review.session.counts().unsaved:
        inform(f"{unsaved} decisions were not saved")
    return 2 if review.failed else 0


def _require_extra() -> None:
    try:
        import starlette  # noqa: F401, TID251 - whether both are there
        import uvicorn  # noqa: F401, TID251
    except ImportError:
        raise UsageError("review needs starlette: pip install 'mtfix[review]'") from None


def _serve(review: ReviewRun, port: int) -> None:
    """Serve the page until it is ended, there or on the terminal."""
    from uvicorn import Config, Server  # noqa: TID251 - it serves its page

    from mtfix.review.web import application

    async def not_yet(*_: object) -> None:
        raise RuntimeError

    config = Config(
        not_yet,
        _HOST,
        port,
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    sockets = [_bound(config)]
    port = sockets[0].getsockname()[1]
    token = token_urlsafe(16)
    config.app = application(review, token, port)
    server = Server(config)

    def end() -> None:
        server.should_exit = True

    review.when_ended = end
    say(f"review {len(review.session.files)} files at http://{_HOST}:{port}/{token}/")
    say("nothing is written until you save; Ctrl-C ends")
    flush()
    with suppress(KeyboardInterrupt):
        server.run(sockets)


def _bound(config: Config):  # type: ignore[no-untyped-def]  # a socket, which is not named here
    """A socket at the port that is listened at. Raises UsageError where another program has it."""
    try:
        found = config.bind_socket()
        found.listen()
        return found
    except (SystemExit, OSError, OverflowError):
        raise UsageError(f"port {config.port} can't be had", "name another --port") from None
