import { beforeEach, expect, test } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import {
  DEFAULTS,
  InvalidServerUrl,
  originPattern,
  readSettings,
  serverOrigin,
  siteIsOn,
  watchSettings,
  writeSettings,
} from "./settings";

beforeEach(() => fakeBrowser.reset());

test("an empty or broken store gives the defaults", async () => {
  expect(await readSettings()).toEqual(DEFAULTS);
  await fakeBrowser.storage.local.set({ settings: { serverUrl: 7, sites: "x" } });
  expect(await readSettings()).toEqual(DEFAULTS);
});

test("a change keeps the other fields and reaches those who watch", async () => {
  const seen: string[] = [];
  watchSettings((settings) => seen.push(settings.token));
  await writeSettings({ serverUrl: "https://replies.example/" });
  const kept = await writeSettings({ token: "secret", sites: { "https://a.example": false } });
  expect(kept.serverUrl).toBe("https://replies.example");
  expect(seen).toEqual(["", "secret"]);
  expect(siteIsOn(kept, "https://a.example")).toBe(false);
  expect(siteIsOn(kept, "https://b.example")).toBe(true);
});

test("an address without a scheme is completed and a wrong one refused", () => {
  expect(serverOrigin(" localhost:8410/ ")).toBe("http://localhost:8410");
  for (const wrong of ["", "ftp://a", "http://u:p@a", "http://"])
    expect(() => serverOrigin(wrong)).toThrow(InvalidServerUrl);
});

test("the permission pattern covers exactly the address's origin", () => {
  expect(originPattern("http://127.0.0.1:8410/demo/")).toBe("http://127.0.0.1:8410/*");
  expect(originPattern("https://www.trustpilot.com/review/a")).toBe("https://www.trustpilot.com/*");
});
