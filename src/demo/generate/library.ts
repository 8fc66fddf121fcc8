/** Builds one drive: folders and files with their authors and dates, and the permissions set on them. */
import { guidOf } from '../random.js';
import type { SimulatedDrive, SimulatedSite, StoredItem, StoredPermission } from '../tenant.js';
import { daysAgo, type Making } from './making.js';
import type { StoredUser } from './people.js';

export interface Made {
  readonly by: StoredUser;
  readonly created: number;
  readonly modified: number;
}

const MIME: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};

export class Library {
  readonly #making: Making;
  readonly drive: SimulatedDrive;
  /** One reference object for all children of a folder: drives may hold a million of them. */
  readonly #references = new Map<string, StoredItem['parentReference']>();
  readonly #authors = new Map<string, StoredItem['createdBy']>();

  constructor(making: Making, site: SimulatedSite, made: Made, grants: StoredPermission[]) {
    const { random, words } = making;
    this.#making = making;
    const isPersonal = site.site.isPersonalSite === true;
    const path = isPersonal ? 'Documents' : words.documentLibraryPath;
    const webUrl = `${site.site.webUrl}/${encodeURIComponent(path)}`;
    const driveType = isPersonal ? 'business' : 'documentLibrary';
    const { by } = made;
    const person = { user: { id: by.id, displayName: by.displayName ?? '', email: by.mail ?? '' } };
    const rootId = `01${random.base32(32)}`;
    const id = `b!${random.base64url(64)}`;
    const created = daysAgo(making, made.created);
    const modified = daysAgo(making, made.modified);
    this.drive = {
      drive: {
        id,
        name: isPersonal ? 'OneDrive' : words.documentLibrary,
        driveType,
        description: '',
        webUrl,
        createdBy: person,
        createdDateTime: created,
        lastModifiedDateTime: modified,
        ...(isPersonal ? { owner: person } : {}),
        quota: { total: 1_099_511_627_776, used: 5_000_000, remaining: 1_099_506_627_776, deleted: 0, state: 'normal' },
      },
      items: [],
      list: { id: guidOf(id), template: isPersonal ? 700 : 101, noCrawl: false },
      permissions: new Map([[rootId, grants]]),
      breaksInheritance: new Set(),
      changes: [],
      tokenEpoch: 1,
    };
    site.web.permissions ??= grants;
    this.drive.items.push({
      id: rootId,
      name: 'root',
      webUrl,
      size: 0,
      createdBy: this.#author(by),
      lastModifiedBy: this.#author(by),
      createdDateTime: created,
      lastModifiedDateTime: modified,
      parentReference: { driveId: id, driveType, siteId: site.site.id },
      root: {},
      folder: {},
    });
    site.drives.push(this.drive);
  }

  get root(): StoredItem {
    const [root] = this.drive.items;
    if (root === undefined) throw new Error('Library: the root is gone');
    return root;
  }

  folder(parent: StoredItem, name: string, made: Made): StoredItem {
    return this.#add(parent, name, made, 0, { folder: {} });
  }

  file(parent: StoredItem, name: string, made: Made): StoredItem {
    const extension = name.slice(name.lastIndexOf('.') + 1);
    const mimeType = MIME[extension] ?? 'application/octet-stream';
    return this.#add(parent, name, made, this.#making.random.int(9_000, 900_000), { file: { mimeType } });
  }

  /** Sets entries on an item beside those that it inherits. */
  grant(item: StoredItem, ...permissions: StoredPermission[]): void {
    this.drive.permissions.set(item.id, [...(this.drive.permissions.get(item.id) ?? []), ...permissions]);
  }

  /** Cuts an item off from its parents: these entries are all it has. */
  restrict(item: StoredItem, ...permissions: StoredPermission[]): void {
    this.drive.breaksInheritance.add(item.id);
    this.drive.permissions.set(item.id, permissions);
  }

  #author(user: StoredUser): StoredItem['createdBy'] {
    const known = this.#authors.get(user.id);
    if (known !== undefined) return known;
    const author = { user: { id: user.id, displayName: user.displayName ?? '', email: user.mail ?? '' } };
    this.#authors.set(user.id, author);
    return author;
  }

  #add(parent: StoredItem, name: string, made: Made, size: number, facet: Pick<StoredItem, 'file' | 'folder'>): StoredItem {
    const { driveId, driveType, siteId } = parent.parentReference;
    const reference = this.#references.get(parent.id) ?? { driveId, driveType, siteId, id: parent.id };
    this.#references.set(parent.id, reference);
    const item: StoredItem = {
      id: `01${this.#making.random.base32(32)}`,
      name,
      webUrl: `${parent.webUrl}/${encodeURIComponent(name)}`,
      size,
      createdBy: this.#author(made.by),
      lastModifiedBy: this.#author(made.by),
      createdDateTime: daysAgo(this.#making, made.created),
      lastModifiedDateTime: daysAgo(this.#making, made.modified),
      parentReference: reference,
      listItemId: this.drive.items.length,
      ...facet,
    };
    this.drive.items.push(item);
    return item;
  }
}
