/** What `plan` does: connects, reads the free signals, reckons and prints. Loaded only when it runs. */
import { catalogue } from '../assess.js';
import { delegatedScopes } from '../catalogue/catalogue.js';
import { readFreeSignals } from '../free-signals.js';
import { EXIT, OperatorError } from '../operator-error.js';
import { estimate, LEVELS } from '../plan/estimate.js';
import { signalsOf } from '../plan/signals.js';
import { safeDeep } from '../reporters/text.js';
import { BUDGETS, BUDGETS_AS_OF, sharePointTier, systemClock } from '../sources/index.js';
import { coloursFor } from './colours.js';
import { connect } from './connection.js';
import type { ConnectionFlags } from './connection-options.js';
import { interruption } from './interruption.js';
import type { CliIo } from './io.js';
import { type LimitFlags, readLimits, strangers } from './limits.js';
import { type Plan, planText } from './plan-text.js';
import { createProgress, type Progress } from './progress.js';
import { readable } from './table.js';

export interface PlanFlags extends ConnectionFlags, LimitFlags {
  readonly countDrives?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

export async function runPlan(flags: PlanFlags, io: CliIo): Promise<void> {
  const limits = await readLimits(flags, flags.cloud, systemClock.now());
  const stop = interruption(io);
  let progress: Progress | null = null;
  try {
    const connection = await connect({
      flags,
      io,
      signal: stop.signal,
      delegatedScopes: delegatedScopes(catalogue()),
      onWait: (event) => progress?.wait(event),
    });
    try {
      if (flags.quiet !== true && flags.json !== true) io.err(`${connection.because}\n`);
      progress = await createProgress(io, {
        quiet: flags.quiet === true,
        json: flags.json === true,
        spent: () => connection.graph.spent(),
      });
      const limited = limits.maxUnits !== null || limits.until !== null;
      const { evidence, order } = await readFreeSignals({
        ...connection,
        clock: systemClock,
        signal: stop.signal,
        sites: limits.sites,
        countsDrives: flags.countDrives === true,
        needsOrder: limited,
        onProgress: (event) => progress?.event(event),
      });
      progress.close();
      const signals = await signalsOf(evidence, order, flags.countDrives === true);
      if (evidence.coverage('organization').state === 'absent' && signals.webs === 0) throw nothingSeen();
      const { perMinute, perDay } = sharePointTier(signals.licences ?? 0);
      const { share } = BUDGETS.sharepoint;
      const asksSharePoint = connection.sharePoint.reader.known;
      const start = systemClock.now();
      const plan: Plan = {
        tenant: signals.tenant,
        source: connection.source,
        asOf: start,
        signals,
        countsDrives: flags.countDrives === true,
        asksSharePoint,
        budget: { licences: signals.licences, perMinute, perDay, share, asOf: BUDGETS_AS_OF },
        limits: { ...limits, strangers: await strangers(limits, evidence) },
        spent: connection.graph.spent().sharepoint?.units ?? 0,
        estimate: estimate({
          ...signals,
          asksSharePoint,
          rate: { perMinute: perMinute * share, perDay },
          start,
          levels: LEVELS,
          limits,
        }),
      };
      io.out(flags.json === true ? asJson(plan) : planText(plan, coloursFor(io, io.isOutTerminal), readable(io.columns)));
    } finally {
      progress?.close();
      await connection.close();
    }
  } catch (error) {
    // A plan leaves nothing behind, so that there is nothing to tell but that it was stopped.
    if (!stop.signal.aborted) throw error;
    throw new OperatorError('The plan was stopped; nothing was written.', { exitCode: EXIT.interrupted });
  } finally {
    stop.release();
  }
}

function nothingSeen(): OperatorError {
  return new OperatorError(
    'Signed in, but neither the organization nor a list of sites can be read; run copilot-preflight doctor to see why.',
    { exitCode: EXIT.signIn },
  );
}

/** The numbers without the list of sites. */
function asJson(plan: Plan): string {
  const { sites, ...signals } = plan.signals;
  const counts = { siteCollections: sites.length, personalSites: sites.filter((site) => site.isPersonal).length };
  // Dates become text first: what makes text safe knows only plain values.
  const told: unknown = JSON.parse(JSON.stringify({ ...plan, signals: { ...signals, ...counts } }));
  return `${JSON.stringify(safeDeep(told), null, 2)}\n`;
}
