"""Formulas in a real browser: drawn as math, within the page's width, reachable and answerable in cards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .conftest import AXE, Serve, build, hosted
from .student import check, loaded, write

SUM = " + ".join(rf"a_{{{n}}} x_{{{n}}}" for n in range(40))
NOTE = rf"""Softmax gives $\frac{{e^{{z_i}}}}{{\sum_j e^{{z_j}}}}$, in red $\textcolor{{red}}{{x}}$, boxed
$\boxed{{y}}$, $\frob$.

A long one stands in a sentence: ${SUM}$.

$$
{SUM} \tag{{1}}
$$

$$\left( \frac{{\frac{{a}}{{b}}}}{{\frac{{c}}{{d}}}} \right) = \begin{{cases}} x & y \\ z & w \end{{cases}}$$

##### What is the harmonic mean of $P$ and $R$?
- $\frac{{P + R}}{{2}}$
- $\frac{{2PR}}{{P + R}}$
#card
$\frac{{2PR}}{{P + R}}$. $$\frac{{2}}{{H}} = \frac{{1}}{{P}} + \frac{{1}}{{R}}$$
^q-mean
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("math")
    return build(write(folder / "vault", {"study.toml": "exclude = []\n", "Math.md": NOTE}), folder / "dist")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_formulas_keep_to_the_page_and_to_the_rules(page: Page, site: Path, width: int, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    with hosted(site) as start:
        page.goto(start + "math.html")
        for long in (page.locator(".math-block").first, page.locator('.math-inline:has([alttext*="x_{39}"])')):
            expect(long).to_have_attribute("tabindex", "0")
            assert long.evaluate("box => box.scrollWidth > box.clientWidth")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate(AXE.read_text())
        assert page.evaluate("axe.run().then(({ violations }) => violations)") == []


def test_a_formula_in_a_sentence_stands_on_its_line(page: Page, address: Serve, site: Path) -> None:
    """Boxes that scroll may stand on their lower edge instead."""
    page.goto(address(site) + "math.html")
    base = """box => {
        const mark = document.createElement("i");
        mark.style.cssText = "display: inline-block; width: 1px; height: 1px";
        box.before(mark);
        const line = mark.getBoundingClientRect().bottom;
        mark.remove();
        return box.querySelector("mi").getBoundingClientRect().bottom - line;
    }"""
    assert abs(page.locator(".math-inline:has([alttext*='textcolor'])").evaluate(base)) <= 1


def test_they_are_drawn_as_math(page: Page, address: Serve, site: Path) -> None:
    page.goto(address(site) + "math.html")
    formula = page.locator(".math-block").nth(1)
    top, under = formula.locator("mfrac mfrac").evaluate_all("all => all.map((each) => each.getBoundingClientRect().y)")
    assert top < under
    height = "each => each.getBoundingClientRect().height"
    bracket, letter = (formula.locator(name).first.evaluate(height) for name in ("mo", "mi"))
    assert bracket > 2 * letter
    colour = "each => getComputedStyle(each).color"
    assert page.locator(".math-red").evaluate(colour) != page.locator("body").evaluate(colour)
    expect(page.locator(".math-inline code")).to_have_text(r"\frob")


def test_a_card_of_formulas_is_answered(page: Page, address: Serve, site: Path) -> None:
    loaded(page, address(site) + "quiz.html#/card/q-mean")
    page.locator(".opt", has=page.locator('math[alttext*="2PR"]')).click()
    check(page)
    expect(page.locator("[data-result]")).to_have_attribute("data-result", "right")
    expect(page.locator('math[alttext*="{H}"]')).to_be_visible()
