"""Our own pages with the structure of review sites, served at the sites' real addresses."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT
from tests.browser.driving import Panel, buttons

pytestmark = pytest.mark.browser

PLATFORMS = ROOT / "extension" / "src" / "platforms"
ADDRESSES = {
    "trustpilot": "https://www.trustpilot.com/review/harbourlantern.example",
    "google": "https://www.google.com/maps/place/Harbour+Lantern/reviews",
}


def serve_at(page: Page, address: str, file: Path) -> None:
    """Answer every request to the site with that one file; nothing leaves this machine."""
    html = file.read_text(encoding="utf-8")
    page.route("**/*", lambda route: route.abort())
    page.route(address, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto(address, wait_until="domcontentloaded")


@pytest.mark.parametrize("slug", sorted(ADDRESSES))
def test_reviews_are_read_and_drafted_for_at_a_sites_real_address(
    page: Page, panel: Panel, slug: str, artifacts: Path
) -> None:
    serve_at(page, ADDRESSES[slug], PLATFORMS / slug / "page.html")
    expect(buttons(page).first).to_be_visible()
    page.screenshot(path=artifacts / f"site-{slug}.png")
    panel.show(page, 0)
    assert panel.author
    assert len(panel.review_text) > 20
    panel.draft()
    expect(panel.field).not_to_have_value("")


def test_a_page_without_reviews_gets_no_button(page: Page, panel: Panel) -> None:
    page.route("**/*", lambda route: route.abort())
    page.route(
        "https://www.trustpilot.com/about",
        lambda route: route.fulfill(body="<h1>About us</h1><p>We help people.</p>", content_type="text/html"),
    )
    page.goto("https://www.trustpilot.com/about")
    page.wait_for_timeout(2_500)
    expect(buttons(page)).to_have_count(0)
