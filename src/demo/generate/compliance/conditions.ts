/** What DLP and auto-labelling rules look for, in the shapes in which the service keeps it: flat, in groups, and as text with JSON inside. */

/** Name and id, which are the same in every tenant. */
type TypeName = readonly [name: string, id: string];

export const CARD: TypeName = ['Credit Card Number', '50842eb7-edc8-4019-85dd-5a5c1f2bb085'];
export const SSN: TypeName = ['U.S. Social Security Number (SSN)', 'a44669fe-0d48-453d-a9b1-2cc83f2cba77'];
export const DEA: TypeName = ['Drug Enforcement Agency (DEA) Number', '9a5445ad-406e-43eb-8bd7-cac17ab6d0e4'];
export const ICD9: TypeName = ['International Classification of Diseases (ICD-9-CM)', 'fa3f9c74-ee07-4c52-b5f2-085d6b2c0ec4'];
export const ICD10: TypeName = ['International Classification of Diseases (ICD-10-CM)', '3356946c-6bb7-449b-b253-6ffa419c0ce7'];
export const MEDICAL: TypeName = ['All Medical Terms And Conditions', '065bdd91-ef07-40d3-b8a4-0aea722eaa49'];

/** Numbers are texts in a flat rule. */
export function flat(types: readonly TypeName[]): object[] {
  return types.map(([name, id]) => ({
    name,
    id,
    mincount: '1',
    maxcount: '-1',
    minconfidence: '75',
    maxconfidence: '100',
    confidencelevel: 'Medium',
    classifiertype: 'Content',
  }));
}

/** An identifier and a medical term, as Microsoft's template for HIPAA has it. */
export function patients(): object[] {
  const groups = [
    { name: 'PII Identifiers', operator: 'Or', sensitivetypes: flat([SSN, DEA]) },
    { name: 'Medical terms', operator: 'Or', sensitivetypes: flat([ICD9, ICD10, MEDICAL]) },
  ];
  return [{ operator: 'And', groups }];
}

export function labelled(labelIds: readonly string[]): object[] {
  const labels = labelIds.map((id) => ({ name: id, id, type: 'Sensitivity' }));
  return [{ operator: 'And', groups: [{ name: 'Default', operator: 'Or', labels }] }];
}

/** Numbers are numbers here, and keys begin with capitals. */
function advanced(types: readonly TypeName[]): object[] {
  return types.map(([Name, Id]) => ({
    Name,
    Id,
    Mincount: 10,
    Maxcount: -1,
    Confidencelevel: 'High',
    Minconfidence: 85,
    Maxconfidence: 100,
    Classifiertype: 'Content',
  }));
}

/** The same as `patients`, as an advanced rule keeps it. */
export function patientsAsText(): string {
  const groups = [
    { Name: 'PII Identifiers', Operator: 'Or', Sensitivetypes: advanced([SSN, DEA]) },
    { Name: 'Medical terms', Operator: 'Or', Sensitivetypes: advanced([ICD9, ICD10, MEDICAL]) },
  ];
  const content = { ConditionName: 'ContentContainsSensitiveInformation', Value: [{ Groups: groups, Operator: 'And' }] };
  const scope = { ConditionName: 'AccessScope', Value: 'NotInOrganization' };
  return JSON.stringify({ Version: '1.0', Condition: { Operator: 'And', SubConditions: [content, scope] } });
}
