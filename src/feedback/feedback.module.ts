import { Module } from '@nestjs/common';
import { ModelModule } from '#model';

import { DriftController } from './drift.controller.js';
import { Drift } from './drift.js';
import { ScorecardController } from './scorecard.controller.js';
import { Scorecard } from './scorecard.js';

@Module({
  imports: [ModelModule],
  controllers: [DriftController, ScorecardController],
  providers: [Drift, Scorecard],
  exports: [Scorecard],
})
export class FeedbackModule {}
