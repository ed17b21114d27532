"""Encoding: broken characters become what was written."""

from mtfix.stages.encoding.stage import Encoding, repair

__all__ = ["Encoding", "repair"]
