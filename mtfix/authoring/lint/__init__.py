"""The faults that `mtfix glossary check` looks for, beyond those that keep a pack from loading."""
