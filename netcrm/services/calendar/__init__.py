"""The user's calendar as services: what stands in it, and the files that carry it."""
