"""One decision on many examples, asked for with what it will replace."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QWidget

from labeler.gui.project import Project


class BulkDialog(QDialog):
    """Decides ``ids``, through the project, when it is accepted; ``exec()`` it."""

    def __init__(self, project: Project, ids: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
