import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentTenant, RequireScope, type ActingTenant } from '#access';

import { DeliveryDto, ListDeliveriesDto } from './delivery.dto.js';
import { Writeback } from './writeback.js';

@ApiTags('deliveries')
@Controller('v1/deliveries')
export class DeliveryController {
  constructor(private readonly writeback: Writeback) {}

  /** Scores on their way into the CRM, newest first. */
  @Get()
  @RequireScope('read')
  async list(
    @CurrentTenant() tenant: ActingTenant,
    @Query() { state, limit, before }: ListDeliveriesDto,
  ): Promise<DeliveryDto[]> {
    const query = { limit, ...(state && { state }), ...(before && { before }) };
    const deliveries = await this.writeback.list(tenant.dealershipId, query);
    return deliveries.map((delivery) => DeliveryDto.from(delivery));
  }

  /**
   * Sends a delivery that was given up once more.
   *
   * @param deliveryId - The delivery, by our identifier.
   */
  @Post(':deliveryId/redrive')
  @HttpCode(202)
  @RequireScope('admin')
  async redrive(
    @CurrentTenant() tenant: ActingTenant,
    @Param('deliveryId', ParseUUIDPipe) deliveryId: string,
  ): Promise<DeliveryDto> {
    return DeliveryDto.from(await this.writeback.redrive(tenant, deliveryId));
  }
}
