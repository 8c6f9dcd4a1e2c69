import { Type } from 'class-transformer';
import {
  ArrayNotEmpty,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsUUID,
  Length,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IsPlainText } from '#platform';
import { MESSAGE_STATES, type MessageState } from './message.store.js';
import { WEBHOOK_EVENTS, type WebhookEvent } from './webhook-event.js';

const LONGEST_URL = 2000;

export class AddWebhookEndpointDto {
  /** Where messages are posted: a public https address. */
  @IsPlainText()
  @Length(1, LONGEST_URL)
  url: string;

  /** What it is for. */
  @IsOptional()
  @IsPlainText()
  @MaxLength(200)
  description?: string;

  /** What it is told. */
  @ArrayNotEmpty()
  @IsIn(WEBHOOK_EVENTS, { each: true })
  events: WebhookEvent[];
}

export class ChangeWebhookEndpointDto {
  /** Where messages are posted: a public https address. */
  @IsOptional()
  @IsPlainText()
  @Length(1, LONGEST_URL)
  url?: string;

  /** What it is for. */
  @IsOptional()
  @IsPlainText()
  @MaxLength(200)
  description?: string;

  /** What it is told. */
  @IsOptional()
  @ArrayNotEmpty()
  @IsIn(WEBHOOK_EVENTS, { each: true })
  events?: WebhookEvent[];

  /** false: it is told nothing, and what waits stays. true: it begins with a clean slate. */
  @IsOptional()
  @IsBoolean()
  enabled?: boolean;
}

export class WebhookEndpointDto {
  /** Our identifier of the endpoint. */
  id: string;
  /** Where messages are posted. */
  url: string;
  /** What it is for. */
  description: string;
  /** What it is told. */
  events: WebhookEvent[];
  /** false: it is told nothing. */
  enabled: boolean;
  /** Why we disabled it; null: we did not. */
  disabledWhy: string | null;
  /** Since when every try has failed; null: the last one did not. After five days it is disabled. */
  failingSince: Date | null;
  /** When it was added. */
  createdAt: Date;
}

export class WebhookEndpointListDto {
  /** In the order added. */
  items: WebhookEndpointDto[];
}

export class AddedWebhookEndpointDto extends WebhookEndpointDto {
  /** Signs its messages. Shown this once. */
  secret: string;
}

export class RotatedWebhookSecretDto {
  /** The new secret. Shown this once. */
  secret: string;
  /** Until then messages carry a signature of the one before, too. */
  previousUntil: Date;
}

export class WebhookTestDto {
  /** Whether the endpoint took it. */
  delivered: boolean;
  /** What it answered; null: it did not. */
  status: number | null;
  /** Why it did not work; null: it did. */
  error: string | null;
}

export class ListWebhookMessagesDto {
  /** Only messages in this state. */
  @IsOptional()
  @IsIn(MESSAGE_STATES)
  state?: MessageState;

  /** Messages on one page, 1 to 200. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 50;

  /** Id of the last message of the page before. */
  @IsOptional()
  @IsUUID()
  before?: string;
}

export class WebhookMessageDto {
  /** Our identifier of the message; the header `webhook-id` is `msg_` and the same without dashes. */
  id: string;
  /** What it tells of. */
  event: string;
  /** As it is sent. */
  body: string;
  /** pending, delivered, or dead: given up after the whole schedule. */
  state: MessageState;
  /** How often it was tried. */
  attempts: number;
  /** When it is tried next, while pending. */
  nextAttemptAt: Date;
  /** When it was made. */
  createdAt: Date;
  /** When the endpoint took it; null: not yet. */
  deliveredAt: Date | null;
  /** What the endpoint answered last; null: nothing. */
  lastStatus: number | null;
  /** Why the last try failed; null: it did not. */
  lastError: string | null;
}

export class RedrivenDto {
  /** How many are sent again. */
  redriven: number;
}
