"""mtfix: a machine-translation cleanup toolkit.

>>> import mtfix
>>> mtfix.clean("Shares of oracle bone inscriptions rose after Larry Ellison spoke.")
'Shares of Oracle rose after Larry Ellison spoke.'
"""

__version__ = "0.1.0"

from mtfix.cleaner import Cleaner, Result, clean
from mtfix.edit import Edit, Safety, Span

__all__ = ["Cleaner", "Edit", "Result", "Safety", "Span", "clean"]
