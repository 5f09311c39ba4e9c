"""The options page names what is wrong, and the selected text of any page can be answered."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.driving import Options, Panel

pytestmark = pytest.mark.browser

COMPLAINT = "The staff were rude and we waited for an hour."


@pytest.mark.parametrize(
    ("address", "outcome"),
    [(None, "ok"), ("http://127.0.0.1:9", "not_reachable"), ("ftp://nowhere", "address")],
)
def test_the_connection_test_names_what_it_finds(
    options: Options, service: str, address: str | None, outcome: str, artifacts: Path
) -> None:
    result = options.page.evaluate(
        "serverUrl => chrome.runtime.sendMessage({kind: 'connection_test', serverUrl, token: ''})",
        address or service,
    )
    assert (result["fault"] or "ok") == outcome
    assert result["message"]
    assert bool(result["cure"]) == (outcome != "ok")
    options.page.reload()
    options.page.screenshot(path=artifacts / "options.png", full_page=True)


def test_a_wrong_token_is_named(options: Options, service: str) -> None:
    result = options.page.evaluate(
        "serverUrl => chrome.runtime.sendMessage({kind: 'connection_test', serverUrl, token: 'rw_wrong'})",
        service,
    )
    assert result["fault"] == "token"


def test_the_selected_text_of_any_page_becomes_a_review(
    context: BrowserContext, page: Page, panel: Panel
) -> None:
    page.route("**/*", lambda route: route.abort())
    page.route(
        "https://forum.example/thread",
        lambda route: route.fulfill(
            body=f"<h1>Thread</h1><p id=said>{COMPLAINT}</p>", content_type="text/html"
        ),
    )
    page.bring_to_front()
    page.goto("https://forum.example/thread")
    page.evaluate("getSelection().selectAllChildren(document.getElementById('said'))")
    # Headless Chromium draws no context menu, so its click is handed to the worker's own listener.
    context.service_workers[0].evaluate(
        """async text => {
            const [tab] = await chrome.tabs.query({url: "https://forum.example/*"});
            const click = {menuItemId: "draft_selection", selectionText: text, pageUrl: tab.url, frameId: 0};
            chrome.contextMenus.onClicked.dispatch({...click, editable: false}, tab);
        }""",
        COMPLAINT,
    )
    panel.page.bring_to_front()
    expect(panel.page.locator("section.review .review-text")).to_have_text(COMPLAINT)
    expect(panel.page.locator("section.review fieldset.ask")).to_be_visible()
