"""mtfix: a machine-translation cleanup toolkit.

>>> import mtfix
>>> mtfix.clean("Shares of oracle bone inscriptions rose after Larry Ellison spoke.")
'Shares of Oracle rose after Larry Ellison spoke.'
"""

from mtfix.cleaner import Cleaner, clean
from mtfix.edits.edit import Edit, Safety, Span
from mtfix.pipeline.result import Result
from mtfix.version import __version__

__all__ = ["Cleaner", "Edit", "Result", "Safety", "Span", "__version__", "clean"]
