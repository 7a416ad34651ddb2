import type { Figures } from './figures.ts'

/** Whether the hook is felt: `unknown` where it was asked too little to tell. */
export type Verdict = 'unknown' | 'light-touch' | 'firm-hand' | 'nanny'

/** Fewer decisions than these say nothing. */
const ENOUGH = 10

/** The highest rates of a light touch and of a firm hand. Where to draw the lines is opinion, not measurement. */
const LIGHT = 0.1
const FIRM = 0.5

const SENTENCES: Readonly<Record<Verdict, string>> = {
  unknown: `too few to judge: that takes ${ENOUGH} decisions`,
  'light-touch': 'a light touch: it steps in now and then, and is not felt otherwise',
  'firm-hand': 'a firm hand: it steps in often, and still lets most of it go its own way',
  nanny:
    'a nanny: it steps in more often than not. Either the loop mostly waits, and longer pauses or [wait] would cost less; ' +
    'or it works, and its work is not seen: name it in [progress] paths',
}

/** Judges the intervention rate in words: a light touch up to 10 %, a firm hand up to 50 %, a nanny above. */
export function judge({ asked, interventionRate = 0 }: Pick<Figures, 'asked' | 'interventionRate'>): {
  readonly verdict: Verdict
  readonly sentence: string
} {
  const verdict =
    asked < ENOUGH
      ? 'unknown'
      : interventionRate <= LIGHT
        ? 'light-touch'
        : interventionRate <= FIRM
          ? 'firm-hand'
          : 'nanny'
  return { verdict, sentence: SENTENCES[verdict] }
}
