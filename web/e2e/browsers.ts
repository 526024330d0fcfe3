/** The installed browsers that the suites drive. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer-core';

export type BrowserName = 'chromium' | 'firefox';

const PATHS: Readonly<Record<BrowserName, readonly string[]>> = {
  chromium: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  firefox: ['/usr/bin/firefox-esr', '/usr/bin/firefox'],
};

const CHROMIUM_ARGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync',
  // Two pages of its own that each new window loads for what may be typed into its address field: as much work as ours.
  '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup',
];

function pathOf(name: BrowserName): string | undefined {
  const given = process.env[`${name.toUpperCase()}_PATH`];
  return given ?? PATHS[name].find((path) => existsSync(path));
}

/** Browsers found on this machine; `E2E_BROWSERS=chromium` restricts them. */
export const BROWSERS: readonly BrowserName[] = (['chromium', 'firefox'] as const).filter(
  (name) => pathOf(name) !== undefined && (process.env['E2E_BROWSERS'] ?? 'chromium,firefox').includes(name),
);

const running = new Map<BrowserName, Promise<Browser>>();
const profiles: string[] = [];

/** The browser that all suites of this process share; each test has a context of its own. It ends with the process. */
export async function browserOf(name: BrowserName): Promise<Browser> {
  const found = await running.get(name);
  if (found?.connected === true) return found;
  // None yet, or one that crashed: the next test shall not fail for it.
  const launched = launch(name);
  running.set(name, launched);
  const browser = await launched;
  const pid = browser.process()?.pid;
  // The runner ends its processes with this signal, and half a second later by force: there is no time to be polite.
  if (pid !== undefined) process.once('SIGTERM', () => endAtOnce(pid));
  return browser;
}

function launch(name: BrowserName): Promise<Browser> {
  const userDataDir = mkdtempSync(join(tmpdir(), `stepthrough-${name}-`));
  profiles.push(userDataDir);
  const common = { executablePath: pathOf(name) ?? '', userDataDir, headless: true, handleSIGTERM: false } as const;
  return puppeteer.launch(name === 'firefox' ? { ...common, browser: 'firefox' } : { ...common, args: CHROMIUM_ARGS });
}

/** Ends a browser with all its processes, then this one. */
function endAtOnce(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
  if (process.listenerCount('SIGTERM') > 0) return;
  for (const profile of profiles) rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  process.kill(process.pid, 'SIGTERM');
}
