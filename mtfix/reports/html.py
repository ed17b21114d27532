"""A page for people, in one file that needs nothing else: every finding, to be filtered.

Findings stand in it as JSON in which no markup can be written, and the page's script puts them
in as text only. Its policy allows that script and its style by their hashes, and nothing else.
"""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from mtfix.reports.html_records import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.reports.finding import Finding


class PageParts(NamedTuple):
    """What a page is made of: its title, the names of its scripts and of the part with its
    controls, what these know of the session, and whether they ask the server that it is from."""

    title: str = "mtfix report"
    scripts: tuple[str, ...] = ("script.js",)
    controls: str = ""
    session: object = None
    is_served: bool = False


def render(findings: Iterable[Finding], _colour: bool) -> Iterator[str]:
    """Yield the page."""
    yield from page((one for finding in findings for one in records(finding)), PageParts())


def page(shown: Iterable[object], parts: PageParts) -> Iterator[str]:
    """Yield a page that shows these records."""
    before, _, rest = _part("page.html").partition("{{data}}")
    fills = {
        "{{title}}": parts.title,
        "{{policy}}": policy(parts),
        "{{style}}": _part("style.css"),
        "{{controls}}": _part(parts.controls) if parts.controls else "",
    }
    yield _filled(before, fills)
    yield "["
    comma = ""
    for one in shown:
        yield f"{comma}\n{_json(one)}"
        comma = ","
    yield "\n]"
    scripts = "\n".join(f"<script>{_part(name)}</script>" for name in parts.scripts)
    yield _filled(rest, {"{{session}}": _json(parts.session), "{{scripts}}": scripts})


def policy(parts: PageParts) -> str:
    """Return the content security policy of a page."""
    scripts = " ".join(f"'{_hash(_part(name))}'" for name in parts.scripts)
    asked = "connect-src 'self'; " if parts.is_served else ""
    return (
        f"default-src 'none'; script-src {scripts}; style-src '{_hash(_part('style.css'))}'; "
        f"{asked}base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )


def _json(value: object) -> str:
    """JSON that can stand in a page: no sign in it begins a tag, a comment or an entity."""
    text = json.dumps(value)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _part(name: str) -> str:
    return files("mtfix.reports").joinpath("html_page", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")


def _filled(text: str, fills: dict[str, str]) -> str:
    for name, value in fills.items():
        text = text.replace(name, value)
    return text
