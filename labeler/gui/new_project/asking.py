"""The file dialogs of setting a project up; tests answer in their place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from labeler.store.project_file import SUFFIX

_TABLES = "Tables (*.csv *.tsv *.txt *.csv.gz *.tsv.gz *.txt.gz *.parquet *.jsonl *.jsonl.gz *.xlsx);;All files (*)"


class Asking:
    """Each answer is empty or None if the person thought better of it."""

    def tables(self, parent: QWidget, title: str, folder: Path | None) -> list[Path]:
        names, _ = QFileDialog.getOpenFileNames(parent, title, str(folder or ""), _TABLES)
        return [Path(name) for name in names]

    def folder(self, parent: QWidget, title: str, folder: Path | None) -> Path | None:
        name = QFileDialog.getExistingDirectory(parent, title, str(folder or ""))
        return Path(name) if name else None

    def project(self, parent: QWidget, title: str, proposed: Path | None) -> Path | None:
        name, _ = QFileDialog.getSaveFileName(parent, title, str(proposed or ""), f"Projects (*{SUFFIX})")
        return Path(name) if name else None
