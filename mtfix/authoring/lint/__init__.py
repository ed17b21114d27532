"""What `mtfix glossary check` looks for, beyond what keeps a pack from loading."""
