"""A Page and the shell around it -> the bytes of an HTML file."""

from __future__ import annotations

from generator.theme import Theme
from generator.views import Page, Shell


def html(page: Page, shell: Shell, theme: Theme) -> bytes:
    """The file of ``page``, made by the template that its kind names."""
    template = theme.environment.get_template(f"{page.kind}.html")
    return template.render(page=page, shell=shell).encode()
