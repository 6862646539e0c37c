"""Studies: their pages, who is on them, and the acts on both."""
