import { Module } from '@nestjs/common';
import { LeadsModule } from '#leads';
import { ModelModule } from '#model';

import { ChampionReadiness } from './champion-readiness.js';
import { Champions } from './champions.js';
import { Markets } from './markets.js';
import { Outlooks } from './outlook.js';
import { PredictionController } from './prediction.controller.js';
import { PredictionStore } from './prediction.store.js';
import { PredictionWorker } from './prediction.worker.js';
import { ScoredLeadController } from './scored-lead.controller.js';
import { ScoredLeads } from './scored-leads.js';
import { Scoring } from './scoring.js';
import { Waiting } from './waiting.js';

@Module({
  imports: [LeadsModule, ModelModule],
  controllers: [PredictionController, ScoredLeadController],
  providers: [
    ChampionReadiness,
    Champions,
    Markets,
    Outlooks,
    PredictionStore,
    PredictionWorker,
    ScoredLeads,
    Scoring,
    Waiting,
  ],
  exports: [Champions, Outlooks, PredictionStore, Scoring],
})
export class PredictionModule {}
