import { posix } from 'node:path';
import { CrmSettingsError, type SettingsFault } from '#crm';

const FOLDERS = ['inbox', 'outbox'];

/**
 * The drop folder is one for all dealerships. Whoever runs the server may point a connection anywhere
 * below it; whoever administers one dealership only into the folder that bears its key.
 *
 * @throws CrmSettingsError
 */
export function refuseForeignFolders(
  { dialect, settings }: { dialect: string; settings: Record<string, unknown> },
  dealershipKey: string,
): void {
  if (dialect !== 'file') return;
  const faults = FOLDERS.flatMap((key): SettingsFault[] => {
    const folder = settings[key];
    if (folder === undefined || folder === null) return [];
    const own = typeof folder === 'string' && isBelow(folder, dealershipKey);
    const fix = `Give a folder that begins with ${dealershipKey}/, such as ${dealershipKey}/${key}.`;
    return own ? [] : [{ key, problem: "is not in this dealership's own folder", fix }];
  });
  if (faults.length > 0) throw new CrmSettingsError('The connection', faults);
}

/** Back-slashes are separators on some systems, so no folder may have one in its name. */
const isBelow = (folder: string, own: string): boolean =>
  !folder.includes('\\') && posix.normalize(folder).startsWith(`${own}/`);
