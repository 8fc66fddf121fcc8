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

/** Products that Microsoft lists as a base for the Copilot add-on (list of January 2025, with later suites and forms). */
export const ELIGIBLE_BASE_SKUS: ReadonlySet<string> = new Set([
  '9a18296a-025f-4e37-9ffa-30bf8d1ce775', // Microsoft 365 E7, Copilot included
  '05e9a617-0261-4cee-bb44-138d3ef5d965', // Microsoft 365 E3
  '0c21030a-7e60-4ec7-9a0f-0042e0e0211a', // Microsoft 365 E3, 500 seats
  'dcf0408c-aaec-446c-afd4-43e3683943ea', // Microsoft 365 E3, no Teams
  'c2fe850d-fbbb-4858-b67d-bd0c6e746da3', // Microsoft 365 E3, EEA
  '602e6573-55a3-46b1-a1a0-cc267991501a', // Microsoft 365 E3, EEA, 500 seats
  '06ebc4ee-1bb5-47dd-8120-11324bc54e06', // Microsoft 365 E5
  'db684ac5-c0e7-4f92-8284-ef9ebde75d33', // Microsoft 365 E5, 500 seats
  '18a4bd3f-0b5b-4887-b04f-61dd0ee15f5e', // Microsoft 365 E5, no Teams
  '3271cf8e-2be5-4a09-a549-70fd05baaa17', // Microsoft 365 E5, EEA
  '1e988bf3-8b7c-4731-bec0-4e2a2946600c', // Microsoft 365 E5, EEA, 500 seats
  'a91fc4e0-65e5-4266-aa76-4037509c1626', // Microsoft 365 E5, with calling minutes
  'cd2925a3-5076-4233-8931-638a8c94f773', // Microsoft 365 E5, without audio conferencing
  'c42b9cae-ea4f-4ab7-9717-81576235ccac', // Microsoft 365 E5, developer
  '44575883-256e-4a79-9da4-ebe9acabe2b2', // Microsoft 365 F1
  '50f60901-3181-4b75-8a2c-4c8e4c1d5a72', // Microsoft 365 F1, another form
  '66b55226-6b4f-492c-910c-a3b7a3c9d993', // Microsoft 365 F3
  'f7ee79a7-7aec-4ca4-9fb9-34d6b930ad87', // Microsoft 365 F3, EEA
  '18181a46-0d4e-45cd-891e-60aabd171b4e', // Office 365 E1
  'f8ced641-8e17-4dc5-b014-f5a2d53f6ac8', // Office 365 E1, no Teams
  'b57282e3-65bd-4252-9502-c0eae1e5ab7f', // Office 365 E1, EEA
  '6fd2c87f-b296-42f0-b197-1e91e994b900', // Office 365 E3
  'c7df2760-2c81-4ef7-b578-5b5392b571df', // Office 365 E5
  '4b585984-651b-448a-9e53-3b10f069cf7f', // Office 365 F3
  '3b555118-da6a-4418-894f-7df1e2096870', // Business Basic
  'dab7782a-93b1-4074-8bb1-0e61318bea0b', // Business Basic, another form
  'b1f3042b-a390-4b56-ab61-b88e7e767a97', // Business Basic, EEA
  'f245ecc8-75af-4f8e-b61f-27d8114de5f3', // Business Standard
  'ac5cef5d-921b-4f97-9ef3-c99076e5470f', // Business Standard, another form
  'cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46', // Business Premium
  '00e1ec7b-e4a3-40d1-9441-b69b597ab222', // Business Premium, no Teams
  'a3f586b6-8cce-4d9b-99d6-55238397f77a', // Business Premium, EEA
  'cdd28e44-67e3-425e-be4c-737fab2899d3', // Apps for business
  'b214fe43-f5a3-4703-beeb-fa97188220fc', // Apps for business, another form
  'c2273bd0-dff7-4215-9ef5-2c7bcfb06425', // Apps for enterprise
  '4b9405b0-7788-4568-add1-99614e613b69', // Exchange Online plan 1
  '19ec0d23-8335-4cbd-94ac-6050e30712fa', // Exchange Online plan 2
  '80b2d799-d2ba-4d2a-8842-fb0d0f3a4b82', // Exchange Online Kiosk
  'fde42873-30b6-436b-b361-21af5a6b84ae', // Teams Essentials
  '3ab6abff-666f-4424-bfb7-f0bc274ec7bc', // Teams Essentials, another form
  '7e31c0d9-9551-471d-836f-32ee72be4a01', // Teams Enterprise
  'b17653a4-2443-4e8c-a550-18249dda78bb', // Microsoft 365 A1
  '4b590615-0888-425a-a965-b3bf7789848d', // Microsoft 365 A3, faculty
  'e97c048c-37a4-45fb-ab50-922fbf07a370', // Microsoft 365 A5, faculty
  'e823ca47-49c4-46b3-b38d-ca11d5abe3d2', // Microsoft 365 G3
  'e2be619b-b125-455f-8660-fb503e431a5d', // Microsoft 365 G5
]);

/** Products that are known and are no base for Copilot, so that "unknown product" is said only of unknown ones. */
export const NOT_A_BASE_SKUS: ReadonlySet<string> = new Set([
  '639dec6b-bb19-468b-871c-c5c441c4b0cb', // Microsoft 365 Copilot
  'a809996b-059e-42e2-9866-db24b99a9782', // Microsoft 365 Copilot, another form
  'ad9c22b3-52d7-4e7e-973c-88121ea96436', // Microsoft 365 Copilot, education
  '0d0c0d31-fae7-41f2-b909-eaf4d7f26dba', // Copilot Chat
  '75564b9c-51e8-431c-b8fe-d472d5a545c8', // Copilot Studio
  '4b74a65c-8b4a-4fc8-9f6b-5177ed11ddfa', // Copilot Studio, another form
  'f30db892-07e9-47e9-837c-80727f46fd3d', // Power Automate Free
  '1f2f344a-700d-42c9-9427-5cea1d5d7ba6', // Stream
  '16ddbbfc-09ea-4de2-b1d7-312db6112d70', // Teams (free)
  '061f9ace-7d42-4136-88ac-31dc755f143f', // Intune
  '84a661c4-e949-4bd2-a560-ed7766fcaf2b', // Entra ID P2
  '184efa21-98c3-4e5d-95ab-d07053a96e67', // Purview Suite
  '6ee9b90c-0a7a-46c4-bc96-6698aa3bf8d2', // SharePoint Advanced Management (one public source)
  '15f2e9fc-b782-4f73-bf51-81d8b7fff6f4', // Copilot for Sales
  '7792674b-fa0c-4af5-b2a1-a15239f933b6', // Copilot for Finance, trial
]);
