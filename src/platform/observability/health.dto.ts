export class LiveDto {
  /** The process answers. */
  status: 'up';
}

export class ReadinessCheckDto {
  /** What was checked: `database`, `queue`, … */
  name: string;
  /** Whether it is well. */
  up: boolean;
  /** true: the process does not serve while this is down. */
  required: boolean;
  /** What was seen, in words. */
  detail: string;
}

export class ReadyDto {
  /** `down` while a required check is. */
  status: 'up' | 'down';
  /** Every check made. */
  checks: ReadinessCheckDto[];
}
