"""What all tests share: the system's Chromium, and examples that Hypothesis finds again on every machine."""

from __future__ import annotations

import shutil
from typing import Any

import hypothesis
import pytest

# The same examples in every run: a failure in CI repeats at home. No deadline, since browsers run beside them.
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-fixtures", action="store_true", help="write what comes out today into tests/fixtures, to be reviewed"
    )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """pytest-playwright's own, with the Chromium that scripts/test found instead of one that Playwright downloads."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    assert found is not None, f"none of {', '.join(names)} is on the PATH"
    return {**browser_type_launch_args, "executable_path": found}
