"""Imports go downwards only, Qt stays in the window, and importing the package is instant."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import labeler

PACKAGE = Path(labeler.__file__).parent

DATA = {"errors", "core"}
SESSION = DATA | {"store", "formats", "media", "demo"}
DOORS = SESSION | {"session"}
MAY_IMPORT = {
    "errors": set(),
    "resources": set(),
    "core": {"errors"},
    "store": DATA,
    "formats": DATA,
    "media": DATA,
    "demo": DATA,
    "session": SESSION,
    "report": DOORS,
    "gui": DOORS | {"report"},
    "cli": DOORS | {"report", "gui"},
    "__init__": {"errors", "session"},
    "__main__": {"cli"},
}
QT = {"PySide6", "shiboken6"}
FILES_AND_SQL = {"sqlite3", "sqlite_utils", "pandas", "pyarrow", "openpyxl", "PIL", "soundfile", "platformdirs"}
VAGUE = {"util", "utils", "manager", "managers", "helper", "helpers", "common", "misc"}


class Import(NamedTuple):
    """``name`` in full: for ``from labeler import errors`` it is ``labeler.errors``."""

    file: Path
    line: int
    name: str
    lazy: bool

    @property
    def layer(self) -> str:
        return layer(self.file)

    @property
    def target(self) -> str | None:
        """The layer imported; None for what isn't ours."""
        package, _, rest = self.name.partition(".")
        return rest.partition(".")[0] or "__init__" if package == "labeler" else None

    def __str__(self) -> str:
        return f"{self.file.relative_to(PACKAGE.parent)}:{self.line} imports {self.name}"


def layer(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def source_files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


@cache
def imports() -> tuple[Import, ...]:
    return tuple(i for file in source_files() for i in imports_of(file, file.read_text(encoding="utf-8")))


def imports_of(file: Path, text: str) -> Iterator[Import]:
    tree = ast.parse(text, str(file))
    inside = {id(node) for function in functions(tree) for node in ast.walk(function)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        for name in names(node, file):
            yield Import(file, node.lineno, name, lazy=id(node) in inside)


def functions(tree: ast.AST) -> Iterator[ast.AST]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda))


def names(node: ast.Import | ast.ImportFrom, file: Path) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    base = ".".join(part for part in (*parents(file, node.level), node.module) if part)
    return [f"{base}.{alias.name}" for alias in node.names]


def parents(file: Path, level: int) -> tuple[str, ...]:
    """What the dots of a relative import stand for."""
    return file.relative_to(PACKAGE.parent).parts[:-level] if level else ()


def assert_none(violations: Iterable[Import]) -> None:
    lines = {(violation.file, violation.line): str(violation) for violation in violations}
    found = "\n  ".join(lines.values())
    assert not found, f"imports that break the layers:\n  {found}"


def test_every_module_belongs_to_a_layer() -> None:
    assert {layer(file) for file in source_files()} <= set(MAY_IMPORT)


def test_imports_go_downwards_only() -> None:
    ours = [i for i in imports() if i.target is not None]
    allowed = {name: below | {name, "resources"} for name, below in MAY_IMPORT.items()}
    assert_none(i for i in ours if i.target not in allowed[i.layer])


def test_the_command_line_imports_the_window_only_when_asked_to_open_it() -> None:
    assert_none(i for i in imports() if i.layer == "cli" and i.target == "gui" and not i.lazy)


def test_qt_is_imported_only_by_the_window() -> None:
    assert_none(i for i in imports() if i.name.partition(".")[0] in QT and i.layer != "gui")


def test_the_core_knows_no_files_and_no_sql() -> None:
    assert_none(i for i in imports() if i.layer == "core" and i.name.partition(".")[0] in FILES_AND_SQL)


def test_a_page_never_imports_a_page() -> None:
    assert_none(i for i in imports() if below_pages(i.name) in pages() - {own(i.file)} and own(i.file) is not None)


def test_there_are_pages_to_keep_apart() -> None:
    assert len(pages()) > 1


@cache
def pages() -> set[str | None]:
    """Modules and packages in ``gui/pages`` that define a page; the others there are parts of pages."""
    files = (PACKAGE / "gui" / "pages").rglob("*.py")
    return {own(file) for file in files if defines_page(file.read_text(encoding="utf-8"))}


def defines_page(text: str) -> bool:
    classes = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef))
    return any(ast.unparse(base) == "Page" for each in classes for base in each.bases)


def own(file: Path) -> str | None:
    return below_pages(".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts))


def below_pages(name: str) -> str | None:
    """``review`` for ``labeler.gui.pages.review.desk.Desk``; None for what isn't in ``labeler.gui.pages``."""
    found = re.match(r"labeler\.gui\.pages\.(?!__init__)(\w+)", name)
    return found[1] if found else None


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = [str(file.relative_to(PACKAGE)) for file in PACKAGE.rglob("*.py") if VAGUE & set(file.stem.split("_"))]
    assert vague == []


def test_violations_are_found() -> None:
    text = "from labeler.session import session\ndef f():\n    from .. import gui, cli\n    import PySide6.QtCore\n"
    found = [(i.line, i.name, i.lazy) for i in imports_of(PACKAGE / "core" / "made_up.py", text)]
    assert found == [
        (1, "labeler.session.session", False),
        (3, "labeler.gui", True),
        (3, "labeler.cli", True),
        (4, "PySide6.QtCore", True),
    ]


def loaded_by(statements: str) -> set[str]:
    """Top-level names of what a fresh interpreter has loaded after running the statements."""
    program = f"import sys\n{statements}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in done.stdout.split()}


def test_importing_the_package_loads_neither_qt_nor_array_libraries() -> None:
    assert not loaded_by("import labeler") & (QT | {"numpy", "pandas", "scipy", "pyarrow"})


def test_reading_a_command_line_loads_neither_qt_nor_pandas() -> None:
    loaded = loaded_by("from labeler.cli import parser\nparser.build().parse_args(['rank', 'p.labeler'])")
    assert not loaded & (QT | {"pandas", "scipy", "pyarrow", "sqlite_utils"})
