// What the test of Web Annotations runs in a page; esbuild makes one script of it.
export {
  createTextPositionSelectorMatcher,
  createTextQuoteSelectorMatcher,
} from '@apache-annotator/dom';
