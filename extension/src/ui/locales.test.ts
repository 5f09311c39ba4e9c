import { expect, test } from "vitest";

const NINE = ["bg", "de", "en", "es", "et", "fr", "kk", "ru", "zh_TW"];

type Messages = Record<string, { message: string }>;

const files = import.meta.glob<Messages>("../../public/_locales/*/messages.json", {
  eager: true,
  import: "default",
});
const messages = Object.fromEntries(
  Object.entries(files).map(([path, file]): [string, Messages] => [path.split("/").at(-2) ?? "", file]),
);
const english = messages.en ?? {};

const sources = import.meta.glob<string>(
  ["../**/*.{ts,tsx}", "../../entrypoints/**/*.{ts,tsx}", "../../wxt.config.ts", "!**/*.test.*"],
  { eager: true, query: "?raw", import: "default" },
);
const code = Object.values(sources).join("\n");
/** Every word of the code that stands alone in quotes, and what every template begins with. */
const quoted = new Set([...code.matchAll(/["'`]([a-z][a-z0-9_]*)["'`]/g)].map(([, word]) => word));
const prefixes = [...code.matchAll(/`([a-z_]+_)\$\{/g)].map(([, prefix]) => prefix ?? "");
const inObjects = new Set([...code.matchAll(/\b(content_[a-z_]+):/g)].map(([, key]) => key ?? ""));
const inManifest = new Set([...code.matchAll(/__MSG_([a-z_]+)__/g)].map(([, key]) => key ?? ""));

test("there are nine languages and no others", () => {
  expect(Object.keys(messages).sort()).toEqual(NINE);
});

test.each(NINE)("%s has every word, with the same placeholders, and nothing is empty", (tag) => {
  const own = messages[tag] ?? {};
  expect(Object.keys(own).sort()).toEqual(Object.keys(english).sort());
  for (const [key, { message }] of Object.entries(own)) {
    expect(message.trim(), key).not.toBe("");
    expect(placeholders(message), key).toEqual(placeholders(english[key]?.message ?? ""));
  }
});

test.each(NINE.filter((tag) => tag !== "en"))(
  "%s is translated: hardly a sentence stands as in English",
  (tag) => {
    const same = Object.entries(messages[tag] ?? {}).filter(
      ([key, { message }]) => message.length > 24 && message === english[key]?.message,
    );
    expect(same).toEqual([]);
  },
);

test("every key that the code asks for exists", () => {
  const literal = [...code.matchAll(/\b(?:t|say|sayInPage)\(\s*"([a-z0-9_]+)"/g)].map(([, key]) => key ?? "");
  const choices = [...code.matchAll(/\bt\([^()"]+\?\s*"([a-z_]+)"\s*:\s*"([a-z_]+)"\)/g)].flatMap(
    ([, yes, no]) => [yes ?? "", no ?? ""],
  );
  expect(literal.length).toBeGreaterThan(60);
  for (const key of [...literal, ...choices, ...inManifest]) expect(english, key).toHaveProperty([key]);
});

test("every key made of a prefix and a value exists for all values", () => {
  const made = {
    strategy: ["reply", "reply_ask_details", "report", "no_reply", "escalate"],
    note: ["report", "no_reply", "escalate"],
    level: ["ok", "hint", "warn", "block"],
    kind: ["law", "platform", "guideline", "house"],
    tone: ["warm", "neutral", "formal"],
    length: ["short", "medium", "long"],
    priority: ["high", "medium", "low"],
    limit: ["chars", "bytes"],
    used: ["chars", "bytes"],
  };
  for (const [prefix, values] of Object.entries(made))
    for (const value of values) expect(english).toHaveProperty([`${prefix}_${value}`]);
});

test("every fault has a sentence and a cure", () => {
  const protocol = sources["../shared/protocol.ts"] ?? "";
  const union = /export type ConnectionFault =([^;]+);/.exec(protocol)?.[1] ?? "";
  const faults = [...union.matchAll(/"([a-z_]+)"/g)].map(([, fault]) => fault ?? "");
  expect(faults.length).toBeGreaterThan(7);
  for (const fault of [...faults, "problem", "cancelled"])
    for (const key of [`fault_${fault}`, `fault_${fault}_cure`]) expect(english).toHaveProperty([key]);
});

test("no word is left over", () => {
  const used = (key: string) =>
    quoted.has(key) ||
    inObjects.has(key) ||
    inManifest.has(key) ||
    prefixes.some((prefix) => key.startsWith(prefix));
  expect(Object.keys(english).filter((key) => !used(key))).toEqual([]);
});

function placeholders(message: string): string[] {
  return [...message.matchAll(/\$[1-9]/g)].map(String).sort();
}
