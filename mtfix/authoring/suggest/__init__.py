"""New entries from use: what people correct by hand, and what a bitext renders in two ways.

Everything here proposes; nothing is applied. Counts come first, then the judgement which of
them tell of a term, then the writing of a pack for review.
"""
