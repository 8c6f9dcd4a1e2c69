import type { Words } from './en';
import { account } from './es/account';
import { board } from './es/board';
import { connections } from './es/connections';
import { frame } from './es/frame';
import { keys } from './es/keys';
import { lead } from './es/lead';
import { driftWords, modelWords } from './es/model';
import { modelWork } from './es/model-work';
import { problems } from './es/problems';
import { queue } from './es/queue';
import { readiness } from './es/readiness';
import { say } from './es/say';
import { staff } from './es/staff';
import { scorecard } from './es/scorecard';
import { settings } from './es/settings';
import { saidOfLeads } from './es/said-of-leads';
import { saidOfModels } from './es/said-of-models';
import { saidOfSettings } from './es/said-of-settings';
import { saidOfSystems } from './es/said-of-systems';
import { saidOfTalks } from './es/said-of-talks';
import { trail } from './es/trail';
import { translator } from './translating';

/** Spanish as dealerships in the United States speak it. Its type holds it to be whole. */
export const es: Words = {
  locale: 'es-US',
  dates: 'es',
  said: translator({
    ...saidOfSettings,
    ...saidOfSystems,
    ...saidOfModels,
    ...saidOfLeads,
    ...saidOfTalks,
  }),
  ...say,
  ...frame,
  account,
  board,
  readiness,
  staff,
  ...queue,
  ...lead,
  ...scorecard,
  ...problems,
  ...connections,
  ...keys,
  ...modelWork,
  ...settings,
  ...trail,
  model: modelWords,
  drift: driftWords,
};
