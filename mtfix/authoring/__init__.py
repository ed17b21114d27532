"""Tools for authors of packs: lint, measure, learn, suggest. Cleaning never imports them."""
