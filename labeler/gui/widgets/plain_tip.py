"""Tooltips that show data as it is written."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import Qt


def plain_tip(text: str) -> str:
    """Shown by Qt as the very same signs: it takes what looks like HTML for HTML, such as a class named ``<b>``."""
    if not Qt.mightBeRichText(text):
        return text
    return f'<qt><span style="white-space:pre-wrap">{escape(text)}</span></qt>'
