import type { ProbeStep } from '../crm-adapter.js';
import { probeStep } from '../probe-steps.js';
import { type DropSite, isReadable } from './drop-folder.js';
import type { FolderSettings } from './folder-settings.js';

/** Whether the folders are there. Nothing is written: the first file of scores shows the permission. */
export async function probeFolders(
  site: DropSite,
  { inbox, outbox, sftp }: FolderSettings,
): Promise<ProbeStep[]> {
  const steps: ProbeStep[] = [];
  if (sftp) {
    const signIn = () => site.visit('/', async () => `${site.where}, by its pinned key`);
    steps.push(await probeStep('sign in', signIn, 'sign-in'));
    if (steps[0]?.ok !== true) return steps;
  }
  if (inbox !== undefined) {
    const look = async () => {
      const files = await site.visit(inbox, (folder) => folder.files());
      return `${files.filter(({ name }) => isReadable(name)).length} files lie in it`;
    };
    steps.push(withFix(await probeStep('read the inbox', look, 'read')));
  }
  if (outbox !== undefined) {
    const look = () => site.visit(outbox, (folder) => folder.files()).then(() => 'it is there');
    steps.push(withFix(await probeStep('write the outbox', look, 'write')));
  }
  return steps;
}

const withFix = (step: ProbeStep): ProbeStep =>
  step.ok
    ? step
    : {
        ...step,
        fix: 'Create the folder for the user that signs in there, or this server runs as.',
      };
