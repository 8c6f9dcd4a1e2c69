import { Module } from '@nestjs/common';
import { PredictionModule } from '#prediction';
import { DeskNotices } from './live/desk-notices.js';
import { BandHistory } from './worklist/band-history.js';
import { WorklistController } from './worklist/worklist.controller.js';
import { Worklist } from './worklist/worklist.js';

@Module({
  imports: [PredictionModule],
  controllers: [WorklistController],
  providers: [Worklist, BandHistory, DeskNotices],
})
export class WebModule {}
