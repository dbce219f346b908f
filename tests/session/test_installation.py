"""What belongs to this installation and not to a project."""

from __future__ import annotations

import getpass
import os
import re
import uuid

import pytest

from labeler.session.installation import default_reviewer, home, install_id, now


def test_the_installation_keeps_its_identity(installation):
    first = install_id()
    assert re.fullmatch("[0-9a-f]{32}", first)
    assert install_id() == first
    assert (installation / "installation.json").is_file()


def test_two_installations_differ(monkeypatch, tmp_path):
    first = install_id()
    monkeypatch.setenv("LABELER_HOME", str(tmp_path / "deep" / "other"))
    assert install_id() != first
    assert home() == tmp_path / "deep" / "other"


def test_of_two_first_starts_at_once_both_are_one_installation(installation, monkeypatch):
    path, make = installation / "installation.json", uuid.uuid4

    def make_while_another_is_faster():
        path.write_text('{"install": "theirs"}')
        return make()

    monkeypatch.setattr(uuid, "uuid4", make_while_another_is_faster)
    assert install_id() == "theirs"
    assert [file.name for file in installation.iterdir()] == ["installation.json"]


def test_without_links_the_identity_is_still_kept(installation, monkeypatch):
    def link(*_paths):
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", link)
    assert install_id() == install_id()
    assert [file.name for file in installation.iterdir()] == ["installation.json"]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"other": 1}', "\xff"])
def test_an_identity_that_cannot_be_read_is_made_anew(installation, content):
    (installation / "installation.json").write_text(content, encoding="latin-1")
    fresh = install_id()
    assert re.fullmatch("[0-9a-f]{32}", fresh)
    assert install_id() == fresh


def test_a_home_that_cannot_be_written_still_has_an_identity(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("LABELER_HOME", str(tmp_path / "file" / "home"))
    assert re.fullmatch("[0-9a-f]{32}", install_id())
    assert install_id() == install_id()


@pytest.mark.parametrize(("named", "reviewer"), [(" ann ", "ann"), ("Zoë 猫", "Zoë 猫")])
def test_the_reviewer_can_be_named(monkeypatch, named, reviewer):
    monkeypatch.setenv("LABELER_REVIEWER", named)
    assert default_reviewer() == reviewer


@pytest.mark.parametrize("named", ["", "  "])
def test_the_reviewer_is_who_is_logged_in(monkeypatch, named):
    monkeypatch.setenv("LABELER_REVIEWER", named)
    assert default_reviewer() == getpass.getuser()


def test_now_is_told_in_utc_to_the_millisecond():
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", now())
