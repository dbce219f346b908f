"""The CIFAR-10 project: 10,000 examples, 8 models, and a reviewer who saves 200 decisions."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.bench

DECISIONS = 200


def test_the_cifar10_project(data, measure, show, tmp_path):
    pack, project = data / "cifar10", tmp_path / "cifar10.labeler"
    predictions = {path.stem: path for path in sorted((pack / "predictions").glob("*.csv"))}
    steps = [
        ("new", {"examples": pack / "examples.csv", "predictions": predictions, "labels": pack / "labels.csv"}),
        ("first_example", {}),
        ("rank", {"resamples": 0}),
        ("rank", {"resamples": 10_000}),
        ("record", {"decisions": DECISIONS}),
        ("verify", {}),
    ]
    assert len(predictions) == 8
    for step, arguments in steps:
        done = measure(step, project=project, **arguments)
        rows = [(part, f"{1000 * seconds:,.2f} ms") for part, seconds in done.seconds.items()]
        show(f"CIFAR-10: {step}", [*rows, ("peak memory", f"{done.peak:,.0f} MB")])
