"""Goals: how they are read, followed and told."""
