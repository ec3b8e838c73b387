"use strict";

/** Search within the page: hides the rows of tables and lists that do not hold all the words. */
for (const form of document.querySelectorAll(".page-search")) {
  const input = form.querySelector("input");
  const status = form.querySelector("[role=status]");
  const rows = [...document.querySelectorAll("main tbody tr, main .rules > div")];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const sections = [...document.querySelectorAll("main section")];

  const search = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, index) => {
      row.hidden = !words.every((word) => texts[index].includes(word));
      shown += row.hidden ? 0 : 1;
    });
    for (const section of sections) {
      section.hidden = words.length > 0 && !section.querySelector("tbody tr:not([hidden]), .rules > div:not([hidden])");
    }
    status.textContent = words.length ? `${shown} of ${rows.length}` : "";
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", search);
}
