"""Words for what the stage of boilerplate takes and leaves."""

WORDS: dict[str, str] = {
    "boilerplate": "{kind}",
    "boilerplate-in-doubt": "{kind}, but {doubt}",
    "not-scraped": "nothing else here looks scraped",
    "article-names": "the article speaks of “{name}”",
    "article-on-pages": "the article speaks of pages and what stands on them",
    "among-fields": "it is a field of a record",
    "among-identifiers": "it stands among names of a program",
    "among-labels": "it stands in a list of labels",
    "of-a-manual": "the page is one of a manual",
    "in-a-letter": "it is a line that a letter quotes",
    "in-a-form": "it is a line of a form, with room to write",
    "among-terms": "it is a term that is explained below",
    "introduces-list": "a list that stays begins below it",
    "no-article-left": "no paragraph of an article would be left",
    "most-would-go": "more than half of the article would go",
    "text-is-list": "the text is a list rather than an article",
    "line-outside-article": "1 line outside the article: {signs}",
    "lines-outside-article": "{lines} lines outside the article: {signs}",
    "short-lines": "short ({lines})",
    "no-sentences": "no sentence ({lines})",
    "repeated-lines": "repeated ({lines})",
    "dated-lines": "dates or times ({lines})",
    "menu-words": "words of {kind} ({lines})",
    "unlike-article": "far from its other lines",
}
"""`kind` is the class of a rule, or of words of menus; `signs` are reasons in their turn."""
