"""Large pictures: a browser loads the copy that suits its screen, and opens the picture itself at a click."""

from __future__ import annotations

from hashlib import shake_128
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser

from .conftest import Serve, build

NOTE = (
    "A hill.\n\n![[hill.jpg|A hill]]\n\n![[hill.jpg|A small hill|200]]\n\n" + "Far below.\n\n" * 200 + "![[far.jpg]]\n"
)


@pytest.fixture(scope="module")
def hills(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hills")
    vault = folder / "vault"
    vault.mkdir()
    (vault / "study.toml").write_text("exclude = []\n")
    (vault / "Hill.md").write_text(NOTE)
    grain = Image.frombytes("L", (200, 120), shake_128(b"hill").digest(200 * 120)).resize((2000, 1200))
    grain.convert("RGB").save(vault / "hill.jpg", quality=95)
    grain.rotate(180).save(vault / "far.jpg", quality=95)
    return build(vault, folder / "dist")


@pytest.mark.parametrize(
    ("width", "ratio", "wide", "narrow", "shown"),
    [(390, 2, 800, 480, 358), (390, 3, 1280, 800, 358), (1280, 1, 800, 480, 612), (1280, 2, 1280, 480, 612)],
)
def test_a_screen_loads_what_it_can_show(
    browser: Browser, address: Serve, hills: Path, width: int, ratio: int, wide: int, narrow: int, shown: int
) -> None:
    site = address(hills)
    context = browser.new_context(viewport={"width": width, "height": 800}, device_scale_factor=ratio)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}hill.html")
    seen: list[dict[str, Any]] = page.locator(".markdown-rendered img").evaluate_all(
        """async (images) => Promise.all(images.slice(0, 2).map(async (image) => {
            await image.decode();
            const loaded = new Image();
            loaded.src = image.currentSrc;
            await loaded.decode();
            return { loaded: loaded.naturalWidth, shown: image.clientWidth, lazy: image.loading === "lazy" };
        }))"""
    )
    assert [each["loaded"] for each in seen] == [wide, narrow]
    assert [each["shown"] for each in seen] == [shown, 200]
    assert [each["lazy"] for each in seen] == [False, True]
    assert not [url for url in asked if "far-" in url or url.endswith(".jpg")]
    page.get_by_role("link", name="A hill", exact=True).click()
    assert page.url.startswith(f"{site}assets/media/hill-")
    assert page.url.endswith(".jpg")
    context.close()
