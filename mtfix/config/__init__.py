"""Configuration: files, their keys, and ignore files."""
