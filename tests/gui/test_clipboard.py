"""Tables on the clipboard: what a spreadsheet pastes is cells, and never a formula from somebody's file."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from labeler.gui.clipboard import copy_table, copy_text


def test_text_is_copied_as_it_is(qapp: QApplication) -> None:
    copy_text("Relabeling changes no rank.\n= as said")
    assert QApplication.clipboard().text() == "Relabeling changes no rank.\n= as said"


def test_a_table_is_rows_of_tabs(qapp: QApplication) -> None:
    copy_table(["Category", "Share"], [["Blurry", "61 %"], ["", "–"]])
    assert QApplication.clipboard().text() == "Category\tShare\nBlurry\t61 %\n\t–\n"


def test_a_cell_stays_one_cell_whatever_it_holds(qapp: QApplication) -> None:
    copy_table(["a", "b"], [["tab\there", "line\r\nbreak"], ["nul\0", "para\u2029graph"]])
    lines = QApplication.clipboard().text().splitlines()
    assert lines[1:] == ["tab here\tline break", "nul\tpara graph"]


def test_formulas_are_guarded_and_numbers_are_not(qapp: QApplication) -> None:
    copy_table(["=HEAD()"], [["=1+1"], ["@SUM(A1)"], ["-5"], ["+0.25"], ["-cmd|'x'"], ["\t=1"]])
    lines = QApplication.clipboard().text().splitlines()
    assert lines == ["'=HEAD()", "'=1+1", "'@SUM(A1)", "-5", "+0.25", "'-cmd|'x'", "'=1"]


def test_the_same_cells_go_as_html_escaped(qapp: QApplication) -> None:
    copy_table(["Label"], [["<b>dog</b> & cat"], ["=1"]])
    html = QApplication.clipboard().mimeData().html()
    assert "<th>Label</th>" in html
    assert "<td>&lt;b&gt;dog&lt;/b&gt; &amp; cat</td>" in html
    assert "<td>&#x27;=1</td>" in html
