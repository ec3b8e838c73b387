// Writes workflow commands as GitHub's own toolkit does: [[name, properties, message]] on stdin.
// The toolkit exports no more of this than error() and its like, which leave out `col` and order.
import { readFileSync } from 'node:fs';
import { issueCommand } from './node_modules/@actions/core/lib/command.js';

for (const [name, properties, message] of JSON.parse(readFileSync(0, 'utf8'))) {
  issueCommand(name, properties, message);
}
