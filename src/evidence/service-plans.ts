/** Microsoft's licence facts that evidence is read with: plan and product ids, dated; matched by id, never by name. */

/** When the tables were last compared with Microsoft's public licensing list. */
export const LICENCE_FACTS_AS_OF = '2026-08';

/** Service plans that make a licence a Microsoft 365 Copilot seat. */
export const COPILOT_PLANS: ReadonlySet<string> = new Set([
  '3f30311c-6b1e-48a4-ab79-725b469da960',
  'a62f8878-de10-42f3-b68f-6149a25ceb97',
  'b95945de-b3bd-46db-8437-f2beb6ea2347',
  '931e4a88-a67f-48b5-814f-16a5f1e6028d',
  '89f1c4c8-0878-40f7-804d-869c9128ab5d',
  '82d30987-df9b-4486-b146-198b21d164c7',
]);

/** The plan that best marks a seat: `M365_COPILOT_BUSINESS_CHAT`. */
export const COPILOT_SEAT_PLAN = '3f30311c-6b1e-48a4-ab79-725b469da960';

/** Products that Microsoft lists as a base for the Copilot add-on (list of January 2025, with later suites). */
export const ELIGIBLE_BASE_SKUS: ReadonlyMap<string, string> = new Map([
  ['cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46', 'Microsoft 365 Business Premium'],
  ['f245ecc8-75af-4f8e-b61f-27d8114de5f3', 'Microsoft 365 Business Standard'],
  ['3b555118-da6a-4418-894f-7df1e2096870', 'Microsoft 365 Business Basic'],
  ['05e9a617-0261-4cee-bb44-138d3ef5d965', 'Microsoft 365 E3'],
  ['06ebc4ee-1bb5-47dd-8120-11324bc54e06', 'Microsoft 365 E5'],
  ['6fd2c87f-b296-42f0-b197-1e91e994b900', 'Office 365 E3'],
  ['c7df2760-2c81-4ef7-b578-5b5392b571df', 'Office 365 E5'],
  ['18181a46-0d4e-45cd-891e-60aabd171b4e', 'Office 365 E1'],
  ['44575883-256e-4a79-9da4-ebe9acabe2b2', 'Microsoft 365 F1'],
  ['66b55226-6b4f-492c-910c-a3b7a3c9d993', 'Microsoft 365 F3'],
  ['4b585984-651b-448a-9e53-3b10f069cf7f', 'Office 365 F3'],
  ['cdd28e44-67e3-425e-be4c-737fab2899d3', 'Microsoft 365 Apps for business'],
  ['c2273bd0-dff7-4215-9ef5-2c7bcfb06425', 'Microsoft 365 Apps for enterprise'],
  ['9a18296a-025f-4e37-9ffa-30bf8d1ce775', 'Microsoft 365 E7'],
]);

/** Products that are known and are no base for Copilot, so that "unknown product" is said only of unknown ones. */
export const NOT_A_BASE_SKUS: ReadonlySet<string> = new Set([
  '639dec6b-bb19-468b-871c-c5c441c4b0cb',
  'a809996b-059e-42e2-9866-db24b99a9782',
  'ad9c22b3-52d7-4e7e-973c-88121ea96436',
  '15f2e9fc-b782-4f73-bf51-81d8b7fff6f4',
  '7792674b-fa0c-4af5-b2a1-a15239f933b6',
  '184efa21-98c3-4e5d-95ab-d07053a96e67',
]);
