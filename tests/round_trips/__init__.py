"""Two round trips over real files: without a fix, and with one in each stretch of prose."""
