import { CreateTenants1764000000000 } from './1764000000000-create-tenants.js';
import { CreateLeadStore1764000001000 } from './1764000001000-create-lead-store.js';
import { CreateModels1764000002000 } from './1764000002000-create-models.js';
import { CreatePredictions1764000003000 } from './1764000003000-create-predictions.js';
import { RememberWhatSourcesSaid1764000004000 } from './1764000004000-remember-what-sources-said.js';
import { IndexNewestChanges1764000005000 } from './1764000005000-index-newest-changes.js';
import { RememberIdempotencyKeys1764000006000 } from './1764000006000-remember-idempotency-keys.js';
import { HoldCourt1764000017000 } from './1764000017000-hold-court.js';
import { ForetellOutcomes1764000018000 } from './1764000018000-foretell-outcomes.js';
import { StaffOwnLeads2026112614330 } from './2026112614330-staff-own-leads.js';
import { HardenSignIn2026112614470 } from './2026112614470-harden-sign-in.js';
import { KeepDeskWords2026112614570 } from './2026112614570-keep-desk-words.js';
import { ConnectFromTheDesk2026112614370 } from './2026112614370-connect-from-the-desk.js';
import { TellOtherPrograms2026112614371 } from './2026112614371-tell-other-programs.js';
import { CountAttempts2026112614410 } from './2026112614410-count-attempts.js';
import { TellStages2026112615583 } from './2026112615583-tell-stages.js';
import { NoteRootKeys2026112618300 } from './2026112618300-note-root-keys.js';
import { OwnStages2026112619080 } from './2026112619080-own-stages.js';
import { RecordConsent2026112619200 } from './2026112619200-record-consent.js';
import { KeepSavedViews2026112622010 } from './2026112622010-keep-saved-views.js';
import { KeepTurnsAtHand2026112622150 } from './2026112622150-keep-turns-at-hand.js';
import { KeepRefreshTokens2026112622400 } from './2026112622400-keep-refresh-tokens.js';

/** In the order they run. A migration is never edited once it has landed. */
export const migrations = [
  CreateTenants1764000000000,
  CreateLeadStore1764000001000,
  CreateModels1764000002000,
  CreatePredictions1764000003000,
  RememberWhatSourcesSaid1764000004000,
  IndexNewestChanges1764000005000,
  RememberIdempotencyKeys1764000006000,
  HoldCourt1764000017000,
  ForetellOutcomes1764000018000,
  StaffOwnLeads2026112614330,
  HardenSignIn2026112614470,
  KeepDeskWords2026112614570,
  ConnectFromTheDesk2026112614370,
  TellOtherPrograms2026112614371,
  CountAttempts2026112614410,
  TellStages2026112615583,
  NoteRootKeys2026112618300,
  OwnStages2026112619080,
  RecordConsent2026112619200,
  KeepSavedViews2026112622010,
  KeepTurnsAtHand2026112622150,
  KeepRefreshTokens2026112622400,
];
