"""What other programs read in files of light markup: nested lists of texts, all else as keys."""

from __future__ import annotations

import email
import json
import re
from typing import TYPE_CHECKING, Any

import docutils.core
import docutils.nodes
import mwparserfromhell
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from email.message import Message

# --- reStructuredText ---------------------------------------------------------------------------

_SETTINGS = {"report_level": 2, "halt_level": 5, "warning_stream": False, "raw_enabled": False}
_LEFT_NODES = frozenset("comment doctest_block literal literal_block raw target".split())


def rst_nodes(text: str) -> Any:
    """The nodes that docutils reads, its complaints among them."""
    settings = {**_SETTINGS, "file_insertion_enabled": False}
    return _rst_node(docutils.core.publish_doctree(text, settings_overrides=settings))


def _rst_node(node: Any) -> Any:
    if isinstance(node, docutils.nodes.Text):
        return node.astext()
    name = node.tagname
    if name == "system_message":
        return {f"{name} {node['level']}": []}
    if name in _LEFT_NODES:
        return {f"{name} {node.astext()} {node.get('refuri')}": []}
    children = [child for child in node.children if not _is_note(child)]
    return {f"{name} {node.get('refuri', '')}": [_rst_node(child) for child in children]}


def _is_note(node: Any) -> bool:
    """Whether it is a message that complains of nothing, such as that two titles are alike."""
    return not isinstance(node, docutils.nodes.Text) and node.get("level") == 1


# --- MediaWiki ----------------------------------------------------------------------------------

_LEFT_TAGS = frozenset("nowiki pre ref syntaxhighlight".split())


def wiki_nodes(text: Any) -> list[Any]:
    """The nodes that mwparserfromhell reads, texts that stand beside one another as one."""
    nodes: list[Any] = []
    for node in mwparserfromhell.parse(text).nodes if isinstance(text, str) else text.nodes:
        read = _wiki_node(node)
        if isinstance(read, str) and nodes and isinstance(nodes[-1], str):
            nodes[-1] += read
        else:
            nodes.append(read)
    return nodes


def _wiki_node(node: Any) -> Any:
    kind = type(node).__name__
    if kind in {"Text", "HTMLEntity"}:
        return str(node) if kind == "Text" else node.normalize()
    if kind == "Heading":
        return {f"{kind} {node.level}": wiki_nodes(node.title)}
    if kind == "Wikilink" and node.text and ":" not in str(node.title):
        return {f"{kind} {node.title}": wiki_nodes(node.text)}
    if kind == "ExternalLink" and node.title:
        return {f"{kind} {node.url}": wiki_nodes(node.title)}
    if kind == "Tag" and str(node.tag) not in _LEFT_TAGS:
        attributes = [str(one) for one in node.attributes]
        return {f"{node.tag} {attributes}": wiki_nodes(node.contents) if node.contents else []}
    return {str(node): []}


# --- AsciiDoc -----------------------------------------------------------------------------------

_ADOC_MARKS = re.compile(
    r"^(?:=+ |\.(?=\w)|[*.-]+ |NOTE: |(?:[ad]|\d\+)?\|)|(?:^\[.*\]|^:.*|^//.*|^\|?[=-]{4,}|^\|===|`[^`]*`"
    r"|https?://[^\s\[]*|<<[^<>,]*,?|>>|\{[\w-]+\}|image:.*?\]|[*_\[\]+]|::|\|)",
    re.M,
)


def adoc_lines(text: str) -> list[Any]:
    """The texts of each line, and its marks as keys. A line of signs that is as long as the one
    above is a title's."""
    found: list[Any] = []
    above = ""
    in_code = False
    for line in text.split("\n"):
        if re.fullmatch(r"-{4,}", line) and len(line) == len(above):
            found.append({"title": []})
        elif in_code or re.fullmatch(r"-{4,}", line) or line.startswith(" "):
            in_code = in_code ^ line.startswith("----")
            found.append({line: []})
        else:
            plain = re.sub(r"\\([*_`#|{<+])", lambda sign: chr(0xE000 + ord(sign[1])), line)
            marks = _ADOC_MARKS.findall(plain)
            texts = [one for one in _ADOC_MARKS.split(plain) if one.strip()]
            back = [re.sub("[\ue000-\ue07f]", lambda s: chr(ord(s[0]) - 0xE000), t) for t in texts]
            found.append({str(marks): back})
        above = line
    return found


# --- notebooks, e-mail --------------------------------------------------------------------------


def notebook_cells(text: str) -> list[Any]:
    """The inline text of each Markdown cell; all other cells as keys."""
    return [
        _markdown("".join(cell["source"]))
        if cell["cell_type"] == "markdown"
        else {json.dumps(cell): []}
        for cell in json.loads(text)["cells"]
    ]


def _markdown(source: str) -> list[Any]:
    found: list[Any] = []
    for token in MarkdownIt().enable("table").parse(source):
        for child in token.children or [token]:
            attributes = {k: v for k, v in child.attrs.items() if k != "title"}
            if child.type in {"text", "text_special", "softbreak"}:
                found.append(child.content or " ")
            else:
                found.append({f"{child.type} {attributes} {child.content}": []})
    return _joined(found)


def _joined(found: list[Any]) -> list[Any]:
    joined: list[Any] = []
    for one in found:
        if isinstance(one, str) and joined and isinstance(joined[-1], str):
            joined[-1] += one
        else:
            joined.append(one)
    return joined


def mail_parts(text: str) -> list[Any]:
    """The subject and the paragraphs of plain parts; other headers and parts as keys."""
    return list(_parts(email.message_from_string(text)))


def _parts(message: Message) -> Any:
    headers = [one for one in message.items() if one[0] != "Subject"]
    yield {str(headers): [" ".join(message.get("Subject", "").split())]}
    content = message.get_payload()
    if isinstance(content, list):
        for part in content:
            yield from _parts(part)
    elif message.get("Content-Transfer-Encoding", "7bit") in {"7bit", "8bit"}:
        for line in re.split(r"\n\n+|\n(?=>)|(?<=tiktok\.)\n", str(content)):
            yield {line: []} if line.startswith((">", "-- ", "    ")) else line
    else:
        yield {str(content): []}
