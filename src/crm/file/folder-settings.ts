import { resolve, sep } from 'node:path';
import type { ConnectionConfig } from '../crm-adapter.js';
import { SettingsReading, type SettingsSection } from '../settings-reading.js';
import type { FileMapping } from './file-mapping.js';
import { readFileMapping } from './read-file-mapping.js';

/** Both are absolute. A connection without an inbox stands for files imported by hand. */
export interface FolderSettings {
  inbox?: string;
  mapping?: FileMapping;
  outbox?: string;
}

/** @throws CrmSettingsError listing every fault. */
export function readFolderSettings(config: ConnectionConfig, dropFolder: string): FolderSettings {
  const reading = new SettingsReading(`Connection ${config.id} (file)`);
  const root = reading.root(config.settings);
  const settings: FolderSettings = {};
  if (root.has('inbox')) settings.inbox = folderBelow(root, 'inbox', dropFolder);
  if (root.has('outbox')) settings.outbox = folderBelow(root, 'outbox', dropFolder);
  const mapping = root.value('mapping');
  if (root.has('inbox') && mapping === undefined) {
    root.fault('mapping', 'is missing', 'Say what the columns of the files in the inbox mean.');
  }
  // Writeback's own, read there; named here so that it does not pass for a misspelling.
  if (root.has('writesPerSecond')) root.number('writesPerSecond', { min: 0.01, max: 10_000 });
  root.close();
  reading.finish();
  if (mapping !== undefined) {
    settings.mapping = readFileMapping(mapping, `of connection ${config.id}`);
  }
  return settings;
}

/** Settings must not open the rest of the disk. */
function folderBelow(root: SettingsSection, key: string, dropFolder: string): string {
  const fix = 'Give a folder below the drop folder, such as north/inbox.';
  const folder = resolve(dropFolder, root.text(key, fix));
  if (!folder.startsWith(dropFolder + sep)) root.fault(key, 'leads out of the drop folder', fix);
  return folder;
}
