import { DomainError } from '#platform';

export class DeliveryNotFoundError extends DomainError {
  readonly code = 'DELIVERY_NOT_FOUND';
  readonly kind = 'not-found';

  constructor(deliveryId: string) {
    super(`There is no delivery ${deliveryId} at this dealership. GET /v1/deliveries lists them.`);
  }
}

export class DeliveryNotDeadError extends DomainError {
  readonly code = 'DELIVERY_NOT_DEAD';
  readonly kind = 'conflict';

  constructor(deliveryId: string, state: string) {
    super(`Delivery ${deliveryId} is ${state}; only a dead one can be sent again.`, {
      details: { deliveryId, state },
    });
  }
}

export class DeliveryOutdatedError extends DomainError {
  readonly code = 'DELIVERY_OUTDATED';
  readonly kind = 'conflict';

  constructor(deliveryId: string) {
    super(`A newer score of the same lead has taken the place of delivery ${deliveryId}.`, {
      details: { deliveryId },
    });
  }
}
