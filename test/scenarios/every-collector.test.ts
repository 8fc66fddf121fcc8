/** The demo asks something for every collector, along the paths that the collector's metadata names, and nothing else. */
import { expect, it } from 'vitest';
import type { CollectorMeta } from '../../src/collectors/define.js';
import { COLLECTORS } from '../../src/collectors/index.js';
import { demoClinic } from '../../src/demo/index.js';
import { scanSimulated } from '../kit/scan-simulated.js';

/** `/groups/{id}/members` → an expression for the path of a request, from the version of Graph or the web of SharePoint on. */
function pathOf(start: string, endpoint: string): RegExp {
  const [path = ''] = endpoint.split('?');
  const escaped = path.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{\w+\}/g, '[^/]+?');
  return new RegExp(`^${start}${escaped}$`);
}

/** Paths of SharePoint are told from those of Graph by their beginning. */
function pathsOf({ endpoints, beta }: CollectorMeta): RegExp[] {
  const start = (endpoint: string) => {
    if (/^\/adminapi\//i.test(endpoint)) return '';
    return /^\/_(?:api|vti_bin)\//.test(endpoint) ? '(?:/(?:sites|personal)/.+)?' : '/v1\\.0';
  };
  return [...endpoints.map((one) => pathOf(start(one), one)), ...(beta ?? []).map(({ path }) => pathOf('/beta', path))];
}

it('holds a request of each collector, and no request that no collector names', async () => {
  const { requests, unanswered } = await scanSimulated(demoClinic(), { withSharePoint: true, withCmdlets: true });
  expect(unanswered).toBe(0);
  const asked = [
    ...new Set(
      requests
        .map((r) => new URL(r.url))
        .filter((u) => u.host !== 'login.microsoftonline.com')
        .map((u) => decodeURIComponent(u.pathname)),
    ),
  ];
  const named = COLLECTORS.map(({ meta }) => ({ id: meta.id, paths: pathsOf(meta) }));
  expect(named.filter((c) => !c.paths.some((p) => asked.some((a) => p.test(a)))).map((c) => c.id)).toEqual([]);
  const isBatch = (path: string) => /(?:^\/v1\.0|\/_api)\/\$batch$/.test(path);
  const strays = asked.filter((a) => !isBatch(a) && !named.some((c) => c.paths.some((p) => p.test(a))));
  expect(strays).toEqual([]);
});
