"""The acts on agenda items, a module for each kind of item."""
