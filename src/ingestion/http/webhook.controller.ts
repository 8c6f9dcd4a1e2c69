import { Controller, Headers, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Public } from '#access';
import { Webhooks } from '../webhooks.js';

/** What the body parsers leave: bytes of raw types in `body`, bytes of JSON beside the parsed body. */
type RawRequest = FastifyRequest & { rawBody?: Buffer };

@Controller('v1/webhooks')
export class WebhookController {
  constructor(private readonly webhooks: Webhooks) {}

  /** Where a CRM posts its changes; the message must carry the proof that its dialect asks for. */
  @Post(':dialect/:connection')
  @HttpCode(200)
  @Public()
  async take(
    @Param('dialect') dialect: string,
    @Param('connection') address: string,
    @Headers() headers: Record<string, string | undefined>,
    @Req() request: RawRequest,
  ): Promise<{ stored: number; quarantined: number }> {
    const rawBody =
      request.rawBody ?? (Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
    const { items } = await this.webhooks.take({ dialect, address, headers, rawBody });
    const stored = items.filter((item) => item.status === 'stored').length;
    return { stored, quarantined: items.length - stored };
  }
}
