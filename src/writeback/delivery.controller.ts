import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentTenant, RequireScope, type ActingTenant } from '#access';

import {
  DeliveryDto,
  ListDeliveriesDto,
  RedriveDeliveriesDto,
  RedrivenDeliveriesDto,
  SentDeliveryDto,
} from './delivery.dto.js';
import { Writeback } from './writeback.js';

@ApiTags('deliveries')
@Controller('v1/deliveries')
export class DeliveryController {
  constructor(private readonly writeback: Writeback) {}

  /** Scores on their way into the CRM, newest first: what was sent, and what came back. */
  @Get()
  @RequireScope('read')
  async list(
    @CurrentTenant() tenant: ActingTenant,
    @Query() { state, connection, lead, limit, before }: ListDeliveriesDto,
  ): Promise<SentDeliveryDto[]> {
    const deliveries = await this.writeback.list(tenant.dealershipId, {
      limit,
      ...(state && { state }),
      ...(connection && { connection }),
      ...(lead && { leadId: lead }),
      ...(before && { before }),
    });
    return deliveries.map((delivery) => SentDeliveryDto.of(delivery));
  }

  /** Sends everything once more that was given up and that no newer score has overtaken; up to 5,000 at once. */
  @Post('redrive')
  @HttpCode(202)
  @RequireScope('admin')
  async redriveAll(
    @CurrentTenant() tenant: ActingTenant,
    @Body() { connection }: RedriveDeliveriesDto,
  ): Promise<RedrivenDeliveriesDto> {
    return { redriven: await this.writeback.redriveAll(tenant, connection) };
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
