"""A folder of calendar items kept in step with the agenda: what it holds, what others did there, what is written."""
