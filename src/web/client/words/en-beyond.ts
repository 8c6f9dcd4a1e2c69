import { board } from './en/board';
import { connections } from './en/connections';
import { keys } from './en/keys';
import { driftWords, modelWords } from './en/model';
import { modelWork } from './en/model-work';
import { scorecard } from './en/scorecard';
import { settings } from './en/settings';
import { staff } from './en/staff';
import { trail } from './en/trail';

/** English of all pages but the queue, a lead and signing in: fetched with the first of them. */
export const enBeyond = {
  board,
  staff,
  ...scorecard,
  ...connections,
  ...keys,
  ...modelWork,
  ...settings,
  ...trail,
  model: modelWords,
  drift: driftWords,
};
