import { DomainError } from '#platform';

export class WebhookEndpointNotFoundError extends DomainError {
  readonly code = 'WEBHOOK_ENDPOINT_NOT_FOUND';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(
      `There is no webhook endpoint ${id} at this dealership. GET /v1/webhook-endpoints lists them.`,
    );
  }
}

export class WebhookMessageNotFoundError extends DomainError {
  readonly code = 'WEBHOOK_MESSAGE_NOT_FOUND';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no dead message ${id} of this endpoint. Only what was given up is sent again.`);
  }
}

export class WebhookUrlError extends DomainError {
  readonly code = 'WEBHOOK_URL';
  readonly kind = 'invalid';

  constructor() {
    super('url: give a full address without credentials in it, such as https://example.com/hooks.');
  }
}

export class TooManyWebhookEndpointsError extends DomainError {
  readonly code = 'TOO_MANY_WEBHOOK_ENDPOINTS';
  readonly kind = 'conflict';

  constructor(most: number) {
    super(`A dealership has at most ${most} webhook endpoints. Remove one first.`);
  }
}
