/** The installed browsers that the suite drives. */
import { existsSync } from 'node:fs';
import puppeteer, { type Browser } from 'puppeteer-core';

export type BrowserName = 'chromium' | 'firefox';

const PATHS: Readonly<Record<BrowserName, readonly string[]>> = {
  chromium: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  firefox: ['/usr/bin/firefox-esr', '/usr/bin/firefox'],
};

const CHROMIUM_ARGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync',
];

function pathOf(name: BrowserName): string | undefined {
  const given = process.env[`${name.toUpperCase()}_PATH`];
  return given ?? PATHS[name].find((path) => existsSync(path));
}

/** Browsers found on this machine; `E2E_BROWSERS=chromium` restricts them. */
export const BROWSERS: readonly BrowserName[] = (['chromium', 'firefox'] as const).filter(
  (name) => pathOf(name) !== undefined && (process.env['E2E_BROWSERS'] ?? 'chromium,firefox').includes(name),
);

export function launch(name: BrowserName): Promise<Browser> {
  const executablePath = pathOf(name) ?? '';
  if (name === 'firefox') return puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
  return puppeteer.launch({ executablePath, headless: true, args: CHROMIUM_ARGS });
}
