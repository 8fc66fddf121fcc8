/**
 * Microsoft's sensitive information types and classifiers that make up PHI, by id: names are translated and change.
 * From the rule of the template "U.S. HIPAA Enhanced", Microsoft's definitions of types and public lists, read in November 2026.
 */

/** Types that tell who somebody is. Card and bank numbers are left out: clinical documents do not carry them. */
export const IDENTIFIER_TYPES: ReadonlySet<string> = new Set([
  'a44669fe-0d48-453d-a9b1-2cc83f2cba77', // U.S. Social Security Number (SSN)
  'e55e2a32-f92d-4985-a35d-a0b269eb687b', // U.S. Individual Taxpayer Identification Number (ITIN)
  '9a5445ad-406e-43eb-8bd7-cac17ab6d0e4', // Drug Enforcement Agency (DEA) Number
  'f753a286-f5cc-47e6-a592-4be25fd02591', // Medicare Beneficiary Identifier (MBI) card
  '178ec42a-18b4-47cc-85c7-d62c92fd67f8', // U.S. / U.K. Passport Number
  '50b8b56b-4ef8-44c2-a924-03374f5831ce', // All Full Names
  '44aa44f2-63d1-41df-af0d-970283ac41e2', // U.S. Physical Addresses
  '8548332d-6d71-41f8-97db-cc3b5fa544e6', // All Physical Addresses
]);

/** Types and trainable classifiers that tell that a text is about somebody's health. */
export const MEDICAL_TYPES: ReadonlySet<string> = new Set([
  'fa3f9c74-ee07-4c52-b5f2-085d6b2c0ec4', // International Classification of Diseases (ICD-9-CM)
  '3356946c-6bb7-449b-b253-6ffa419c0ce7', // International Classification of Diseases (ICD-10-CM)
  '065bdd91-ef07-40d3-b8a4-0aea722eaa49', // All Medical Terms And Conditions
  '17066377-466d-43ff-997f-c9240414021c', // Diseases
  'f6dc2d17-3549-41e2-af29-ae1846ae9542', // Types Of Medication
  'ee05bb9c-7b87-42e1-9987-446b243245d5', // Lab Test Terms
  'dcbada08-65bf-4561-b140-25d8fee4d143', // classifier: Business - Health care
  '7cc60f30-9e96-4d51-b26f-3d7a9df56338', // classifier: Health/Medical Forms
  'fa982a9f-9454-4885-a2bf-94a155df2f33', // classifier: Employee Insurance Files
]);
