/** What a label encrypts with, and which rights it gives to whom: three encodings inside each other, or a few flat properties. */
import { type Known, known, unknown } from '../../evidence/known.js';
import { type LabelEncryption, unreadable } from '../../evidence/purview.js';
import { Fields, flagOf, isObject, listOf } from '../fields.js';
import { pairsOf, parsedJson } from '../nested.js';
import type { CmdletValue } from '../results.js';

type Pairs = ReadonlyMap<string, CmdletValue>;
type Rights = LabelEncryption['rights'];

/** Null: the label does not encrypt. */
export function encryptionOf(label: Fields): Known<LabelEncryption | null> {
  if (label.has('LabelActions')) return fromActions(label);
  return label.has('EncryptionEnabled') ? fromFlat(label) : unknown(label.gap('LabelActions'));
}

function fromActions(label: Fields): Known<LabelEncryption | null> {
  const away = unknown(label.gap('LabelActions'));
  const list = label.json('LabelActions');
  if (!list.known) return list;
  const actions = (list.value === null ? [] : listOf(list.value)).map(objectOf);
  if (!actions.every((action) => action !== undefined)) return away;
  const kinds = actions.map((action) => action.textOrNull('Type')?.toLowerCase());
  if (kinds.includes(undefined)) return away;
  const encrypting = actions.filter((_, at) => kinds[at] === 'encrypt');
  if (encrypting.length === 0) return known(null);
  const settings = encrypting.length === 1 ? pairsOf(encrypting[0]?.value('Settings')) : undefined;
  const disabled = settings === undefined ? undefined : flagOf(settings.get('disabled') ?? null);
  if (settings === undefined || disabled === undefined) return away;
  return disabled ? known(null) : read(label, settings, 'rightsdefinitions');
}

/** A text with JSON inside, or the object itself. */
function objectOf(value: CmdletValue): Fields | undefined {
  const object = typeof value === 'string' ? parsedJson(value) : value;
  return isObject(object) ? new Fields(object, 'Get-Label') : undefined;
}

function fromFlat(label: Fields): Known<LabelEncryption | null> {
  const enabled = label.flag('EncryptionEnabled');
  if (!enabled.known) return enabled;
  if (!enabled.value) return known(null);
  const settings = new Map<string, CmdletValue>();
  for (const name of label.names()) {
    const value = label.value(name);
    if (name.startsWith('encryption') && value !== undefined) settings.set(name.slice('encryption'.length), value);
  }
  return read(label, settings, 'rightsdefinitions');
}

function read(label: Fields, settings: Pairs, rights: string): Known<LabelEncryption | null> {
  // It takes encryption away from what it is put on.
  const type = settings.get('protectiontype');
  if (typeof type === 'string' && /^removeprotection$/i.test(type)) return known(null);
  const kind = kindOf(settings);
  if (kind === undefined) return unknown(unreadable('Get-Label: a label encrypts, and does not say who sets the rights'));
  return known({
    kind,
    rights: kind === 'template' || kind === 'other' ? rightsOf(settings.get(rights)) : known([]),
    isDoubleKey: isDoubleKey(label, settings),
  });
}

const isOn = (value: CmdletValue | undefined): boolean => flagOf(value ?? null) === true;

function kindOf(settings: Pairs): LabelEncryption['kind'] | undefined {
  const type = settings.get('protectiontype');
  if (typeof type !== 'string') return undefined;
  if (/^template$/i.test(type)) return 'template';
  if (!/^userdefined$/i.test(type)) return 'other';
  if (isOn(settings.get('donotforward'))) return 'do-not-forward';
  return isOn(settings.get('encryptonly')) ? 'encrypt-only' : 'user-defined';
}

const NO_RIGHTS = unreadable('Get-Label: the rights of a label that encrypts cannot be read');

/** A list of `{Identity, Rights}`, the same as a text, or `somebody:VIEW,EDIT;everybody:VIEW`. */
function rightsOf(value: CmdletValue | undefined): Rights {
  if (value === undefined || value === null || value === '') return unknown(NO_RIGHTS);
  const list = typeof value !== 'string' ? value : /^\s*[[{]/.test(value) ? parsedJson(value) : flatRights(value);
  const entries = (list === undefined ? [] : listOf(list)).map((entry) =>
    isObject(entry) ? rightOf(new Fields(entry, 'Get-Label')) : undefined,
  );
  return entries.length > 0 && entries.every((entry) => entry !== undefined) ? known(entries) : unknown(NO_RIGHTS);
}

function rightOf(entry: Fields): { readonly identity: string; readonly rights: readonly string[] } | undefined {
  const identity = entry.textOrNull('Identity');
  const rights = entry.texts('Rights');
  if (identity === null || !rights.known || rights.value.length === 0) return undefined;
  return { identity, rights: [...new Set(rights.value.map((one) => one.toUpperCase()))] };
}

function flatRights(text: string): CmdletValue {
  return text
    .split(';')
    .filter((one) => one.trim() !== '')
    .map((one) => {
      const [identity = '', ...rights] = one.split(':');
      return { Identity: identity.trim(), Rights: rights.join(':') };
    });
}

function isDoubleKey(label: Fields, settings: Pairs): Known<boolean> {
  const address = settings.get('doublekeyencryptionurl');
  if (typeof address === 'string' && address !== '') return known(true);
  const capabilities = label.texts('Capabilities');
  if (!capabilities.known) return capabilities;
  return known(capabilities.value.some((one) => /^doublekeyencryption$/i.test(one)));
}
