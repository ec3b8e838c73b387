// What two validators say of JSON-LD in a page: [[file, severity, message]] for the files named.
// usage: node structured_data.mjs SCHEMA_ORG.jsonld FILE...
import { readFileSync } from 'node:fs';
import Validator from '@adobe/structured-data-validator';
import WebAutoExtractor from '@marbec/web-auto-extractor';

const [vocabulary, ...files] = process.argv.slice(2);
const validator = new Validator(JSON.parse(readFileSync(vocabulary, 'utf8')));
const issues = [];
for (const file of files) {
  const script = `<script type="application/ld+json">${readFileSync(file, 'utf8')}</script>`;
  const page = `<!DOCTYPE html><html><head>${script}</head><body></body></html>`;
  const data = new WebAutoExtractor({ addLocation: true }).parse(page);
  if (Object.keys(data.jsonld).length === 0) {
    issues.push([file, 'ERROR', 'the page holds no structured data']);
  }
  for (const issue of await validator.validate(data)) {
    const place = issue.path.map((step) => step.type).join('/');
    issues.push([file, issue.severity, `${place}: ${issue.issueMessage}`]);
  }
}
console.log(JSON.stringify(issues));
