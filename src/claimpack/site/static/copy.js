"use strict";

/** Buttons that copy the text of another element. */
for (const button of document.querySelectorAll("button[data-copies]")) {
  const status = button.parentElement.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const element = document.getElementById(button.dataset.copies);
    try {
      await navigator.clipboard.writeText(element.textContent);
      status.textContent = "Copied.";
    } catch {
      // not allowed here: the text is selected, so that one key copies it
      getSelection().selectAllChildren(element);
      status.textContent = "Selected: copy it with the keyboard.";
    }
  });
}
