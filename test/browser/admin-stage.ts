import type { Browser, Locator, Page } from 'playwright-core';
import { Tenancy } from '#access';
import type { TestApp } from '../support/app.js';
import { plantChampion } from '../support/champion.js';
import { plantHeldRun } from '../support/planted-group.js';
import type { Hands } from './hands.js';
import { chooseByKeys, reachByTab } from './seat.js';
import type { Capability, Shown } from './shown.js';

/** More than any list here has. */

export const SIZES = ['phone', 'desk'] as const;
export type Size = (typeof SIZES)[number];

/** An admin of the whole group, signed in on both sizes, at the real server. */
export interface AdminStage {
  test: TestApp;
  browser: Browser;
  pages: Record<Size, Page>;
  hands: Record<Size, Hands>;
  shown: Shown;
  /** Signs in anew, and goes there. */
  signIn: (page: Page, path: string) => Promise<void>;
  look: (name: string, page: Page) => Promise<void>;
}

/** By the thumb on a phone; at the desk by keyboard alone. */
export async function press(stage: AdminStage, size: Size, target: Locator): Promise<void> {
  if (size === 'phone') {
    await target.click();
    return;
  }
  await reachByTab(stage.pages[size], target);
  await stage.pages[size].keyboard.press('Enter');
}

/** Into a field, in place of what stands there. */
export async function write(
  stage: AdminStage,
  size: Size,
  { field, text }: { field: Locator; text: string },
): Promise<void> {
  if (size === 'phone') {
    await field.fill(text);
    return;
  }
  const { keyboard } = stage.pages[size];
  await reachByTab(stage.pages[size], field);
  await keyboard.press('ControlOrMeta+A');
  await keyboard.type(text);
}

/** An option of a list that is open. */
export async function choose(stage: AdminStage, size: Size, option: Locator): Promise<void> {
  await option.waitFor();
  if (size === 'phone') {
    await option.click();
    return;
  }
  await chooseByKeys(option);
}

/** Says at a flow's end what it has shown; whether by keys alone, the browser knows. */
export function shows(stage: AdminStage, size: Size, ...capabilities: Capability[]): void {
  for (const one of capabilities) stage.shown.add(one, size, stage.hands[size].keysAlone);
}

/** In the sheet that asks why. */
export async function giveReason(
  stage: AdminStage,
  size: Size,
  { reason, confirm }: { reason: string; confirm: string },
): Promise<void> {
  const sheet = stage.pages[size].getByRole('dialog');
  await write(stage, size, { field: sheet.getByLabel('Why?'), text: reason });
  await press(stage, size, sheet.getByRole('button', { name: confirm }));
  await sheet.waitFor({ state: 'detached' });
}

const COURT = {
  leads: 320,
  denied: [{ name: 'Gender', reason: 'tells of a person’s gender' }],
  findings: [
    finding('custom.Delivery Date', 'Delivery date', 'removed', 0.98),
    finding('custom.Lead Quality', 'Lead quality', 'questioned', 0.91),
    finding('source', 'Source of the lead', 'kept', 0.61),
  ],
};

/** Two versions that served, and a run that is held back because its version, the first, is too good. */
export async function plantModels(test: TestApp, groupId: string): Promise<void> {
  const first = await plantChampion(test, groupId);
  await plantChampion(test, groupId);
  await plantHeld(test, groupId, first);
}

/** A run that is held back because its version is too good. */
export async function plantHeld(test: TestApp, groupId: string, version: string): Promise<void> {
  const runId = await plantHeldRun(test, groupId, 'held for an admin: AUC 0.972', version);
  await test.app
    .get(Tenancy)
    .asGroup(groupId, (manager) =>
      manager.query('UPDATE training_run SET court = $2, requested_by = $3 WHERE id = $1', [
        runId,
        COURT,
        'schedule:2026-03-01',
      ]),
    );
}

function finding(feature: string, label: string, verdict: string, auc: number): object {
  const evidence =
    verdict === 'kept'
      ? []
      : [
          {
            kind: 'ranking',
            value: auc,
            strength: auc,
            convicts: verdict === 'removed',
            words:
              'alone it puts a won lead above another 91 times in 100 (AUC 0.910), as a whole model would',
          },
        ];
  return { feature, label, verdict, by: 'court', suspicion: auc, auc, filled: 0.4, evidence };
}

/** A lead that waits for its answer, once it has a score. @returns how to ask for its band. */
export async function openLead(test: TestApp): Promise<() => Promise<string | undefined>> {
  const key = await test.apiKey('north-a');
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const customer = { id: 'W-1', name: 'Dana Rivers', phone: '+13035550142' };
  const body = JSON.stringify({ id: 'W-1', message: 'Is it still there?', customer });
  await fetch(`${test.url}/v1/leads`, { method: 'POST', headers, body });
  const bandOf = async (): Promise<string | undefined> => {
    const answer = await fetch(`${test.url}/v1/worklist`, { headers });
    const { leads } = (await answer.json()) as { leads: { likelihood?: { band: string } }[] };
    return leads[0]?.likelihood?.band;
  };
  while ((await bandOf()) === undefined) await new Promise((wake) => setTimeout(wake, 50));
  return bandOf;
}
