import { Module } from '@nestjs/common';
import { AssignmentsController } from './assignments/assignments.controller.js';
import { Assignments } from './assignments/assignments.js';
import { Connections } from './connections.js';
import { CustomerMatching } from './customers/customer-matching.js';
import { IdempotencyKeys } from './idempotency-keys.js';
import { LeadHistories } from './lead-histories.js';
import { LeadSight } from './lead-sight.js';
import { LeadStore } from './lead-store.js';
import { LeadStory } from './lead-story.js';
import { LeadsController } from './leads.controller.js';
import { Quarantine } from './quarantine.js';

@Module({
  controllers: [AssignmentsController, LeadsController],
  providers: [
    Assignments,
    Connections,
    CustomerMatching,
    IdempotencyKeys,
    LeadHistories,
    LeadSight,
    LeadStore,
    LeadStory,
    Quarantine,
  ],
  exports: [
    Connections,
    CustomerMatching,
    IdempotencyKeys,
    LeadHistories,
    LeadSight,
    LeadStore,
    LeadStory,
    Quarantine,
  ],
})
export class LeadsModule {}
