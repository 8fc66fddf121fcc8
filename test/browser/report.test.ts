/** The report as its readers meet it: quiet, honest with hostile names, accessible, usable by keyboard, whole on paper. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { safeText } from '../../src/reporters/text.js';
import type { ScanResult } from '../../src/result/types.js';
import { ATTACKS, hostile } from '../reporters/hostile.js';
import { conditions, go, noGo, notDetermined } from '../reporters/sample.js';
import { FIRST_SCREEN, Reader } from './page.js';

let reader: Reader;
beforeAll(async () => {
  reader = await Reader.start();
});
afterAll(() => reader.stop());

const SAMPLES: Readonly<Record<string, () => ScanResult>> = { noGo, notDetermined, go, conditions, hostile };

function visible(page: Page): Promise<string[]> {
  return page.$$eval('details.finding', (all) =>
    all.filter((one) => one.checkVisibility()).map((one) => one.id.replace('finding-', '')),
  );
}

function openAll(page: Page): Promise<void> {
  return page.$$eval('details', (all) => {
    for (const one of all as unknown as { open: boolean }[]) one.open = true;
  });
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { axe: engine } = globalThis as unknown as { axe: typeof import('axe-core') };
    const { violations } = await engine.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  });
  return found;
}

describe.each(Object.entries(SAMPLES))('the report of %s', (_name, sample) => {
  it('asks for nothing, logs nothing and shows every finding', async () => {
    const { page, faults } = await reader.open(sample());
    await openAll(page);
    // Whatever a planted handler waits for.
    await page.mouse.move(300, 300);
    await page.waitForTimeout(150);
    expect(faults).toEqual([]);
    expect((await visible(page)).sort()).toEqual(
      sample()
        .findings.map((finding) => finding.ruleId)
        .sort(),
    );
    await page.close();
  });

  it.each(['light', 'dark'] as const)('has no accessibility violation (%s, all open)', async (colorScheme) => {
    const { page } = await reader.open(sample(), { colorScheme });
    expect(await violations(page)).toEqual([]);
    await openAll(page);
    expect(await violations(page)).toEqual([]);
    await page.close();
  });
});

describe('hostile names', () => {
  it('are text: no element and no link comes of them', async () => {
    const { page } = await reader.open(hostile());
    const planted = 'img, iframe, object, embed, base, [onload], [onerror], [onmouseover], main script, svg:not(.bar)';
    expect(await page.locator(planted).count()).toBe(0);
    expect(await page.locator('script').count()).toBe(1);
    const targets = await page.$$eval('a', (all) => all.map((link) => link.getAttribute('href') ?? ''));
    const outside = targets.filter((target) => !target.startsWith('#'));
    expect([...new Set(outside.map((target) => new URL(target).origin))].sort()).toEqual([
      'https://lakeside.sharepoint.com',
      'https://www.ecfr.gov',
    ]);
    const names = await page.locator('#finding-ITEM-099 bdi.name').allTextContents();
    for (const attack of ATTACKS) expect(names).toContain(safeText(attack));
    expect(names.some((name) => name.endsWith('… (10,000 characters)'))).toBe(true);
    await page.close();
  });

  it('do not widen the page, on a telephone either', async () => {
    for (const width of [1280, 390]) {
      const { page } = await reader.open(hostile(), { viewport: { width, height: 844 } });
      await openAll(page);
      expect(await page.$eval('html', (root) => root.scrollWidth)).toBe(width);
      await page.close();
    }
  });

  it('cannot run a script even where one is planted: the policy stops it', async () => {
    const { page, faults } = await reader.open(noGo());
    const stopped: string[] = [];
    page.on('requestfailed', (request) => stopped.push(`${request.url()} ${request.failure()?.errorText}`));
    await page.$eval('body', (body) => {
      const script = body.ownerDocument.createElement('script');
      script.textContent = 'document.title = "planted"';
      const image = body.ownerDocument.createElement('img');
      image.src = 'https://evil.example/x.png';
      body.append(script, image);
    });
    await expect.poll(() => stopped).toEqual(['https://evil.example/x.png csp']);
    expect(await page.title()).not.toBe('planted');
    expect(faults.filter((fault) => fault.includes('Content Security Policy'))).toHaveLength(2);
    await page.close();
  });
});

/** As `noGo`, with titles and steps as long as a rule may have them. */
function wordy(): ScanResult {
  const title = 'Folders that people who left shared with everybody are still open to them all';
  const step =
    'Open the folder in the browser, choose Manage access, and remove what it is granted to; then look at the folders above it. '.repeat(
      2,
    );
  const findings = noGo().findings.map((finding) => ({
    ...finding,
    title,
    remediation: { ...finding.remediation, steps: [step] },
  }));
  return { ...noGo(), findings };
}

