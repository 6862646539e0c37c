"""Playbooks: a short series of follow-ups with a rule that ends it, and its runs."""
