import { defineContentScript } from "wxt/utils/define-content-script";
import { startSession } from "../src/page/session";

export default defineContentScript({
  // Only the demo page is declared; every other site is registered when the person grants it.
  matches: {
    chrome: ["http://127.0.0.1:8410/demo/*", "http://localhost:8410/demo/*"],
    firefox: ["http://127.0.0.1/demo/*", "http://localhost/demo/*"],
  },
  allFrames: true,
  main(context) {
    // After the page's own start-up: frameworks dislike strange elements while they take over the server's markup.
    const start = () => {
      if (context.isValid) context.onInvalidated(startSession(document, () => location.href));
    };
    const whenIdle = () => context.requestIdleCallback(start, { timeout: 1_000 });
    if (document.readyState === "complete") whenIdle();
    else context.addEventListener(window, "load", whenIdle, { once: true });
  },
});
