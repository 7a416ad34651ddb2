/** Flag names and the words they are read into, for one verb. */
export interface ArgumentNames<S extends string, O extends string> {
  /** Flags that stand alone. */
  readonly switches: Readonly<Record<string, S>>
  /** Flags with a value. */
  readonly options: Readonly<Record<string, O>>
  /** How many words may stand there by themselves. Default 0. */
  readonly operands?: number
}

/** What is wrong with a command line, in one line; `unknown` and the `known` words where a word is not known. */
export interface WrongArguments {
  readonly ok: false
  readonly complaint: string
  readonly unknown?: string
  readonly known?: readonly string[]
}

/** What a command line says. */
export interface RightArguments<S extends string, O extends string> {
  readonly ok: true
  readonly switches: Readonly<Record<S, boolean>>
  readonly values: Readonly<Partial<Record<O, string>>>
  /** The words that stand by themselves, in order. */
  readonly operands: readonly string[]
}

/**
 * Reads the arguments of a verb. By hand, since `util.parseArgs` was measured at 1.7 ms, a fifth of a whole call.
 * An option's value follows as the next argument or behind `=`; a next argument that starts with `--` is a flag, and
 * the value was left out (by an unset shell variable, say); the last of several wins.
 */
export function readArguments<S extends string, O extends string>(
  args: readonly string[],
  { switches, options, operands: most = 0 }: ArgumentNames<S, O>,
): RightArguments<S, O> | WrongArguments {
  const on = {} as Record<S, boolean>
  for (const word of Object.values(switches)) on[word] = false
  const values: Partial<Record<O, string>> = {}
  const operands: string[] = []
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? ''
    const word = own(switches, arg)
    if (word !== undefined) {
      on[word] = true
      continue
    }
    const equals = arg.indexOf('=')
    const name = equals < 0 ? arg : arg.slice(0, equals)
    const option = own(options, name)
    if (option === undefined) {
      if (!arg.startsWith('-') && operands.length < most) {
        operands.push(arg)
        continue
      }
      const known = [...Object.keys(switches), ...Object.keys(options)]
      return { ok: false, complaint: `there is no ${describe(name)}`, unknown: name, known }
    }
    const value = equals < 0 ? args[++at] : arg.slice(equals + 1)
    if (value === undefined || (equals < 0 && value.startsWith('--'))) {
      return { ok: false, complaint: `${name} needs a value` }
    }
    values[option] = value
  }
  return { ok: true, switches: on, values, operands }
}

/**
 * A number of markers given on the command line.
 *
 * @returns `undefined` where it is not given, or the complaint
 */
export function readCap(
  text: string | undefined,
): { readonly ok: true; readonly cap: number | undefined } | WrongArguments {
  if (text === undefined) return { ok: true, cap: undefined }
  if (/^\d+$/.test(text) && Number.isSafeInteger(Number(text))) return { ok: true, cap: Number(text) }
  return { ok: false, complaint: `--max-markers must be a whole number, 0 or more, but is "${text}"` }
}

function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

function describe(name: string): string {
  return name.startsWith('-') ? `flag ${name}` : `argument "${name}"`
}
