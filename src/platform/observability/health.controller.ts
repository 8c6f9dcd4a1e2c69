import { Controller, Get, Header, Inject, Res, SetMetadata } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiExtension, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { Jobs } from '../jobs/jobs.js';
import { LiveDto, ReadyDto } from './health.dto.js';
import { Metrics } from './metrics.js';
import { READINESS_CHECKS, type ReadinessCheck } from './readiness.js';

/** Jobs that may wait before a replica is called behind. */
const BACKLOG_LIMIT = 10_000;

/** For load balancers and Prometheus: no sign-in, and nothing about any lead. */
@ApiTags('operations')
@SetMetadata('public', true)
@ApiExtension('x-public', true)
@Controller()
export class HealthController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: Jobs,
    private readonly metrics: Metrics,
    @Inject(READINESS_CHECKS) private readonly checks: ReadinessCheck[],
  ) {}

  /** The process runs. */
  @Get('health/live')
  live(): LiveDto {
    return { status: 'up' };
  }

  /** The process can serve: database, migrations, queue and champion. */
  @Get('health/ready')
  @ApiResponse({ status: 200, type: ReadyDto, description: 'Ready; advisory checks may be down.' })
  @ApiResponse({ status: 503, type: ReadyDto, description: 'A required check is down.' })
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const results = await Promise.all(
      [this.database(), this.queue(), ...this.checks.map((check) => check.check())].map((check) =>
        Promise.resolve(check).catch((error: Error) => ({
          name: 'check',
          up: false,
          required: true,
          detail: error.message,
        })),
      ),
    );
    const down = results.some((result) => result.required && !result.up);
    await reply.status(down ? 503 : 200).send({ status: down ? 'down' : 'up', checks: results });
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4')
  @ApiExcludeEndpoint()
  expose(): Promise<string> {
    return this.metrics.expose();
  }

  private async database(): Promise<{
    name: string;
    up: boolean;
    required: boolean;
    detail: string;
  }> {
    await this.dataSource.query('SELECT 1');
    return { name: 'database', up: true, required: true, detail: 'answers' };
  }

  private async queue(): Promise<{ name: string; up: boolean; required: boolean; detail: string }> {
    const backlog = await this.jobs.backlog();
    const waiting = backlog.reduce((sum, queue) => sum + queue.waiting, 0);
    return {
      name: 'queue',
      up: waiting < BACKLOG_LIMIT,
      required: false,
      detail: `${waiting} jobs wait`,
    };
  }
}
