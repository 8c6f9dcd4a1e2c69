import { Module } from '@nestjs/common';
import { CrmModule } from '#crm';
import { LeadsModule } from '#leads';
import { PredictionModule } from '#prediction';

import { Confirmation } from './confirmation.js';
import { Decisions } from './decisions.js';
import { DeliveryController } from './delivery.controller.js';
import { DeliveryClaims } from './delivery-claims.js';
import { DeliveryStore } from './delivery.store.js';
import { Outlets } from './outlets.js';
import { Sender } from './sender.js';
import { StageController } from './stages/stage.controller.js';
import { StageDesk } from './stages/stage-desk.js';
import { StageStore } from './stages/stage.store.js';
import { StageTeller } from './stages/stage-teller.js';
import { StageWorker } from './stages/stage.worker.js';
import { Writeback } from './writeback.js';
import { WritebackWorker } from './writeback.worker.js';

@Module({
  imports: [LeadsModule, CrmModule, PredictionModule],
  controllers: [DeliveryController, StageController],
  providers: [
    Confirmation,
    Decisions,
    DeliveryClaims,
    DeliveryStore,
    Outlets,
    Sender,
    StageDesk,
    StageStore,
    StageTeller,
    StageWorker,
    Writeback,
    WritebackWorker,
  ],
  exports: [Confirmation, StageTeller, Writeback],
})
export class WritebackModule {}
