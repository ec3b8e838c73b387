"use strict";

/**
 * Where one SQL statement ends and the next begins, and which of them ask.
 */
const sqlStatements = (() => {
  // What may hold a semicolon that ends nothing: strings, names, comments. A word is one token so
  // that its last letter does not begin an e'string'.
  const TOKEN = new RegExp(
    [
      String.raw`e'(?:[^'\\]+|\\[^]|'')*'`,
      String.raw`'[^']*'`,
      String.raw`"[^"]*"`,
      String.raw`\$(?<tag>(?:[a-z_\u0080-\uffff][\w\u0080-\uffff]*)?)\$[^]*?\$\k<tag>\$`,
      String.raw`(?<comment>--[^\n]*|\/\*[^]*?\*\/)`,
      String.raw`[\w\u0080-\uffff]+`,
      String.raw`(?<end>;)`,
    ].join("|"),
    "gi",
  );

  // The first words of what has rows as its answer.
  const ASKING = new Set([
    "desc", "describe", "from", "pivot", "pivot_wider", "select", "show", "summarize", "table",
    "unpivot", "values", "with",
  ]);

  /**
   * Split a script into its statements.
   *
   * @param {string} script SQL, by anybody.
   * @returns {{text: string, keyword: string, asks: boolean}[]} the statements that are not empty,
   *   without their semicolons; the first word of each; and whether it answers with rows.
   */
  function split(script) {
    const texts = [];
    let from = 0;
    for (const token of script.matchAll(TOKEN)) {
      if (token.groups.end !== undefined) {
        texts.push(script.slice(from, token.index));
        from = token.index + 1;
      }
    }
    texts.push(script.slice(from));
    return texts.map(statement).filter((found) => found !== null);
  }

  function statement(text) {
    const bare = text
      .replace(TOKEN, (...found) => (found.at(-1).comment === undefined ? found[0] : " "))
      .trim();
    if (bare === "") {
      return null;
    }
    const keyword = /^\w*/.exec(bare)[0].toLowerCase();
    return { text, keyword, asks: bare.startsWith("(") || ASKING.has(keyword) };
  }

  return { split };
})();
