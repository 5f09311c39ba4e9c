import { render } from "preact";
import { browser } from "wxt/browser";
import { OptionsPage } from "../../src/ui/options/options-page";
import { t, uiLanguage } from "../../src/ui/words";

document.documentElement.lang = uiLanguage();
document.documentElement.dir = browser.i18n.getMessage("@@bidi_dir") || "ltr";
document.title = t("options_title");
render(<OptionsPage />, document.getElementById("app") as HTMLElement);
