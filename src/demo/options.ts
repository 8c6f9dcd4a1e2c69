import { Command, InvalidArgumentError } from 'commander';

export interface DemoOptions {
  /** One turn of the loop, then the summary, then the end. */
  exit: boolean;
  fresh: boolean;
  port: number;
  rooftops: number;
  months: number;
  seed: number;
}

/** @throws CommanderError after saying what is wrong. */
export function readOptions(argv: string[]): DemoOptions {
  return new Command('demo')
    .description('The whole loop on a simulated dealer group')
    .option(
      '--exit',
      'one turn of the loop, then one line of JSON; 0 only if every count agrees',
      false,
    )
    .option('--fresh', 'forget the last run first', false)
    .option(
      '--port <n>',
      'where to serve; a taken port is replaced by a free one',
      whole(0, 65_535),
      3000,
    )
    .option('--rooftops <n>', 'dealerships of the group', whole(1, 6), 3)
    .option('--months <n>', 'length of their history', whole(6, 60), 24)
    .option('--seed <n>', 'another seed, another group', whole(0, 2 ** 31), 20)
    .parse(argv)
    .opts<DemoOptions>();
}

const whole =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`a whole number from ${least} to ${most}`);
  };
