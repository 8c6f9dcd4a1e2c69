import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import '@fastify/cookie';
import { Env } from '#config';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentPrincipal, Public, RequireScope } from '../decorators.js';
import type { Principal } from '../principal.js';
import { askerOf, keepSignedIn } from '../sign-in/cookies.js';
import { SignIn } from '../sign-in/sign-in.js';
import { type Dealership, Directory } from '../tenancy/directory.js';
import { DealershipDto, MeDto, SignInDto, SignInOptionsDto, UseLinkDto } from './sign-in.dto.js';
import { SESSION_COOKIE, StaffSessions } from './staff-sessions.js';

/** Sign-in for the desk. */
@ApiTags('session')
@Controller('v1')
export class SessionController {
  constructor(
    private readonly signer: SignIn,
    private readonly sessions: StaffSessions,
    private readonly directory: Directory,
    private readonly env: Env,
  ) {}

  /** How staff can sign in here. */
  @Public()
  @Get('session/options')
  options(): SignInOptionsDto {
    return { password: true, singleSignOn: this.env.OIDC_ISSUER ? this.env.OIDC_NAME : null };
  }

  /**
   * Signs a member of staff in; the session travels in a cookie scripts cannot read. Where the account
   * has a second factor and no `code` came, the problem's code is `SECOND_FACTOR_NEEDED`. After five
   * failures in a row nothing is accepted for a minute, then for two, four, eight and fifteen; a browser
   * that signed in before is counted apart from strangers.
   */
  @Public()
  @Post('session')
  @HttpCode(204)
  async signIn(
    @Body() body: SignInDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    keepSignedIn(reply, await this.signer.withPassword(body, askerOf(request)), this.env);
  }

  /** Uses a one-time link: sets the account's password, ends its other sessions and signs in. */
  @Public()
  @Post('session/link')
  @HttpCode(204)
  async useLink(
    @Body() { token, password }: UseLinkDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    keepSignedIn(reply, await this.signer.withLink(token, password, askerOf(request)), this.env);
  }

  /** Ends the session. */
  @Public()
  @Delete('session')
  @HttpCode(204)
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const token = request.cookies[SESSION_COOKIE];
    if (token) await this.sessions.close(token);
    reply.clearCookie(SESSION_COOKIE, { path: '/' });
  }

  /** Who is asking, and for which dealerships they act. */
  @RequireScope('read')
  @Get('me')
  async me(@CurrentPrincipal() principal: Principal): Promise<MeDto> {
    const { session } = principal;
    return {
      ...(session && { name: session.name, staffId: session.staffId }),
      role: principal.role ?? 'key',
      scopes: [...principal.scopes],
      wholeGroup: principal.dealershipIds === null,
      dealerships: await this.dealerships(principal),
    };
  }

  /** The dealerships you act for. */
  @RequireScope('read')
  @Get('dealerships')
  async dealerships(@CurrentPrincipal() principal: Principal): Promise<DealershipDto[]> {
    return (await this.directory.actedFor(principal)).map(shown);
  }
}

const shown = ({
  id,
  key,
  name,
  timeZone,
  currency,
  simulated,
  settings,
}: Dealership): DealershipDto => ({
  id,
  key,
  name,
  timeZone,
  currency,
  simulated,
  responsePromiseMinutes: settings.responsePromiseMinutes,
});
