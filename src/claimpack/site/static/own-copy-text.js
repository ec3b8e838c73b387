"use strict";

/**
 * A reader's copy of an article: read, brought into the form in which it is counted, recognised by
 * its hash, or compared. Nothing leaves the page.
 */
const ownCopyText = (() => {
  // In bytes.
  const MAX_SIZE = 4 << 20;
  // How far a span may have moved to be found again, in characters.
  const MAX_SHIFT = 500;
  // How many spans that do not stand at their places are looked for.
  const MAX_SOUGHT = 8;
  const count = new Intl.NumberFormat("en");

  // Beginnings of files that hold no plain text in UTF-8.
  const SIGNATURES = [
    ["%PDF", "It is a PDF: copy its text into a file of its own."],
    ["PK\u0003\u0004", "It is a document of an office program: save it as plain text in UTF-8."],
    ["\u00ff\u00fe", "It is in UTF-16: save it as UTF-8."],
    ["\u00fe\u00ff", "It is in UTF-16: save it as UTF-8."],
  ];

  /** Why a file is not taken, and what to do about it. */
  class CopyError extends Error {
    constructor(message, hint) {
      super(message);
      this.hint = hint;
    }
  }

  /**
   * Return the text of a file, just as it stands there.
   *
   * @param {Blob} file any file.
   * @returns {Promise<string>} the text, with a byte order mark if it has one.
   * @throws {CopyError} it is no text in UTF-8, or too large.
   */
  async function read(file) {
    if (file.size > MAX_SIZE) {
      throw new CopyError("The file is larger than 4 MB: that is no text of an article.");
    }
    const bytes = new Uint8Array(await file.arrayBuffer());
    const beginning = String.fromCharCode(...bytes.subarray(0, 4));
    for (const [signature, hint] of SIGNATURES) {
      if (beginning.startsWith(signature)) {
        throw new CopyError("The file is no plain text in UTF-8.", hint);
      }
    }
    let text;
    try {
      text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw new CopyError("The file is no plain text in UTF-8.", "Save the text as UTF-8.");
    }
    if (text.trim() === "") {
      throw new CopyError("The file is empty.");
    }
    return text;
  }

  /**
   * Return the forms in which a copy may be the article, the likeliest first, each with what was
   * changed to come there. Whichever has the hash of the article is its text.
   */
  function* forms(text) {
    yield { text, changes: [] };
    const changes = [];
    const lines = text.replaceAll("\r\n", "\n").replaceAll("\r", "\n");
    if (lines !== text) {
      changes.push("its line ends were made line feeds");
    }
    const composed = lines.normalize("NFC");
    if (composed !== lines) {
      changes.push("its letters were composed (Unicode NFC)");
    }
    yield { text: composed, changes: [...changes] };
    const bare = composed.replace(/^\ufeff/, "");
    if (bare !== composed) {
      changes.push("the byte order mark at its beginning was left out");
      yield { text: bare, changes: [...changes] };
    }
    const trimmed = bare.trimEnd();
    yield { text: trimmed, changes: [...changes, "white space at its end was left out"] };
    yield { text: `${trimmed}\n`, changes: [...changes, "its last line was given a line end"] };
  }

  /**
   * Find the article of which a text is a copy.
   *
   * @param {string} text the text of the copy.
   * @param {object[]} articles those of claimpackSpans.
   * @returns {Promise<{article: object, text: string, changes: string[], spans: object[]} | null>}
   *   the article, its text, what was changed in the copy to get it, and the spans that stand in
   *   it as the package says; null where it is none of them.
   */
  async function recognise(text, articles) {
    for (const form of forms(text)) {
      const hash = await sha256(form.text);
      const article = articles.find((candidate) => candidate.text_sha256 === hash);
      if (article) {
        const proved = await proofs([...form.text], article.spans);
        return { article, ...form, spans: article.spans.filter((_, index) => proved[index]) };
      }
    }
    return null;
  }

  /**
   * Say how a text differs from the article that it is likest to.
   *
   * @param {string} text the text of the copy, which is none of the articles.
   * @param {object[]} articles those of claimpackSpans, at least one.
   * @returns {Promise<string[]>} sentences.
   */
  async function compare(text, articles) {
    const points = [...[...forms(text)][1].text.replace(/^\ufeff/, "")];
    const compared = [];
    for (const article of articles) {
      const proved = await proofs(points, article.spans);
      compared.push({ article, proved, count: proved.filter(Boolean).length });
    }
    const distance = ({ article }) => Math.abs(article.text_length - points.length);
    compared.sort((one, other) => other.count - one.count || distance(one) - distance(other));
    const [{ article, proved, count: found }] = compared;
    const sentences = [
      `It was compared with “${article.title}” (${article.article_id}), which has ` +
        `${count.format(article.text_length)} characters; your copy has ` +
        `${count.format(points.length)}.`,
      `${count.format(found)} of ${count.format(proved.length)} claims stand at their places.`,
    ];
    return [...sentences, ...(await reasons(text, points, article.spans, proved))];
  }

  async function reasons(text, points, spans, proved) {
    if (/^\s*<(?:!doctype|html|head|body|\?xml)\b/i.test(text) || /<\/(?:p|div|a)>/i.test(text)) {
      return ["It is HTML: save the text of the article alone, without its mark-up."];
    }
    const failed = spans.filter((_, index) => !proved[index]);
    if (!failed.length) {
      return ["The words of all claims are there; what differs stands between or after them."];
    }
    const place = ({ claim_id: claim, start }) => `${claim} (character ${count.format(start)})`;
    for (const span of failed.slice(0, MAX_SOUGHT)) {
      const shift = await shiftOf(points, span);
      if (shift !== null) {
        return [
          `Before ${place(span)} your copy has ${count.format(Math.abs(shift))} characters ` +
            `${shift > 0 ? "more" : "fewer"}: a heading, a caption or an empty line, perhaps.`,
        ];
      }
    }
    return [
      `The first that does not is ${place(failed[0])}: it may be another version of the article, ` +
        "or spaces, quotation marks or dashes were changed on the way.",
    ];
  }

  /** Return by how many characters a span has moved, or null where it is not found. */
  async function shiftOf(points, span) {
    for (let distance = 1; distance <= MAX_SHIFT; distance += 1) {
      for (const shift of [distance, -distance]) {
        if (await stands(points, span, shift)) {
          return shift;
        }
      }
    }
    return null;
  }

  function proofs(points, spans) {
    return Promise.all(spans.map((span) => stands(points, span, 0)));
  }

  async function stands(points, { start, end, sha256: hash }, shift) {
    if (start + shift < 0 || end + shift > points.length) {
      return false;
    }
    return (await sha256(points.slice(start + shift, end + shift).join(""))) === hash;
  }

  async function sha256(text) {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  return { CopyError, compare, read, recognise };
})();
