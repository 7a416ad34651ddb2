import { HOST_NAMES } from '@dos/hook-dialect'
import { type Canvas, hangText, widthOf, wrapTo } from '@dos/terminal-text'
import type { Flag, HelpList, Verb } from './verb.ts'
import { VERBS } from './verbs.ts'

const NO_TERMINAL = 80
/** Longer lines are hard to read, however wide the terminal is. */
const WIDEST = 100
const LONGEST_TERM = 26

/** The help of one command: wrapped to the terminal, its titles and terms highlighted where colours are wanted. */
export function renderHelp(verb: Verb, canvas: Canvas): string {
  const { name, summary, about, lists = [], examples } = verb
  return render(
    [
      { text: `dos-hook ${name}: ${summary}` },
      { title: 'Usage', lines: usageOf(verb) },
      ...about.map((text) => ({ text })),
      flagList(verb),
      ...lists,
      ...closingTexts(verb).map((text) => ({ text })),
      { title: examples.length === 1 ? 'Example' : 'Examples', lines: examples },
    ],
    canvas,
  )
}

/** The help of the whole command. */
export function renderOverview(canvas: Canvas): string {
  const rowsOf = (isPerson: boolean) =>
    VERBS.filter(({ caller }) => (caller === 'person') === isPerson).map(
      ({ name, summary }) => [name, summary] as const,
    )
  return render(
    [
      { text: "dos-hook: the referee of an agent loop's empty turns" },
      {
        text: `Bound to the Stop hook of a coding agent, it counts the turns of a session that ended without progress, holds a
        bounded number of them open, and lets the agent stop once the budget is spent. It acts only where there is evidence of
        a loop; an ordinary turn is never touched.`,
      },
      {
        title: 'Usage',
        lines: ['dos-hook COMMAND [flags]', 'dos-hook COMMAND --help', 'dos-hook --help | --version'],
      },
      { title: 'For hooks and shell loops', rows: rowsOf(false) },
      { title: 'For you', rows: rowsOf(true) },
      {
        title: 'Try it',
        lines: [`echo '{"hook_event_name":"Stop","session_id":"try"}' | dos-hook marker --loop`],
      },
      {
        text: `Exit codes: 0; 1 for a wrong command line, if check answers no, and if doctor finds something. Never 2, which some
        hosts take for a hold.`,
      },
    ],
    canvas,
  )
}

const PLACEHOLDERS = { number: 'N', age: 'AGE', folder: 'DIR', session: 'ID', host: 'HOST', hosts: 'HOSTS' }

/** `--max-markers N` and what it means. */
function rowOf(name: string, { kind, words = [], meaning, default: usual }: Flag): HelpList['rows'][number] {
  const value = kind === undefined ? '' : kind === 'word' ? ` ${words.join('|')}` : ` ${PLACEHOLDERS[kind]}`
  return [name + value, usual === undefined ? meaning : `${meaning} (default ${usual})`]
}

/** The forms in which a command is called. */
export function usageOf({ name, usage = ['[flags]'] }: Verb): readonly string[] {
  return usage.map((rest) => `dos-hook ${name} ${rest}`)
}

/** The operand and the flags of a command with what they mean. */
export function flagList({ operand, flags }: Verb): HelpList {
  const rows = [
    ...(operand === undefined ? [] : [[operand.name, operand.meaning] as const]),
    ...Object.entries(flags).map(([name, flag]) => rowOf(name, flag)),
    ['-h, --help', 'show this help'] as const,
  ]
  return { title: 'Flags', rows }
}

/** What is said last: the hosts that its flags take, and how it exits. */
export function closingTexts({
  flags,
  exitCodes = '0; 1 for a wrong command line',
}: Verb): readonly string[] {
  const takesHost = Object.values(flags).some(({ kind }) => kind === 'host' || kind === 'hosts')
  return [...(takesHost ? [`Hosts: ${HOST_NAMES.join(', ')}.`] : []), `Exit codes: ${exitCodes}.`]
}

/** A paragraph, lines that are never broken, or a list. */
type Block =
  | { readonly text: string }
  | { readonly title: string; readonly lines: readonly string[] }
  | HelpList

function render(blocks: readonly Block[], { columns = NO_TERMINAL, styles }: Canvas): string {
  const width = Math.min(columns, WIDEST)
  const terms = blocks.flatMap((block) => ('rows' in block ? block.rows.map(([term]) => widthOf(term)) : []))
  const indent = Math.min(LONGEST_TERM, Math.floor(width / 2), Math.max(0, ...terms)) + 4
  const paragraphs = blocks.map((block, at) => {
    if ('text' in block) return wrapTo(joinLines(block.text), width).map(at === 0 ? styles.strong : plain)
    const lines =
      'lines' in block
        ? block.lines.map((line) => `  ${line}`)
        : block.rows.flatMap(([term, meaning]) =>
            hangText([`  ${term}`, joinLines(meaning)], indent, width, [styles.good, plain]),
          )
    return [styles.strong(block.title), ...lines]
  })
  return paragraphs.map((lines) => `${lines.join('\n')}\n`).join('\n')
}

function plain(line: string): string {
  return line
}

/** Texts are broken in the source where it is convenient. */
export function joinLines(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}
