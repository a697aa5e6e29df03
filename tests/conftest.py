"""What all tests share: examples that Hypothesis finds again on every machine, and a way to renew fixtures."""

from __future__ import annotations

import hypothesis
import pytest

# The same examples in every run: a failure in CI repeats at home. No deadline, since browsers run beside them.
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-fixtures", action="store_true", help="write what comes out today into tests/fixtures, to be reviewed"
    )
