"""Playbooks as services: the library of them, starting, moving on and ending runs, and what is said of it."""
