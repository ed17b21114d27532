"""Files: bytes in, bytes out; charsets, links, caches, differences between systems."""
