import { Module } from '@nestjs/common';

import { ScorecardController } from './scorecard.controller.js';
import { Scorecard } from './scorecard.js';

@Module({ controllers: [ScorecardController], providers: [Scorecard], exports: [Scorecard] })
export class FeedbackModule {}
