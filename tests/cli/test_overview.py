"""What ``labeler overview`` prints and its document."""

from __future__ import annotations

import pytest

import labeler


def test_the_document_is_that_of_the_session(run, project):
    said = run("overview", project, "--json")
    with labeler.open(project) as session:
        assert said.document == session.overview().to_dict()
    assert said.code == 0


def test_people_read_what_to_do_next_and_the_command_for_it(run, project):
    said = run("overview", project)
    assert "next: Review all 2 of shy's errors on dev and test and all 10 right ones" in said.out
    assert "labeler queue PROJECT errors --model shy --split dev+test --size 100" in said.out
    assert "no version has been applied yet" in said.out


def test_the_command_it_names_draws_that_queue(run, project):
    line = next(line for line in run("overview", project).out.splitlines() if "labeler queue" in line)
    arguments = [str(project) if word == "PROJECT" else word for word in line.split()[1:]]
    assert len(run(*arguments, "--json").document["items"]) == 2


def test_splits_models_and_queues_are_tables(run, project):
    out = run("overview", project).out
    assert "split  examples  reviewed" in out
    assert "shy (selected)" in out
    assert "Errors of shy" in out


def test_reviewers_and_the_last_version_are_named(run, project):
    with labeler.open(project) as session:
        for number in range(6):
            for split in ("dev", "test"):
                session.record(f"{split}-{number}", "correct", reviewer="ann")
        session.record("dev-0", "excluded", reviewer="ann")
        session.apply(by="ann")
    out = run("overview", project).out
    assert "  ann " in out
    assert "version 1, applied " in out
    assert "labeler export PROJECT DIR" in out


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_project_without_models_is_told_too(run, tables, tmp_path, options):
    path = tmp_path / "bare.labeler"
    run("new", path, "--examples", tables.examples)
    said = run("overview", path, *options)
    assert said.code == 0
    assert "Add the predictions of a model" in said.out


def test_a_project_that_is_not_there_is_an_error(run, tmp_path):
    assert run("overview", tmp_path / "none.labeler").code == 1
