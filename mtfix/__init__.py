"""mtfix: a machine-translation cleanup toolkit.

>>> import mtfix
>>> mtfix.clean("Shares of oracle bone inscriptions rose after Larry Ellison spoke.")
'Shares of Oracle rose after Larry Ellison spoke.'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mtfix.cleaner import Cleaner, clean
    from mtfix.edits.edit import Edit, Span
    from mtfix.edits.fix import Fix, Missing, Safety, Withheld
    from mtfix.edits.problem import Problem
    from mtfix.edits.reason import Reason
    from mtfix.pipeline.limits import Limits
    from mtfix.pipeline.result import Result
    from mtfix.version import __version__

__all__ = [
    "Cleaner",
    "Edit",
    "Fix",
    "Limits",
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

_MODULES = {
    "Cleaner": "cleaner",
    "clean": "cleaner",
    "Edit": "edits.edit",
    "Span": "edits.edit",
    "Fix": "edits.fix",
    "Missing": "edits.fix",
    "Safety": "edits.fix",
    "Withheld": "edits.fix",
    "Problem": "edits.problem",
    "Reason": "edits.reason",
    "Limits": "pipeline.limits",
    "Result": "pipeline.result",
    "__version__": "version",
}
"""Where each name comes from. It is imported when it is asked for, so that the command line can
prepare the process before most modules are."""


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = globals()[name] = getattr(import_module(f"mtfix.{_MODULES[name]}"), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
