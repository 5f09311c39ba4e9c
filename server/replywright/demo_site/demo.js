// A made-up review site. It behaves as real ones do: some boxes are controlled by the page's own state, and
// publishing is counted, so that tests can prove that nothing but a person ever publishes.
"use strict";

document.documentElement.dataset.published = "0";

/** Shows only what the page's state holds, and learns of changes from input events alone, as React does. */
function control(box) {
  const native = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
  let tracked = "";
  let state = "";
  Object.defineProperty(box, "value", {
    get: () => native.get.call(box),
    set: (text) => {
      tracked = text;
      native.set.call(box, text);
    },
  });
  box.addEventListener("input", () => {
    const text = native.get.call(box);
    if (text !== tracked) {
      tracked = text;
      state = text;
    }
    requestAnimationFrame(() => {
      if (native.get.call(box) !== state) box.value = state;
    });
  });
  box.form.addEventListener("reset", () => {
    state = "";
  });
}

for (const box of document.querySelectorAll("[data-controlled]")) control(box);

for (const form of document.forms) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    document.documentElement.dataset.published = String(Number(document.documentElement.dataset.published) + 1);
    form.querySelector("output").textContent = "Published on this page only. Reload to start again.";
  });
}
