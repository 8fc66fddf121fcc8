/** Every rule of this version, in the order of the report. `npm run new-rule ID` adds a line. */
import app001 from './apps/app-001.js';
import app002 from './apps/app-002.js';
import aud001 from './audit/aud-001.js';
import type { AnyRule } from './define.js';
import dlp001 from './dlp/dlp-001.js';
import exp002 from './exposure/exp-002.js';
import exp006 from './exposure/exp-006.js';
import id001 from './identity/id-001.js';
import id002 from './identity/id-002.js';
import id003 from './identity/id-003.js';
import id004 from './identity/id-004.js';
import id005 from './identity/id-005.js';
import id007 from './identity/id-007.js';
import id011 from './identity/id-011.js';
import item001 from './items/item-001.js';
import item002 from './items/item-002.js';
import item003 from './items/item-003.js';
import item004 from './items/item-004.js';
import item005 from './items/item-005.js';
import item008 from './items/item-008.js';
import item009 from './items/item-009.js';
import lbl001 from './labels/lbl-001.js';
import lic001 from './licensing/lic-001.js';
import lic002 from './licensing/lic-002.js';
import lic003 from './licensing/lic-003.js';
import lic004 from './licensing/lic-004.js';
import lic005 from './licensing/lic-005.js';
import od002 from './onedrive/od-002.js';
import od003 from './onedrive/od-003.js';
import spo001 from './sharing/spo-001.js';
import spo007 from './sharing/spo-007.js';
import spo008 from './sharing/spo-008.js';
import site002 from './sites/site-002.js';
import site004 from './sites/site-004.js';

export const RULES: readonly AnyRule[] = [
  lic001,
  lic002,
  lic003,
  lic004,
  lic005,
  spo001,
  spo007,
  spo008,
  site002,
  site004,
  item001,
  item002,
  item003,
  item004,
  item005,
  item008,
  item009,
  od002,
  od003,
  id001,
  id002,
  id003,
  id004,
  id005,
  id007,
  id011,
  lbl001,
  dlp001,
  aud001,
  app001,
  app002,
  exp002,
  exp006,
];
