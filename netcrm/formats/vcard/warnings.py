"""What is told about a card that was read all the same: a few sentences at most."""

from __future__ import annotations

from netcrm.domain.text import clean_line

_LIMIT = 20
"""Warnings kept for one card: more would only say that it is rubbish."""


def warn(warnings: list[str], sentence: str) -> None:
    """Add a sentence to `warnings` once, unless there are plenty."""
    if len(warnings) < _LIMIT and (sentence := clean_line(sentence)) not in warnings:
        warnings.append(sentence)


def shorten(text: str) -> str:
    """Return `text` short enough to be quoted in a sentence."""
    return text if len(text) <= 60 else text[:59] + "…"
