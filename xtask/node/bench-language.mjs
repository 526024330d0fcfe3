// Times what a definition takes in the built wasm package: node bench-language.mjs SCRIPT WASM MADE_FOLDER [FOLDER]
// One line of JSON each: `ms` for reading and all rules, `pageMs` for what the page asks at each keystroke, drawing and all.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { loadFile } from './engine.mjs';

const [script, wasm, made, corpus] = process.argv.slice(2);
const { engine } = await loadFile(script, wasm);

/** Milliseconds of processor time, the middle of nine, once the code is warm: other work on the machine does not count. */
function median(work) {
  for (let warm = 0; warm < 3; warm += 1) work();
  const times = Array.from({ length: 9 }, () => {
    const start = process.cpuUsage();
    work();
    const spent = process.cpuUsage(start);
    return (spent.user + spent.system) / 1000;
  });
  return times.sort((a, b) => a - b)[4];
}

function print(name, texts, withPage) {
  const ms = median(() => texts.forEach((text) => engine.diagnose(text)));
  const pageMs = withPage ? median(() => texts.forEach((text) => engine.analyze(text, {}))) : undefined;
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  console.log(JSON.stringify({ name, texts: texts.length, bytes, ms, pageMs }));
}

function files(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return files(path);
    return name.endsWith('.asl.json') ? [readFileSync(path, 'utf8')] : [];
  });
}

for (const name of ['10', '100', '300', '1000', '10000', 'megabyte']) {
  print(name, [readFileSync(join(made, `${name}.json`), 'utf8')], name === '300');
}
if (corpus !== undefined) print('corpus', files(corpus), false);
