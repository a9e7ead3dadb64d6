// Scores people with the scorer that is in a page: node scorer.mjs PAGE LINES RESULTS BODY. A line of answers each in, an object each
// out, as `rolefit batch` writes them; and the report's body about the first.

import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const [page, lines, results, body] = process.argv.slice(2);
const text = readFileSync(page, 'utf8');
const held = (id) => gunzipSync(Buffer.from(text.match(new RegExp(`id="${id}">([^<]+)<`))[1], 'base64'));

const { instance } = await WebAssembly.instantiate(held('scorer-data'));
const scorer = instance.exports;
const call = (name, bytes) => {
  const place = scorer.room(bytes.length);
  new Uint8Array(scorer.memory.buffer, place, bytes.length).set(bytes);
  const isDone = scorer[name]();
  const made = Buffer.from(new Uint8Array(scorer.memory.buffer, scorer.place(), scorer.length())).toString();
  if (!isDone) throw new Error(`${name}: ${made}`);
  return made;
};

call('open', held('key-data'));
const people = readFileSync(lines, 'utf8').trimEnd().split('\n').map((line) => Buffer.from(line));
writeFileSync(body, call('report', people[0]));
writeFileSync(results, people.map((line) => `${call('result', line)}\n`).join(''));
