"""Corpora: tables of documents that are larger than one process, on one machine or on many."""
