// node results.mjs run.trx failed.txt
// Prints "passed failed skipped" of one test run and appends the failed tests, with their messages, to the second file.
import { appendFileSync, readFileSync } from 'node:fs';

const [trx, list] = process.argv.slice(2);
const text = readFileSync(trx, 'utf8');
const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const plain = xml => xml
  .replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(parseInt(code, 16)))
  .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
  .replace(/&(\w+);/g, (whole, name) => entities[name] ?? whole);

const [, attributes] = /<Counters ([^>]*)>/.exec(text);
const count = Object.fromEntries([...attributes.matchAll(/(\w+)="(\d+)"/g)].map(([, name, value]) => [name, Number(value)]));
const failed = count.failed + count.error + count.timeout + count.aborted;
console.log(count.passed, failed, count.total - count.passed - failed);

for (const [, result, body] of text.matchAll(/<UnitTestResult ([^>]*[^/])>(.*?)<\/UnitTestResult>/gs)) {
  if (/outcome="(Failed|Error|Timeout|Aborted)"/.test(result)) {
    const name = plain(/testName="([^"]*)"/.exec(result)[1]);
    const message = plain(/<Message>(.*?)<\/Message>/s.exec(body)?.[1] ?? 'no message').trim().replace(/^/gm, '    ');
    appendFileSync(list, `  ${name}\n${message}\n`);
  }
}
