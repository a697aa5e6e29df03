/** Holds what dist/ sends to a browser against what it may weigh, gzipped: prints every figure, fails if one is too large. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const KB = 1024;

/** What is loaded for it, the files, and the most that they may take together. */
const BUDGETS = [
  ["a note, before the first answer", ["theme.js", "site.js"], 10 * KB],
  ["the start of the quiz", ["theme.js", "site.js", "core.js", "quiz.js"], 30 * KB],
  ["choosing a set", ["choose.js"], 12 * KB],
  ["the end of a sitting", ["end.js"], 12 * KB],
  ["the mock exam", ["exam.js"], 12 * KB],
  ["the result of a mock exam", ["marked.js"], 12 * KB],
  ["a mock exam for print", ["printed.js"], 12 * KB],
  ["progress", ["progress.js"], 12 * KB],
  ["your data", ["yourdata.js"], 12 * KB],
  ["the schedule", ["memory.js"], 12 * KB],
  ["style sheets", ["site.css", "quiz.css"], 12 * KB],
];

const weigh = (file) => gzipSync(readFileSync(new URL(`dist/${file}`, import.meta.url)), { level: 9 }).length;

for (const [what, files, most] of BUDGETS) {
  const bytes = files.map(weigh).reduce((sum, each) => sum + each, 0);
  const line = `${what}: ${bytes} of ${most} bytes (${files.join(", ")})`;
  if (bytes > most) process.exitCode = 1;
  console[bytes > most ? "error" : "log"](bytes > most ? `too large: ${line}` : line);
}
