"""Calendars: what stands in them, what of it was sent, and what others answered."""
