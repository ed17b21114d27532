"""One scan for the triggers of all rules.

The scan is the only thing that reads every byte of a text. It runs on UTF-8 bytes, folded
without moving a place, takes overlapping matches and filters them by a cheap look at the
bytes around, so that a clean text leaves without any stage having seen it.
"""

from mtfix.scan.scanner import Scanner
from mtfix.scan.woken import Woken, line_starts

__all__ = ["Scanner", "Woken", "line_starts"]
