import { expect, test } from "vitest";
import { serverEvents } from "./event-stream";

async function read(pieces: Uint8Array[]): Promise<[string, string][]> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
  const events: [string, string][] = [];
  for await (const { name, data } of serverEvents(body)) events.push([name, data]);
  return events;
}

const STREAM =
  ': still working\n\nevent: delta\ndata: {"text":"湯冷了 😀"}\n\nevent: done\r\ndata: {}\r\n\r\nevent: half\ndata: 1';

test("events arrive whole, however the bytes were cut", async () => {
  const bytes = new TextEncoder().encode(STREAM);
  const whole = [
    ["delta", '{"text":"湯冷了 😀"}'],
    ["done", "{}"],
  ];
  expect(await read([bytes])).toEqual(whole);
  expect(await read([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(whole);
});
