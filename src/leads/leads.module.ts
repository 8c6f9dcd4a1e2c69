import { Module } from '@nestjs/common';
import { Connections } from './connections.js';
import { CustomerMatching } from './customers/customer-matching.js';
import { IdempotencyKeys } from './idempotency-keys.js';
import { LeadHistories } from './lead-histories.js';
import { LeadStore } from './lead-store.js';
import { LeadStory } from './lead-story.js';
import { LeadsController } from './leads.controller.js';
import { Quarantine } from './quarantine.js';

@Module({
  controllers: [LeadsController],
  providers: [
    Connections,
    CustomerMatching,
    IdempotencyKeys,
    LeadHistories,
    LeadStore,
    LeadStory,
    Quarantine,
  ],
  exports: [
    Connections,
    CustomerMatching,
    IdempotencyKeys,
    LeadHistories,
    LeadStore,
    LeadStory,
    Quarantine,
  ],
})
export class LeadsModule {}
