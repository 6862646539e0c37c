"""Warm paths: the ways from the user's close contacts to a person, a site or an organisation."""
