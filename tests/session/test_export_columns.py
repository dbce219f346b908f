from __future__ import annotations

import csv
from pathlib import Path

import labeler


def test_a_split_keeps_the_columns_of_its_own_file(tmp_path: Path) -> None:
    (tmp_path / "dev.csv").write_text("example_id,label,speaker\na,cat,Mia\nb,dog,Ben\n")
    (tmp_path / "test.csv").write_text("example_id,label,room\nc,cat,hall\nd,dog,attic\n")
    with labeler.new(
        tmp_path / "p", examples=[("dev", tmp_path / "dev.csv"), ("test", tmp_path / "test.csv")]
    ) as session:
        for example_id in ("a", "c"):
            session.record(example_id, "incorrect", label="dog")
        session.apply(override_parity="one model less than one")
        session.export(tmp_path / "out")
    headers = {}
    for split in ("dev", "test"):
        with (tmp_path / "out" / "corrected" / f"{split}.csv").open(newline="") as file:
            headers[split] = next(csv.reader(file))
    added = ["given_label", "label_status", "label_version"]
    assert headers == {
        "dev": ["example_id", "label", "speaker", *added],
        "test": ["example_id", "label", "room", *added],
    }
