"""Inputs of many families: grammar-aware pieces, damaged, joined and broken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent.parent
CODECS = ("latin-1", "cp1252", "cp1250", "cp1251", "cp437", "mac-roman", "gbk", "shift-jis")
TERMS = (
    "tiktok",
    "byte skipping",
    "oracle bone inscriptions",
    "fast hand",
    "Larry Ellison (Larry Ellison)",
)
ODD = (
    "\0",
    "\r",
    "\r\n",
    "\ufeff",
    "\ufffc",
    "\u2028",
    "\x85",
    "\f",
    "\x1b[31m",
    "\u202e",
    "\udc80",
    "\U0001f600",
    "，家",
    "\t",
)
MARKUP = (
    "# {}\n\n", "- {}\n", "> {}\n", "**{}**", "`{}`", "[{}](http://a.example/{})", "```\n{}\n```\n",
    "<p>{}</p>\n", "<!-- mtfix off -->{}", "<!-- mtfix keep \"{}\" -->\n", "---\ntitle: {}\n---\n",
    "| {} | {} |\n|---|---|\n", "${{{}}}", "{{{{ {} }}}}", "<Tab {}=\"{}\">", "&#{};", "\"{}\": ",
)  # fmt: skip


def _samples() -> list[str]:
    folders = ((ROOT / "samples", "*"), (ROOT, "*.md"), (ROOT / "docs", "*.md"))
    paths = [path for folder, shape in folders for path in sorted(folder.rglob(shape))]
    texts = [path.read_bytes().decode(errors="surrogateescape") for path in paths if path.is_file()]
    return [text for text in texts if len(text) > 200]


SAMPLES = _samples()


def sentence(draw: random.Random) -> str:
    return f"In {draw.randrange(2100)} {draw.choice(TERMS)} grew{draw.choice(['.', '。', '，', ' ,', '…'])} "


def window(draw: random.Random) -> str:
    """A part of a real text."""
    text = draw.choice(SAMPLES)
    at = draw.randrange(len(text))
    return text[at : at + draw.randrange(20, 600)]


def marked(draw: random.Random) -> str:
    """Text in markup, which may be nested."""
    inner = marked(draw) if draw.random() < 0.3 else sentence(draw)
    shape = draw.choice(MARKUP)
    return shape.format(*[inner] * 3)


def mojibake(draw: random.Random) -> str:
    """Text whose bytes were read in another charset."""
    text = draw.choice([sentence(draw), window(draw), "It’s “good”, café，家。"])
    return text.encode(errors="surrogatepass").decode(draw.choice(CODECS), "replace")


def odd(draw: random.Random) -> str:
    return "".join(draw.choice(ODD) for _ in range(draw.randrange(1, 6)))


PIECES: tuple[Callable[[random.Random], str], ...] = (sentence, window, marked, mojibake, odd)


def text(draw: random.Random) -> str:
    """Return some pieces, joined and broken."""
    joined = "".join(draw.choice(PIECES)(draw) for _ in range(draw.randrange(1, 7)))
    for _ in range(draw.randrange(4)):
        at = draw.randrange(len(joined) + 1)
        end = min(len(joined), at + draw.randrange(8))
        joined = joined[:at] + draw.choice(["", odd(draw), joined[at:end] * 2]) + joined[end:]
    return joined


def document(draw: random.Random, format_: str) -> str:
    """Return a text of a format: now and then one that is none."""
    made = text(draw)
    if draw.random() < 0.2:
        return made
    match format_:
        case "jsonl":
            return json.dumps({"text": made}, ensure_ascii=draw.random() < 0.5) + "\n"
        case "json":
            return json.dumps({"a": made, "b": [made]}, ensure_ascii=draw.random() < 0.5)
        case "tsv":
            return f"x\t{' '.join(made.split())}\n"
        case "csv":
            quoted = made.replace('"', '""')
            return f'source,text\nx,"{quoted}"\n'
        case "po":
            return f"msgid {json.dumps(made[:9])}\nmsgstr {json.dumps(made, ensure_ascii=False)}\n"
        case "yaml" | "toml":
            sign = ":" if format_ == "yaml" else " ="
            return f"key{sign} {json.dumps(made)}\n"
        case "subtitles":
            return f"1\n00:00:01,000 --> 00:00:02,000\n{' '.join(made.split())}\n\n"
        case "html":
            return f"<html><body><p>{made}</p></body></html>"
    return made
