import { closingTexts, flagList, joinLines, usageOf } from './help.ts'
import type { HelpList, Verb } from './verb.ts'
import { VERBS } from './verbs.ts'

/** Every command as Markdown: a table of all of them, then a section for each. `docs/commands.md` holds this text. */
export function renderReference(): string {
  const links = VERBS.map(({ name, summary }) => [`[${name}](#${name})`, summary] as const)
  return `${[table(['command', 'what it does'], links), ...VERBS.map(sectionOf)].join('\n\n')}\n`
}

function sectionOf(verb: Verb): string {
  const { name, summary, about, lists = [], examples } = verb
  return [
    `## ${name}`,
    `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
    code('', usageOf(verb)),
    ...about.map(joinLines).map(escapeMarkdown),
    ...[flagList(verb), ...lists].map(listOf),
    ...closingTexts(verb).map(joinLines).map(escapeMarkdown),
    code('sh', examples),
  ].join('\n\n')
}

function listOf({ title, rows }: HelpList): string {
  return table(
    [title.toLowerCase(), ''],
    rows.map(([term, meaning]) => [`\`${term.replaceAll('|', '\\|')}\``, joinLines(meaning)] as const),
  )
}

function table(
  titles: readonly [string, string],
  rows: readonly (readonly [term: string, meaning: string])[],
): string {
  const lines = rows.map(
    ([term, meaning]) => `| ${term} | ${escapeMarkdown(meaning).replaceAll('|', '\\|')} |`,
  )
  return [`| ${titles.join(' | ')} |`, '|---|---|', ...lines].join('\n')
}

function code(language: string, lines: readonly string[]): string {
  return [`\`\`\`${language}`, ...lines, '```'].join('\n')
}

function escapeMarkdown(text: string): string {
  return text.replaceAll(/[*_<>]/g, '\\$&')
}
