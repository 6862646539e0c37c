"""The store: the only package that knows Peewee and SQLite. Rows stay in here; values come out."""
