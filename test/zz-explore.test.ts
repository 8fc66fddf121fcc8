import { it } from 'vitest';
import { generateTenant, demoClinic } from '../src/demo/index.js';
import { scanSimulated } from './kit/scan-simulated.js';
const leaversOf = (g: ReturnType<typeof demoClinic>) => g.planted.leaversList.map((l) => ({ key: l.upn.toLowerCase(), lastDay: l.lastDay }));
for (const [name, make] of [
  ['clinic', () => demoClinic()],
  ['clean', () => generateTenant({ seed: 20, variant: 'clean' })],
  ['blind', () => generateTenant({ seed: 20, variant: 'blind' })],
  ['clean-full', () => { const g = generateTenant({ seed: 20, variant: 'clean' }); g.tenant.apps[0]!.roles.push('Sites.FullControl.All', 'User-LifeCycleInfo.Read.All'); for (const s of g.tenant.sites) for (const d of s.drives) for (const [id, l] of d.permissions) d.permissions.set(id, l.filter((p) => p.grantedToV2?.siteGroup === undefined)); return g; }],
  ['small', () => generateTenant({ seed: 7, variant: 'clinic', scale: 0.05 })],
] as const) it(name, async () => {
  const g = make();
  const t = Date.now();
  const s = await scanSimulated(g, { leavers: leaversOf(g) });
  const ms = Date.now() - t;
  const r = s.assessment.result;
  console.log(name, ms, 'ms', r.verdict.decision, r.coverage.percent, r.coverage.sites, 'requests', s.requests.length, 'unanswered', s.unanswered, JSON.stringify(r.exposure), JSON.stringify(g.planted.counts));
  console.log(s.assessment.findings.map((f) => `${f.ruleId} ${f.outcome} ${f.severity}/${f.gate} ${f.objects.length} ${JSON.stringify(f.measures)} ${f.summary.slice(0,170)}`).join('\n'));
  console.log(JSON.stringify(r.verdict.reasons.map((x) => x.ruleId)), JSON.stringify(r.coverage.datasets.filter((d) => d.state !== 'complete').map((d) => [d.dataset, d.state, d.gaps])));
});
