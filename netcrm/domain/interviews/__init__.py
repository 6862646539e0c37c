"""Informational interviews: stages, the sheet of questions and notes, and how many of those asked say yes."""
