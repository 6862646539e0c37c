"""Imports as services: files are read, matched, previewed and written, and what is said of it."""
