import { Controller, Get, Logger, Req, Res, HttpCode } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import '@fastify/cookie';
import { Env } from '#config';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OidcRefusedError } from '../access.errors.js';
import { Public } from '../decorators.js';
import { askerOf, isSecure, keepSignedIn } from '../sign-in/cookies.js';
import { SignIn } from '../sign-in/sign-in.js';
import { Oidc, OIDC_MINUTES } from './oidc.js';

const ASKED_COOKIE = 'll_oidc';
const PATH = '/v1/session/oidc';

@ApiTags('session')
@Controller('v1/session/oidc')
export class OidcController {
  private readonly logger = new Logger('SignIn');

  constructor(
    private readonly oidc: Oidc,
    private readonly signer: SignIn,
    private readonly env: Env,
  ) {}

  /** Sends the browser to the provider to sign in; it comes back by itself, to the desk. */
  @Public()
  @Get()
  @HttpCode(302)
  async start(@Res() reply: FastifyReply): Promise<void> {
    const { url, asked } = await this.oidc.start();
    // Lax: the provider's page leads back here, and this must come along.
    reply.setCookie(ASKED_COOKIE, asked, {
      path: PATH,
      httpOnly: true,
      sameSite: 'lax',
      secure: isSecure(this.env),
      maxAge: OIDC_MINUTES * 60,
    });
    await reply.redirect(url, 302);
  }

  @Public()
  @ApiExcludeEndpoint()
  @Get('callback')
  async callback(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const query = request.url.split('?')[1] ?? '';
    reply.clearCookie(ASKED_COOKIE, { path: PATH });
    const goTo = await this.oidc.finish(query, request.cookies[ASKED_COOKIE]).then(
      async (staffId) => {
        keepSignedIn(reply, await this.signer.open(staffId, askerOf(request)), this.env);
        return '/';
      },
      (error: unknown) => {
        if (!(error instanceof OidcRefusedError)) throw error;
        // The cause names what did not fit; neither it nor this line names a person.
        this.logger.warn(`Single sign-on was refused: ${causeOf(error)}`);
        return '/?single-sign-on=refused';
      },
    );
    await reply.redirect(goTo, 302);
  }
}

const causeOf = ({ cause }: Error): string =>
  cause instanceof Error ? ((cause as { code?: string }).code ?? cause.name) : 'nobody of ours';
