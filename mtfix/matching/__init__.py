"""One scan for the triggers of all rules, and the page that a stage reads."""
