import { I32, Local, unsigned, type Code, type ValueType } from './wasm-code.js';

/** One function under construction: its parameters, then its variables, in order of asking. */
export class FunctionDraft {
  private readonly parameters: ValueType[] = [];
  private readonly variables: ValueType[] = [];
  private body: Code = [];

  constructor(
    readonly name: string,
    readonly index: number,
  ) {}

  /** @throws Error once a variable was asked for: they are counted after the parameters. */
  parameter(type: ValueType = I32): Local {
    if (this.variables.length) throw new Error(`${this.name}: parameters come before variables.`);
    this.parameters.push(type);
    return new Local(type, this.parameters.length - 1);
  }

  variable(type: ValueType = I32): Local {
    this.variables.push(type);
    return new Local(type, this.parameters.length + this.variables.length - 1);
  }

  does(...parts: Code[]): void {
    this.body = parts.flat();
  }

  /** Calls this function from another of the module. */
  call(...operands: Code[]): Code {
    return [...operands.flat(), 0x10, ...unsigned(this.index)];
  }

  /** Its type: parameters, no results. */
  signature(): Code {
    return [0x60, ...vector(this.parameters.map((type) => [type])), 0];
  }

  code(): Code {
    const variables = vector(this.variables.map((type) => [1, type]));
    return sized([...variables, ...this.body, 0x0b]);
  }
}

/** Functions over one memory that is handed in, as `env.memory`. */
export class ModuleDraft {
  private readonly functions: FunctionDraft[] = [];

  /** Exported under its name. */
  function(name: string): FunctionDraft {
    const drafted = new FunctionDraft(name, this.functions.length);
    this.functions.push(drafted);
    return drafted;
  }

  /** @see https://webassembly.github.io/spec/core/binary/modules.html */
  assemble(): Uint8Array<ArrayBuffer> {
    const { functions } = this;
    return Uint8Array.from([
      ...HEADER,
      ...section(
        1,
        functions.map((one) => one.signature()),
      ),
      ...section(2, [[...text('env'), ...text('memory'), 2, 0, 1]]),
      ...section(
        3,
        functions.map((one) => unsigned(one.index)),
      ),
      ...section(
        7,
        functions.map((one) => [...text(one.name), 0, ...unsigned(one.index)]),
      ),
      ...section(
        10,
        functions.map((one) => one.code()),
      ),
    ]);
  }
}

/** "\0asm", version 1. */
const HEADER: Code = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

const section = (id: number, entries: Code[]): Code => [id, ...sized(vector(entries))];
const vector = (entries: Code[]): Code => [...unsigned(entries.length), ...entries.flat()];
const sized = (bytes: Code): Code => [...unsigned(bytes.length), ...bytes];
const text = (name: string): Code => sized(Array.from(Buffer.from(name, 'utf8')));
