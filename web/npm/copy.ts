#!/usr/bin/env node
/** `npx stepthrough copy FOLDER`: puts the package's folder `playground` where a static site serves it. */
import { cp } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const [command, folder, ...rest] = process.argv.slice(2);
if (command !== 'copy' || folder === undefined || rest.length > 0) {
  console.error('usage: stepthrough copy FOLDER\n\nCopies embed.js, embed.html and the playground to FOLDER, for example public/stepthrough.');
  process.exitCode = 2;
} else {
  await cp(fileURLToPath(new URL('../../playground/', import.meta.url)), folder, { recursive: true });
  console.log(`Copied to ${folder}. Load embed.js from there, or set StepThrough.home to its address.`);
}
