"use strict";

/**
 * The worker behind the SQL box: DuckDB, with the database of the site and nothing else.
 *
 * It takes `{load: {database, script, module}}` (addresses), then `{run: sql}`, one at a time. It
 * answers `{progress: {loaded, total}}`, `{ready: version}`, `{answer}` or `{failure}`, where a
 * failure has a `kind` (see `KINDS` in sql-engine.js), a `message` and perhaps a `hint`. Who wants to
 * stop it ends the worker.
 */

importScripts("sql-statements.js", "csv.js");

// How many rows of an answer are fetched.
const MAX_ROWS = 100_000;
// What an answer passes through: a file in memory.
const ANSWER = "answer.csv";
const COPY = `(format csv, header, force_quote *, use_tmp_file false)`;
const SETTINGS = [
  "set memory_limit = '1GB'",
  "set autoinstall_known_extensions = false",
  "set autoload_known_extensions = false",
  `set allowed_paths = ['${ANSWER}']`,
  "set enable_external_access = false",
  "set lock_configuration = true",
];
const NUMBER = /^(?:U?(?:TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DECIMAL\(\d+,\d+\)|FLOAT|DOUBLE|BIGNUM)$/;
const NO_EXTENSION =
  "The box has DuckDB without extensions. The duckdb program has them: duckdb claims.duckdb";

let bindings = null;
let connection = null;

self.onmessage = async ({ data }) => {
  try {
    if (data.load) {
      self.postMessage({ ready: await load(data.load) });
    } else {
      self.postMessage({ answer: answer(data.run) });
    }
  } catch (error) {
    self.postMessage({ failure: failure(error) });
  }
};

/** An error of which the page knows what to do. */
class Failure extends Error {
  constructor(kind, message, hint) {
    super(message);
    this.kind = kind;
    this.hint = hint;
  }
}

/**
 * Start DuckDB with the database; from then on nothing is fetched any more.
 *
 * @param {{database: string, script: string, module: string}} addresses where they are.
 * @returns {Promise<string>} the version of DuckDB.
 */
async function load(addresses) {
  const database = new Uint8Array(await (await get(addresses.database, "database")).arrayBuffer());
  const duckdb = loadScript(addresses.script);
  const module = await get(addresses.module, "vendor");
  // DuckDB asks for its module; nothing else is given, to nobody
  self.fetch = () => expanded(module);
  self.XMLHttpRequest = undefined;
  bindings = await start(duckdb, addresses);
  self.fetch = undefined;
  bindings.open({ path: ":memory:" });
  bindings.registerFileBuffer("claims.duckdb", database);
  connection = bindings.connect();
  try {
    run("attach 'claims.duckdb' as package (read_only)");
  } catch (error) {
    throw new Failure("database", error.message);
  }
  run("use package");
  SETTINGS.forEach(run);
  return bindings.getVersion();
}

async function get(address, kind) {
  let answered;
  try {
    answered = await fetch(address);
  } catch (error) {
    throw new Failure("network", `${address}: ${error.message}`);
  }
  if (!answered.ok) {
    throw new Failure(kind, `${address}: the server answered ${answered.status}`);
  }
  return answered;
}

/** Return what the script exports; it is made for bundlers, which give it `module`. */
function loadScript(address) {
  self.module = { exports: {} };
  self.exports = self.module.exports;
  // only tables of Arrow need apache-arrow, and the answers come as CSV
  self.require = () => ({});
  try {
    importScripts(address);
  } catch (error) {
    throw new Failure("vendor", `${address}: ${error.message}`);
  }
  return self.module.exports;
}

/**
 * Return the module unpacked, and tell how much of it has come.
 *
 * @param {Response} module as it is stored in the site.
 * @returns {Promise<Response>} what DuckDB takes for the answer to its own request.
 */
async function expanded(module) {
  const encoded = module.headers.has("content-encoding");
  const total = (!encoded && Number(module.headers.get("content-length"))) || null;
  const reader = module.body.getReader();
  const first = await reader.read();
  let next = Promise.resolve(first);
  let loaded = 0;
  const counted = new ReadableStream({
    async pull(controller) {
      const { done, value } = await next;
      if (done) {
        controller.close();
        return;
      }
      loaded += value.length;
      self.postMessage({ progress: { loaded, total } });
      controller.enqueue(value);
      next = reader.read();
    },
  });
  // where the server says that a file of such a name is encoded, the browser has unpacked it
  const isPacked = first.value?.[0] === 0x1f && first.value[1] === 0x8b;
  const body = isPacked ? counted.pipeThrough(new DecompressionStream("gzip")) : counted;
  return new Response(body, { headers: { "content-type": "application/wasm" } });
}

/** Return DuckDB with its module; what fails while it starts is reported to nobody but here. */
async function start(duckdb, addresses) {
  const { wasmExceptions } = await duckdb.getPlatformFeatures();
  if (!wasmExceptions) {
    throw new Failure("browser", "WebAssembly with exceptions is missing");
  }
  const bundle = { mainModule: addresses.module, mainWorker: addresses.script };
  const logger = { log: () => undefined };
  const made = await duckdb.createDuckDB({ mvp: bundle, eh: bundle }, logger, duckdb.BROWSER_RUNTIME);
  const failed = new Promise((_, reject) => {
    self.addEventListener("unhandledrejection", (event) => {
      event.preventDefault();
      reject(new Failure("start", event.reason?.message ?? String(event.reason)));
    });
  });
  await Promise.race([made.instantiate(), failed]);
  return made;
}

/**
 * Run a script, and return the answer to its last statement.
 *
 * @param {string} script SQL.
 * @returns {{columns: {name: string, isNumber: boolean}[], rows: (string | null)[][],
 *   isCut: boolean, milliseconds: number} | {done: true}} the answer, or that there is none.
 */
function answer(script) {
  const began = performance.now();
  const statements = sqlStatements.split(script);
  const last = statements.pop();
  if (last === undefined) {
    throw new Failure("sql", "There is no question.", "Write one, or choose an example.");
  }
  statements.forEach((statement) => run(statement.text));
  if (last.keyword === "explain") {
    throw new Failure("sql", "The box shows no plans.", "Leave EXPLAIN out.");
  }
  if (!last.asks) {
    run(last.text);
    return { done: true };
  }
  const columns = columnsOf(last.text);
  const rows = copied(`from (\n${last.text}\n) limit ${MAX_ROWS + 1}`);
  const isCut = rows.length > MAX_ROWS;
  if (isCut) {
    rows.pop();
  }
  return { columns, rows, isCut, milliseconds: performance.now() - began };
}

/** Return the columns of a question; where it is wrong, an error that names its own lines. */
function columnsOf(question) {
  let described;
  try {
    described = copied(`from (describe (\n${question}\n))`);
  } catch (error) {
    throw ownError(question) ?? error;
  }
  return described.map(([name, type]) => ({ name, isNumber: NUMBER.test(type) }));
}

/** Return what DuckDB says of a question by itself, or null. */
function ownError(question) {
  try {
    connection.useUnsafe((duckdb, id) => {
      duckdb.closePrepared(id, duckdb.createPrepared(id, question));
    });
  } catch (error) {
    // a pivot without a list of columns is more than one to it
    return error.message.includes("multiple statements") ? null : error;
  }
  return null;
}

/** Return the rows of a query. */
function copied(sql) {
  bindings.registerFileBuffer(ANSWER, new Uint8Array(0));
  run(`copy (${sql}) to '${ANSWER}' ${COPY}`);
  return csv.read(new TextDecoder().decode(bindings.copyFileToBuffer(ANSWER))).slice(1);
}

function run(sql) {
  connection.useUnsafe((duckdb, id) => duckdb.runQuery(id, sql));
}

/**
 * Return what the page is told of an error.
 *
 * @param {Error} error ours, or one of DuckDB.
 * @returns {{kind: string, message: string, hint: string | undefined}} without what does not help
 *   here: how to install an extension or to set what is locked.
 */
function failure(error) {
  if (error instanceof Failure) {
    return { kind: error.kind, message: error.message, hint: error.hint };
  }
  const [message] = error.message.split(/\n\n(?:Please try installing|Possible solutions:)/);
  if (message.startsWith("Out of Memory")) {
    const hint = "The box has 1 GB for a question: ask for less, or use the duckdb program.";
    return { kind: "sql", message: message.split("\n")[0], hint };
  }
  if (/exists in the \w+ extension|Loading external extensions/.test(message)) {
    return { kind: "sql", message, hint: NO_EXTENSION };
  }
  if (message.startsWith("Permission Error") || message.includes("read-only mode")) {
    return { kind: "sql", message, hint: "The box reads the tables of this page and nothing else." };
  }
  return { kind: "sql", message, hint: undefined };
}
