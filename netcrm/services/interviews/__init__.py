"""Interviews as services: asked for, agreed, held and thanked for, and the playbooks that go along."""
