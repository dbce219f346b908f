"""What goes to the clipboard: text, and tables that a spreadsheet and a mail both understand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

_BREAKS = re.compile(r"[\t\r\n\v\f\x00\x1c-\x1e\x85\u2028\u2029]+")


def copy_text(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def copy_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """As tab-separated text and as HTML; formulas are guarded as in exported tables, a cell stays one cell."""
    table = [[_cell(text) for text in row] for row in (header, *rows)]
    data = QMimeData()
    data.setText("".join("\t".join(row) + "\n" for row in table))
    data.setHtml(_html(table[0], table[1:]))
    QGuiApplication.clipboard().setMimeData(data)


def _cell(text: str) -> str:
    from labeler.formats.cells import guard  # noqa: PLC0415 - readers of tables: the window first

    return guard(_BREAKS.sub(" ", text).strip())


def _html(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    body = "".join(_row(row, "td") for row in rows)
    return f"<table><thead>{_row(header, 'th')}</thead><tbody>{body}</tbody></table>"


def _row(cells: Iterable[str], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>"
