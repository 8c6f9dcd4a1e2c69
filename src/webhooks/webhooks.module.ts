import { Module } from '@nestjs/common';
import { CrmModule } from '#crm';
import { Announcer } from './announcer.js';
import { Courier } from './courier.js';
import { WebhookEndpointController } from './endpoint.controller.js';
import { EndpointStore } from './endpoint.store.js';
import { Endpoints } from './endpoints.js';
import { MessageStore } from './message.store.js';
import { WebhookSender } from './webhook-sender.js';
import { WebhooksWorker } from './webhooks.worker.js';

@Module({
  imports: [CrmModule],
  controllers: [WebhookEndpointController],
  providers: [
    Announcer,
    Courier,
    Endpoints,
    EndpointStore,
    MessageStore,
    WebhookSender,
    WebhooksWorker,
  ],
  exports: [WebhookSender],
})
export class WebhooksModule {}
