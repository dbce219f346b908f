from __future__ import annotations

import re
import subprocess
import sys

import pytest

from labeler.resources import resource_path

ICONS = sorted(resource_path("icons").glob("*.svg"))


@pytest.mark.parametrize("name", ["light", "dark"])
def test_each_theme_has_its_colours_and_pictures(name: str) -> None:
    assert resource_path("themes", f"{name}.json").is_file()
    assert resource_path("themes", name, "check.svg").is_file()


@pytest.mark.parametrize("icon", [path for path in ICONS if path.stem != "labeler"], ids=lambda path: path.stem)
def test_icons_are_drawn_in_a_box_of_16_in_the_current_colour(icon: object) -> None:
    source = icon.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    assert 'viewBox="0 0 16 16"' in source
    assert set(re.findall(r'(?:stroke|fill)="([^"]+)"', source)) <= {"currentColor", "none"}


def test_a_path_that_does_not_exist_is_answered_all_the_same() -> None:
    assert not resource_path("icons", "no-such-icon.svg").exists()


def test_finding_resources_and_decoding_images_loads_no_qt() -> None:
    code = "import sys, labeler.resources, labeler.media.thumbnails; sys.exit('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
