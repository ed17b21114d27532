"""Word lists that grammar asks for, written as alternatives of a pattern."""

from __future__ import annotations

from mtfix.text.words import CLAUSE_LINKS, CONJUNCTIONS, MODALS, PREPOSITIONS, alternatives

PREPOSITION = alternatives(PREPOSITIONS)
CONJUNCTION = alternatives(CONJUNCTIONS)
ADVERB = (
    "also|now|still|already|currently|not|never|always|only|just|both|all|once|soon|often|again|"
    "today|yesterday|tomorrow|too|recently|later|finally|reportedly|probably|certainly|clearly|"
    "however|therefore|then|itself|themselves|apparently|usually|really|even|perhaps|once more|"
    "actually|simply|rarely|sometimes|long|quickly|quietly|suddenly|officially|allegedly"
)

# Verbs that can't be taken for a noun or an adjective behind a name.
PLAIN_VERB = (
    "want|buy|intend|own|seem|remain|say|think|believe|know|sell|make|develop|provide|employ|produce|"
    "compete|operate|acquire|invest|announce|earn|refuse|become|keep|bring|give|get|grow|lose|pay|"
    "spend|agree|deny|admit|argue|expect|include|require|rely|belong|depend|continue|begin|"
    "decide|appear|tend|accept|adopt|publish|manage|maintain|allow|enjoy|prefer|choose|send|"
    "hire|consider|describe|happen|exist|insist|suffer|try|serve|follow|sue"
)
# Those that can: *the Oracle plan to buy* is a plan, *Oracle plans the purchase* is not.
NOUN_VERB = (
    "plan|need|hope|aim|bid|promise|attempt|struggle|rush|demand|threaten|race|use|run|"
    "lead|control|cover|charge|move|vow|fail|look|win|hold|face|offer|build|claim|host|support|"
    "supply|back|fund"
)
BASE_VERB = (
    "have|do|be|buy|go|like|work|take|see|come|leave|support|care|mean|feel|find|meet|stand|fight|"
    "compare"
)
"""Verbs without an ending, as they end a question."""
PAST = (
    "said|told|rose|fell|won|bought|sold|made|gave|took|went|got|became|began|grew|held|lost|led|"
    "kept|left|came|paid|spent|saw|thought|found|knew|stood|met|sent|built|brought|drew|fought|"
    "chose|broke|rode|ran|sank|spoke|taught|threw|wrote|drove|sought|dealt|felt|flew|hid|laid|"
    "lent|quit|shook|slid|struck|swept|understood|withdrew|overtook|undertook|rebuilt|outgrew|"
    "froze|shrank|sprang"
)
SPOKEN = "said|says|say|thinks?|thought|argues?|argued|insists?|insisted|believes|believed"
"""Verbs that a sentence can follow directly: *he said Oracle is growing*."""
KNOWN = (
    "believe|think|know|hope|hear|fear|suspect|understand|heard|hoped|feared|knew|learned|agree|"
    "sure|certain|clear"
)
"""The same, where it has a subject of its own: *analysts fear Oracle is leaving*."""
_THIRD = (
    "wants|owns|seems|remains|says|tells|thinks|knows|sells|makes|gives|takes|goes|gets|becomes|"
    "begins|grows|loses|keeps|leaves|comes|pays|spends|sees|faces|expects|announces|finds|lets|"
    "stands|meets|sends|builds|brings|believes|acquires|invests|intends|refuses|continues|"
    "provides|operates|employs|competes|develops|produces|agrees|denies|admits|argues|earns|"
    "includes|requires|tries|allows"
)
MODAL = alternatives((*MODALS, "did", "does", "do", "to"))
"""Words that a verb without an ending stands behind."""
FINITE = (
    "is|are|was|were|be|been|has|have|had|isn['’]t|aren['’]t|wasn['’]t|weren['’]t|hasn['’]t|"
    "haven['’]t|hadn['’]t|don['’]t|doesn['’]t|didn['’]t|won['’]t|can['’]t|cannot|"
    "tell|buy|take|go|leave|come|see|find|stand|meet"
)
_OBJECT = r"(?=\s+(?:to|the|an?|its|their|this|more|no)\b)"
VERB = "|".join(
    (
        *(FINITE, MODAL, PAST, _THIRD, PLAIN_VERB),
        rf"(?:{NOUN_VERB}|cut|hit|set|put|bet|beat|split|spread|read|let|shut)"
        r"(?=\s+(?:the|an?|its|their|this)\b)",
        r"(?:hurt|hit|cut|set|shut|put|split|beset|beaten|known|shown)(?=\s+(?:by|up|off|down)\b)",
        rf"(?:plans|needs|hopes|offers|uses|wins|runs|leads|cuts|hits|sets|buys|aims){_OBJECT}",
        rf"(?:promises|holds|leaves|controls|fails){_OBJECT}",
    )
)
"""Words that end a name, so that no noun of its own follows: many nouns look like verbs, and need a
word behind that shows them to be none."""

THEN_CLAUSE = alternatives((*CLAUSE_LINKS, *"whether once why how what whom".split()))
"""Words that a clause can begin with, so that its subject follows."""
OPENER = (
    "in|on|at|by|after|before|since|when|if|as|while|although|though|because|according|for|with|"
    "without|despite|during|until|beside|beyond|near|across|among|around|throughout|via|like|unlike|under|over|from|within|between|besides|following|"
    "today|yesterday|now|then|still|later|recently|finally|however|meanwhile|moreover|also|"
    "instead|therefore|indeed|earlier|last|this|next|so|thus|once|unless|of course|once again|"
    "currently|soon|perhaps|for now|yes|no|well|first|second|third|"
    r"in fact|so far|of late|\w+ly"
)
"""Beginnings of a phrase in front of a sentence, up to its comma."""
MOMENT = (
    r"today|now|yesterday|recently|currently|meanwhile|still|then|soon|once|also|perhaps|"
    r"in (?:\w+ )?\d{4}|(?:last|this|next) \w+|on \w+day|since \d{4}|for now|so far"
)
"""A time in front of a sentence that needs no comma."""
PEOPLE = "fish|people|men|women|children|teeth|feet|mice|geese|clothes|data|media|police|folk|staff"
"""Plurals that don't end in *s*."""
NO_PLURAL = frozenset(
    "news electronics logistics optics athletics physics politics economics mathematics statistics "
    "headquarters always perhaps james jobs".split()
)
"""Words that end in *s* and are none."""
CAUSATIVE = (
    "let|lets|make|makes|made|help|helps|helped|see|sees|saw|watch|watches|watched|have|hear|heard"
)
# *Mr* and *Dr* are none: no company stands before them as theirs.
TITLE = (
    "CEO|CFO|CTO|COO|CIO|President|Chairman|Chairwoman|Chair|Founder|Director|Vice|"
    "Chief|Executive|Officer|General|Manager|Senior|Spokesman|Spokeswoman|Spokesperson|Legal|Co"
)
