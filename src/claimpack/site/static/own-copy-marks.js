"use strict";

/**
 * A text with the spans of claims marked in it, however they overlap.
 */
const ownCopyMarks = (() => {
  /**
   * Cut a text where spans begin or end.
   *
   * @param {number} length how many code points the text has.
   * @param {{start: number, end: number}[]} spans the spans, the longer first where two begin.
   * @returns {{start: number, end: number, spans: object[]}[]} pieces that together are the text,
   *   each with the spans that cover it, the innermost last.
   */
  function pieces(length, spans) {
    const cuts = new Set([0, length]);
    for (const span of spans) {
      cuts.add(span.start).add(span.end);
    }
    const sorted = [...cuts].sort((one, other) => one - other);
    const begun = spans.toSorted((one, other) => one.start - other.start || other.end - one.end);
    const open = new Set();
    let next = 0;
    return sorted.slice(0, -1).map((start, index) => {
      for (; next < begun.length && begun[next].start <= start; next += 1) {
        open.add(begun[next]);
      }
      for (const span of open) {
        if (span.end <= start) {
          open.delete(span);
        }
      }
      return { start, end: sorted[index + 1], spans: [...open] };
    });
  }

  /**
   * Return a text as nodes. A piece with claims is a `mark` with their ids in `data-claims`; at the
   * end of each span a link leads to the page of its claim.
   *
   * @param {string} text the text.
   * @param {object[]} spans those of an article in claimpackSpans.
   * @returns {DocumentFragment} the nodes.
   */
  function render(text, spans) {
    const points = [...text];
    const fragment = document.createDocumentFragment();
    for (const piece of pieces(points.length, spans)) {
      const words = points.slice(piece.start, piece.end).join("");
      if (piece.spans.length === 0) {
        fragment.append(words);
        continue;
      }
      fragment.append(mark(words, piece.spans));
      for (const span of piece.spans.filter(({ end }) => end === piece.end)) {
        fragment.append(reference(span));
      }
    }
    return fragment;
  }

  function mark(words, spans) {
    const made = document.createElement("mark");
    const innermost = spans.at(-1);
    made.className = "own-copy-mark";
    made.dataset.claims = spans.map((span) => span.claim_id).join(" ");
    made.dataset.verdict = innermost.verdict ?? "";
    made.dataset.depth = Math.min(spans.length, 3);
    made.title = spans.map((span) => `${span.claim_id}: ${span.label}`).join("\n");
    made.textContent = words;
    return made;
  }

  function reference(span) {
    const link = document.createElement("a");
    link.className = `own-copy-reference ${verdictClass(span)}`;
    link.href = span.href;
    link.title = span.text;
    link.setAttribute("aria-label", `${span.claim_id}: ${span.label}. ${span.text}`);
    link.textContent = span.claim_id;
    return link;
  }

  /** Return the classes by which site.css gives a verdict its colour and its sign. */
  function verdictClass({ verdict }) {
    return `verdict ${(verdict ?? "").replaceAll("_", "-")}`.trim();
  }

  return { pieces, render, verdictClass };
})();
