import { Module } from '@nestjs/common';
import { CrmModule } from '#crm';
import { LeadsModule } from '#leads';
import { Admission } from './admission.js';
import { ConnectionDesk } from './connection-desk.js';
import { ConnectionRegister } from './connection-register.js';
import { Doorways } from './doorways.js';
import { FileImport } from './file-import.js';
import { ConnectionRegisterController } from './http/connection-register.controller.js';
import { ConnectionsController } from './http/connections.controller.js';
import { IntakeController } from './http/intake.controller.js';
import { OutagesController } from './http/outages.controller.js';
import { QuarantineController } from './http/quarantine.controller.js';
import { WebhookController } from './http/webhook.controller.js';
import { Intake } from './intake.js';
import { NewcomerQueue } from './newcomer-queue.js';
import { MailAddresses } from './mail/mail-addresses.js';
import { MailIntake } from './mail/mail-intake.js';
import { SmtpDoor } from './mail/smtp-door.js';
import { Outages } from './outages.js';
import { Patience, RealSleep, Sleep } from './patience.js';
import { Replay } from './replay.js';
import { StatusMeanings } from './status-meanings.js';
import { SyncProgressStream } from './sync-progress.js';
import { SyncCron } from './sync.cron.js';
import { Sync } from './sync.js';
import { SyncQueue } from './sync-queue.js';
import { SyncRuns } from './sync-runs.js';
import { SyncSchedule } from './sync-schedule.js';
import { Webhooks } from './webhooks.js';

@Module({
  imports: [LeadsModule, CrmModule],
  controllers: [
    IntakeController,
    WebhookController,
    ConnectionsController,
    ConnectionRegisterController,
    OutagesController,
    QuarantineController,
  ],
  providers: [
    Admission,
    ConnectionDesk,
    ConnectionRegister,
    Doorways,
    FileImport,
    Intake,
    NewcomerQueue,
    Outages,
    MailAddresses,
    MailIntake,
    Patience,
    Replay,
    SmtpDoor,
    StatusMeanings,
    Sync,
    SyncCron,
    SyncProgressStream,
    SyncQueue,
    SyncRuns,
    SyncSchedule,
    Webhooks,
    { provide: Sleep, useClass: RealSleep },
  ],
  exports: [ConnectionDesk, FileImport, Intake, Replay, SmtpDoor, Sync, SyncQueue],
})
export class IngestionModule {}
