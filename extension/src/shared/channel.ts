/** Sending the protocol's messages over the extension's own channel, with the answer's type known. */

import { type Browser, browser } from "wxt/browser";
import {
  type AnswerTo,
  isMessage,
  type Message,
  type ToContent,
  type ToPanel,
  type ToWorker,
} from "./protocol";

/** From the content script, panel or options page to the worker. Rejects when the worker cannot be reached. */
export async function sendToWorker<M extends ToWorker>(message: M): Promise<AnswerTo<M>> {
  return (await browser.runtime.sendMessage(message)) as AnswerTo<M>;
}

/** From the worker to one frame of a tab. Rejects when no content script listens there. */
export async function sendToFrame<M extends ToContent>(
  message: M,
  tabId: number,
  frameId: number,
): Promise<AnswerTo<M>> {
  return (await browser.tabs.sendMessage(tabId, message, { frameId })) as AnswerTo<M>;
}

/** From the worker to open extension pages; nobody listening is no fault. */
export async function sendToPanel(message: ToPanel): Promise<void> {
  await browser.runtime.sendMessage(message).catch(() => undefined);
}

/** Anyone who answers messages of some kinds; a kind that is not handled is left to other listeners. */
export type Handlers<M extends Message> = {
  [K in M["kind"]]?: (
    message: Extract<M, { kind: K }>,
    sender: Browser.runtime.MessageSender,
  ) => AnswerTo<Extract<M, { kind: K }>> | Promise<AnswerTo<Extract<M, { kind: K }>>>;
};

/** Listens to our own extension only; returns a function that stops listening. Call it at top level in the worker. */
export function listen<M extends Message>(handlers: Handlers<M>): () => void {
  const listener = (
    message: unknown,
    sender: Browser.runtime.MessageSender,
    sendResponse: (answer: unknown) => void,
  ): true | undefined => {
    if (sender.id !== browser.runtime.id || !isMessage(message)) return undefined;
    const handler = handlers[message.kind as M["kind"]] as
      | ((message: Message, sender: Browser.runtime.MessageSender) => unknown)
      | undefined;
    if (!handler) return undefined;
    // `true` keeps the channel open in every browser; a promise as return value does so in some only.
    Promise.resolve(handler(message, sender)).then(sendResponse, () => sendResponse(undefined));
    return true;
  };
  browser.runtime.onMessage.addListener(listener);
  return () => browser.runtime.onMessage.removeListener(listener);
}
