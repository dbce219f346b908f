"""The matrix of given and corrected labels, as cells."""

from __future__ import annotations

from labeler.core.class_pairs import Cell
from labeler.gui.pages.corrections.noise_rows import Matrix


def test_the_ground_follows_the_count_and_one_error_shows_beside_none():
    found = [Cell("cat", "dog", 4, 0.1), Cell("dog", "cat", 1, 0.9), Cell("cat", "owl", 1, 0.02)]
    matrix = Matrix.of(found, ("cat", "dog", "owl"))
    strength = {
        (given, corrected): matrix.cell(row, column).strength
        for row, given in enumerate(matrix.rows)
        for column, corrected in enumerate(matrix.columns)
    }
    assert strength["cat", "dog"] == 1
    assert 0 < strength["dog", "cat"] == strength["cat", "owl"] < 1
    assert strength["dog", "owl"] == strength["cat", "cat"] == 0
    assert (matrix.rows[matrix.largest[0]], matrix.columns[matrix.largest[1]]) == ("cat", "dog")
