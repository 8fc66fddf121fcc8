/** The demo asks something for every collector, along the paths that the collector's metadata names, and nothing else. */
import { expect, it } from 'vitest';
import { COLLECTORS } from '../../src/collectors/index.js';
import { demoClinic } from '../../src/demo/index.js';
import { scanSimulated } from '../kit/scan-simulated.js';

/** `/groups/{id}/members` → an expression for the path of a request. */
function pathOf(endpoint: string): RegExp {
  const [path = ''] = endpoint.split('?');
  const escaped = path.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^/v1\\.0${escaped}$`);
}

it('holds a request of each collector, and no request that no collector names', async () => {
  const { requests, unanswered } = await scanSimulated(demoClinic());
  expect(unanswered).toBe(0);
  const asked = [
    ...new Set(
      requests
        .map((r) => new URL(r.url))
        .filter((u) => u.host === 'graph.microsoft.com')
        .map((u) => decodeURIComponent(u.pathname)),
    ),
  ];
  const named = COLLECTORS.map((c) => ({
    id: c.meta.id,
    paths: [...c.meta.endpoints, ...(c.meta.beta ?? []).map((b) => b.path)].map(pathOf),
  }));
  expect(named.filter((c) => !c.paths.some((p) => asked.some((a) => p.test(a)))).map((c) => c.id)).toEqual([]);
  const strays = asked.filter((a) => a !== '/v1.0/$batch' && !named.some((c) => c.paths.some((p) => p.test(a))));
  expect(strays).toEqual([]);
});
