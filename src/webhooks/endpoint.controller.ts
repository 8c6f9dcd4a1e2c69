import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Query,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentTenant, RequireScope, type ActingTenant } from '#access';
import {
  AddedWebhookEndpointDto,
  AddWebhookEndpointDto,
  ChangeWebhookEndpointDto,
  ListWebhookMessagesDto,
  RedrivenDto,
  RotatedWebhookSecretDto,
  WebhookEndpointDto,
  WebhookEndpointListDto,
  WebhookMessageDto,
  WebhookTestDto,
} from './endpoint.dto.js';
import { Endpoints } from './endpoints.js';

@ApiTags('webhooks')
@Controller('v1/webhook-endpoints')
@RequireScope('admin')
export class WebhookEndpointController {
  constructor(private readonly endpoints: Endpoints) {}

  /** Where this dealership's events are told, signed as Standard Webhooks says. */
  @Get()
  async list(@CurrentTenant() { dealershipId }: ActingTenant): Promise<WebhookEndpointListDto> {
    return { items: await this.endpoints.list(dealershipId) };
  }

  /** Adds an endpoint. Its secret is in the answer and nowhere else. */
  @Post()
  async add(
    @CurrentTenant() tenant: ActingTenant,
    @Body() { description = '', ...body }: AddWebhookEndpointDto,
  ): Promise<AddedWebhookEndpointDto> {
    const parts = { ...body, description, enabled: true };
    const { endpoint, secret } = await this.endpoints.add(tenant, parts);
    return { ...endpoint, secret };
  }

  /**
   * Changes what is given and leaves the rest.
   *
   * @param id - The endpoint, by our identifier.
   */
  @Patch(':id')
  change(
    @CurrentTenant() tenant: ActingTenant,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ChangeWebhookEndpointDto,
  ): Promise<WebhookEndpointDto> {
    return this.endpoints.change(tenant, id, body);
  }

  /**
   * Removes an endpoint and what was sent to it.
   *
   * @param id - The endpoint, by our identifier.
   */
  @Delete(':id')
  @HttpCode(204)
  remove(
    @CurrentTenant() tenant: ActingTenant,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    return this.endpoints.remove(tenant, id);
  }

  /**
   * A new secret. For a day every message carries a signature of the one before, too.
   *
   * @param id - The endpoint, by our identifier.
   */
  @Post(':id/rotate')
  @HttpCode(200)
  rotate(
    @CurrentTenant() tenant: ActingTenant,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<RotatedWebhookSecretDto> {
    return this.endpoints.rotate(tenant, id);
  }

  /**
   * Posts a `webhook.test` now and tells what came back.
   *
   * @param id - The endpoint, by our identifier.
   */
  @Post(':id/test')
  @HttpCode(200)
  async test(
    @CurrentTenant() tenant: ActingTenant,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<WebhookTestDto> {
    const { delivered, status, error } = await this.endpoints.test(tenant, id);
    return { delivered, status, error };
  }

  /**
   * What was sent to it and what came back, newest first; kept for 30 days.
   *
   * @param id - The endpoint, by our identifier.
   */
  @Get(':id/messages')
  messages(
    @CurrentTenant() { dealershipId }: ActingTenant,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: ListWebhookMessagesDto,
  ): Promise<WebhookMessageDto[]> {
    return this.endpoints.sent(dealershipId, id, query);
  }

  /**
   * Sends all that was given up once more, under the same ids.
   *
   * @param id - The endpoint, by our identifier.
   */
  @Post(':id/redrive')
  @HttpCode(202)
  async redriveAll(
    @CurrentTenant() tenant: ActingTenant,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<RedrivenDto> {
    return { redriven: await this.endpoints.redrive(tenant, id) };
  }

  /**
   * Sends one message that was given up once more, under the same id.
   *
   * @param id - The endpoint, by our identifier.
   * @param messageId - The message, by our identifier.
   */
  @Post(':id/messages/:messageId/redrive')
  @HttpCode(202)
  async redrive(
    @CurrentTenant() tenant: ActingTenant,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('messageId', ParseUUIDPipe) messageId: string,
  ): Promise<RedrivenDto> {
    return { redriven: await this.endpoints.redrive(tenant, id, messageId) };
  }
}
