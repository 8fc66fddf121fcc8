/** Files without a sensitivity label, summed by site: whole libraries lack labels, so single places would say nothing more. */
import type { Scope } from '../../derive/rows.js';
import type { Offence } from '../define.js';
import { siteSubject } from '../kit.js';

interface Sum {
  readonly site: Scope['site'];
  files: number;
  read: number;
  labelled: number;
}

export class UnlabelledSites {
  readonly #sums = new Map<string, Sum>();

  add({ site, files, labelRead, labelled }: Scope): void {
    const sum = this.#sums.get(site.id) ?? { site, files: 0, read: 0, labelled: 0 };
    this.#sums.set(site.id, sum);
    sum.files += files;
    sum.read += labelRead;
    sum.labelled += labelled;
  }

  /** Sites on which a file is known to carry none. */
  offences(): Offence[] {
    return [...this.#sums.values()]
      .filter(({ read, labelled }) => read > labelled)
      .map(({ site, files, read, labelled }) => ({
        subject: siteSubject({ site }),
        detail: { unlabelled: read - labelled, labelled, read, files },
      }));
  }
}
