"""mtfix: a machine-translation cleanup toolkit.

>>> import mtfix
>>> mtfix.clean("Shares of oracle bone inscriptions rose after Larry Ellison spoke.")
'Shares of Oracle rose after Larry Ellison spoke.'
"""

from mtfix.cleaner import Cleaner, clean
from mtfix.edits.edit import Edit, Span
from mtfix.edits.fix import Fix, Missing, Safety, Withheld
from mtfix.edits.problem import Problem
from mtfix.edits.reason import Reason
from mtfix.pipeline.result import Result
from mtfix.version import __version__

__all__ = [
    "Cleaner",
    "Edit",
    "Fix",
    "Missing",
    "Problem",
    "Reason",
    "Result",
    "Safety",
    "Span",
    "Withheld",
    "__version__",
    "clean",
]
