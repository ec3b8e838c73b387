"use strict";

/**
 * DuckDB in a worker: loaded once, asked one question at a time, stopped by ending the worker.
 */
const sqlEngine = (() => {
  const WORKER = new URL("sql-box-worker.js", document.currentScript.src);

  // What the reader is told, and can do.
  const KINDS = {
    file: [
      "A page that was opened as a file may not read other files: your browser sees to that.",
      "Serve the folder of the site: python -m http.server -d site, then open http://localhost:8000",
    ],
    browser: [
      "This browser cannot run DuckDB: it has no WebAssembly, or it is switched off.",
      "Take a current Firefox, Chrome, Edge or Safari, or the duckdb program with claims.duckdb.",
    ],
    worker: [
      "The script of the box did not start.",
      "Serve the folder of the site as a whole. A Content-Security-Policy has to allow " +
        "worker-src 'self' and script-src 'self'.",
    ],
    start: [
      "DuckDB did not start.",
      "Load the page again. A Content-Security-Policy that the server sends has to allow " +
        "script-src 'self' 'wasm-unsafe-eval'.",
    ],
    vendor: [
      "DuckDB is missing on this site.",
      "Build the site again with its SQL box, and copy the folder vendor along.",
    ],
    database: [
      "The database of this site is missing, or cannot be read.",
      "Build the site again, and copy the folder downloads along.",
    ],
    network: [
      "The site cannot be reached.",
      "Look whether you are connected, and whether the server is still running; then run again.",
    ],
  };

  /** Why there is no answer: what happened, and what to do. */
  class EngineError extends Error {
    /**
     * @param {string} kind one of KINDS, or "sql" for what DuckDB says of a question.
     * @param {string} [detail] the words of the browser, the server or DuckDB.
     * @param {string} [hint] what to do.
     */
    constructor(kind, detail, hint) {
      const [message, advice] = KINDS[kind] ?? [detail, hint];
      super(message);
      this.detail = kind in KINDS ? detail : undefined;
      this.hint = advice;
    }
  }

  /** Return why the box cannot work here at all, or null. */
  function obstacle() {
    if (location.protocol === "file:") {
      return new EngineError("file");
    }
    const needed = ["WebAssembly", "Worker", "DecompressionStream", "ReadableStream"];
    const missing = needed.filter((name) => !(name in window));
    return missing.length ? new EngineError("browser", `missing: ${missing.join(", ")}`) : null;
  }

  /** A DuckDB with the database of the site. */
  class Engine {
    #addresses;
    #worker = null;
    #ready = null;
    #waiting = null;

    /**
     * @param {{database: string, script: string, module: string}} addresses where the files are.
     */
    constructor(addresses) {
      this.#addresses = addresses;
    }

    /**
     * Load DuckDB and the database, if they are not.
     *
     * @param {(progress: {loaded: number, total: number | null}) => void} onProgress told of bytes.
     * @returns {Promise<string>} the version of DuckDB.
     */
    load(onProgress) {
      this.#ready ??= this.#start(onProgress).catch((error) => {
        this.stop();
        throw error;
      });
      return this.#ready;
    }

    /**
     * Ask; it has to be loaded.
     *
     * @param {string} sql the question.
     * @returns {Promise<object>} the answer, as sql-box-worker.js has it.
     */
    async ask(sql) {
      return (await this.#send({ run: sql })).answer;
    }

    /** End what is running; whoever waits for it gets null. The next question loads again. */
    stop() {
      this.#worker?.terminate();
      this.#worker = null;
      this.#ready = null;
      this.#waiting?.resolve({ answer: null, ready: null });
      this.#waiting = null;
    }

    async #start(onProgress) {
      const problem = obstacle();
      if (problem) {
        throw problem;
      }
      try {
        this.#worker = new Worker(WORKER);
      } catch (error) {
        throw new EngineError("worker", error.message);
      }
      this.#worker.onmessage = ({ data }) => {
        if (data.progress) {
          onProgress(data.progress);
        } else {
          this.#settle(data);
        }
      };
      this.#worker.onerror = (event) => {
        event.preventDefault();
        this.#settle({ failure: { kind: "worker", message: event.message } });
      };
      return (await this.#send({ load: this.#addresses })).ready;
    }

    #send(message) {
      return new Promise((resolve, reject) => {
        this.#waiting = { resolve, reject };
        this.#worker.postMessage(message);
      });
    }

    #settle(data) {
      const waiting = this.#waiting;
      this.#waiting = null;
      if (data.failure) {
        const { kind, message, hint } = data.failure;
        waiting?.reject(new EngineError(kind, message, hint));
      } else {
        waiting?.resolve(data);
      }
    }
  }

  return { Engine, obstacle };
})();
