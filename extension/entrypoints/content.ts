import { defineContentScript } from "wxt/utils/define-content-script";

export default defineContentScript({
  matches: {
    chrome: ["http://127.0.0.1:8410/demo/*", "http://localhost:8410/demo/*"],
    firefox: ["http://127.0.0.1/demo/*", "http://localhost/demo/*"],
  },
  allFrames: true,
  main() {},
});
