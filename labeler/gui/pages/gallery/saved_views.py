"""Views kept in the project: a menu of them, and the dialog that asks for a name."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from labeler.errors import LabelerError
from labeler.gui.keymap import keycap
from labeler.gui.project import Project
from labeler.gui.theme import GRID
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.ask_dialog import AskDialog
from labeler.gui.widgets.text_label import TextLabel
from labeler.session.session import Session
from labeler.session.views import View, words

_WIDTH = 440
_TITLE = "Save these conditions"


class SavedViewsMenu(ActionButton):
    """``chosen`` carries a view that was kept, ``save_requested`` that the present one is to be."""

    chosen = Signal(object)
    save_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Saved", action="saved-views", parent=parent)
        self._project: Project | None = None
        self._menu = QMenu(self)
        self.clicked.connect(self.open_menu)

    def set_project(self, project: Project | None) -> None:
        self._project = project
        self.setEnabled(project is not None)

    def menu(self) -> QMenu:
        return self._menu

    def open_menu(self) -> None:
        """Returns at once; the menu is made anew, for views come and go."""
        if self._project is None:
            return
        session = self._project.session
        kept, writable = session.views(), session.read_only is None
        self._menu.clear()
        for name, view in kept.items():
            shown = self._menu.addAction(_plain(name))
            shown.triggered.connect(lambda _checked=False, view=view: self.chosen.emit(view))
        if not kept:
            self._menu.addAction("Nothing is saved yet").setEnabled(False)
        self._menu.addSeparator()
        saving = self._menu.addAction("Save these conditions…" if writable else "The project can only be read")
        saving.setEnabled(writable)
        if writable and keycap("save-view"):
            saving.setText(f"{saving.text()}\t{keycap('save-view')}")
        saving.triggered.connect(lambda _checked=False: self.save_requested.emit())
        if kept and writable:
            self._add_removing(kept)
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def _add_removing(self, kept: Mapping[str, View]) -> None:
        removing = self._menu.addMenu("Remove")
        for name in kept:
            removing.addAction(_plain(name)).triggered.connect(lambda _checked=False, name=name: self._remove(name))

    def _remove(self, name: str) -> None:
        if self._project is not None and name in self._project.session.views():
            self._project.remove_view(name)


class SaveViewDialog(AskDialog):
    """Saves the view itself, by Enter; says so where the name stands for another view, and why it can't be saved."""

    def __init__(self, project: Project, view: View, parent: QWidget | None = None) -> None:
        super().__init__(_TITLE, question=_TITLE, verb="Save", width=_WIDTH, parent=parent)
        self._project, self._session, self._view = project, project.session, view
        self._line = QLineEdit()
        self._line.setAccessibleName("Name")
        self._line.setPlaceholderText("Name")
        self._note = TextLabel(size="small", tone="muted", wrap=True)
        self._lay_out()
        self._line.textChanged.connect(self._on_typed)
        self._line.returnPressed.connect(self.accept)
        self._on_typed("")
        if self._session.read_only is not None:
            self._say(f"The project can only be read: {self._session.read_only}", wrong=True)
            self._line.setEnabled(False)

    def accept(self) -> None:
        if not self.agree.isEnabled():
            return
        try:
            self._project.save_view(self._line.text(), self._view)
        except LabelerError as error:
            self._say(f"{error.message[:1].upper()}{error.message[1:]}", wrong=True)
            return
        super().accept()

    def _on_typed(self, text: str) -> None:
        name = text.strip()
        taken = name in self._session.views()
        self.agree.setEnabled(bool(name) and self._session.read_only is None)
        self.agree.set_label("Replace" if taken else "Save")
        self._say("There is one of this name: it will be replaced." if taken else "Kept in the project.")

    def _say(self, text: str, *, wrong: bool = False) -> None:
        self._note.set_text(text)
        self._note.set_tone("wrong" if wrong else "muted")

    def _lay_out(self) -> None:
        self.body.addWidget(TextLabel(_said(self._session, self._view), tone="muted", wrap=True))
        self.body.addSpacing(GRID)
        self.body.addWidget(self._line)
        self.body.addWidget(self._note)
        self.lay_out()


def _said(session: Session, view: View) -> str:
    try:
        said = words(session, view)
    except LabelerError:
        return ", ".join(view.where)
    return f"{said[:1].upper()}{said[1:]}"


def _plain(name: str) -> str:
    return name.replace("&", "&&")
