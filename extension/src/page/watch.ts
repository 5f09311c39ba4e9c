/** Calls back when the page has changed and come to rest. Nothing is polled. */

const REST_MS = 400;
const LONGEST_WAIT_MS = 2_500;

/** A busy page must not be read all the time: the wait grows with what the last reading took. */
const REST_PER_READING = 12;

export function watchPage(
  root: Document,
  onChange: () => void,
): { stop: () => void; pause: <T>(act: () => T) => T } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let firstChange = 0;
  let rest = REST_MS;

  const run = () => {
    timer = undefined;
    firstChange = 0;
    const started = performance.now();
    onChange();
    rest = Math.max(REST_MS, REST_PER_READING * (performance.now() - started));
  };
  const later = () => {
    const now = performance.now();
    firstChange ||= now;
    clearTimeout(timer);
    timer = setTimeout(run, Math.max(0, Math.min(rest, firstChange + Math.max(LONGEST_WAIT_MS, rest) - now)));
  };
  const observer = new MutationObserver(later);
  const observe = () =>
    observer.observe(root, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: ["hidden", "aria-expanded", "aria-label", "data-review-id", "open", "content"],
    });
  observe();
  return {
    stop() {
      clearTimeout(timer);
      observer.disconnect();
    },
    /** What we change ourselves is no change of the page. */
    pause(act) {
      if (observer.takeRecords().length > 0) later();
      observer.disconnect();
      try {
        return act();
      } finally {
        observe();
      }
    },
  };
}
