/** Names that look like PHI and names that do not, in the languages of the default lexicon. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_LEXICON } from '../../src/config/lexicon.js';
import { sensitiveNames } from '../../src/derive/sensitive-names.js';

const names = sensitiveNames(DEFAULT_LEXICON);

describe('names that look like PHI', () => {
  it.each([
    ['Patient Intake Forms', 'patient intake'],
    ['PatientIntake_2024', 'patient intake'],
    ['patient-intake.pdf', 'patient intake'],
    ['2022_treatment_note.docx', 'treatment note'],
    ['Smith_John_MRN123.pdf', 'mrn'],
    ['CMS-1500 scans', 'cms 1500'],
    ['UB-04.pdf', 'ub 04'],
    ['H&P Jones.docx', 'h&p'],
    ['Superbills', 'superbill'],
    ['X-Ray reports', 'x ray report'],
    ['Patientenakten', 'patientenakte'],
    ['Arztbrief Meier.docx', 'arztbrief'],
    ['Patiëntendossiers', 'patiëntendossier'],
    ['Historias clínicas', 'historias clínicas'],
    ['Dossiers médicaux', 'dossiers médicaux'],
    ['Visit claims', 'visit + claim'],
    ['Patient schedule 2023-04-11 7.xlsx', 'patient + schedule'],
    ['Schedule 2023-04-11.xlsx', 'schedule'],
    ['claims 123456.csv', 'claim'],
  ])('%s', (name, word) => {
    expect(names.match(name)?.split(' + ').sort()).toEqual(word.split(' + ').sort());
  });

  it('reads a name the same whether its accents are composed or not', () => {
    expect(names.match('Dossiers me\u0301dicaux')).toBe('dossiers médicaux');
  });

  it.each([
    'Schedules 2023',
    'Book1.xlsx',
    'Schedule.xlsx',
    'Schedule 2023.pptx',
    'Vendor Contracts',
    'Graphics',
    'Philadelphia office',
    'Sophia.docx',
    'Emrys.pdf',
    'Classnotes.docx',
    'Therapist directory.docx',
    'Impatient customers.docx',
    'Provider handbook.docx',
    'Billing',
    'Interview notes.docx',
    'i-9000 manual.pdf',
    'Threshold.xlsx',
    'HR',
    'Budget 2024-01-31.xlsx',
    '',
  ])('%s does not', (name) => {
    expect(names.match(name)).toBeNull();
  });

  it('gives back the word of the list, never the text that it met', () => {
    const own = sensitiveNames({ strong: ['chart*'], weak: [], places: [] });
    expect(own.match('ChartsSmithJohn.pdf')).toBe('chart');
  });

  it('takes every word as a literal, and ends on any name', () => {
    const own = sensitiveNames({ strong: ['(a+)+$', 'c++', '.*'], weak: [], places: [] });
    expect(own.match('notes on c++ .docx')).toBe('c++');
    const begun = Date.now();
    expect(own.match('a'.repeat(5000))).toBeNull();
    expect(names.match(`${'patient '.repeat(2000)}`)).not.toBe(undefined);
    expect(Date.now() - begun).toBeLessThan(500);
    expect(sensitiveNames({ strong: [], weak: [], places: [] }).match('Patient list')).toBeNull();
    expect(sensitiveNames({ strong: ['  '], weak: [''], places: [''] }).match('anything')).toBeNull();
  });
});
