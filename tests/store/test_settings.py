"""Settings and the record of imports."""

from __future__ import annotations

import pytest

from labeler.store.settings import Import, Settings


@pytest.mark.parametrize("value", [0, 2**60, "猫", None, True, [1, {"a": "b"}], {}])
def test_a_setting_reads_back_as_it_was_put(connection, value):
    settings = Settings(connection)
    settings.put("x", "before")
    settings.put("x", value)
    assert settings.get("x", "default") == value


def test_a_setting_that_was_never_put_is_the_default(connection):
    assert Settings(connection).get("x") is None
    assert Settings(connection).get("x", 3) == 3


def test_imports_are_listed_in_their_order(connection):
    entries = [
        Import("2026-01-01T00:00:00Z", "examples", "dev.csv", 10, 2, {"map": {"label": "Klasse"}}),
        Import("2025-01-01T00:00:00Z", "predictions", "ä.csv", 0, 0, {}),
    ]
    for entry in entries:
        Settings(connection).record_import(entry)
    assert Settings(connection).imports() == entries
