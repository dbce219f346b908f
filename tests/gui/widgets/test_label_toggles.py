from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from labeler.gui.keymap import IN_FORCE, Keymap
from labeler.gui.widgets.label_editor import Offer
from labeler.gui.widgets.label_toggles import LabelToggles
from labeler.gui.widgets.task_editors import editor_for
from labeler.gui.widgets.text_label import TextLabel

NINE = ("animal", "vehicle", "flies", "wings", "wheels", "fur", "four_legs", "on_water", "horns")
MANY = (*NINE, *(f"attribute {number}" for number in range(191)))
GIVEN = "animal;wings;?flies"

Key = Qt.Key
Shown = Callable[[LabelToggles], LabelToggles]
Triggers = Callable[[QWidget, str], bool]


@pytest.fixture
def toggles(shown: Shown) -> LabelToggles:
    made = shown(LabelToggles())
    made.edit(Offer(NINE, GIVEN))
    return made


def _focused() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def _type(text: str) -> None:
    QTest.keyClicks(_focused(), text)


def _press(*keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(_focused(), key)


def _accepted(qtbot: QtBot, toggles: LabelToggles) -> str:
    with qtbot.waitSignal(toggles.chosen) as signal:
        _press(Key.Key_Return)
    assert signal.args is not None
    return str(signal.args[0])


def _list(toggles: LabelToggles) -> QListView:
    return toggles.findChildren(QListView)[0]


def _listed(toggles: LabelToggles) -> list[str]:
    model = _list(toggles).model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [model.index(row, 0).data(role) for row in range(model.rowCount())]


def _said(toggles: LabelToggles) -> str:
    said = (label.accessibleName() for label in toggles.findChildren(TextLabel) if label.isVisible())
    return " | ".join(said).replace("\u00a0", " ")


def test_it_is_the_editor_of_sets(qtbot: QtBot) -> None:
    editor = editor_for("multilabel")
    qtbot.addWidget(editor)
    assert isinstance(editor, LabelToggles)


def test_every_label_says_its_given_state(toggles: LabelToggles) -> None:
    assert _listed(toggles)[:4] == ["animal: present", "vehicle: absent", "flies: unknown", "wings: present"]
    assert toggles.is_typing()


def test_digits_toggle_and_enter_accepts_the_whole_set(qtbot: QtBot, toggles: LabelToggles) -> None:
    _type("46")
    assert _accepted(qtbot, toggles) == "animal;?flies;fur"


def test_arrows_move_and_space_toggles(qtbot: QtBot, toggles: LabelToggles) -> None:
    _press(Key.Key_Down, Key.Key_Space, Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_Space)
    assert _accepted(qtbot, toggles) == "vehicle;?flies;wings"


def test_an_unknown_label_becomes_present_and_then_absent(qtbot: QtBot, toggles: LabelToggles) -> None:
    _type("3")
    assert _listed(toggles)[2] == "flies: present, given unknown"
    _type("3")
    assert _accepted(qtbot, toggles) == "animal;wings"


@pytest.mark.parametrize("sign", ["?", "-"])
def test_a_sign_says_that_a_label_cannot_be_told(qtbot: QtBot, toggles: LabelToggles, sign: str) -> None:
    _type(f"9{sign}")
    assert _accepted(qtbot, toggles) == "animal;?flies;wings;?horns"


def test_what_differs_is_said_in_words(toggles: LabelToggles) -> None:
    assert "As given" in _said(toggles)
    _type("469?")
    assert "− wings, + fur, ? horns" in _said(toggles)
    _type("4")
    assert "− wings" not in _said(toggles)
    assert "wings: present" in _listed(toggles)


def test_the_given_set_is_not_accepted_and_the_other_verdict_named(qtbot: QtBot, toggles: LabelToggles) -> None:
    with qtbot.assertNotEmitted(toggles.chosen):
        _type("66")
        _press(Key.Key_Return)
    assert "That is the given set: if it is right, Esc and then Space says so" in _said(toggles)


def test_no_label_at_all_is_an_empty_text(qtbot: QtBot, toggles: LabelToggles) -> None:
    toggles.edit(Offer(NINE, "animal"))
    _type("1")
    assert _accepted(qtbot, toggles) == ""


def test_a_second_look_starts_from_the_standing_set(qtbot: QtBot, toggles: LabelToggles) -> None:
    toggles.edit(Offer(NINE, GIVEN, standing="fur"))
    assert "− animal, − flies, − wings, + fur" in _said(toggles)
    _type("8")
    assert _accepted(qtbot, toggles) == "fur;on_water"


def test_an_empty_standing_set_is_one_too(toggles: LabelToggles) -> None:
    toggles.edit(Offer(NINE, GIVEN, standing=""))
    assert {row.partition(": ")[2].partition(",")[0] for row in _listed(toggles)} == {"absent"}


def test_blind_all_start_absent_and_nothing_is_marked(qtbot: QtBot, toggles: LabelToggles) -> None:
    toggles.edit(Offer(NINE, GIVEN, blind=True))
    assert _listed(toggles) == [f"{label}: absent" for label in NINE]
    assert "None of the labels" in _said(toggles)
    _type("143?")
    assert "animal, flies?, wings" in _said(toggles)
    assert _accepted(qtbot, toggles) == "animal;?flies;wings"


def test_blind_the_set_may_be_the_given_one_or_none(qtbot: QtBot, toggles: LabelToggles) -> None:
    toggles.edit(Offer(NINE, "", blind=True))
    assert _accepted(qtbot, toggles) == ""


def test_names_are_written_as_sets_are(qtbot: QtBot, toggles: LabelToggles) -> None:
    toggles.edit(Offer(("?odd", "a;b"), ""))
    _type("12")
    assert _accepted(qtbot, toggles) == r"\?odd;a\;b"


def test_of_few_a_letter_goes_to_the_next_label_that_begins_so(qtbot: QtBot, toggles: LabelToggles) -> None:
    _type("w ")
    assert _listed(toggles)[3] == "wings: absent, given present"
    _type("ww ")
    assert _listed(toggles)[3] == "wings: present"
    _type("w ")
    assert _listed(toggles)[4] == "wheels: present, given absent"


def test_of_few_other_letters_do_nothing(qtbot: QtBot, toggles: LabelToggles) -> None:
    _type("zq ")
    assert "As given" in _said(toggles)


def test_of_many_letters_find_one_and_enter_toggles_it(qtbot: QtBot, toggles: LabelToggles) -> None:
    toggles.edit(Offer(MANY, GIVEN))
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    _type("att 100")
    assert _listed(toggles) == ["attribute 100: absent"]
    _press(Key.Key_Return)
    assert len(_listed(toggles)) == len(MANY)
    assert "+ attribute 100" in _said(toggles)
    _type("fur?")
    assert _accepted(qtbot, toggles) == "animal;?flies;wings;?fur;attribute 100"


def test_of_many_the_label_found_stays_the_one_keys_are_about(qtbot: QtBot, toggles: LabelToggles) -> None:
    toggles.edit(Offer(MANY, GIVEN))
    _type("horn;? ")
    assert _accepted(qtbot, toggles) == "animal;?flies;wings;horns"


def test_of_many_a_digit_toggles_only_while_nothing_is_typed(qtbot: QtBot, toggles: LabelToggles) -> None:
    toggles.edit(Offer(MANY, GIVEN))
    _type("0")
    assert "+ attribute 0" in _said(toggles)
    _type("attribute 7")
    assert "flies" not in _said(toggles)


def test_what_matches_nothing_toggles_nothing(qtbot: QtBot, toggles: LabelToggles) -> None:
    toggles.edit(Offer(MANY, GIVEN))
    _type("xyz")
    assert "no label matches" in _said(toggles)
    with qtbot.assertNotEmitted(toggles.chosen):
        _press(Key.Key_Return)
    assert "As given" in _said(toggles)


def test_a_click_toggles_and_a_right_click_says_unknown(qtbot: QtBot, toggles: LabelToggles) -> None:
    view = _list(toggles)
    place = view.visualRect(view.model().index(1, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert _listed(toggles)[1] == "vehicle: present, given absent"
    view.customContextMenuRequested.emit(place)
    assert _listed(toggles)[1] == "vehicle: unknown, given absent"


def test_escape_cancels(qtbot: QtBot, toggles: LabelToggles) -> None:
    with qtbot.waitSignal(toggles.cancelled):
        _press(Key.Key_Escape)


@pytest.mark.parametrize("labels", [NINE, MANY])
@pytest.mark.parametrize("keys", ["Space", "Return", "X", "1", "?", "Left", "Escape"])
def test_its_own_keys_trigger_nothing_in_the_window(
    toggles: LabelToggles, triggers: Triggers, keys: str, labels: tuple[str, ...]
) -> None:
    toggles.edit(Offer(labels, GIVEN))
    assert not triggers(toggles, keys)


@pytest.mark.parametrize("labels", [NINE, MANY])
@pytest.mark.parametrize("keys", ["Ctrl+Space", "Ctrl+R", "Alt+Left", "Alt+Up", "Ctrl+Down", "F1"])
def test_keys_of_the_recording_reach_the_window(
    toggles: LabelToggles, triggers: Triggers, keys: str, labels: tuple[str, ...]
) -> None:
    toggles.edit(Offer(labels, GIVEN))
    assert triggers(toggles, keys)


@pytest.mark.parametrize("labels", [NINE, MANY])
def test_blind_the_hint_names_the_verdicts_that_can_be_said_meanwhile(
    toggles: LabelToggles, triggers: Triggers, labels: tuple[str, ...]
) -> None:
    toggles.edit(Offer(labels, GIVEN, blind=True))
    assert _hint(toggles).endswith("Esc leaves · Alt X excludes · Alt U unsure")
    assert triggers(toggles, "Alt+X")
    IN_FORCE.use(Keymap("left-hand"))
    assert _hint(toggles).endswith("Esc leaves · Alt X excludes · Alt S unsure")


def _hint(toggles: LabelToggles) -> str:
    return toggles.findChildren(TextLabel)[-1].accessibleName().replace("\u00a0", " ")
