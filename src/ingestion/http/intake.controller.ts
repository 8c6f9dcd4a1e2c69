import { Body, Controller, Headers, HttpCode, Post, Query, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiHeader,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentTenant, RequireScope, type ActingTenant } from '#access';
import { adfRecords, readAdfMessage } from '#crm';
import { Intake } from '../intake.js';
import { BodyUnreadableError } from '../ingestion.errors.js';
import { recordsOfBody } from './batch-body.js';
import { IntakeItemDto, IntakeReceiptDto } from './intake.dto.js';
import { itemDto, receiptDto } from './intake-receipt.js';
import { recordOf } from './posted-lead.js';
import { PostedLeadDto } from './posted-lead.dto.js';

const IDEMPOTENCY_KEY = {
  name: 'idempotency-key',
  required: false,
  description:
    'Stands for the lead where its body has no `id`; the same one again changes nothing.',
};

@ApiTags('intake')
@Controller('v1')
@RequireScope('intake')
export class IntakeController {
  constructor(private readonly intake: Intake) {}

  /**
   * Takes one lead. 201 when it is stored, 202 when it is in quarantine with the reason.
   * The same `id` (or Idempotency-Key) again changes nothing and gives the same answer.
   *
   * @param connection - Key of the connection the leads belong to.
   */
  @Post('leads')
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiCreatedResponse({ type: IntakeItemDto, description: 'Stored, or known already.' })
  @ApiAcceptedResponse({ type: IntakeItemDto, description: 'In quarantine, with the reason.' })
  async one(
    @CurrentTenant() tenant: ActingTenant,
    @Body() body: PostedLeadDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('idempotency-key') key?: string,
    @Query('connection') connection = 'api',
  ): Promise<IntakeItemDto> {
    const item = await this.intake.acceptOne(tenant, connection, recordOf(body, key), key);
    if (!item) throw new BodyUnreadableError('The body holds no lead.');
    if (item.status === 'quarantined') reply.status(202);
    return itemDto(item);
  }

  /**
   * Takes many leads: a JSON array, or one JSON object a line. A bad one is quarantined, the rest goes through.
   *
   * @param connection - Key of the connection the leads belong to.
   */
  @Post('leads/batch')
  @HttpCode(200)
  @ApiConsumes('application/json', 'application/x-ndjson')
  @ApiBody({ type: [PostedLeadDto] })
  async many(
    @CurrentTenant() tenant: ActingTenant,
    @Body() body: unknown,
    @Query('connection') connection = 'api',
  ): Promise<IntakeReceiptDto> {
    return receiptDto(await this.intake.accept(tenant, connection, recordsOfBody(body)));
  }

  /**
   * Takes an ADF document, or a mail that carries one, as it is. With `connection`, the leads belong
   * to that CRM; with `idSource`, the document's id of that source is the lead's id there, so that
   * the lead pulled later is the same one.
   *
   * @param connection - Key of the connection the leads belong to.
   * @param idSource - Which `<id source>` of the document is the CRM's own.
   */
  @Post('intake/adf')
  @HttpCode(200)
  @ApiConsumes('application/x-adf+xml', 'application/xml', 'text/xml', 'message/rfc822')
  @ApiBody({ schema: { type: 'string', format: 'binary', description: 'The bytes as they came.' } })
  async adf(
    @CurrentTenant() tenant: ActingTenant,
    @Body() body: unknown,
    @Headers('content-type') contentType = '',
    @Query('connection') connection = 'adf',
    @Query('idSource') idSource?: string,
  ): Promise<IntakeReceiptDto> {
    if (!Buffer.isBuffer(body) || body.length === 0) {
      throw new BodyUnreadableError(
        'Send the document itself, as application/x-adf+xml, text/xml or message/rfc822.',
      );
    }
    return receiptDto(
      await this.intake.accept(
        tenant,
        connection,
        adfRecords(await readAdfMessage(body, contentType), {
          contentType,
          body,
          ...(idSource === undefined ? {} : { idSource }),
        }),
      ),
    );
  }
}
