from __future__ import annotations

import pytest

from labeler.gui.pages.review.conditions import examples, joined, split_conditions
from labeler.gui.pages.review.queue_kinds import Choices


@pytest.mark.parametrize(
    ("line", "conditions"),
    [
        ("", ()),
        ("   ", ()),
        ("label=cat", ("label=cat",)),
        ("label=cat  wrong=yes", ("label=cat", "wrong=yes")),
        ("category=Great cat wrong!=yes", ("category=Great cat", "wrong!=yes")),
        ("category!=Great cat", ("category!=Great cat",)),
        ("text=a=b", ("text=a=b",)),
        ("label=cat year<2019 size>=3", ("label=cat", "year<2019", "size>=3")),
        ("no condition", ("no condition",)),
        ("photo year=2019 label=cat", ("photo year=2019", "label=cat")),
        ("label=cat photo year=2019", ("label=cat", "photo year=2019")),
    ],
)
def test_blanks_belong_to_the_value_before_them(line: str, conditions: tuple[str, ...]) -> None:
    assert split_conditions(line, ["photo year"]) == conditions
    assert split_conditions(joined(conditions), ["photo year"]) == conditions


def test_the_examples_are_of_this_project() -> None:
    told = examples(Choices(models=("m",), labels=("ant", "bee"), reviewers=("ann",), categories=("Great cat",)))
    assert {"label=ant", "predicted=bee", "category=Great cat", "reviewer=ann"} <= set(told)
    assert "wrong=yes" not in examples(Choices())
