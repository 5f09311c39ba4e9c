"""The whole job on the demo page, as a person does it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driving import Options, Panel, box_texts, buttons, published

pytestmark = pytest.mark.browser

LANGUAGES = ["en", "et", "zh-Hant", "bg", "kk", "ru", "es", "de", "fr"]
UNRATED = 9


@pytest.fixture
def demo(page: Page, service: str) -> Page:
    page.goto(f"{service}/demo/")
    expect(buttons(page)).to_have_count(10)
    return page


def test_every_review_gets_a_button_and_nothing_on_the_page_moves(page: Page, service: str) -> None:
    page.goto(f"{service}/demo/")
    before = page.eval_on_selector_all("article", "all => all.map(each => each.getBoundingClientRect().top)")
    expect(buttons(page)).to_have_count(10)
    after = page.eval_on_selector_all("article", "all => all.map(each => each.getBoundingClientRect().top)")
    assert after == before


def test_a_draft_goes_from_review_to_its_own_box_and_is_never_published(
    demo: Page, panel: Panel, artifacts: Path
) -> None:
    panel.show(demo, 0)
    assert panel.author == "Priya N."
    assert panel.review_text.startswith("The sea view is lovely")
    panel.draft()
    expect(panel.field).not_to_have_value("")
    text = panel.field.input_value()
    panel.page.screenshot(path=artifacts / "panel.png", full_page=True)
    panel.insert()
    demo.bring_to_front()
    assert box_texts(demo) == [text] + [""] * 9
    assert published(demo) == "0"


@pytest.mark.parametrize("number", [1, 2], ids=["controlled by the page", "contenteditable"])
def test_boxes_of_other_kinds_take_the_draft_and_keep_it(demo: Page, panel: Panel, number: int) -> None:
    panel.show(demo, number)
    panel.draft()
    text = panel.field.input_value()
    panel.insert()
    demo.bring_to_front()
    demo.wait_for_timeout(200)
    texts = box_texts(demo)
    assert texts[number] == text
    assert [each for each in texts if each] == [text]
    assert published(demo) == "0"


def test_text_that_stands_in_the_box_is_not_written_over_without_asking(demo: Page, panel: Panel) -> None:
    demo.locator(".reply").first.fill("My own words")
    panel.show(demo, 0)
    panel.draft()
    panel.insert()
    assert box_texts(demo)[0] == "My own words"
    panel.notice.locator("button").click()
    expect(panel.notice.locator("button")).to_have_count(0)
    assert box_texts(demo)[0] == panel.field.input_value()


def test_the_page_takes_an_inserted_draft_back_by_its_own_undo(demo: Page, panel: Panel) -> None:
    panel.show(demo, 0)
    panel.draft()
    panel.insert()
    demo.bring_to_front()
    demo.locator(".reply").first.focus()
    demo.keyboard.press("Control+z")
    assert box_texts(demo)[0] == ""


def test_a_threat_is_marked_while_it_is_typed_and_bars_insertion(
    demo: Page, panel: Panel, artifacts: Path
) -> None:
    panel.show(demo, 0)
    panel.draft()
    panel.field.fill("We are sorry. Remove this review or you will hear from our lawyers.")
    flag = panel.open_reply.locator(".flag.is-block").first
    expect(flag).to_be_visible()
    expect(panel.insert_button).to_be_disabled()
    panel.page.screenshot(path=artifacts / "panel-flag.png", full_page=True)
    panel.field.fill("We are sorry about the cold room and the long wait.")
    expect(panel.open_reply.locator(".flag.is-block")).to_have_count(0)
    expect(panel.insert_button).to_be_enabled()


def test_a_rating_that_cannot_be_read_is_asked_for_and_never_assumed(demo: Page, panel: Panel) -> None:
    panel.show(demo, UNRATED)
    expect(panel.page.locator("section.review fieldset.ask")).to_be_visible()


def test_a_serious_review_is_handed_to_a_person(demo: Page, panel: Panel, artifacts: Path) -> None:
    panel.show(demo, UNRATED)
    panel.draft()
    expect(panel.page.locator("section.triage.is-escalate")).to_be_visible()
    assert panel.page.locator("article.reply .origin").count() <= 1
    panel.page.screenshot(path=artifacts / "panel-escalate.png", full_page=True)


@pytest.mark.parametrize("number", range(9), ids=LANGUAGES)
def test_each_review_is_answered_in_its_own_language(
    demo: Page, panel: Panel, service: str, number: int
) -> None:
    panel.show(demo, number)
    panel.draft()
    said = panel.page.request.post(f"{service}/v1/check", data={"text": panel.field.input_value()}).json()
    assert said["language"] == LANGUAGES[number]


def test_what_was_typed_outlives_the_panel_and_the_worker(demo: Page, panel: Panel, options: Options) -> None:
    panel.show(demo, 3)
    panel.draft()
    panel.field.fill("Words that nobody may lose")
    panel.reopen()
    demo.bring_to_front()
    demo.reload()
    expect(buttons(demo)).to_have_count(10)
    options.stop_worker()
    panel.show(demo, 3)
    expect(panel.field).to_have_value("Words that nobody may lose")


def test_a_service_that_is_down_is_said_plainly_and_the_text_stays(
    demo: Page, panel: Panel, options: Options, artifacts: Path
) -> None:
    panel.show(demo, 4)
    panel.draft()
    options.set_server("http://127.0.0.1:9")
    expect(panel.page.locator(".banner")).to_be_visible()
    panel.field.fill("Typed while nothing answers")
    panel.page.screenshot(path=artifacts / "panel-down.png", full_page=True)
    panel.reopen()
    expect(panel.field).to_have_value("Typed while nothing answers")
