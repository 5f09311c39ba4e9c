/** Server-sent events out of a response's body, as the HTML standard has them, as far as our service uses them. */

export interface ServerEvent {
  name: string;
  data: string;
}

/** Yields each event once its empty line has arrived; comments and half events at the end are dropped. */
export async function* serverEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + decoder.decode(value, { stream: true })).replaceAll("\r\n", "\n").split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const event = eventOf(block);
        if (event) yield event;
      }
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

function eventOf(block: string): ServerEvent | null {
  const lines = block.split("\n");
  const data = lines.flatMap((line) => fieldOf(line, "data"));
  return data.length > 0
    ? { name: lines.flatMap((line) => fieldOf(line, "event")).at(-1) ?? "message", data: data.join("\n") }
    : null;
}

function fieldOf(line: string, field: string): string[] {
  if (!line.startsWith(`${field}:`)) return [];
  return [line.slice(field.length + 1).replace(/^ /, "")];
}
