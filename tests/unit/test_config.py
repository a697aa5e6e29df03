from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from generator.config import OBSIDIAN, Cards, Config, ConfigError, find_vault, load, with_base_url
from generator.diagnostics import CODES
from generator.model import Exam
from generator.schema import KEYS

ROOT = Path(__file__).parents[2]


def study(vault: Path, text: str) -> Config:
    (vault / "study.toml").write_text(text, encoding="utf-8")
    return load(vault)[0]


def errors(vault: Path, text: str) -> list[str]:
    """What is wrong with this study.toml, without the path before each line."""
    with pytest.raises(ConfigError) as caught:
        study(vault, text)
    return [line.removeprefix(str(vault / "study.toml")) for line in str(caught.value).split("\n")]


def obsidian(vault: Path, **files: str) -> None:
    (vault / OBSIDIAN).mkdir()
    for name, text in files.items():
        (vault / OBSIDIAN / f"{name.replace('_', '-')}.json").write_text(text, encoding="utf-8")


# --- study.toml -------------------------------------------------------------------------------------------------------


def test_without_any_settings_there_are_defaults_and_a_warning(tmp_path: Path) -> None:
    config, problems = load(tmp_path)
    assert config == Config()
    assert [each.code for each in problems] == ["obsidian-settings-missing"]


EVERYTHING = """
title = "  My   course "
description = "All of it"
language = "pt-BR"
base_url = "https://notes.example/course"
slug = "keep"
stubs = "off"
publish = ["Course/", "Notes/Public"]
exclude = ["Templates/**", "*.draft.md"]
strict_line_breaks = true
allow_hosts = ["upload.example.org", "*.example.com", "localhost:8000"]
snippets = [".obsidian/snippets/wide.css"]
edit_url = "https://git.example/me/notes/edit/main/"

[site]
id = "my-course"

[cards]
dialects = ["card", "inline"]
tag = "#cards/all"
include = ["Cards/**"]

[exam]
questions = 65
minutes = 180
pass_mark = 72
date = 2026-09-30
unanswered = "wrong"

[rules]
link-missing = "error"
card-duplicate = "off"
"""


def test_every_key_is_read(tmp_path: Path) -> None:
    config = study(tmp_path, EVERYTHING)
    assert config == Config(
        title="My course",
        description="All of it",
        language="pt-BR",
        base_url="https://notes.example/course/",
        site_id="my-course",
        slug="keep",
        stubs="off",
        publish=("Course", "Notes/Public"),
        exclude=("Templates/**", "*.draft.md"),
        strict_line_breaks=True,
        allow_hosts=("upload.example.org", "*.example.com", "localhost:8000"),
        snippets=(".obsidian/snippets/wide.css",),
        edit_url="https://git.example/me/notes/edit/main/",
        cards=Cards(dialects=("card", "inline"), tag="cards/all", include=("Cards/**",)),
        exam=Exam(questions=65, minutes=180, pass_mark=72, date="2026-09-30", unanswered_wrong=True),
        rule_pairs=(("card-duplicate", "off"), ("link-missing", "error")),
    )
    assert config.rules == {"link-missing": "error", "card-duplicate": "off"}
    for section, keys in KEYS.items():
        for key in keys if section != "rules" else ():
            assert f"\n{key} = " in EVERYTHING


def test_equal_settings_are_one_value(tmp_path: Path) -> None:
    assert len({study(tmp_path, EVERYTHING), study(tmp_path, EVERYTHING), Config()}) == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('tittle = "x"', ':1: there is no key "tittle" (did you mean "title"?)'),
        ('base-url = ""', ':1: there is no key "base-url" (did you mean "base_url"?)'),
        ("\nquestions = 65", ':2: there is no key "questions" (did you mean "questions" in [exam]?)'),
        (
            '[exam]\ntitle = "x"',
            ':2: there is no key "title" in [exam] (did you mean "title" above the first section?)',
        ),
        ("\n[exams]\nminutes = 1", ":2: there is no section [exams] (did you mean [exam]?)"),
        ("exam = 3", ":1: exam is a section (write [exam] above its keys)"),
        (
            "[exam]\nzzz = 1",
            ':2: there is no key "zzz" in [exam] (there are questions, minutes, pass_mark, date, unanswered)',
        ),
        (
            '[rules]\n"link-mising" = "off"',
            ':2: there is no key "link-mising" in [rules] (did you mean "link-missing"?)',
        ),
        (
            '[rules]\nlink-missing = "fatal"',
            ':2: link-missing cannot be "fatal" (expected "off", "info", "warning" or "error")',
        ),
        ("title = 3", ":1: title cannot be 3 (expected text)"),
        ('title = " "', ':1: title cannot be " " (expected text)'),
        ('strict_line_breaks = "yes"', ':1: strict_line_breaks cannot be "yes" (expected true or false)'),
        ("cards.tag = 1", ':1: tag cannot be 1 (expected a tag such as "flashcards")'),
        ("cards = {\ttag = 1}", ':1: tag cannot be 1 (expected a tag such as "flashcards")'),
        ("exam.pass_mark = nan", ":1: pass_mark cannot be NaN (expected percent, from 0 to 100)"),
    ],
)
def test_a_mistake_names_its_line_and_what_is_right(tmp_path: Path, text: str, message: str) -> None:
    assert errors(tmp_path, text) == [message]


