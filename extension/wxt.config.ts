import preact from "@preact/preset-vite";
import { defineConfig } from "wxt";

/** Where a first try runs. Firefox knows no ports in match patterns. */
const localService = (browser: string) =>
  ["127.0.0.1", "localhost"].map((host) => `http://${host}${browser === "firefox" ? "" : ":8410"}/*`);

/** In the test build every site is granted: a headless browser has nobody to click the permission prompt. */
const ANY_SITE = ["https://*/*", "http://*/*"];

export default defineConfig({
  srcDir: ".",
  entrypointsDir: "entrypoints",
  publicDir: "public",
  outDir: ".output",
  manifestVersion: 3,
  targetBrowsers: ["chrome", "firefox"],
  imports: false,
  vite: () => ({
    plugins: [preact()],
    build: { target: "es2022", modulePreload: false },
  }),
  manifest: ({ browser, mode }) => ({
    name: "__MSG_ext_name__",
    description: "__MSG_ext_description__",
    default_locale: "en",
    minimum_chrome_version: browser === "chrome" ? "116" : undefined,
    permissions: [
      "storage",
      "scripting",
      "activeTab",
      "contextMenus",
      "clipboardWrite",
      ...(browser === "chrome" ? ["sidePanel"] : []),
    ],
    host_permissions: mode === "test" ? ANY_SITE : localService(browser),
    optional_host_permissions: mode === "test" ? [] : ANY_SITE,
    action: { default_title: "__MSG_ext_name__" },
    ...(browser === "firefox" && {
      browser_specific_settings: {
        gecko: {
          id: "replywright@replywright.example",
          strict_min_version: "128.0",
          data_collection_permissions: { required: ["websiteContent"] },
        },
      },
    }),
  }),
});
