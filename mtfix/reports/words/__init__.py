"""The words for the codes of reasons: a table of templates for each part of the program."""
