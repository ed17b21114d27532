"""What a screen reader is told of a page, and how well its colours are told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

CONTROLS = {"button", "checkbox", "combobox", "link", "searchbox", "textbox", "DisclosureTriangle"}
_CONTRASTS = """() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const channel = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const behind = (node) => {
    for (; node; node = node.parentElement) {
      const found = numbers(getComputedStyle(node).backgroundColor);
      if (found.length === 3 || found[3] === 1) return found;
    }
    return matchMedia("(prefers-color-scheme: dark)").matches ? [0, 0, 0] : [255, 255, 255];
  };
  const told = [];
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    if (!own || !node.checkVisibility() || node.disabled) continue;
    const both = [light(numbers(getComputedStyle(node).color)), light(behind(node))].sort((a, b) => b - a);
    const contrast = (both[0] + 0.05) / (both[1] + 0.05);
    if (contrast < 4.5) told.push(`${node.tagName} ${node.textContent.slice(0, 30)}: ${contrast.toFixed(2)}`);
  }
  return told;
}"""


def tree(page: Page) -> list[tuple[str, str]]:
    """Return role and name of what a screen reader is told, in order."""
    session = page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    return [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in nodes
        if not node["ignored"]
    ]


def nameless(page: Page) -> list[str]:
    """Return the roles of controls without a name."""
    return [role for role, name in tree(page) if role in CONTROLS and not name.strip()]


def faint(page: Page) -> list[str]:
    """Return texts that have a contrast of less than 4.5 to 1."""
    return page.evaluate(_CONTRASTS)


def small(page: Page, least: int = 24) -> list[str]:
    """Return controls that are lower or narrower than a finger can hit, in CSS pixels."""
    return page.evaluate(
        """(least) => [...document.querySelectorAll("button, select, input:not([type=checkbox])")]
          .filter((one) => one.checkVisibility())
          .filter((one) => { const b = one.getBoundingClientRect(); return b.width < least || b.height < least; })
          .map((one) => one.outerHTML.slice(0, 60))""",
        least,
    )
