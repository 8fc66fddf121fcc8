/** Whether Copilot refuses prompts with PHI in them. */
import type { DlpRuleRow } from '../../derive/rows.js';
import { defineRule } from '../define.js';
import { named, orNull, tenantSubject } from '../kit.js';
import { copilotLadder, inPart, PROMPT_RULE } from './copilot-rules.js';
import { policyDetail, policySubject, unprotecting } from './policies.js';

export default defineRule({
  meta: {
    id: 'DLP-007',
    revision: 1,
    title: 'Copilot refuses prompts that hold PHI',
    failureTitle: 'Copilot takes prompts that hold PHI',
    warnTitle: 'Copilot refuses prompts that hold PHI only in part',
    pillar: 'dlp',
    severity: 'medium',
    gate: 'condition',
    claim: 'some',
    needs: { rows: ['dlpPolicy'] },
    messages: {
      on: 'The DLP rule in "{policy}" stops prompts with PHI for everybody. It does not stop Copilot from returning files that hold PHI; that takes a rule for labels (DLP-006).',
      scoped:
        'The DLP rule for prompts is enforced but scoped, in "{policy}": it holds for {scope}, and for nobody else who has Copilot.',
      notPhi:
        'The DLP rule for prompts in "{policy}" is on, but does not look for PHI: it takes an identifier together with a medical type. It looks for {types}.',
      narrowed:
        'The DLP rule for prompts in "{policy}" is on for {scope}, but only where another condition is met besides ({besides}).',
      resting: 'No DLP rule stops prompts with PHI; what there is does not restrict them: {states}.',
      none: 'No DLP policy for Microsoft 365 Copilot has a rule for sensitive information types in prompts.',
    },
    rationale:
      'People paste what they have in front of them: a name, a diagnosis, a lab value. The rule for prompts stops the answer and the search with it. It says nothing of the files that Copilot returns.',
    remediation: {
      summary: 'Enforce a rule for health data in prompts, beside the one for labels.',
      steps: [
        'Purview portal > Data loss prevention > Policies: look for "Default DLP policy - Protect sensitive M365 Copilot interactions". Microsoft makes it in simulation; check its types and turn it on.',
        'Otherwise: Create policy > Custom > location Microsoft 365 Copilot and Copilot Chat; rule: content contains > sensitive info types, an identifier and a medical type; action: Prevent Copilot from processing content.',
        'Keep it apart from the rule for labels: one rule cannot hold both conditions. Block web search for such prompts in the same place (RestrictWebGrounding).',
        'Turn it on: Set-DlpCompliancePolicy -Identity <policy> -Mode Enable.',
      ],
      effort: 'hours',
    },
    references: [
      { framework: 'HIPAA', id: '164.502(a)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '3.2.3' },
      { framework: 'NIST CSF 2.0', id: 'PR.DS-10' },
    ],
  },
  create({ report, doubt, now }) {
    const ladder = copilotLadder(PROMPT_RULE, doubt);
    return {
      on: { dlpPolicy: ladder.visit },
      verdict() {
        const reached = ladder.reached();
        const [best] = reached;
        const measures = { rung: ladder.word() };
        const said = { measures, total: reached.length };
        if (best === undefined) {
          report({ subject: tenantSubject('DLP for Microsoft 365 Copilot'), detail: measures });
          return { kind: 'fail', message: 'none', ...said };
        }
        const policy = best.row.policy.name;
        if (best.step === 'everywhere') return { kind: 'pass', message: 'on', data: { policy }, ...said };
        for (const { row, rule } of reached) {
          report({ subject: policySubject(row), detail: { ...policyDetail(row), ...(rule === null ? {} : ruleDetail(rule)) } });
        }
        if (best.step === 'scoped') return { kind: 'warn', ...inPart(best), ...said };
        if (best.why === 'not-phi') {
          const types = named(best.rule === null ? [] : (orNull(best.rule.types) ?? []), 10);
          return { kind: 'fail', message: 'notPhi', data: { policy, types }, ...said };
        }
        const rows = [...new Set(reached.map(({ row }) => row))];
        const states = unprotecting(rows, now, 'on, but no rule for types in it does more than block web search');
        return { kind: 'fail', message: 'resting', data: { states }, ...said };
      },
    };
  },
});

function ruleDetail({ rule, types }: DlpRuleRow) {
  const blocksWebSearch = orNull(rule.actions)?.blocksWebSearch ?? null;
  return { rule: rule.name, looksFor: named(orNull(types) ?? []), blocksWebSearch };
}
