"""Which editor a label of each kind of task has."""

from __future__ import annotations

from labeler.gui.widgets.label_chooser import LabelChooser
from labeler.gui.widgets.label_editor import LabelEditor
from labeler.gui.widgets.label_toggles import LabelToggles
from labeler.gui.widgets.transcript_editor import TranscriptEditor

EDITORS: dict[str, type[LabelEditor]] = {
    "binary": LabelChooser,
    "multiclass": LabelChooser,
    "multilabel": LabelToggles,
    "transcript": TranscriptEditor,
}


def editor_for(task_name: str) -> LabelEditor:
    """A new one; KeyError for a slip of ours."""
    return EDITORS[task_name]()