@pytest.mark.parametrize(
    "text",
    [
        'base_url = "ftp://notes.example"',
        'base_url = "notes.example"',
        'base_url = "https://notes.example/?a=b"',
        'base_url = "https://"',
        'base_url = "https://notes.example/\'><script>"',
        'edit_url = "javascript:alert(1)"',
        'allow_hosts = ["https://upload.example.org"]',
        "allow_hosts = [\"example.org; script-src 'unsafe-inline'\"]",
        'allow_hosts = ["*"]',
        'publish = "none"',
        'publish = ["../elsewhere"]',
        'publish = ["/etc"]',
        'exclude = "Templates"',
        'exclude = ["a/../../b"]',
        'snippets = [""]',
        'language = "English (British)"',
        'site.id = "two words"',
        'cards.dialects = ["anki"]',
        'cards.tag = ""',
        "exam.questions = 0",
        "exam.questions = 10000",
        "exam.minutes = 1.5",
        "exam.pass_mark = 101",
        'exam.date = "soon"',
        "exam.date = 2026-09-30T10:00:00",
        'exam.unanswered = "right"',
        "slug = true",
    ],
)
def test_a_value_that_does_not_fit_is_an_error(tmp_path: Path, text: str) -> None:
    assert len(errors(tmp_path, text)) == 1


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    told = errors(tmp_path, '[rules]\nx = 1\n[exam]\nminutes = 0\n[cards]\ntag = 1\n[site]\nname = "x"\n[other]\n')
    assert [line.split(":")[1] for line in told] == ["2", "4", "6", "8", "9"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title = My course", ":1:9: not valid TOML: Invalid value (text stands in quotes)"),
        ('slug = "keep"\nslug = "lower"', ": not valid TOML: Cannot overwrite a value"),
        ("x = " + "[" * 5000, ": not valid TOML: "),
        ("exam.date = 2026-02-30", ":1:13: not valid TOML: "),
    ],
)
def test_what_is_no_toml_is_an_error_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    (told,) = errors(tmp_path, text)
    assert told.startswith(message)