describe('the first screen', () => {
  it.each(Object.entries({ noGo, conditions, notDetermined, go, wordy }))(
    'holds decision, exposure, coverage and what to do first (%s)',
    async (_name, sample) => {
      const { page } = await reader.open(sample());
      for (const selector of ['h1', '#decision', '#exposure', '#coverage', '#first']) {
        const box = await page.locator(selector).boundingBox();
        expect(box, selector).not.toBeNull();
        if (box !== null) expect(box.y + box.height, selector).toBeLessThanOrEqual(FIRST_SCREEN.height);
      }
      await page.close();
    },
  );

  it('says it in plain words, without rule ids', async () => {
    const { page } = await reader.open(noGo());
    const text = await page.$$eval('.band, #decision, #exposure, #coverage, #first', (parts) =>
      parts.map((part) => part.innerText).join('\n'),
    );
    expect(text).toContain(
      'Technical verdict: the questionnaire half (policies, BAAs, training) has not been answered.\n\nNo-go',
    );
    expect(text).toContain('612 files with PHI-looking names can be read by every one of 74 employees today.');
    expect(text).toContain('41 more are open for whoever opens a link.');
    expect(text).toMatch(/Simulated tenant, not evidence/i);
    expect(text).not.toMatch(/[A-Z]{2,5}-\d{3}/);
    expect(await page.locator('#first li').count()).toBe(5);
    await page.close();
  });

  it('never breaks the tenant id over two lines', async () => {
    for (const width of [1280, 390]) {
      const { page } = await reader.open(noGo(), { viewport: { width, height: 900 } });
      expect(await page.locator('.meta .guid').innerText()).toBe(`tenant ${noGo().tenant.id}`);
      expect((await page.locator('.meta .guid').boundingBox())?.height).toBeLessThan(24);
      expect(await page.$eval('html', (root) => root.scrollWidth)).toBe(width);
      await page.close();
    }
  });

  it('carries no band on a scan of Microsoft itself', async () => {
    const { page } = await reader.open(go());
    expect(await page.locator('.band, .watermark').count()).toBe(0);
    await page.close();
  });
});

describe('filters', () => {
  it('work by keyboard, say how many are left, and are remembered in the address', async () => {
    const { page, url } = await reader.open(noGo());
    await page.locator('input[name="q"]').focus();
    await page.keyboard.type('label');
    const byText = await visible(page);
    expect(byText).toEqual(['LBL-001', 'LBL-003', 'LBL-004']);
    expect(await page.locator('#shown').innerText()).toBe(`3 of ${noGo().findings.length} shown`);
    // Area, clear, open all, then the outcomes: the first is "Failed".
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await visible(page)).toEqual(['LBL-001']);
    expect(page.url()).toBe(`${url}#outcome=fail&q=label`);
    expect(await page.locator('#group-passed').isVisible()).toBe(false);

    const again = await reader.open(noGo(), { hash: '#outcome=fail&severity=critical,medium' });
    expect(await visible(again.page)).toEqual(['ITEM-004', 'ID-001', 'SITE-003', 'APP-002']);
    await again.page.locator('button[type="reset"]').press('Enter');
    await expect.poll(() => visible(again.page)).toHaveLength(noGo().findings.length);
    expect(again.page.url()).not.toContain('#');
    await page.close();
    await again.page.close();
  });

  it('leave a finding reachable by its link, and findings open by keyboard', async () => {
    const { page } = await reader.open(noGo(), { hash: '#outcome=pass' });
    await page.locator('#first a').first().press('Enter');
    await expect.poll(() => page.locator('#finding-ITEM-004').getAttribute('open')).toBe('');
    expect(await page.$eval(':focus', (focused) => focused.parentElement?.id)).toBe('finding-ITEM-004');
    await page.keyboard.press('Enter');
    expect(await page.locator('#finding-ITEM-004').getAttribute('open')).toBeNull();
    await page.keyboard.press('Tab');
    await page.close();
  });

  it('take any address without a fault', async () => {
    for (const hash of ['#%', '#pillar=nothing&outcome=<script>', '#finding-NONE', '#constructor', '#filters', '#=']) {
      const { page, faults } = await reader.open(noGo(), { hash });
      expect(faults, hash).toEqual([]);
      await page.close();
    }
  });

  it('are not there without JavaScript, and nothing else is missing', async () => {
    const { page } = await reader.open(noGo(), { javaScriptEnabled: false });
    expect(await page.locator('#filters').isVisible()).toBe(false);
    expect(await page.locator('details.finding:visible').count()).toBe(noGo().findings.length);
    await page.close();
  });
});

describe('on paper', () => {
  it('opens everything, also what a filter hides, and closes it again', async () => {
    const { page } = await reader.open(noGo(), { hash: '#outcome=pass' });
    const before = await page.locator('details[open]').count();
    await page.emulateMedia({ media: 'print' });
    await expect.poll(() => page.locator('details:not([open])').count()).toBe(0);
    expect(await visible(page)).toHaveLength(noGo().findings.length);
    expect(await page.locator('.body:visible').count()).toBe(noGo().findings.length);
    expect(await page.locator('#filters').isVisible()).toBe(false);
    expect(await page.locator('.watermark').isVisible()).toBe(true);
    expect(await page.$eval('.objects thead', (head) => head.ownerDocument.defaultView?.getComputedStyle(head).display)).toBe(
      'table-header-group',
    );
    await page.emulateMedia({ media: 'screen' });
    await expect.poll(() => page.locator('details[open]').count()).toBe(before);
    await page.close();
  });

  it('opens everything without JavaScript too', async () => {
    const { page } = await reader.open(noGo(), { javaScriptEnabled: false });
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.body .lead').last().isVisible()).toBe(true);
    await page.close();
  });
});
