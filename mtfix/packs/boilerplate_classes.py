"""The classes of boilerplate that a rule can name, and what the stage does differently for each.

The table is closed: a rule of a pack whose `class:` is not in it does not load.
"""

from __future__ import annotations

from typing import NamedTuple


class BoilerplateClass(NamedTuple):
    """One sort of what scrapers leave around an article. The defaults are those of most classes."""

    about: str
    """A description of the lines of the class, in a few words, as the documentation has it."""
    written_by_authors: bool = False
    """Authors put such lines around their own texts, so that a weak rule of the class is no sign
    that a page was scraped."""
    named_in_manuals: bool = False
    """Texts about web pages show such lines even before their first paragraph, so that one stays
    there where the text goes on to speak of buttons, captchas and the like."""
    may_be_announced: bool = True
    """A line before it that ends with a colon, or in "as follows", is taken to announce it, and
    then it stays. Not for what a page shows behind a colon by chance."""
    heads_headlines: bool = False
    """The short lines below it, at the end of a page, are headlines of other articles."""
    stands_once: bool = False
    """A page has one such line; where another one differs in its digits alone, both belong to a
    log, a diary or a list."""
    asks_readers: bool = False
    """The line asks the reader to do something. Among other steps of instructions it is one of
    them, and stays."""
    of_manuals: bool = False
    """Manuals have such lines in their text (dates of versions, names of buttons), so that they
    stay there."""
    is_path: bool = False
    """The line is a path through a site. Behind a whole sentence it is one of which the text
    speaks, and stays."""


CLASSES: dict[str, BoilerplateClass] = {
    "advertisement": BoilerplateClass(
        "advertisements, and the labels above them", asks_readers=True
    ),
    "app promotion": BoilerplateClass(
        "calls to install an app, to follow an account, to scan a code",
        named_in_manuals=True,
        asks_readers=True,
    ),
    "breadcrumb": BoilerplateClass("the path through a site to this page", is_path=True),
    "call to readers": BoilerplateClass(
        "what an account or an author asks of readers", asks_readers=True
    ),
    "captcha": BoilerplateClass("prompts to prove that one is human", named_in_manuals=True),
    "code button": BoilerplateClass("buttons of blocks of code", may_be_announced=False),
    "comments": BoilerplateClass(
        "forms, counts and notes of readers' comments", named_in_manuals=True
    ),
    "cookie banner": BoilerplateClass("requests for consent to cookies and foreign content"),
    "copyright": BoilerplateClass("lines of copyright", written_by_authors=True),
    "date stamp": BoilerplateClass("dates and times by themselves, and before a text"),
    "editor": BoilerplateClass("editors, reporters and agencies that are responsible"),
    "image credit": BoilerplateClass("where a picture is from", written_by_authors=True),
    "image placeholder": BoilerplateClass(
        "what stands in place of a picture", may_be_announced=False
    ),
    "log-in": BoilerplateClass("prompts to log in, sign up or pay", named_in_manuals=True),
    "newsletter": BoilerplateClass("offers of a newsletter", written_by_authors=True),
    "page footer": BoilerplateClass("imprint, licence and notices at the foot of a site"),
    "page tools": BoilerplateClass("buttons and labels of the software of a site", of_manuals=True),
    "pagination": BoilerplateClass("numbers of pages, and the way to the others"),
    "previous and next": BoilerplateClass(
        "links to the articles before and after", written_by_authors=True
    ),
    "rating": BoilerplateClass("prompts to rate, and what others gave", named_in_manuals=True),
    "read more": BoilerplateClass("buttons that unfold the rest of a text", of_manuals=True),
    "related links": BoilerplateClass(
        "other articles, and headings above them", heads_headlines=True
    ),
    "repeated": BoilerplateClass("lines that many pages of one site share, as `mtfix learn` finds"),
    "reprint and copyright": BoilerplateClass("terms of reprinting, and disclaimers of platforms"),
    "share bar": BoilerplateClass("buttons of social networks", named_in_manuals=True),
    "shop": BoilerplateClass("buttons, notes and terms of shops"),
    "site label": BoilerplateClass("short labels that only the lines around them give away"),
    "source, time and read count": BoilerplateClass(
        "source, date, author and read counts", stands_once=True, of_manuals=True
    ),
    "tags": BoilerplateClass("keywords of an article", written_by_authors=True),
    "teaser": BoilerplateClass("other articles announced behind the last full stop"),
    "video page": BoilerplateClass("labels of a video player"),
}
"""By the name that a rule gives in `class:`, which users read as the reason of a removal."""
