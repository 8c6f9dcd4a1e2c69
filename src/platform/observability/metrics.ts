import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const PREFIX = 'lead_likelihood_';

/** Prometheus figures of this process. Asking twice for a name gives the same figure. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();

  constructor() {
    collectDefaultMetrics({ register: this.registry, prefix: PREFIX });
  }

  counter<L extends string = string>(name: string, help: string, labelNames: L[] = []): Counter<L> {
    return (
      this.known<Counter<L>>(name) ??
      new Counter({ name: PREFIX + name, help, labelNames, registers: [this.registry] })
    );
  }

  gauge<L extends string = string>(name: string, help: string, labelNames: L[] = []): Gauge<L> {
    return (
      this.known<Gauge<L>>(name) ??
      new Gauge({ name: PREFIX + name, help, labelNames, registers: [this.registry] })
    );
  }

  histogram<L extends string = string>(
    name: string,
    help: string,
    buckets: number[],
    labelNames: L[] = [],
  ): Histogram<L> {
    return (
      this.known<Histogram<L>>(name) ??
      new Histogram({ name: PREFIX + name, help, buckets, labelNames, registers: [this.registry] })
    );
  }

  /** In Prometheus' text format. */
  expose(): Promise<string> {
    return this.registry.metrics();
  }

  private known<M>(name: string): M | undefined {
    return this.registry.getSingleMetric(PREFIX + name) as M | undefined;
  }
}
