import { expect, test } from "vitest";
import { readBusinesses, readPlatforms } from "./lookups";

test("businesses are read from the service's answer and broken entries left out", () => {
  const cafe = { slug: "cafe", name: "Café" };
  expect(readBusinesses({ businesses: [{ ...cafe, sector: "food" }, { slug: 7 }, null] })).toEqual([cafe]);
  expect(readBusinesses("nonsense")).toEqual([]);
  expect(readBusinesses(null)).toEqual([]);
});

test("what is not known of a site stays unknown, and a report link leads to a web page or nowhere", () => {
  const [site] = readPlatforms({
    platforms: [
      { slug: "a", name: "A", irreversible: null, owner_can_reply: false, report_url: "javascript:x" },
    ],
  });
  expect(site).toEqual({
    slug: "a",
    name: "A",
    irreversible: null,
    ownerCanReply: false,
    reportUrl: null,
    reportGrounds: [],
  });
  const grounds = [{ label: "Spam", source: null, url: null }];
  const report_url = "https://a.example/report";
  const answer = { platforms: [{ slug: "a", name: "A", report_url, report_grounds: grounds }] };
  expect(readPlatforms(answer)[0]).toMatchObject({ reportUrl: report_url, reportGrounds: ["Spam"] });
});