def test_a_study_toml_from_windows_is_read(tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_bytes(b'\xef\xbb\xbftitle = "x"\r\n[exam]\r\nminutes = 5\r\n')
    config, _ = load(tmp_path)
    assert (config.title, config.exam.minutes) == ("x", 5)


def test_a_study_toml_that_is_no_text_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_bytes(b'title = "\xff"')
    with pytest.raises(ConfigError, match="not valid TOML"):
        load(tmp_path)
    (tmp_path / "study.toml").unlink()
    (tmp_path / "study.toml").mkdir()
    with pytest.raises(ConfigError, match="not a file"):
        load(tmp_path)


def test_a_site_can_be_built_for_another_address() -> None:
    config = Config(title="x", base_url="https://a.example/")
    assert with_base_url(config, "http://b.example:80/c") == Config(title="x", base_url="http://b.example:80/c/")
    assert with_base_url(config, "") == Config(title="x")
    with pytest.raises(ConfigError, match=r'--base-url: base_url cannot be "b\.example"'):
        with_base_url(config, "b.example")


# --- .obsidian/ -------------------------------------------------------------------------------------------------------


def test_obsidians_settings_are_taken_over(tmp_path: Path) -> None:
    obsidian(
        tmp_path,
        app='{"strictLineBreaks": true, "userIgnoreFilters": ["Private/", "/draft/"], "vimMode": true}',
        templates='{"folder": "Meta/Templates/"}',
        daily_notes='{"folder": "/Journal", "format": "YYYY"}',
    )
    config, problems = load(tmp_path)
    assert problems == ()
    assert config == Config(
        strict_line_breaks=True,
        ignored_folders=("Journal", "Meta/Templates"),
        ignore_filters=("Private/", "/draft/"),
    )


def test_study_toml_wins_but_brings_nothing_back(tmp_path: Path) -> None:
    obsidian(tmp_path, app='{"strictLineBreaks": true, "userIgnoreFilters": ["Private/"]}')
    config = study(tmp_path, 'strict_line_breaks = false\nexclude = ["Other/**"]')
    assert not config.strict_line_breaks
    assert (config.exclude, config.ignore_filters) == (("Other/**",), ("Private/",))


def test_the_vaults_own_folder_is_no_folder_to_ignore(tmp_path: Path) -> None:
    obsidian(tmp_path, templates='{"folder": "/"}', daily_notes='{"folder": ""}', app='{"userIgnoreFilters": null}')
    assert load(tmp_path) == (Config(), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", False), ('title = "x"', False), ("exclude = []", True), ('exclude = ["Templates/**"]', True)],
)
def test_it_is_told_when_nothing_says_what_to_exclude(tmp_path: Path, text: str, *, expected: bool) -> None:
    study(tmp_path, text)
    assert (load(tmp_path)[1] == ()) is expected


@pytest.mark.parametrize("text", ["{", "", "[]", "3", "[" * 100_000, "\udcff", '{"userIgnoreFilters": "Private"}'])
def test_a_broken_obsidian_file_is_a_problem_and_its_good_values_count(tmp_path: Path, text: str) -> None:
    obsidian(tmp_path, templates='{"folder": "Templates"}')
    (tmp_path / OBSIDIAN / "app.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    config, problems = load(tmp_path)
    assert config == Config(ignored_folders=("Templates",))
    assert [(each.code, each.path) for each in problems] == [("obsidian-settings-invalid", ".obsidian/app.json")]


def test_one_wrong_value_leaves_the_others(tmp_path: Path) -> None:
    obsidian(tmp_path, app='{"strictLineBreaks": "yes", "userIgnoreFilters": ["Private/"]}')
    config, problems = load(tmp_path)
    assert config == Config(ignore_filters=("Private/",))
    assert [each.message for each in problems] == ["strictLineBreaks is neither true nor false"]


def test_no_symlink_is_followed_out_of_the_vault(tmp_path: Path) -> None:
    outside, vault = tmp_path / "outside", tmp_path / "outside-vault"  # the one's name begins with the other's
    for folder in (outside, vault):
        folder.mkdir()
    (outside / "study.toml").write_text('title = "secret"')
    (outside / "app.json").write_text('{"userIgnoreFilters": ["secret"]}')
    (vault / OBSIDIAN).symlink_to(outside)
    config, problems = load(vault)
    assert config == Config()
    assert {each.code for each in problems} == {"obsidian-settings-invalid"}
    (vault / "study.toml").symlink_to(outside / "study.toml")
    with pytest.raises(ConfigError, match="leads out of the vault"):
        load(vault)


@pytest.mark.parametrize("target", ["study.toml", "nowhere.toml"])
def test_a_symlink_that_leads_nowhere_is_an_error(tmp_path: Path, target: str) -> None:
    (tmp_path / "study.toml").symlink_to(target)
    with pytest.raises(ConfigError, match=r"study\.toml: cannot be read: "):
        load(tmp_path)


def test_a_symlink_inside_the_vault_is_followed(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('title = "x"')
    (tmp_path / "study.toml").symlink_to("settings.toml")
    assert load(tmp_path)[0].title == "x"


# --- find_vault -------------------------------------------------------------------------------------------------------


def make(root: Path, *paths: str) -> Path:
    for path in paths:
        if path.endswith("/"):
            (root / path).mkdir(parents=True, exist_ok=True)
        else:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).touch()
    return root.resolve()


def test_the_nearest_study_toml_upwards_marks_the_vault(tmp_path: Path) -> None:
    root = make(tmp_path, "study.toml", "a/study.toml", "a/b/c/", "a/b/.obsidian/", "a/b/content/")
    assert find_vault(root / "a/b/c") == root / "a"
    assert find_vault(root) == root


def test_else_the_nearest_obsidian_folder(tmp_path: Path) -> None:
    root = make(tmp_path, "a/.obsidian/", "a/b/c/content/")
    assert find_vault(root / "a/b/c") == root / "a"


def test_else_content_in_the_current_folder(tmp_path: Path) -> None:
    root = make(tmp_path, "content/", "a/")
    assert find_vault(root) == root / "content"
    with pytest.raises(ConfigError, match="studysite new"):
        find_vault(root / "a")


def test_a_vault_has_one_path_however_it_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make(tmp_path, "a/b/")
    monkeypatch.chdir(root / "a")
    for given in (".", "b/..", "../a"):
        assert find_vault(Path(), Path(given)) == root / "a"


def test_a_vault_that_is_given_needs_no_mark(tmp_path: Path) -> None:
    root = make(tmp_path, "study.toml", "a/", "file")
    assert find_vault(root, root / "a") == root / "a"
    with pytest.raises(ConfigError, match="not a folder"):
        find_vault(root, root / "file")
    with pytest.raises(ConfigError, match="no such folder"):
        find_vault(root, root / "b")


# --- the schema -------------------------------------------------------------------------------------------------------


def test_every_code_has_a_rule() -> None:
    assert list(KEYS["rules"]) == sorted(CODES)


def test_the_page_on_configuration_is_current() -> None:
    script: dict[str, Any] = runpy.run_path(str(ROOT / "scripts/docs.py"))
    page = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    assert page == script["configuration"](), "run scripts/docs"
