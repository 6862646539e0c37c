"""Widgets of forms: fields as data, and the rows that show them."""
