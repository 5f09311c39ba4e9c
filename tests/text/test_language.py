import pytest

from replywright.text.language import canonical, detect, same_language, scripts


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("The room was cold and the breakfast came late.", "en"),
        ("Tuba oli külm ja hommikusöök hilines.", "et"),
        ("房間很冷，早餐遲了", "zh-Hant"),
        ("房间很冷，早餐迟了", "zh-Hans"),
        ("Стаята беше студена и закуската закъсня.", "bg"),
        ("Бөлме суық болды, таңғы ас кешікті.", "kk"),
        ("Комната была холодной, завтрак опоздал.", "ru"),
        ("La habitación estaba fría y el desayuno llegó tarde.", "es"),
        ("Das Zimmer war kalt und das Frühstück kam spät.", "de"),
        ("La chambre était froide et le déjeuner en retard.", "fr"),
        ("De kamer was koud en het ontbijt kwam te laat.", "nl"),
        ("Кімната була холодна, а сніданок запізнився.", "uk"),
        ("部屋が寒かったです", "ja"),
        ("방이 추웠어요", "ko"),
        ("OK", "und"),
        ("12345 !!! 😀", "und"),
        ("", "und"),
    ],
)
def test_the_language_of_a_review_is_told(text: str, tag: str) -> None:
    assert detect(text).tag == tag


def test_a_brand_name_does_not_change_the_main_script() -> None:
    assert scripts("Спасибо за отзыв о Booking.com").main == "Cyrl"


def test_tags_are_compared_by_what_matters() -> None:
    assert canonical("zh-TW") == "zh-Hant"
    assert canonical("zh_CN") == "zh-Hans"
    assert canonical("zh") == "zh-Hant"
    assert same_language("de-AT", "de")
    assert not same_language("zh-Hans", "zh-Hant")
