/**
 * Scores on their way into the CRM.
 *
 * Promise: every score worth telling reaches the CRM at least once, each try under the same key; a
 * crash between pushing and noting repeats the push and loses nothing. The outbox row is written in
 * one transaction with the decision, and the decision's job in one with the prediction.
 *
 * Pulls from: stored predictions; pushes through the CRM port, never faster than the connection allows.
 *
 * Never: decides what a score is, writes a closed lead, or sends an older score after a newer one
 * that it knows of.
 */
export { WritebackModule } from './writeback.module.js';
export { StageTeller } from './stages/stage-teller.js';
export { Writeback } from './writeback.js';
export { Confirmation, type Confirmed } from './confirmation.js';
export type { Delivery, DeliveryState } from './delivery.js';
export { WRITEBACK_DUE, type ConnectionToServe } from './writeback.queues.js';
