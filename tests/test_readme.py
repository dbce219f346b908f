"""The README against the program: verbs, options, keys, set-up commands; and its examples are run."""

from __future__ import annotations

import argparse
import re
import shlex
from functools import cache
from pathlib import Path

import pytest

from labeler.cli import main, parser

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")

Options = frozenset[str]


def section(title: str) -> str:
    """What stands under a heading of the second level."""
    parts = re.split(r"^## (.+)\n", README, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))[title]


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)


@cache
def verbs() -> dict[str, Options]:
    """The long options of each verb; "" is the command without one."""
    top = parser.build()
    found = {"": long_options(top)}
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            found |= {name: long_options(command) for name, command in action.choices.items()}
    return found


def long_options(command: argparse.ArgumentParser) -> Options:
    """Those of its actions' own commands too."""
    options = {option for action in command._actions for option in action.option_strings if option.startswith("--")}
    for action in command._actions:
        if isinstance(action, argparse._SubParsersAction) and command.prog.count(" "):
            options = options.union(*map(long_options, action.choices.values()))
    return frozenset(options - {"--help"})


def every_verb_takes() -> Options:
    return frozenset.intersection(*(options for verb, options in verbs().items() if verb))


def reference() -> dict[str, Options]:
    """The README's command line, entry by entry: verb and options."""
    (block,) = blocks(section("Command line"), "")
    entries = [entry.split(maxsplit=2) for entry in re.split(r"\n\s*\n", block.strip())]
    return {
        words[1] if words[1] in verbs() else "": frozenset(OPTION.findall(" ".join(words[1:]))) for words in entries
    }


def commands() -> list[list[str]]:
    """Every complete ``labeler`` command the README shows, in code blocks and in running text."""
    lines = [line for block in blocks(README, "sh") for line in block.splitlines()]
    spans = re.findall(r"`(labeler [^`\n]+)`", README)
    return [words for line in (*lines, *spans) if (words := shlex.split(line))[:1] == ["labeler"]]


def test_every_verb_is_described() -> None:
    assert set(reference()) == set(verbs())


@pytest.mark.parametrize("verb", verbs())
def test_a_verb_is_described_with_exactly_its_options(verb: str) -> None:
    assert reference()[verb] | every_verb_takes() == verbs()[verb] | every_verb_takes()


def test_what_every_verb_takes_is_described_once() -> None:
    assert every_verb_takes() <= set(OPTION.findall(section("Command line")))


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_commands_shown_exist_with_their_options(words: list[str]) -> None:
    verb = words[1] if words[1] != "VERB" else "info"
    assert verb in verbs()
    assert set(OPTION.findall(" ".join(words))) <= verbs()[verb] | {"--help"}


def test_the_keys_are_those_of_the_window() -> None:
    actions = pytest.importorskip("labeler.gui.actions", reason="there is no table of actions yet")
    rows = [f"| {a.group} | {a.text} | {keys_shown(a.keys, indexed=a.indexed)} |" for a in actions.ACTIONS if a.keys]
    table = "\n".join(["| Where | Action | Keys |", "| --- | --- | --- |", *rows])
    assert section("Keys").endswith(f"\n\n{table}\n\n"), f"the README's table of keys has to be:\n{table}"


def keys_shown(keys: tuple[str, ...], *, indexed: bool) -> str:
    return f"`{keys[0]}` to `{keys[-1]}`" if indexed else " ".join(f"`{key}`" for key in keys)


def test_there_are_two_commands_to_set_up_and_both_exist() -> None:
    shown = [line for block in blocks(section("Set-up"), "sh") for line in block.splitlines()]
    assert shown == ["python3 packaging/start.py demo", "python3 packaging/start.py test"]
    assert (ROOT / "packaging" / "start.py").is_file()


def test_files_linked_to_are_there() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_tour_and_the_python_example_run_as_they_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_tables(tmp_path)
    for words in tour():
        assert main.main(words[1:]) == 0, capsys.readouterr().err
    assert (tmp_path / "corrected" / "manifest.json").is_file()
    (example,) = blocks(section("Python"), "python")
    capsys.readouterr()
    exec(compile(example, "README.md", "exec"), {})
    assert "small: 20.00% before, 10.00% after" in capsys.readouterr().out


def tour() -> list[list[str]]:
    """The commands of the tour but the one that needs a window."""
    lines = [line for block in blocks(section("Five minutes with your own data"), "sh") for line in block.splitlines()]
    return [shlex.split(line) for line in lines if not line.startswith("labeler open")]


def write_tables(folder: Path) -> None:
    """Ten examples a split, of which the first is incorrectly labeled; small is wrong by the given labels on two."""
    for split in ("dev", "test"):
        rows = [f"{split}{i},{split}{i}.png,{'dog' if i == 0 else 'cat'}" for i in range(10)]
        write(folder / f"{split}.csv", "example_id,file,label", rows)
    ids = [f"{split}{i}" for split in ("dev", "test") for i in range(10)]
    write(folder / "small.csv", "example_id,predicted", [f"{i},{'dog' if i[-1] == '1' else 'cat'}" for i in ids])
    write(folder / "large.csv", "example_id,predicted", [f"{i},cat" for i in ids])
    verdicts = [f"{i},incorrect,cat" if i[-1] == "0" else f"{i},correct," for i in ids]
    write(folder / "decisions.csv", "example_id,verdict,corrected_label", verdicts)


def write(file: Path, header: str, rows: list[str]) -> None:
    file.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
