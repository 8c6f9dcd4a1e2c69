import { Injectable } from '@nestjs/common';

/** The only source of "now", so that tests and backtests can say what time it is. */
export abstract class Clock {
  abstract now(): Date;
}

@Injectable()
export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}
