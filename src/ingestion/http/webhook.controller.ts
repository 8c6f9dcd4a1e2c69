import {
  Controller,
  Get,
  Header,
  Headers,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiQuery, ApiTags } from '@nestjs/swagger';
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

  /**
   * Answers a CRM that asks, before it sends anything, whether the address is ours: its challenge back,
   * as plain text. 403 where it does not show the token agreed on.
   *
   * @param dialect - How the CRM talks: `meta`.
   * @param address - As above.
   */
  @Get(':dialect/:connection')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('cache-control', 'no-store')
  @ApiQuery({
    name: 'hub.mode',
    required: false,
    description: 'Always `subscribe`.',
    schema: { type: 'string' },
  })
  @ApiQuery({
    name: 'hub.verify_token',
    required: false,
    description: 'The token agreed on.',
    schema: { type: 'string' },
  })
  @ApiQuery({
    name: 'hub.challenge',
    required: false,
    description: 'What is answered.',
    schema: { type: 'string' },
  })
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  @Public()
  answer(
    @Param('dialect') dialect: string,
    @Param('connection') address: string,
    @Query() query: Record<string, unknown>,
  ): Promise<string> {
    return this.webhooks.answer({ dialect, address, query });
  }
}
