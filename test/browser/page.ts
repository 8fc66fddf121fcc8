/** Opens a report from disk in Chromium and writes down everything that it must not do. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { renderHtml } from '../../src/reporters/index.js';
import type { ScanResult } from '../../src/result/types.js';

const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';
const ARGUMENTS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const FIRST_SCREEN = { width: 1280, height: 900 };

export interface Opened {
  readonly page: Page;
  readonly url: string;
  /** Requests apart from the file itself, console messages, errors, dialogs: all must stay empty. */
  readonly faults: readonly string[];
}

export class Reader {
  readonly #browser: Browser;
  readonly #folder: string;
  #count = 0;

  private constructor(browser: Browser, folder: string) {
    this.#browser = browser;
    this.#folder = folder;
  }

  static async start(): Promise<Reader> {
    if (!existsSync(EXECUTABLE)) {
      throw new Error(
        `No Chromium at ${EXECUTABLE}. Install it (Debian: apt-get install chromium) or set CHROMIUM to the path of one.`,
      );
    }
    const browser = await chromium.launch({ executablePath: EXECUTABLE, args: ARGUMENTS });
    return new Reader(browser, await mkdtemp(join(tmpdir(), 'preflight-report-')));
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async open(
    result: ScanResult,
    { hash = '', ...options }: BrowserContextOptions & { readonly hash?: string } = {},
  ): Promise<Opened> {
    this.#count += 1;
    const file = join(this.#folder, `${this.#count}.html`);
    await writeFile(file, await renderHtml(result));
    const url = pathToFileURL(file).href;
    const page = await this.#browser.newPage({ viewport: FIRST_SCREEN, ...options });
    const faults: string[] = [];
    page.on('request', (request) => {
      if (request.url().split('#')[0] !== url) faults.push(`request: ${request.url()}`);
    });
    page.on('console', (message) => faults.push(`console ${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => {
      faults.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('popup', (popup) => faults.push(`popup: ${popup.url()}`));
    await page.goto(`${url}${hash}`);
    return { page, url, faults };
  }
}
