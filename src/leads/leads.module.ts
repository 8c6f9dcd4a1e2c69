import { Module } from '@nestjs/common';
import { AssignmentsController } from './assignments/assignments.controller.js';
import { Assignments } from './assignments/assignments.js';
import { ConnectionChanges } from './connection-changes.js';
import { Connections } from './connections.js';
import { CustomerMatching } from './customers/customer-matching.js';
import { IdempotencyKeys } from './idempotency-keys.js';
import { LeadHistories } from './lead-histories.js';
import { LeadSight } from './lead-sight.js';
import { LeadStore } from './lead-store.js';
import { LeadStory } from './lead-story.js';
import { LeadsController } from './leads.controller.js';
import { Quarantine } from './quarantine.js';
import { QuarantineOverview } from './quarantine-overview.js';
import { RefreshTokens } from './refresh-tokens.js';

@Module({
  controllers: [AssignmentsController, LeadsController],
  providers: [
    Assignments,
    ConnectionChanges,
    Connections,
    CustomerMatching,
    IdempotencyKeys,
    LeadHistories,
    LeadSight,
    LeadStore,
    LeadStory,
    Quarantine,
    QuarantineOverview,
    RefreshTokens,
  ],
  exports: [
    ConnectionChanges,
    Connections,
    CustomerMatching,
    IdempotencyKeys,
    LeadHistories,
    LeadSight,
    LeadStore,
    LeadStory,
    Quarantine,
    QuarantineOverview,
  ],
})
export class LeadsModule {}
