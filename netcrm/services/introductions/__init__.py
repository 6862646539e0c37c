"""Introductions: somebody is asked to introduce the user to somebody else, and what follows from each stage."""
