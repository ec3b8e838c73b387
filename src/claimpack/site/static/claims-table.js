"use strict";

/**
 * The table of claims filters, sorts and searches.
 *
 * The rows come from assets/claims.js, which is loaded when they are first asked for, since a
 * package may have many thousands. A row is the template of the page, filled with text only.
 * What is chosen stands in the fragment of the address, so that it can be sent to others.
 */
(() => {
  const section = document.querySelector("section.claims");
  const form = section.querySelector("form.filters");
  const body = section.querySelector("tbody");
  const template = section.querySelector("template");
  const more = section.querySelector("button.more");
  const pager = section.querySelector("nav.pager");
  const status = form.querySelector("[role=status]");
  const headings = [...section.querySelectorAll("th[data-sort]")];
  const { root, rows: address, page } = section.dataset;
  const length = Number(page);
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  let claims = null;
  let loading = null;
  let shown = length;

  /** Load the rows, once. */
  const load = () => {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => {
        const { columns, rows } = window.claimpackClaims;
        claims = rows.map((values) => {
          const claim = Object.fromEntries(columns.map((column, index) => [column, values[index]]));
          const texts = [claim.claim_id, claim.text, claim.kind, claim.speaker, claim.verdict];
          return { ...claim, words: texts.join(" ").toLowerCase() };
        });
        resolve();
      };
      script.onerror = () => reject(new Error("the claims could not be loaded"));
      document.head.append(script);
    });
    return loading;
  };

  /** By which column rows are sorted, and whether the greatest come first. */
  const order = () => {
    const { value } = form.elements.sort;
    return { column: value.replace(/^-/, ""), isDown: value.startsWith("-") };
  };

  /** The claims that fit what is chosen, in the chosen order. */
  const chosen = () => {
    const wanted = new FormData(form);
    const words = wanted.get("text").toLowerCase().split(/\s+/).filter(Boolean);
    const filters = [...wanted].filter(([name, value]) => !["text", "sort"].includes(name) && value);
    const fitting = claims.filter(
      (claim) =>
        words.every((word) => claim.words.includes(word)) &&
        filters.every(([name, value]) => claim[name] === value),
    );
    const { column, isDown } = order();
    if (column) {
      const sign = isDown ? -1 : 1;
      fitting.sort((a, b) =>
        sign * (typeof a[column] === "number" ? a[column] - b[column] : collator.compare(a[column], b[column])),
      );
    }
    return fitting;
  };

  /** A row of the table, from the template. */
  const row = (claim) => {
    const made = template.content.firstElementChild.cloneNode(true);
    const cell = (name) => made.querySelector(`.${name}`);
    const link = cell("id").querySelector("a");
    link.href = root + claim.href;
    link.textContent = claim.claim_id;
    cell("text").textContent = claim.text;
    cell("kind").textContent = claim.kind;
    const speaker = cell("speaker").querySelector("a");
    if (claim.speaker_href) {
      speaker.href = root + claim.speaker_href;
      speaker.textContent = claim.speaker;
    } else {
      speaker.remove();
    }
    const verdict = made.querySelector(".verdict");
    verdict.classList.add(claim.css);
    verdict.classList.toggle("proposed", claim.is_proposed);
    verdict.firstChild.before(claim.verdict);
    verdict.querySelector(".state").textContent = claim.is_proposed ? " proposed" : "";
    cell("for").textContent = claim.supporting;
    cell("against").textContent = claim.refuting;
    cell("qualify").textContent = claim.qualifying;
    cell("sources").textContent = claim.sources;
    cell("attention").textContent = claim.attention;
    return made;
  };

  /** Draw the table anew. */
  const draw = async () => {
    try {
      await load();
    } catch (error) {
      status.textContent = `${error.message}: the table shows what was written.`;
      return;
    }
    const fitting = chosen();
    body.replaceChildren(...fitting.slice(0, shown).map(row));
    more.hidden = fitting.length <= shown;
    if (pager) pager.hidden = true;
    const part = fitting.length > shown ? `, the first ${shown} shown` : "";
    status.textContent = `${fitting.length} of ${claims.length} claims${part}`;
  };

  /** Keep what is chosen in the address. */
  const remember = () => {
    const wanted = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    history.replaceState(null, "", `#${wanted.toString() || "claims"}`);
  };

  /** Choose what an address says. */
  const recall = () => {
    const wanted = new URLSearchParams(location.hash.slice(1));
    const sort = wanted.get("sort") ?? "";
    const column = sort.replace(/^-/, "");
    if (headings.some((heading) => heading.dataset.sort === column)) {
      sortBy(column, sort.startsWith("-"));
    }
    for (const control of form.elements) {
      if (control.name && control.name !== "sort" && wanted.has(control.name)) {
        control.value = wanted.get(control.name);
      }
    }
    mark();
    if ([...form.elements].some((control) => control.name && control.value)) draw();
  };

  /** Sort by a column, also in a way that the list of the form does not offer. */
  const sortBy = (column, isDown) => {
    const value = (isDown ? "-" : "") + column;
    const { sort } = form.elements;
    if (![...sort.options].some((option) => option.value === value)) {
      const label = headings.find((heading) => heading.dataset.sort === column).textContent;
      sort.add(new Option(`${label.toLowerCase()}, ${isDown ? "last first" : "first first"}`, value));
    }
    sort.value = value;
  };

  /** Mark the heading by which rows are sorted. */
  const mark = () => {
    const { column, isDown } = order();
    for (const heading of headings) {
      if (heading.dataset.sort === column) {
        heading.setAttribute("aria-sort", isDown ? "descending" : "ascending");
      } else {
        heading.removeAttribute("aria-sort");
      }
    }
  };

  const change = () => {
    shown = length;
    mark();
    remember();
    draw();
  };

  for (const heading of headings) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent;
    if (heading.title) button.title = heading.title;
    heading.replaceChildren(button);
    button.addEventListener("click", () => {
      const { sort: column } = heading.dataset;
      // what there is most of comes first; words begin with A
      const isNumber = heading.classList.contains("number");
      const before = order();
      sortBy(column, before.column === column ? !before.isDown : isNumber);
      change();
    });
  }
  for (const link of document.querySelectorAll("a[data-filter]")) {
    link.addEventListener("click", () => {
      form.reset();
      form.elements[link.dataset.filter].value = link.dataset.value;
      change();
    });
  }
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", change);
  form.addEventListener("reset", () => {
    setTimeout(change); // the controls are empty only after the event
  });
  more.addEventListener("click", () => {
    shown += length;
    draw();
  });
  window.addEventListener("hashchange", recall);
  recall();
})();
