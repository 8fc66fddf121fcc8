/** The words in which rules judge and results speak. */

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';

/** What a finding does to the verdict: it blocks, it sets a condition, or it only counts. */
export type Gate = 'block' | 'condition' | null;

/** People reach it now, or whoever opens a link does; null: reach is not the matter. */
export type Reach = 'standing' | 'latent' | null;

export type ObjectType =
  | 'tenant'
  | 'site'
  | 'drive'
  | 'folder'
  | 'file'
  | 'user'
  | 'group'
  | 'team'
  | 'channel'
  | 'app'
  | 'policy'
  | 'label';
