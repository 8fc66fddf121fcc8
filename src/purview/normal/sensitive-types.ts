/** `Get-DlpSensitiveInformationType` → sensitive information types; those that Microsoft did not publish are the tenant's own. */
import type { SensitiveType } from '../../evidence/purview.js';
import { defineNormaliser, eachObject, originOf } from './define.js';

export const sensitiveTypes = defineNormaliser({
  dataset: 'sensitiveTypes',
  noun: 'Sensitive information type',
  cmdlets: ['Get-DlpSensitiveInformationType'],
  beside: [],
  name: (row) => row.name,
  id: (row) => row.id,
  rows: (result) =>
    eachObject(result, (fields): SensitiveType | null => {
      const id = fields.id('Id') ?? fields.id('Guid');
      const name = fields.textOrNull('Name') ?? fields.textOrNull('LocalizedName');
      const publisher = fields.textOrNull('Publisher');
      if (id === null || name === null || publisher === null) return null;
      return { id, name, isCustom: !/^microsoft corporation$/i.test(publisher.trim()), origins: [originOf(result)] };
    }),
});
