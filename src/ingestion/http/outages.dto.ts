import type { Outage } from '../outages.js';

export class OutageDto implements Outage {
  /** What the connection is called. */
  connection: string;
  /** When it first failed to answer. */
  since: Date;
}
