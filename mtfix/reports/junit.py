"""The XML of JUnit: a test case for each finding; suggestions are skipped ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.reports.entry import entries, shown_path
from mtfix.reports.xml_text import attributes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.reports.entry import Entry
    from mtfix.reports.finding import Finding


def render(findings: Iterable[Finding], _colour: bool) -> Iterator[str]:
    """Yield a test suite for each file that was looked into; one in which nothing was found has a
    single test, which passes."""
    yield '<?xml version="1.0" encoding="utf-8"?>\n<testsuites name="mtfix">\n'
    for finding in findings:
        found = [*entries(finding)]
        made = sum(one.is_made for one in found)
        path = shown_path(finding.path)
        counts = attributes(
            name=path,
            tests=len(found) or 1,
            failures=made,
            errors=0,
            skipped=len(found) - made,
        )
        yield f"  <testsuite{counts}>\n"
        if not found:
            yield f"    <testcase{attributes(classname=path, name='mtfix')}/>\n"
        for one in found:
            yield _case(one)
        yield "  </testsuite>\n"
    yield "</testsuites>\n"


def _case(one: Entry) -> str:
    name = f"{one.rule} {one.start.line}:{one.start.column}"
    if one.is_made:
        outcome = f"<failure{attributes(type=one.rule, message=one.message)}/>"
    else:
        outcome = f"<skipped{attributes(message=one.message)}/>"
    return f"    <testcase{attributes(classname=one.path, name=name)}>{outcome}</testcase>\n"
