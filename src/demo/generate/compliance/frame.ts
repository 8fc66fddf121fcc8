/** What every object of Security & Compliance carries, whatever it is: names, ids, dates and the tenant that it belongs to. */
import type { ComplianceObject } from '../../compliance-model.js';
import { guidOf } from '../../random.js';
import type { Making } from '../making.js';

const DAY = 86_400_000;

/** A morning so many days before the scan. Nothing is drawn from the seed's stream, so that the rest of the tenant stays as it is. */
export function morning({ asOf }: Pick<Making, 'asOf'>, days: number): string {
  const midnight = Math.floor((asOf.getTime() - days * DAY) / DAY) * DAY;
  return `${new Date(midnight + 9 * 3_600_000).toISOString().slice(0, 19)}Z`;
}

export interface About {
  readonly name: string;
  /** Days since it was made and since it was changed. */
  readonly made: number;
  readonly changed?: number;
}

/** The organization as Security & Compliance names it; a path of Exchange Online begins otherwise. */
export const organizationPath = ({ initialDomain }: Making): string =>
  `FFO.extest.microsoft.com/Microsoft Exchange Hosted Organizations/${initialDomain}`;

/** @param kind tells apart what has the same name, in the id */
export function common(making: Making, kind: string, about: About): ComplianceObject {
  const { name, made, changed = made } = about;
  const id = guidOf(`${making.tenantId} ${kind} ${name}`);
  const path = organizationPath(making);
  return {
    Name: name,
    Guid: id,
    ExchangeObjectId: id,
    ImmutableId: id,
    Identity: `${path}/Configuration/${name}`,
    Id: `${path}/Configuration/${name}`,
    DistinguishedName: `CN=${name},CN=Configuration,CN=${making.initialDomain},OU=Microsoft Exchange Hosted Organizations,DC=FFO,DC=extest,DC=microsoft,DC=com`,
    Comment: '',
    CreatedBy: guidOf(`${making.tenantId} administrator`),
    LastModifiedBy: guidOf(`${making.tenantId} administrator`),
    WhenCreated: morning(making, made),
    WhenCreatedUTC: morning(making, made),
    WhenChanged: morning(making, changed),
    WhenChangedUTC: morning(making, changed),
    CreationTimeUtc: morning(making, made),
    ModificationTimeUtc: morning(making, changed),
    ObjectVersion: guidOf(`${id} version`),
    ReadOnly: false,
    ExternalIdentity: '',
    ExchangeVersion: '0.20 (15.0.0.0)',
    OrganizationId: `${path} - ${path}/Configuration`,
    ObjectClass: ['msExchUnifiedPolicy'],
    ObjectState: 'Unchanged',
    IsValid: true,
  };
}
