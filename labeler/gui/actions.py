"""The one table of actions: menus, shortcuts and the page of keys are made from it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """``keys`` in Qt's portable spelling, the first is the one shown. ``page`` is where it works, "" everywhere.

    An ``indexed`` action tells its handler which of its keys was pressed, counted from 1.
    """

    id: str
    text: str
    keys: tuple[str, ...]
    group: str
    page: str = ""
    indexed: bool = False


PROJECT, EDIT, REVIEW, RANKING, VIEW = "Project", "Edit", "Review", "Ranking", "View"

ACTIONS: tuple[Action, ...] = (
    Action("new", "New project…", ("Ctrl+N",), PROJECT),
    Action("open", "Open project…", ("Ctrl+O",), PROJECT),
    Action("demo", "Make and open the demo", (), PROJECT),
    Action("import-decisions", "Import decisions…", ("Ctrl+I",), PROJECT),
    Action("add-predictions", "Add predictions…", (), PROJECT),
    Action("export", "Export corrected splits…", ("Ctrl+E",), PROJECT),
    Action("close", "Close project", ("Ctrl+W",), PROJECT),
    Action("quit", "Quit", ("Ctrl+Q",), PROJECT),
    Action("undo", "Undo", ("Ctrl+Z",), EDIT),
    Action("redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), EDIT),
    Action("reviewer", "Who reviews…", (), EDIT),
    Action("right", "The label is right", ("Space",), REVIEW, "review"),
    Action("wrong", "The label is wrong: choose the right one", ("W",), REVIEW, "review"),
    Action("exclude", "Exclude the example", ("X",), REVIEW, "review"),
    Action("unsure", "Unsure", ("U",), REVIEW, "review"),
    Action("category", "Toggle error category 1 to 9", tuple("123456789"), REVIEW, "review", indexed=True),
    Action("new-category", "New error category", ("+",), REVIEW, "review"),
    Action("comment", "Comment", ("C",), REVIEW, "review"),
    Action("next", "Next example", ("Return", "Enter", "Right"), REVIEW, "review"),
    Action("back", "Back", ("Backspace", "Left"), REVIEW, "review"),
    Action("next-undecided", "Next undecided example", ("N",), REVIEW, "review"),
    Action("queue", "Choose the queue", ("Q",), REVIEW, "review"),
    Action("fit", "Fit the image", ("F",), REVIEW, "review"),
    Action("actual-size", "Image at 1:1", ("Z",), REVIEW, "review"),
    Action("zoom-in", "Zoom in", ("Ctrl++", "Ctrl+="), REVIEW, "review"),
    Action("zoom-out", "Zoom out", ("Ctrl+-",), REVIEW, "review"),
    Action("apply", "Apply to dev and test", ("Ctrl+Return",), RANKING, "ranking"),
    Action("copy-verdict", "Copy the verdict", ("Ctrl+Shift+C",), RANKING, "ranking"),
    Action("show-start", "Start", ("Ctrl+1",), VIEW),
    Action("show-review", "Review", ("Ctrl+2",), VIEW),
    Action("show-ranking", "Ranking", ("Ctrl+3",), VIEW),
    Action("theme", "Light or dark", ("Ctrl+T",), VIEW),
    Action("larger-text", "Larger text", ("Ctrl+Alt++", "Ctrl+Alt+="), VIEW),
    Action("smaller-text", "Smaller text", ("Ctrl+Alt+-",), VIEW),
    Action("keys", "All keys", ("?", "F1"), VIEW),
)

_NAMES = {"Return": "Enter", "Backspace": "⌫", "Right": "→", "Left": "←"}


def action(action_id: str) -> Action:
    """The action of that id; KeyError for a slip of ours."""
    return {each.id: each for each in ACTIONS}[action_id]


def key_name(key: str) -> str:
    """A key as a keycap shows it: "Ctrl Z", "Enter", "⌫"."""
    if key.endswith("++"):
        return " ".join([*key[:-2].split("+"), "+"])
    return key if len(key) == 1 else " ".join(_NAMES.get(part, part) for part in key.split("+"))


def keycap(action_id: str) -> str:
    """The first key of an action, for its button; empty if it has none."""
    keys = action(action_id).keys
    return key_name(keys[0]) if keys else ""
