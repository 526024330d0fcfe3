// The runnable examples of a page of documentation: its blocks of `js` are one program, and `// → text` is what a line prints.

/** The program of a page, and what it says that it prints. */
export function programOf(markdown) {
  const code = [...markdown.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map((found) => found[1]).join('\n');
  return { code, printed: [...code.matchAll(/\/\/ → (.*)$/gm)].map((found) => found[1]) };
}

/** A module that lets programs print to be compared: one line for each call, however long. */
export const PRINTER = `import { inspect } from 'node:util';
const word = (value) => (typeof value === 'string' ? value : inspect(value, { breakLength: Infinity, compact: true, depth: 9 }));
console.log = (...values) => process.stdout.write(values.map(word).join(' ').replaceAll('\\n', '⏎') + '\\n');
`;
