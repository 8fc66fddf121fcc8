/** Every rule of this version, in the order of the report. `npm run new-rule ID` adds a line. */
import app001 from './apps/app-001.js';
import app002 from './apps/app-002.js';
import aud001 from './audit/aud-001.js';
import aud002 from './audit/aud-002.js';
import aud003 from './audit/aud-003.js';
import aud004 from './audit/aud-004.js';
import aud005 from './audit/aud-005.js';
import aud006 from './audit/aud-006.js';
import aud007 from './audit/aud-007.js';
import aud008 from './audit/aud-008.js';
import type { AnyRule } from './define.js';
import dlp001 from './dlp/dlp-001.js';
import dlp002 from './dlp/dlp-002.js';
import dlp003 from './dlp/dlp-003.js';
import dlp004 from './dlp/dlp-004.js';
import dlp005 from './dlp/dlp-005.js';
import dlp006 from './dlp/dlp-006.js';
import dlp007 from './dlp/dlp-007.js';
import dlp008 from './dlp/dlp-008.js';
import dlp009 from './dlp/dlp-009.js';
import exp001 from './exposure/exp-001.js';
import exp002 from './exposure/exp-002.js';
import exp003 from './exposure/exp-003.js';
import exp004 from './exposure/exp-004.js';
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
import item006 from './items/item-006.js';
import item007 from './items/item-007.js';
import item008 from './items/item-008.js';
import item009 from './items/item-009.js';
import item010 from './items/item-010.js';
import lbl001 from './labels/lbl-001.js';
import lbl002 from './labels/lbl-002.js';
import lbl003 from './labels/lbl-003.js';
import lbl004 from './labels/lbl-004.js';
import lbl005 from './labels/lbl-005.js';
import lbl006 from './labels/lbl-006.js';
import lbl007 from './labels/lbl-007.js';
import lbl008 from './labels/lbl-008.js';
import lbl009 from './labels/lbl-009.js';
import lbl010 from './labels/lbl-010.js';
import lic001 from './licensing/lic-001.js';
import lic002 from './licensing/lic-002.js';
import lic003 from './licensing/lic-003.js';
import lic004 from './licensing/lic-004.js';
import lic005 from './licensing/lic-005.js';
import od001 from './onedrive/od-001.js';
import od002 from './onedrive/od-002.js';
import od003 from './onedrive/od-003.js';
import od004 from './onedrive/od-004.js';
import od005 from './onedrive/od-005.js';
import spo001 from './sharing/spo-001.js';
import spo002 from './sharing/spo-002.js';
import spo003 from './sharing/spo-003.js';
import spo004 from './sharing/spo-004.js';
import spo005 from './sharing/spo-005.js';
import spo006 from './sharing/spo-006.js';
import spo007 from './sharing/spo-007.js';
import spo008 from './sharing/spo-008.js';
import spo009 from './sharing/spo-009.js';
import site001 from './sites/site-001.js';
import site002 from './sites/site-002.js';
import site003 from './sites/site-003.js';
import site004 from './sites/site-004.js';
import site005 from './sites/site-005.js';
import site006 from './sites/site-006.js';
import site007 from './sites/site-007.js';
import site008 from './sites/site-008.js';
import site009 from './sites/site-009.js';
import site010 from './sites/site-010.js';
import site011 from './sites/site-011.js';
import team001 from './sites/team-001.js';

export const RULES: readonly AnyRule[] = [
  lic001,
  lic002,
  lic003,
  lic004,
  lic005,
  spo001,
  spo002,
  spo003,
  spo004,
  spo005,
  spo006,
  spo007,
  spo008,
  spo009,
  site001,
  site002,
  site003,
  site004,
  site005,
  site006,
  site007,
  site008,
  site009,
  site010,
  site011,
  team001,
  item001,
  item002,
  item003,
  item004,
  item005,
  item006,
  item007,
  item008,
  item009,
  item010,
  od001,
  od002,
  od003,
  od004,
  od005,
  id001,
  id002,
  id003,
  id004,
  id005,
  id007,
  id011,
  lbl001,
  lbl002,
  lbl003,
  lbl004,
  lbl005,
  lbl006,
  lbl007,
  lbl008,
  lbl009,
  lbl010,
  dlp001,
  dlp002,
  dlp003,
  dlp004,
  dlp005,
  dlp006,
  dlp007,
  dlp008,
  dlp009,
  aud001,
  aud002,
  aud003,
  aud004,
  aud005,
  aud006,
  aud007,
  aud008,
  app001,
  app002,
  exp001,
  exp002,
  exp003,
  exp004,
  exp006,
];
