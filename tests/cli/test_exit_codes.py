"""0 done, 1 the user can mend it, 2 wrong usage, 70 a bug (DESIGN 5); and what is said on the way out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from labeler.cli.commands import project as subject


def test_a_verb_that_is_done_exits_0_with_a_quiet_stderr(run, project):
    said = run("info", project)
    assert (said.code, said.err) == (0, "")
    assert "dev 6, test 6 examples" in said.out


def test_a_project_that_is_not_there_exits_1_and_says_how_to_go_on(run, tmp_path):
    said = run("info", tmp_path / "absent")
    assert said.code == 1
    assert said.err.splitlines() == [
        f"{tmp_path / 'absent.labeler'} doesn't exist; check the name, or make it with 'labeler new'"
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ("rank",),
        ("no-such-verb",),
        ("rank", "p", "--metrics", "error"),
        ("queue", "p", "no-such-queue"),
        ("queue", "p", "errors", "--size", "0"),
        ("queue", "p", "errors", "--size", "many"),
        ("rank", "p", "--version", "latest"),
        ("rank", "p", "--from", "one"),
        ("new", "p"),
        ("new", "p", "--examples", "e.csv", "--predictions", "m.csv"),
        ("new", "p", "--examples", "e.csv", "--attribute", "m.ms=fast"),
        ("new", "p", "--examples", "e.csv", "--attribute", "m.ms=nan"),
        ("new", "p", "--examples", "e.csv", "--task", "regression"),
        ("export", "p", "out", "--format", "excel"),
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_2_and_shows_the_usage_on_stderr(run, arguments):
    said = run(*arguments)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("usage: labeler")
    assert "invalid _" not in said.err


def test_options_are_not_abbreviated(run, project):
    assert run("rank", project, "--met", "error").code == 2


def test_a_bug_exits_70_and_names_the_log_that_holds_its_traceback(run, project, installation, monkeypatch):
    def broken(_options: object) -> int:
        raise ZeroDivisionError("the ranking of nothing")

    monkeypatch.setattr(subject, "info", broken)
    said = run("info", project, "--json")
    assert (said.code, said.out) == (70, "")
    (log,) = (installation / "logs").iterdir()
    assert said.err == f"labeler met a bug; please report it with {log}\n"
    assert "ZeroDivisionError: the ranking of nothing" in log.read_text()


def test_the_log_of_a_bug_goes_to_the_temporary_folder_where_home_cannot_be_written(
    run, project, tmp_path, monkeypatch
):
    blocked = tmp_path / "a-file"
    blocked.write_text("no folder can be made here")
    monkeypatch.setenv("LABELER_HOME", str(blocked / "home"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr(subject, "info", lambda _options: 1 // 0)
    said = run("info", project)
    (log,) = tmp_path.glob("labeler-*.log")
    assert (said.code, said.err) == (70, f"labeler met a bug; please report it with {log}\n")


def test_stopping_by_control_c_exits_1_and_says_that_nothing_is_half_written(run, project, monkeypatch):
    def stopped(_options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(subject, "info", stopped)
    said = run("info", project)
    assert (said.code, said.err) == (1, "stopped; nothing was half-written\n")


@pytest.mark.parametrize("arguments", [(), ("open", "PROJECT")], ids=["labeler", "labeler open"])
def test_without_a_display_the_window_is_refused_in_words(run, project, monkeypatch, arguments):
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    said = run(*(project if argument == "PROJECT" else argument for argument in arguments))
    assert (said.code, said.out) == (1, "")
    assert said.err == (
        "there is no display to open the window on; set DISPLAY or WAYLAND_DISPLAY, "
        "or save a picture of it with --screenshot FILE.png\n"
    )


def test_every_verb_explains_itself(run):
    listed = run("--help").out
    for name in ("demo", "new", "add-predictions", "info", "queue", "decide", "undo", "redo", "rank", "parity"):
        assert f"\n    {name}" in listed
        assert run(name, "--help").out.startswith(f"usage: labeler {name}")


def test_the_version_is_told(run):
    assert run("--version").out.startswith("labeler ")


def test_verbs_that_read_do_not_load_qt_or_pandas(project):
    code = (
        "import sys; from labeler.cli.main import main; main(sys.argv[1:]); "
        "print({'PySide6', 'pandas'} & sys.modules.keys(), file=sys.stderr)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code, "info", project], capture_output=True, text=True, check=False, timeout=60
    )
    assert (loaded.returncode, loaded.stderr) == (0, "set()\n")


def test_output_is_utf8_in_a_locale_that_is_not(project):
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    ranked = _labeler("rank", project, environment=environment)
    assert (ranked.returncode, ranked.stderr) == (0, b"")
    assert "1–2" in ranked.stdout.decode("utf-8")


def test_a_reader_that_stops_early_is_no_bug(project):
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    process = subprocess.Popen(
        [sys.executable, "-m", "labeler", "info", project], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=buffered
    )
    process.stdout.close()
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (0, b"")


def _labeler(*arguments: object, environment: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "labeler", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, env=environment, check=False, timeout=60)


def test_the_command_is_found_by_its_module_name(project: Path):
    assert _labeler("verify", project, environment=dict(os.environ)).stdout == b"nothing is damaged\n"
