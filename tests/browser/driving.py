"""How a person works with the extension: presses the button at a review, and uses the panel."""

from typing import Any

from playwright.sync_api import BrowserContext, Error, Locator, Page, expect

BUTTON = "replywright-button"
FORGET_OPENED = """async () => {
    const kept = Object.keys(await chrome.storage.session.get(null));
    await chrome.storage.session.remove(kept.filter((key) => key.startsWith("opened:")));
}"""
OPENED = """async () => {
    const kept = await chrome.storage.session.get(null);
    return Object.entries(kept).find(([key]) => key.startsWith("opened:"))?.[1] ?? null;
}"""


class Options:
    """The extension's options page, kept open in a tab of its own."""

    def __init__(self, context: BrowserContext, extension_id: str) -> None:
        self.page = context.new_page()
        address = f"chrome-extension://{extension_id}/options.html"
        for attempt in range(20):
            try:
                self.page.goto(address)
                break
            except Error:
                # Chromium may still be loading the extension.
                assert attempt < 19, "the extension was not loaded"
                self.page.wait_for_timeout(250)

    def set_server(self, address: str) -> None:
        """Point the extension at this service, as saving the options does."""
        self.page.evaluate(
            "serverUrl => chrome.storage.local.set({settings: {serverUrl}})",
            address,
        )

    def stop_worker(self) -> None:
        """End the service worker, as the browser does after half a minute of rest."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("ServiceWorker.enable")
        session.send("ServiceWorker.stopAllWorkers")
        session.detach()


class Panel:
    """The side panel's page, in a tab of the same window: a headless browser shows no side panel."""

    def __init__(self, context: BrowserContext, extension_id: str) -> None:
        self.page = context.new_page()
        self.page.set_viewport_size({"width": 420, "height": 900})
        self._address = f"chrome-extension://{extension_id}/sidepanel.html"
        self.reopen()

    def reopen(self) -> None:
        """Close the panel and open it again, as a person would."""
        self.page.goto("about:blank")
        self.page.goto(self._address)
        expect(self.page.locator("#app > *").first).to_be_visible()

    def show(self, page: Page, number: int) -> None:
        """Press the button at that review (from 0) of the page, and wait until the panel is about it."""
        self.page.evaluate(FORGET_OPENED)
        page.bring_to_front()
        press_button(page, number)
        self.page.bring_to_front()
        self.page.wait_for_function(f"async () => Boolean(await ({OPENED})())")
        opened = self.page.evaluate(OPENED)["review"]
        expect(self.page.locator("section.review")).to_be_visible()
        if opened["author"]:
            expect(self.page.locator(".review-head strong")).to_have_text(opened["author"])
        if opened["text"]:
            expect(self.page.locator("section.review .review-text")).to_have_text(opened["text"])

    def draft(self) -> None:
        """Press the button that asks for drafts, and wait for the answer."""
        self.page.locator("section.controls .buttons button").first.click()
        expect(self.page.locator("section.triage")).to_be_visible()
        expect(self.page.locator("section.replies")).to_have_attribute("aria-busy", "false")

    @property
    def author(self) -> str:
        return self.page.locator(".review-head strong").inner_text()

    @property
    def review_text(self) -> str:
        return self.page.locator("section.review .review-text").inner_text()

    @property
    def replies(self) -> Locator:
        return self.page.locator("article.reply")

    @property
    def open_reply(self) -> Locator:
        return self.page.locator("article.reply.is-selected")

    @property
    def field(self) -> Locator:
        return self.open_reply.locator("textarea")

    @property
    def insert_button(self) -> Locator:
        return self.open_reply.locator(".actions .buttons button").first

    @property
    def notice(self) -> Locator:
        return self.open_reply.locator(".notice")

    def insert(self) -> None:
        self.insert_button.click()
        expect(self.notice).to_be_visible()


def buttons(page: Page) -> Locator:
    return page.locator(BUTTON)


def press_button(page: Page, number: int) -> None:
    """A real click of the mouse on the button, whose inside no page and no test can reach."""
    host = buttons(page).nth(number)
    expect(host).to_be_visible()
    host.scroll_into_view_if_needed()
    box = host.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def box_texts(page: Page) -> list[str]:
    """What stands in each reply box of the demo page, in order."""
    texts: list[str] = page.eval_on_selector_all(
        ".reply", "boxes => boxes.map(box => box.value ?? box.innerText.replace(/\\n$/, ''))"
    )
    return texts


def published(page: Page) -> Any:
    """How often something was published on the demo page."""
    return page.evaluate("document.documentElement.dataset.published")
