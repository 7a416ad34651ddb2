import { joinWords } from '@dos/hook-wiring'

/**
 * Words as one command line for people. What may be the value of a variable is left out: it may be a key or a token.
 *
 * @param own - how many words start this program; the flags behind them are its own, and secrets to nobody
 */
export function shown(words: readonly string[], own: number): string {
  const before = words.slice(0, own).map((word) => word.replace(/^([A-Za-z_]\w*|-[\w-]+)=.+$/s, '$1=…'))
  return [...before.map(quote), ...words.slice(own).map(quote)].join(' ')
}

function quote(word: string): string {
  return word.endsWith('=…') ? word : joinWords([word])
}
