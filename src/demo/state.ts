/** What one running simulator remembers between requests. */
import { randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { type DriveIndex, indexDrive } from './drive-index.js';
import { type Fault, FaultLine } from './faults.js';
import { Meter } from './meter.js';
import type { AppRegistration, SimulatedDrive, SimulatedTenant } from './tenant.js';

export interface LoggedRequest {
  readonly method: string;
  /** Microsoft's address of it, whatever host we were reached by. */
  readonly url: string;
  /** 0 where the connection was dropped. */
  readonly status: number;
  readonly inBatch: boolean;
}

/** A device code that was given out and waits for its person, or a refresh token. */
export interface PendingSignIn {
  readonly tenant: SimulatedTenant;
  readonly app: AppRegistration;
  readonly scope: string;
  polls: number;
}

export class SimulatorState {
  readonly tenants: SimulatedTenant[];
  readonly tokenKey = randomBytes(32);
  readonly faultLine: FaultLine;
  readonly meter = new Meter();
  readonly requests: LoggedRequest[] = [];
  readonly deviceCodes = new Map<string, PendingSignIn>();
  readonly refreshTokens = new Map<string, PendingSignIn>();
  readonly now: () => number;
  unanswered = 0;
  /** Cmdlets that are no `Get-` and were asked for all the same. */
  writesAttempted = 0;
  /** Grows with each batch, so that answers come in another order each time, and the same in each run. */
  batches = 0;
  readonly #indexes = new WeakMap<SimulatedDrive, { items: unknown; length: number; index: DriveIndex }>();
  readonly #recordBodies: string | undefined;

  constructor(options: {
    tenants: SimulatedTenant[];
    faults?: readonly Fault[] | undefined;
    now?: (() => number) | undefined;
    recordBodies?: string | undefined;
  }) {
    this.tenants = options.tenants;
    this.faultLine = new FaultLine(options.faults ?? []);
    this.now = options.now ?? Date.now;
    this.#recordBodies = options.recordBodies;
  }

  /** By id or by any of its domains. */
  tenantNamed(name: string): SimulatedTenant | null {
    const key = name.toLowerCase();
    const isNamed = (tenant: SimulatedTenant): boolean =>
      tenant.id === key || (tenant.organization.verifiedDomains ?? []).some((domain) => domain.name?.toLowerCase() === key);
    return this.tenants.find(isNamed) ?? null;
  }

  /** Parents and children of a drive; built anew when items were added or removed. */
  indexOf(drive: SimulatedDrive): DriveIndex {
    const known = this.#indexes.get(drive);
    if (known !== undefined && known.items === drive.items && known.length === drive.items.length) return known.index;
    const index = indexDrive(drive);
    this.#indexes.set(drive, { items: drive.items, length: drive.items.length, index });
    return index;
  }

  /** Whether the bodies of answers are written down; reading them back costs time. */
  get recordsBodies(): boolean {
    return this.#recordBodies !== undefined;
  }

  log(method: string, url: string, status: number, body: unknown, inBatch: boolean): void {
    this.requests.push({ method, url, status, inBatch });
    if (this.#recordBodies === undefined || status !== 200 || typeof body !== 'object' || !url.includes('graph.microsoft.com'))
      return;
    appendFileSync(this.#recordBodies, `${JSON.stringify({ method, url, status, body })}\n`);
  }
}
