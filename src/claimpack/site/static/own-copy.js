"use strict";

/**
 * The page on which a reader sees the claims in an own copy of the article.
 *
 * The file is read and hashed here, in the browser. Where it is the article, its text is shown with
 * every claim in its place; where it is not, how it differs.
 */
for (const section of document.querySelectorAll(".own-copy")) {
  const part = (name) => section.querySelector(`.own-copy-${name}`);
  const [input, drop, status, problem] = ["file", "drop", "status", "problem"].map(part);
  const [result, text, list, current] = ["result", "text", "claims", "current"].map(part);
  const articles = globalThis.claimpackSpans?.articles ?? [];
  const isStill = matchMedia("(prefers-reduced-motion: reduce)");
  let spans = [];
  let at = -1;
  let turn = 0;

  input.addEventListener("change", () => {
    if (input.files.length) {
      take(input.files[0]);
    }
  });
  section.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("is-over");
  });
  section.addEventListener("dragleave", () => drop.classList.remove("is-over"));
  section.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("is-over");
    if (event.dataTransfer.files.length) {
      take(event.dataTransfer.files[0]);
    }
  });
  part("previous").addEventListener("click", () => show(at - 1));
  part("next").addEventListener("click", () => show(at + 1));
  result.addEventListener("keydown", (event) => {
    const step = { n: 1, p: -1 }[event.key];
    if (step && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      show(at + step);
    }
  });
  text.addEventListener("click", ({ target }) => {
    const innermost = target.closest(".own-copy-mark")?.dataset.claims.split(" ").at(-1);
    if (innermost) {
      show(spans.findIndex((span) => span.claim_id === innermost));
    }
  });
  section.hidden = false;

  /** Take a file, unless another is given meanwhile. */
  async function take(file) {
    turn += 1;
    const mine = turn;
    clear();
    say("Reading …");
    let shown;
    try {
      shown = await looked(file);
    } catch (error) {
      const known = error instanceof ownCopyText.CopyError;
      shown = () => refuse(known ? error.message : `The file cannot be read: ${error.message}`, [
        error.hint ?? "",
      ]);
    }
    if (mine === turn) {
      shown();
    }
  }

  /** Look at a file, and return what shows the outcome. */
  async function looked(file) {
    if (!articles.length) {
      return () => refuse("This site has no article whose text can be recognised.", []);
    }
    if (!globalThis.crypto?.subtle) {
      return () =>
        refuse("Your browser computes no hashes on this page.", [
          "It does on pages that come by https or from localhost, and on pages opened as a file.",
        ]);
    }
    const copy = await ownCopyText.read(file);
    const found = await ownCopyText.recognise(copy, articles);
    if (found) {
      return () => display(found);
    }
    const sentences = await ownCopyText.compare(copy, articles);
    return () => refuse("Your copy is not the text of which the claims were taken.", sentences);
  }

  function display({ article, text: words, changes, spans: proved }) {
    spans = proved;
    text.lang = article.language ?? "";
    text.replaceChildren(ownCopyMarks.render(words, spans));
    list.replaceChildren(...spans.map(entry));
    result.hidden = false;
    const sentences = [
      `Your copy is the text of “${article.title}”: its SHA-256 is that of the package.`,
      `${spans.length} of ${article.spans.length} claims are marked.`,
    ];
    if (changes.length) {
      sentences.push(`To compare it, ${changes.join(", and ")}.`);
    }
    if (spans.length < article.spans.length) {
      sentences.push("The others do not stand where the package says: tell its maintainers.");
    }
    say(sentences.join(" "));
  }

  function entry(span, index) {
    const [item, button, link] = ["li", "button", "a"].map((name) => document.createElement(name));
    button.type = "button";
    button.className = "own-copy-claim";
    button.dataset.verdict = span.verdict ?? "";
    const verdict = document.createElement("span");
    verdict.className = `own-copy-verdict ${ownCopyMarks.verdictClass(span)}`;
    verdict.textContent = span.label;
    button.append(verdict, ` ${span.text}`);
    button.addEventListener("click", () => show(index));
    link.href = span.href;
    link.textContent = span.claim_id;
    link.setAttribute("aria-label", `Page of ${span.claim_id}`);
    item.append(link, button);
    return item;
  }

  /** Show one claim in the text and in the list; after the last comes the first. */
  function show(index) {
    if (!spans.length) {
      return;
    }
    at = (index + spans.length) % spans.length;
    const span = spans[at];
    const marks = [...text.querySelectorAll(".own-copy-mark")];
    for (const mark of marks) {
      mark.classList.toggle("is-current", mark.dataset.claims.split(" ").includes(span.claim_id));
    }
    [...list.children].forEach((item, number) => {
      const button = item.querySelector("button");
      if (number === at) {
        button.setAttribute("aria-current", "true");
        list.scrollTop = item.offsetTop - list.offsetTop - list.clientHeight / 2;
      } else {
        button.removeAttribute("aria-current");
      }
    });
    current.textContent =
      `${span.claim_id}, ${at + 1} of ${spans.length}. ${span.label}: ${span.text}`;
    marks
      .find((mark) => mark.classList.contains("is-current"))
      .scrollIntoView({ block: "center", behavior: isStill.matches ? "auto" : "smooth" });
  }

  function refuse(message, sentences) {
    say(message);
    for (const sentence of sentences.filter(Boolean)) {
      const line = document.createElement("p");
      line.textContent = sentence;
      problem.append(line);
    }
    problem.hidden = !problem.hasChildNodes();
  }

  function clear() {
    spans = [];
    at = -1;
    result.hidden = true;
    problem.hidden = true;
    for (const element of [text, list, problem, current]) {
      element.replaceChildren();
    }
  }

  function say(sentence) {
    status.textContent = sentence;
  }
}
