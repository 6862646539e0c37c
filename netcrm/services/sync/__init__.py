"""Folders that others write to as well: what they did there is read as proposals, and what is ours is written."""
