"""Small buttons that name an action and its key."""

from __future__ import annotations

from PySide6.QtCore import SignalInstance

from labeler.gui.widgets.action_button import ActionButton


class ActionHint(ActionButton):
    """Tells ``requested`` the action's id when it is clicked."""

    def __init__(self, action_id: str, text: str, requested: SignalInstance) -> None:
        super().__init__(text, action=action_id, variant="hint")
        self.clicked.connect(lambda _checked=False: requested.emit(action_id))
