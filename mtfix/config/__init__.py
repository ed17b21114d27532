"""What is set for a file: configuration files, their keys, and ignore files."""
