"""The vocabulary of change: spans, edits, fixes, reasons, drafts. Knows no file and no stage."""
