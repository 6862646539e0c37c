"""What the terminal shows, as SVG and PNG files that hold nothing of the outside and are the same bytes every time."""

from __future__ import annotations

import re

_FONT = "DejaVu Sans Mono"
_FONT_FACE = re.compile(r"\s*@font-face\s*\{[^}]*\}")
_COMMENT = re.compile(r"\s*<!--.*?-->", re.DOTALL)
_FONT_FAMILY = re.compile(r"font-family:\s*[^;]*(?=;)")


def cleaned(svg: str) -> str:
    """Return a picture of Textual's without the fonts that it would fetch from servers, and without its comment."""
    svg = _COMMENT.sub("", _FONT_FACE.sub("", svg))
    return _FONT_FAMILY.sub(f"font-family: '{_FONT}', 'Menlo', 'Consolas', monospace", svg)


def rasterised(svg: str) -> bytes:
    """Return the picture as PNG."""
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(svg_string=svg, monospace_family=_FONT, font_family=_FONT))
