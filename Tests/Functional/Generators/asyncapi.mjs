import { readFileSync } from 'node:fs';
import { Parser } from '@asyncapi/parser';

// Severity 0 is an error and 1 a warning; the rest is advice, such as to take a newer version of AsyncAPI.
const { document, diagnostics } = await new Parser().parse(readFileSync('asyncapi.json', 'utf8'));
const faults = diagnostics.filter((one) => one.severity < 2);
for (const fault of faults) {
  console.error(`${fault.path.join('/')}: ${fault.message}`);
}

process.exitCode = document && faults.length === 0 ? 0 : 1;
