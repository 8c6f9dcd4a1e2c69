import { resolve, sep } from 'node:path';
import type { ConnectionConfig } from '../crm-adapter.js';
import { SettingsReading, type SettingsSection } from '../settings-reading.js';
import type { FileMapping } from './file-mapping.js';
import { readFileMapping } from './read-file-mapping.js';
import { readSftpServer, type SftpServer } from './sftp-settings.js';

/** Folders are absolute. A connection without an inbox stands for files imported by hand. */
export interface FolderSettings {
  inbox?: string;
  mapping?: FileMapping;
  outbox?: string;
  mode: FolderMode;
  /** The folders stand there and not on our own disk. */
  sftp?: SftpServer;
}

/** Whether each file tells of everything, or only of what changed. */
export type FolderMode = 'delta' | 'full';

/** @throws CrmSettingsError listing every fault. */
export function readFolderSettings(config: ConnectionConfig, dropFolder: string): FolderSettings {
  const reading = new SettingsReading(`Connection ${config.id} (file)`);
  const root = reading.root(config.settings);
  const settings: FolderSettings = { mode: root.word('mode', ['delta', 'full'], 'delta') };
  const sftp = root.optionalSection('sftp', 'Give host, user and hostKey.');
  if (sftp) settings.sftp = readSftpServer(sftp, config.secrets);
  for (const key of ['inbox', 'outbox'] as const) {
    if (!root.has(key)) continue;
    settings[key] = sftp ? remoteFolder(root, key) : folderBelow(root, key, dropFolder);
  }
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

/** What the user of the SFTP server may reach is that server's to say. */
function remoteFolder(root: SettingsSection, key: string): string {
  const fix = 'Give the folder as the SFTP server shows it, such as /outgoing/leads.';
  const folder = root.text(key, fix);
  if (folder.split('/').includes('..')) root.fault(key, 'leads out of itself', fix);
  return folder;
}

/** Settings must not open the rest of the disk. */
function folderBelow(root: SettingsSection, key: string, dropFolder: string): string {
  const fix = 'Give a folder below the drop folder, such as north/inbox.';
  const folder = resolve(dropFolder, root.text(key, fix));
  if (!folder.startsWith(dropFolder + sep)) root.fault(key, 'leads out of the drop folder', fix);
  return folder;
}
