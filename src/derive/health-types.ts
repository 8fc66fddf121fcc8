/** The table of health types, which rules read as well, so it stands with the evidence. */
export { IDENTIFIER_TYPES, MEDICAL_TYPES } from '../evidence/health-types.js';
