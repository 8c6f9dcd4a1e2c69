import { Module } from '@nestjs/common';
import { ModelModule } from '#model';

import { BoardController } from './board/board.controller.js';
import { Board } from './board/board.js';
import { DriftController } from './drift.controller.js';
import { Drift } from './drift.js';
import { ReadinessController } from './readiness.controller.js';
import { ReadinessMeter } from './readiness.js';
import { Rooftops } from './rooftops.js';
import { ScorecardController } from './scorecard.controller.js';
import { Scorecard } from './scorecard.js';

@Module({
  imports: [ModelModule],
  controllers: [BoardController, DriftController, ReadinessController, ScorecardController],
  providers: [Board, Drift, ReadinessMeter, Rooftops, Scorecard],
  exports: [Scorecard],
})
export class FeedbackModule {}
