"use strict";

/**
 * The SQL box: a form that asks the database of the site in the reader's browser.
 *
 * The page has it without a function (see templates/_sql_box.html.j2); DuckDB is loaded when the
 * reader opens the box.
 */
for (const section of document.querySelectorAll(".sql-box")) {
  const part = (name) => section.querySelector(`.sql-box-${name}`);
  const [box, form, question, progress] = ["details", "form", "question", "progress"].map(part);
  const [status, output, run, stop, save] = ["status", "output", "run", "stop", "save"].map(part);

  const folder = new URL(section.dataset.vendor, document.baseURI);
  const engine = new sqlEngine.Engine({
    database: new URL(section.dataset.database, document.baseURI).href,
    script: new URL(section.dataset.script, folder).href,
    module: new URL(section.dataset.module, folder).href,
  });
  let answer = null;
  let isBusy = false;

  box.addEventListener("toggle", () => {
    if (box.open && !isBusy) {
      busy(load);
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!isBusy) {
      busy(ask);
    }
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  stop.addEventListener("click", () => {
    engine.stop();
    say("Stopped. The next question loads DuckDB again.");
    question.focus();
  });
  save.addEventListener("click", () => {
    sqlResult.download("answer.csv", csv.write(answer.columns, answer.rows));
  });
  for (const example of section.querySelectorAll(".sql-box-example")) {
    example.addEventListener("click", () => {
      question.value = example.value;
      if (!isBusy) {
        busy(ask);
      }
    });
  }
  section.hidden = false;
  if (box.open) {
    busy(load);
  }

  /** Do one thing at a time, and show what went wrong. */
  async function busy(work) {
    isBusy = true;
    run.setAttribute("aria-disabled", "true");
    stop.hidden = false;
    try {
      await work();
    } catch (error) {
      fail(error);
    } finally {
      isBusy = false;
      run.removeAttribute("aria-disabled");
      stop.hidden = true;
      progress.hidden = true;
      part("bytes").textContent = "";
    }
  }

  /** Load DuckDB, and return whether it is there: somebody may have stopped it. */
  async function load() {
    say("Loading DuckDB and the database …");
    const version = await engine.load(showProgress);
    if (version !== null) {
      say(`DuckDB ${version.replace(/^v/, "")} is ready.`);
    }
    return version !== null;
  }

  async function ask() {
    clear();
    if (!(await load())) {
      return;
    }
    say("Running …");
    const found = await engine.ask(question.value);
    if (found === null) {
      return;
    }
    if (found.done) {
      say("Done. A table is shown for SELECT, FROM, WITH, VALUES, DESCRIBE, SUMMARIZE and SHOW.");
      return;
    }
    answer = found;
    output.append(sqlResult.table(answer, "Answer"));
    save.hidden = false;
    say(sqlResult.summary(answer));
  }

  function showProgress({ loaded, total }) {
    const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
    progress.hidden = false;
    if (total) {
      progress.max = total;
      progress.value = loaded;
    }
    progress.title = `${megabytes(loaded)}${total ? ` of ${megabytes(total)}` : ""} MB`;
    part("bytes").textContent = progress.title;
  }

  function clear() {
    answer = null;
    save.hidden = true;
    output.replaceChildren();
  }

  function fail(error) {
    clear();
    say("There is no answer.");
    const shown = document.createElement("div");
    shown.className = "sql-box-error";
    shown.setAttribute("role", "alert");
    for (const [name, text] of [["pre", error.message], ["p", error.hint], ["pre", error.detail]]) {
      if (text) {
        const line = document.createElement(name);
        line.textContent = text;
        shown.append(line);
      }
    }
    output.append(shown);
  }

  function say(sentence) {
    status.textContent = sentence;
  }
}
