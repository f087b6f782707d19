// How much of core/ its tests run, by lines, from what gcov knows about a build folder:
//   node tests/coverage/report.mjs build/coverage
// Prints the share of each folder and of the whole, and writes the lines that no test ran to
// <folder>/uncovered.txt. Ends with 1 where the whole is under 95 %.
//
// Not counted: the one line after a switch that has returned in every case (SAMTYCKE_NEVER), since a test
// that ran it would show a bug.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const least = 95;
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const folder = path.resolve(process.argv[2] ?? 'build/coverage');

// Of the core's own objects, and of the tests', which hold what stands in headers.
const counters = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.gcda')).map((name) => path.join(folder, name));
const runs = new Map(); // file -> line -> how often it ran
for (let from = 0; from < counters.length; from += 40) {
  const gcov = spawnSync('gcov', ['--json-format', '--stdout', ...counters.slice(from, from + 40)],
    { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (gcov.status !== 0) {
    console.error(`coverage: gcov failed: ${gcov.stderr}`);
    process.exit(2);
  }
  for (const document of gcov.stdout.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line))) {
    for (const { file, lines } of document.files) {
      const name = path.relative(root, path.resolve(document.current_working_directory, file));
      if (!name.startsWith('core/')) continue;
      if (!runs.has(name)) runs.set(name, new Map());
      const known = runs.get(name);
      for (const { line_number: line, count } of lines) known.set(line, Math.max(count, known.get(line) ?? 0));
    }
  }
}

const folders = new Map(); // folder -> [run, all]
const uncovered = [];
for (const [name, lines] of [...runs].sort()) {
  const source = readFileSync(path.join(root, name), 'utf8').split('\n');
  const sum = folders.get(path.dirname(name)) ?? [0, 0];
  folders.set(path.dirname(name), sum);
  for (const [line, count] of [...lines].sort((a, b) => a[0] - b[0])) {
    const text = source[line - 1] ?? '';
    if (text.includes('SAMTYCKE_NEVER(')) continue;
    ++sum[1];
    if (count > 0) ++sum[0];
    else uncovered.push(`${name}:${line}: ${text.trim()}`);
  }
}
writeFileSync(path.join(folder, 'uncovered.txt'), `${uncovered.join('\n')}\n`);

const percent = ([run, all]) => ((100 * run) / Math.max(all, 1)).toFixed(1);
const whole = [0, 0];
for (const [name, sum] of folders) {
  console.log(`${name.padEnd(20)} ${percent(sum).padStart(5)} %  ${sum[0]} of ${sum[1]} lines`);
  whole[0] += sum[0];
  whole[1] += sum[1];
}
console.log(`${'core'.padEnd(20)} ${percent(whole).padStart(5)} %  ${whole[0]} of ${whole[1]} lines; the rest is listed in ${path.relative(root, folder)}/uncovered.txt`);
process.exit(whole[1] > 0 && whole[0] * 100 >= least * whole[1] ? 0 : 1);
