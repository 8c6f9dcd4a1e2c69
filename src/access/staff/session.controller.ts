import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import '@fastify/cookie';
import { Env } from '#config';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentPrincipal, Public, RequireScope } from '../decorators.js';
import type { Principal } from '../principal.js';
import { type Dealership, Directory } from '../tenancy/directory.js';
import { DealershipDto, MeDto, SignInDto } from './sign-in.dto.js';
import { StaffAccounts } from './staff-accounts.js';
import { SESSION_COOKIE, SESSION_HOURS, StaffSessions } from './staff-sessions.js';

/** Sign-in for the desk. */
@ApiTags('session')
@Controller('v1')
export class SessionController {
  constructor(
    private readonly accounts: StaffAccounts,
    private readonly sessions: StaffSessions,
    private readonly directory: Directory,
    private readonly env: Env,
  ) {}

  /** Signs a member of staff in; the session travels in a cookie scripts cannot read. */
  @Public()
  @Post('session')
  @HttpCode(204)
  async signIn(
    @Body() body: SignInDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const staffId = await this.accounts.verify(body.email, body.password);
    reply.setCookie(SESSION_COOKIE, await this.sessions.open(staffId), {
      path: '/',
      httpOnly: true,
      sameSite: 'strict',
      secure: this.env.SECURE_COOKIES === 'true',
      maxAge: SESSION_HOURS * 3600,
    });
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
  async me(
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
  ): Promise<MeDto> {
    const token = principal.role ? request.cookies[SESSION_COOKIE] : undefined;
    const staff = token ? await this.sessions.staffOf(token) : undefined;
    return {
      ...(staff ? { name: staff.name, staffId: staff.id } : {}),
      role: principal.role ?? 'key',
      scopes: [...principal.scopes],
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
