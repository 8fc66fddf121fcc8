/** Whether agents, flows and apps in the default environment of the Power Platform are bound by a data policy. */
import type { Gap } from '../../evidence/coverage.js';
import { defineRule } from '../define.js';
import { named, tenantSubject, toldBy } from '../kit.js';
import { besideBusiness, binds } from './connectors.js';

export default defineRule({
  meta: {
    id: 'DLP-009',
    revision: 1,
    title: 'A data policy binds agents and flows in the default environment',
    failureTitle: 'Agents and flows in the default environment may carry data anywhere',
    pillar: 'dlp',
    severity: 'medium',
    gate: null,
    claim: 'ratio',
    needs: { facts: ['powerPlatformPolicies', 'powerPlatformEnvironments'] },
    messages: {
      bound:
        'Data policies that bind the default environment: {policies}; none lets HTTP or consumer AI connectors work beside business data. Environments without any policy: {unbound} of {environments}.',
      unbound:
        'No data policy binds the default environment, where everybody may make agents and flows. Environments without any policy: {unbound} of {environments}.',
      risky:
        'In the business group of a data policy for the default environment: {connectors}. What stands there may be used beside SharePoint and mail.',
      unknown: 'The evidence does not say which environment is the default one.',
    },
    rationale:
      'An agent or flow works with the rights of its maker. Where an HTTP or consumer AI connector may stand beside SharePoint, a few clicks send records to a service without an agreement, and no DLP rule of Purview sees it.',
    remediation: {
      summary: 'Bind every environment by a data policy that keeps HTTP and consumer AI connectors away from business data.',
      steps: [
        'Power Platform admin center > Security > Data and privacy > Data policy > New policy, for all environments.',
        'Put SharePoint, Outlook, Teams and Dataverse into Business; HTTP, HTTP Webhook, When a HTTP request is received and AI services outside your agreements into Blocked; choose Blocked or Non-business as the default group.',
        'Check with Get-DlpPolicy of Microsoft.PowerApps.Administration.PowerShell.',
        'Look first at which flows use these connectors: they stop at once.',
      ],
      effort: 'days',
    },
    references: [
      { framework: 'HIPAA', id: '164.312(e)(1)' },
      { framework: 'CISA SCuBA', id: 'MS.POWERPLATFORM.2.1v1' },
      { framework: 'NIST CSF 2.0', id: 'PR.DS-10' },
    ],
  },
  create({ facts, report, doubt }) {
    return {
      verdict() {
        const all = facts.powerPlatformPolicies;
        const environments = facts.powerPlatformEnvironments;
        const unbound = environments.filter((env) => !all.some((policy) => binds(policy, env)));
        const homes = environments.filter((env) => env.isDefault);
        const binding = all.filter((policy) => homes.some((env) => binds(policy, env)));
        const counts = { policies: binding.length, unbound: unbound.length, environments: environments.length };
        const said = { measures: counts, total: all.length };
        if (homes.length === 0) {
          doubt({ reason: 'unreadable', detail: 'the list of environments names no default one' });
          return { kind: 'pass', message: 'unknown', ...said };
        }
        const open = homes.filter((env) => unbound.includes(env));
        for (const env of open)
          report({ subject: tenantSubject(env.displayName), detail: { environment: env.name, toldBy: toldBy(env.origins) } });
        if (open.length > 0) return { kind: 'fail', message: 'unbound', data: counts, ...said };
        const found = new Set<string>();
        const gaps: Gap[] = [];
        for (const policy of binding) {
          const { risky, gap } = besideBusiness(policy, binding);
          if (gap !== null) gaps.push(gap);
          if (risky.length === 0) continue;
          for (const name of risky) found.add(name);
          report({
            subject: { type: 'policy', id: policy.name, name: policy.name, url: null },
            detail: { business: named(risky, 10), toldBy: toldBy(policy.origins) },
          });
        }
        // What stands in the business group stands there, whatever its other groups hold.
        if (found.size > 0)
          return { kind: 'fail', message: 'risky', data: { connectors: named([...found].sort(), 10) }, ...said };
        gaps.forEach(doubt);
        return { kind: 'pass', message: 'bound', data: counts, ...said };
      },
    };
  },
});
