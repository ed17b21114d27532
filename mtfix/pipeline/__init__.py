"""The loop that cleans a text: read, fix by stages in rounds, write back, compare."""
