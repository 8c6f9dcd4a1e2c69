/**
 * What we tell other programs: a lead was scored, its band changed, another model serves. Signed as
 * Standard Webhooks says (standardwebhooks.com), sent at least once under one id, tried again on its
 * schedule for three days.
 *
 * Promise: a message is stored in one transaction with what is known of it, and carries no personal
 * data; nothing inside our own network can be reached.
 *
 * Pulls from: stored predictions and promotions, which it hears of beside those who need them.
 *
 * Never: sends a lead's text or contacts, follows a redirect, or shows a secret twice.
 */
export { WebhooksModule } from './webhooks.module.js';
export { WEBHOOK_EVENTS, type WebhookEvent } from './webhook-event.js';
