"""Light markup, notebooks and e-mail: what must change, what must stay, what is broken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from test_value_formats import read

from mtfix import formats
from mtfix.edits.composition import flatten
from mtfix.edits.edit import Span, apply
from mtfix.edits.fix import Fix
from mtfix.formats.title_signs import Title, fit_signs
from mtfix.formats.value_document import FormatError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mtfix import Cleaner

GROWS = "In 2020 tiktok, a subsidiary of byte skipping, grew"
GREW = "In 2020 TikTok, a subsidiary of ByteDance, grew"
LONG, SHORT = len(GROWS), len(GREW)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{GROWS}\n{'=' * LONG}\n", f"{GREW}\n{'=' * SHORT}\n"),
        (f"{GROWS}\n{'=' * 60}\n", f"{GREW}\n{'=' * 60}\n"),
        (
            f"{'*' * LONG}\n{GROWS}\n{'*' * LONG}\n",
            f"{'*' * SHORT}\n{GREW}\n{'*' * SHORT}\n",
        ),
        (
            f"{GROWS}; byte skipping grew\n{'-' * (LONG + 20)}\n",
            f"{GREW}; ByteDance grew\n{'-' * (SHORT + 16)}\n",
        ),
        ("A use of tiktok\n---------------\n", "A use of TikTok\n---------------\n"),
    ],
    ids=["as long", "longer", "above and below", "several fixes", "no change of length"],
)
def test_a_line_of_signs_follows_its_title(cleaner: Cleaner, before: str, after: str) -> None:
    result = cleaner.clean(before, format="rst")
    assert result.text == after
    assert result.undo() == before
    assert cleaner.clean(result.text, format="rst").text == result.text


@pytest.mark.parametrize(
    ("before", "news", "after"),
    [
        ("ab cd\n======\n", ("abc", "cde"), "abc cde\n=======\n"),
        ("ab cd\n=====\n", ("a", "cde"), "a cde\n=====\n"),
        ("ab cd\n=====\n", ("abcd", "c"), "abcd c\n======\n"),
        ("=====\nab cd\n=====\n", ("a", "cde"), "=====\na cde\n=====\n"),
    ],
    ids=["too long with both", "shorter, then longer", "longer, then shorter", "above and below"],
)
def test_a_line_of_signs_fits_what_several_fixes_make_of_a_title(
    before: str, news: tuple[str, str], after: str
) -> None:
    start = before.index("a")
    title = Title(
        Span(start, start + 5), tuple(Span(*one.span()) for one in re.finditer("=+", before))
    )
    fixes = [
        Fix.of(Span(at, at + 2), before[at : at + 2], new, "a/b")
        for at, new in zip((start, start + 3), news, strict=True)
    ]
    fitted = fit_signs([title], before, fixes)
    assert apply(before, flatten(fitted)) == after


STAYS = {
    "rst": [
        "Using tiktok\n============\n\nSee `Using tiktok`_.\n",
        "See `tiktok`_.\n\n.. _tiktok: https://example.org\n",
        "Code::\n\n  We use tiktok.\n",
        "Code::\n\n> We use tiktok.\n> We use tiktok.\n",
        "::\n\n  We use tiktok.\n",
        ".. code-block:: text\n\n   We use tiktok.\n\n   We use tiktok.\n",
        ".. We use tiktok.\n   We use tiktok.\n",
        ".. unknown:: We use tiktok\n\n   We use tiktok.\n",
        "We use |tiktok| and :term:`tiktok`.\n",
        "+--------+\n| tiktok |\n+--------+\n",
        "======  ======\ntiktok  tiktok\n======  ======\n",
        ".. figure:: tiktok.png\n   :alt: We use tiktok\n",
        ">>> tiktok()\n'We use tiktok.'\n",
    ],
    "asciidoc": [
        "----\nWe use tiktok.\n----\n",
        "[source]\nWe use tiktok.\n",
        "////\nWe use tiktok.\n////\n",
        "// We use tiktok.\n",
        " We use tiktok.\n",
        ":tiktok: We use tiktok\n",
        "See <<tiktok>>, {tiktok}, `tiktok` and image:tiktok.png[tiktok].\n",
        "== Using tiktok\n\nSee <<_using_tiktok,there>>.\n",
        "|===\na|We use tiktok.\n|===\n",
    ],
    "mediawiki": [
        "{{tiktok|We use tiktok\n|{{tiktok}}}}\n",
        "<!-- We use tiktok. -->\n",
        "<pre>\nWe use tiktok.\n</pre>\n",
        " We use tiktok.\n",
        "See [[tiktok]] and [[File:tiktok.png|thumb|tiktok]].\n",
        "== Using tiktok ==\nSee [[#Using tiktok|there]].\n",
        '{| class="tiktok"\n|- style="tiktok"\n|}\n',
    ],
    "email": [
        "Subject: =?utf-8?q?tiktok?=\n\n> We use tiktok.\n",
        "From: tiktok\n\nHello\n-- \ntiktok\n",
        "A: b\nContent-Transfer-Encoding: quoted-printable\n\nWe use tiktok.\n",
        "A: b\nContent-Type: text/html\n\n<p>We use tiktok.\n",
        "A: b\nContent-Type: text/plain; charset=koi8-r\n\nWe use tiktok.\n",
        "A: b\nContent-Type: multipart/signed; boundary=x\n\n--x\n\nWe use tiktok.\n--x--\n",
    ],
}


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, texts in STAYS.items() for text in texts]
)
def test_what_is_no_prose_stays(cleaner: Cleaner, name: str, text: str) -> None:
    assert cleaner.clean(text, format=name).text == text


CHANGES = {
    "rst": ["`on tiktok <https://tiktok.com>`_\n", "* a\n\n  We use tiktok.\n", ".. tip::\n\n   On tiktok.\n"],
    "asciidoc": ["TIP: On tiktok.\n", "* On tiktok.\n", "https://tiktok.com[on tiktok]\n", "|===\n|on tiktok\n|===\n"],
    "mediawiki": ["== On tiktok ==\n", "* on tiktok\n", "[[tiktok|on tiktok]]\n", "{|\n| a || on tiktok\n|}\n"],
    "email": ["Subject: On tiktok\n\nHello\n", "A: b\n\nWe use tiktok.\n"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, texts in CHANGES.items() for text in texts]
)
def test_what_is_prose_changes(cleaner: Cleaner, name: str, text: str) -> None:
    after = cleaner.clean(text, format=name).text
    assert after.count("TikTok") == 1
    assert after.lower() == text.lower()


def test_a_letter_that_is_said_to_be_ascii_stays_so(tmp_path: Path) -> None:
    from mtfix import Cleaner

    pack = tmp_path / "own.yaml"
    pack.write_text(
        "about: x\nfrom: zh\nterms:\n- term: Nestlé\n  kind: organization\n  variants: [happy matters]\n"
        "  examples: [We like happy matters. => We like Nestlé.]\n",
        encoding="utf-8",
    )
    own = Cleaner([pack])
    for header, changes in (("A: b", False), ("Content-Type: text/plain; charset=utf-8", True)):
        text = f"{header}\n\nWe like happy matters.\n"
        assert ("Nestlé" in own.clean(text, format="email").text) is changes


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("page.ipynb", read("page.ipynb")[:300]),
        ("page.ipynb", "[" * 100_000),
        ("page.ipynb", '{"cells": ' * 100_000),
        ("letter.eml", "We use tiktok.\n"),
    ],
    ids=["truncated", "deep lists", "deep objects", "no headers"],
)
def test_a_broken_file_stays_and_is_told_with_its_line(
    run: Callable[..., tuple[int, bytes, str]], tmp_path: Path, name: str, text: str
) -> None:
    with pytest.raises(FormatError) as told:
        formats.read_document(text, formats.of_file(name))
    assert told.value.problem.line
    path = tmp_path / name
    path.write_text(text)
    status, _, err = run("fix", path)
    assert status == 2
    assert f"{path}:{told.value.problem.line}: not valid" in err
    assert "mend it, or leave it out" in err
    assert path.read_text() == text


@pytest.mark.parametrize("name", ["page.rst", "page.adoc", "page.wiki", "page.ipynb", "letter.eml"])
def test_a_file_with_a_nul_stays(
    run: Callable[..., tuple[int, bytes, str]], tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    data = read(name).encode().replace(b"tiktok", b"tik\0tok", 1)
    path.write_bytes(data)
    _, _, err = run("fix", path)
    assert "skipped, it is binary" in err
    assert path.read_bytes() == data


@pytest.mark.parametrize("unit", ["- ", "{{", "  ", "* ", "[[", "====\n", "(a) "])
@pytest.mark.parametrize("name", ["rst", "asciidoc", "mediawiki"])
def test_what_is_nested_very_deep_is_read(name: str, unit: str) -> None:
    text = unit * 100_000 + "We use tiktok.\n"
    draft = formats.read_document(text, name).draft
    assert draft.original == text
