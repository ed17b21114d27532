"""The language server: what the commands find, in an editor, while a text is written.

Nothing but `mtfix lsp` imports it. It needs pygls, which comes with the extra `lsp`.
"""
