import { Controller, Headers, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Public } from '#access';
import { Webhooks } from '../webhooks.js';
import { WebhookReceiptDto } from './intake.dto.js';

/** What the body parsers leave: bytes of raw types in `body`, bytes of JSON beside the parsed body. */
type RawRequest = FastifyRequest & { rawBody?: Buffer };

const WHATEVER_THE_DIALECT_SAYS = {
  type: 'object',
  additionalProperties: true,
  description: "The CRM's own message, in the shape its connection maps.",
};

@ApiTags('intake')
@Controller('v1/webhooks')
export class WebhookController {
  constructor(private readonly webhooks: Webhooks) {}

  /**
   * Where a CRM posts its changes; the message must carry the proof that its dialect asks for.
   *
   * @param dialect - How the CRM talks: `rest`.
   * @param address - `dealership.connection`; the dealership may be left out where there is only one.
   */
  @Post(':dialect/:connection')
  @HttpCode(200)
  @ApiConsumes('application/json')
  @ApiBody({ schema: WHATEVER_THE_DIALECT_SAYS })
  @Public()
  async take(
    @Param('dialect') dialect: string,
    @Param('connection') address: string,
    @Headers() headers: Record<string, string | undefined>,
    @Req() request: RawRequest,
  ): Promise<WebhookReceiptDto> {
    const rawBody =
      request.rawBody ?? (Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
    const { items } = await this.webhooks.take({ dialect, address, headers, rawBody });
    const stored = items.filter((item) => item.status === 'stored').length;
    return { stored, quarantined: items.length - stored };
  }
}
