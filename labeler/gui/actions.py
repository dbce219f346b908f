"""The one table of actions: menus, shortcuts and the page of keys are made from it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """``keys`` in Qt's portable spelling, the first is the one shown. ``page`` is where it works, "" everywhere.

    An ``indexed`` action tells its handler which of its nine keys was pressed, counted from 1. A ``typing`` action
    works while text is typed too, by its keys with Ctrl or Alt.
    """

    id: str
    text: str
    keys: tuple[str, ...]
    group: str
    page: str = ""
    indexed: bool = False
    typing: bool = False


PROJECT, EDIT, REVIEW, IMAGE, SOUND = "Project", "Edit", "Review", "Image", "Sound"
GALLERY, ERRORS, CORRECTIONS, RANKING, DIAGNOSIS = "Gallery", "Errors", "Corrections", "Ranking", "Diagnosis"
OVERVIEW, VIEW = "Overview", "View"
_ALT_DIGITS = tuple(f"Alt+{digit}" for digit in range(1, 10))

ACTIONS: tuple[Action, ...] = (
    Action("new", "New project…", ("Ctrl+N",), PROJECT),
    Action("open", "Open project…", ("Ctrl+O",), PROJECT),
    Action("demo", "Make and open the demo", (), PROJECT),
    Action("import-decisions", "Import decisions…", ("Ctrl+I",), PROJECT),
    Action("add-predictions", "Add predictions…", (), PROJECT),
    Action("relocate", "Locate the media folder…", ("Ctrl+M",), PROJECT),
    Action("export", "Export corrected splits…", ("Ctrl+E",), PROJECT),
    Action("close", "Close project", ("Ctrl+W",), PROJECT),
    Action("quit", "Quit", ("Ctrl+Q",), PROJECT),
    Action("undo", "Undo", ("Ctrl+Z",), EDIT),
    Action("redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), EDIT),
    Action("reviewer", "Who reviews…", (), EDIT),
    Action("right", "The label is right", ("Space",), REVIEW, "review"),
    Action("wrong", "The label is wrong: choose the right one", ("W",), REVIEW, "review"),
    Action("exclude", "Exclude the example", ("X", "Alt+X"), REVIEW, "review", typing=True),
    Action("unsure", "Unsure", ("U", "Alt+U"), REVIEW, "review", typing=True),
    Action(
        "wrong-unknown",
        "Wrong, but what is right can't be told",
        ("D", "Alt+D"),
        REVIEW,
        "review",
        typing=True,
    ),
    Action("category", "Toggle error category 1 to 9", tuple("123456789"), REVIEW, "review", indexed=True),
    Action("new-category", "New error category", ("+",), REVIEW, "review"),
    Action("edit-category", "Rename or merge an error category", ("M",), REVIEW, "review"),
    Action("comment", "Comment", ("C",), REVIEW, "review"),
    Action("next", "Next example", ("Return", "Right"), REVIEW, "review"),
    Action("back", "Back", ("Backspace", "Left"), REVIEW, "review"),
    Action("next-undecided", "Next undecided example", ("N", "Alt+N"), REVIEW, "review", typing=True),
    Action("jump", "Jump to an example", ("J",), REVIEW, "review"),
    Action("queue", "Choose the queue", ("Q",), REVIEW, "review"),
    Action("pause", "Pause", ("Pause", "Ctrl+P"), REVIEW, "review", typing=True),
    Action("guidelines", "Guidelines", ("G",), REVIEW, "review"),
    Action("reference", "Add the example to a guideline", ("R",), REVIEW, "review"),
    Action(
        "take-hypothesis",
        "Take over the transcript of model 1 to 9",
        _ALT_DIGITS,
        REVIEW,
        "review",
        indexed=True,
        typing=True,
    ),
    Action("fit", "Fit the image", ("F",), IMAGE, "review"),
    Action("actual-size", "Image at 1:1", ("Z",), IMAGE, "review"),
    Action("zoom-in", "Zoom in", ("Ctrl++", "Ctrl+="), IMAGE, "review"),
    Action("zoom-out", "Zoom out", ("Ctrl+-",), IMAGE, "review"),
    Action("adjust", "Brightness, contrast and gamma", ("A",), IMAGE, "review"),
    Action("brighter", "Brighter", ("]",), IMAGE, "review"),
    Action("darker", "Darker", ("[",), IMAGE, "review"),
    Action("more-contrast", "More contrast", ("}",), IMAGE, "review"),
    Action("less-contrast", "Less contrast", ("{",), IMAGE, "review"),
    Action("reset-adjustments", "The image as it is", ("\\",), IMAGE, "review"),
    Action("next-frame", "Next frame", (".",), IMAGE, "review"),
    Action("previous-frame", "Previous frame", (",",), IMAGE, "review"),
    Action("play", "Play or pause", ("P", "Ctrl+Space"), SOUND, "review", typing=True),
    Action("replay", "Play from the start", ("O", "Ctrl+R"), SOUND, "review", typing=True),
    Action("loop", "Loop the selection", ("L", "Ctrl+L"), SOUND, "review", typing=True),
    Action("loop-start", "Start of the loop at the cursor", ("B", "Alt+B"), SOUND, "review", typing=True),
    Action("loop-end", "End of the loop at the cursor", ("E", "Alt+E"), SOUND, "review", typing=True),
    Action("seek-back", "A second back", ("Alt+Left",), SOUND, "review", typing=True),
    Action("seek-ahead", "A second ahead", ("Alt+Right",), SOUND, "review", typing=True),
    Action("slower", "Slower", ("Alt+Down",), SOUND, "review", typing=True),
    Action("faster", "Faster", ("Alt+Up",), SOUND, "review", typing=True),
    Action("quieter", "Quieter", ("Ctrl+Down",), SOUND, "review", typing=True),
    Action("louder", "Louder", ("Ctrl+Up",), SOUND, "review", typing=True),
    Action("channel", "Next channel", ("H",), SOUND, "review"),
    Action("spectrogram", "Spectrogram", ("S",), SOUND, "review"),
    Action("autoplay", "Play each example when it comes", (), SOUND, "review"),
    Action("do-next", "Do what is best done next", ("Return",), OVERVIEW, "overview"),
    Action("condition", "Add a condition", ("F",), GALLERY, "gallery"),
    Action("find-text", "Find text", ("/",), GALLERY, "gallery"),
    Action("all-examples", "All examples: no condition", ("Ctrl+Backspace",), GALLERY, "gallery"),
    Action("save-view", "Save these conditions with a name", ("Ctrl+S",), GALLERY, "gallery"),
    Action("saved-views", "Saved conditions", ("V",), GALLERY, "gallery"),
    Action("sort", "Sort by", ("S",), GALLERY, "gallery"),
    Action("grid-or-table", "Grid or table", ("T",), GALLERY, "gallery"),
    Action("confusion", "Confusion matrix", ("M",), GALLERY, "gallery"),
    Action("larger-thumbnails", "Larger thumbnails", ("Ctrl++", "Ctrl+="), GALLERY, "gallery"),
    Action("smaller-thumbnails", "Smaller thumbnails", ("Ctrl+-",), GALLERY, "gallery"),
    Action("select-all", "Select all that match", ("Ctrl+A",), GALLERY, "gallery"),
    Action("review-these", "Review these", ("R",), GALLERY, "gallery"),
    Action("decide-these", "Decide these…", ("D",), GALLERY, "gallery"),
    Action("tick", "Toggle error category 1 to 9", tuple("123456789"), ERRORS, "errors", indexed=True),
    Action("tick-cell", "Tick the box, or say that the label is right", ("Space",), ERRORS, "errors"),
    Action("label-wrong", "The label is wrong: choose the right one", ("W",), ERRORS, "errors"),
    Action("label-excluded", "Exclude the example", ("X",), ERRORS, "errors"),
    Action("label-unsure", "Unsure", ("U",), ERRORS, "errors"),
    Action("sheet-comment", "Comment", ("C",), ERRORS, "errors"),
    Action("open-in-review", "Open the example large", ("Return",), ERRORS, "errors"),
    Action("next-unreviewed", "Next error not reviewed", ("N",), ERRORS, "errors"),
    Action("add-category", "New error category", ("+",), ERRORS, "errors"),
    Action("rename-category", "Rename the category", ("F2",), ERRORS, "errors"),
    Action("merge-category", "Merge the category into another", ("M",), ERRORS, "errors"),
    Action("describe-category", "What belongs in the category", ("G",), ERRORS, "errors"),
    Action("category-left", "Move the category to the left", ("Ctrl+Left",), ERRORS, "errors"),
    Action("category-right", "Move the category to the right", ("Ctrl+Right",), ERRORS, "errors"),
    Action("revisit-category", "Revisit what was reviewed before the category was made", ("R",), ERRORS, "errors"),
    Action("copy-sheet", "Copy the sheet as a table", ("Ctrl+C",), ERRORS, "errors"),
    Action("save-chart", "Save the chart as a picture…", ("Ctrl+S",), ERRORS, "errors"),
    Action(
        "settle",
        "Settle the conflict as reviewer 1 to 9 says",
        tuple("123456789"),
        CORRECTIONS,
        "corrections",
        indexed=True,
    ),
    Action("settle-given", "Settle the conflict: the given label is right", ("Space",), CORRECTIONS, "corrections"),
    Action("settle-other", "Settle the conflict otherwise…", ("W",), CORRECTIONS, "corrections"),
    Action("settle-excluded", "Settle the conflict: exclude the example", ("X",), CORRECTIONS, "corrections"),
    Action("next-conflict", "Next conflict", ("N",), CORRECTIONS, "corrections"),
    Action("previous-conflict", "Previous conflict", ("Backspace",), CORRECTIONS, "corrections"),
    Action("conflict-predictions", "What models predict of the conflict", ("M",), CORRECTIONS, "corrections"),
    Action(
        "play-conflict", "Play or pause the recording", ("P", "Ctrl+Space"), CORRECTIONS, "corrections", typing=True
    ),
    Action("open-correction", "Show the example large, in Review", ("O",), CORRECTIONS, "corrections"),
    Action("find-correction", "Find among the corrections", ("/",), CORRECTIONS, "corrections"),
    Action("review-again", "Review these again", ("R",), CORRECTIONS, "corrections"),
    Action("corrections-in-gallery", "Show these in Gallery", ("G",), CORRECTIONS, "corrections"),
    Action(
        "corrections-section",
        "Corrected, conflicts, random or systematic, versions",
        _ALT_DIGITS,
        CORRECTIONS,
        "corrections",
        indexed=True,
        typing=True,
    ),
    Action("compare-versions", "What changed between two versions", ("V",), CORRECTIONS, "corrections"),
    Action("revert", "Revert to a version…", (), CORRECTIONS, "corrections"),
    Action("apply", "Apply to dev and test…", ("Ctrl+Return",), PROJECT),
    Action("ranking-view", "Models, pairs, noise", _ALT_DIGITS, RANKING, "ranking", indexed=True, typing=True),
    Action("copy-verdict", "Copy the verdict", ("Ctrl+Shift+C",), RANKING, "ranking"),
    Action("save-slide", "Save the verdict as a picture…", ("Ctrl+S",), RANKING, "ranking"),
    Action("review-audit", "Review what the audit needs next", ("A",), RANKING, "ranking"),
    Action("copy-diagnosis", "Copy the diagnosis", ("Ctrl+Shift+C",), DIAGNOSIS, "diagnosis"),
    Action("show-start", "Start", ("Ctrl+0",), VIEW),
    Action("show-overview", "Overview", ("Ctrl+1",), VIEW),
    Action("show-review", "Review", ("Ctrl+2",), VIEW),
    Action("show-gallery", "Gallery", ("Ctrl+3",), VIEW),
    Action("show-errors", "Error analysis", ("Ctrl+4",), VIEW),
    Action("show-corrections", "Corrections", ("Ctrl+5",), VIEW),
    Action("show-ranking", "Ranking", ("Ctrl+6",), VIEW),
    Action("show-diagnosis", "Diagnosis", ("Ctrl+7",), VIEW),
    Action("record-time", "Record the time spent on examples", (), VIEW),
    Action("panel-side", "Panel left or right", (), VIEW),
    Action("theme", "Light or dark", ("Ctrl+T",), VIEW),
    Action("larger-text", "Larger text", ("Ctrl+Alt++", "Ctrl+Alt+="), VIEW),
    Action("smaller-text", "Smaller text", ("Ctrl+Alt+-",), VIEW),
    Action("keys", "All keys", ("?", "F1"), VIEW),
)

_BY_ID = {each.id: each for each in ACTIONS}


def action(action_id: str) -> Action:
    """The action of that id; KeyError for a slip of ours."""
    return _BY_ID[action_id]
