"""Files that go into and out of an open project, each done in one go and told in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from labeler.gui import dialogs
from labeler.gui.new_project.names import model_name
from labeler.gui.project import Project

Transfer = Callable[[QWidget, Project], str | None]
"""Asks for files and does it; the sentence that tells what was done, None where the person thought better of it."""


def import_decisions(parent: QWidget, project: Project) -> str | None:
    path = dialogs.choose_table(parent, "Import decisions")
    return None if path is None else decisions_from(project, path)


def add_predictions(parent: QWidget, project: Project) -> str | None:
    paths = dialogs.choose_tables(parent, "Add predictions, one table a model")
    return predictions_from(project, paths) if paths else None


def export(parent: QWidget, project: Project) -> str | None:
    folder = dialogs.choose_new_folder(parent, "Export the corrected splits", f"{project.session.path.stem}-corrected")
    return None if folder is None else export_to(project, folder)


def decisions_from(project: Project, path: Path) -> str:
    """Import a table of decisions as one action, which one undo takes back. Raises LabelerError."""
    done = project.decide(path)
    told = f"{done.recorded:,} decisions recorded from {path.name}, {done.unchanged:,} said nothing new."
    return f"{told} {done.conflicts:,} examples are in conflict." if done.conflicts else told


def predictions_from(project: Project, paths: Sequence[Path]) -> str:
    """Add a model a table, named as in a new project; a model that is there already gets a new revision."""
    info = project.add_predictions([(model_name(path), path) for path in paths])
    return f"Predictions added; the project has {len(info.models)} models now."


def export_to(project: Project, folder: Path) -> str:
    """Write the latest applied version into a folder of its own. Raises LabelerError where none was applied."""
    done = project.session.export(folder)
    return f"Version {done.version} written to {folder}: {len(done.files)} files."


TRANSFERS: dict[str, Transfer] = {
    "import-decisions": import_decisions,
    "add-predictions": add_predictions,
    "export": export,
}
