import type { FeatureTable } from '#features';
import type { Examples } from '#model/fitting';

/** Texts that repeat, each said once. `words[0]` is null. Shape of `codes` [rows]. */
interface CodedTexts {
  words: (string | null)[];
  codes: Uint32Array;
}

/**
 * A table on its way to another thread. Numbers and codes lie in memory that both threads read, so a
 * million rows cross without a copy; nobody writes them once they are made.
 */
export type CodedTable = Omit<FeatureTable, 'categorical'> & {
  categorical: Map<string, CodedTexts>;
};

export type CodedExamples = Omit<Examples, 'table' | 'groups'> & {
  table: CodedTable;
  groups?: CodedTexts;
};

/** Numbers in memory that threads share. */
export function sharedNumbers(
  rows: readonly number[],
  valueOf: (row: number) => number,
): Float64Array {
  const shared = new Float64Array(new SharedArrayBuffer(8 * rows.length));
  rows.forEach((row, at) => (shared[at] = valueOf(row)));
  return shared;
}

export const coded = (table: FeatureTable): CodedTable => ({
  ...table,
  categorical: new Map(Array.from(table.categorical, ([name, texts]) => [name, codedTexts(texts)])),
});

export const decoded = (table: CodedTable): FeatureTable => ({
  ...table,
  categorical: new Map(Array.from(table.categorical, ([name, texts]) => [name, textsOf(texts)])),
});

export function codedExamples({ table, labels, weights, groups }: Examples): CodedExamples {
  return {
    table: coded(table),
    labels,
    ...(weights && { weights }),
    ...(groups && { groups: codedTexts(groups) }),
  };
}

export function decodedExamples({ table, groups, ...rest }: CodedExamples): Examples {
  return {
    ...rest,
    table: decoded(table),
    ...(groups && { groups: textsOf(groups) as string[] }),
  };
}

function codedTexts(texts: readonly (string | null)[]): CodedTexts {
  const words: (string | null)[] = [null];
  const codeOf = new Map<string, number>();
  const codes = new Uint32Array(new SharedArrayBuffer(4 * texts.length));
  for (let row = 0; row < texts.length; row++) {
    const text = texts[row] ?? null;
    if (text === null) continue;
    let code = codeOf.get(text);
    if (code === undefined) {
      code = words.push(text) - 1;
      codeOf.set(text, code);
    }
    codes[row] = code;
  }
  return { words, codes };
}

const textsOf = ({ words, codes }: CodedTexts): (string | null)[] =>
  Array.from(codes, (code) => words[code]!);
