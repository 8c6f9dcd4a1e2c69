import { parameters } from './additive-layer.js';
import { F32, V128, countUp, f32, i32, x4, type Code, type Local } from './wasm-code.js';
import type { ModuleDraft } from './wasm-module.js';

const FLOAT = 4;

/**
 * One step of Adam with decoupled weight decay, all lists of `count` (a multiple of 4):
 *
 *     mean'   = meanDecay mean + (1 - meanDecay) clip gradient
 *     square' = squareDecay square + (1 - squareDecay) (clip gradient)^2
 *     weight' = keep weight - rate mean' / (sqrt(square') + epsilon)
 *
 * @see Loshchilov and Hutter 2019, algorithm 2
 */
export function draftAdamW(module: ModuleDraft): void {
  const draft = module.function('adamW');
  const [newWeight, newMean, newSquare, weight, mean, square, gradient, count] = parameters(
    draft,
    8,
  );
  const names = ['rate', 'keep', 'clip', 'meanDecay', 'squareDecay', 'epsilon'] as const;
  const scalars = names.map(() => draft.parameter(F32));
  const at = draft.variable();
  const [g, m, s] = [0, 1, 2].map(() => draft.variable(V128)) as [Local, Local, Local];
  const [rate, keep, clip, meanDecay, squareDecay, epsilon] = scalars.map((scalar) =>
    x4.splat(scalar.get),
  ) as [Code, Code, Code, Code, Code, Code];
  const here = (list: Local): Code => i32.add(list.get, at.get);
  draft.does(
    countUp(at, { to: i32.mul(count.get, i32.of(FLOAT)), step: 16 }, [
      ...g.set(x4.mul(x4.load(here(gradient)), clip)),
      ...m.set(x4.add(x4.mul(x4.load(here(mean)), meanDecay), x4.mul(rest(meanDecay), g.get))),
      ...s.set(
        x4.add(
          x4.mul(x4.load(here(square)), squareDecay),
          x4.mul(x4.mul(rest(squareDecay), g.get), g.get),
        ),
      ),
      ...x4.store(here(newMean), 0, m.get),
      ...x4.store(here(newSquare), 0, s.get),
      ...x4.store(
        here(newWeight),
        0,
        x4.sub(
          x4.mul(x4.load(here(weight)), keep),
          x4.div(x4.mul(rate, m.get), x4.add(x4.sqrt(s.get), epsilon)),
        ),
      ),
    ]),
  );
}

const rest = (decay: Code): Code => x4.sub(x4.splat(f32.of(1)), decay);
