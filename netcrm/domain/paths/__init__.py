"""Warm paths: the ways to somebody over people whom the user knows."""
