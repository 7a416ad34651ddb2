import type { Paint } from '../../src/index.ts'

/** No colours. */
export const PLAIN: Paint = {
  error: (text) => text,
  warning: (text) => text,
  info: (text) => text,
  ok: (text) => text,
  heading: (text) => text,
  quiet: (text) => text,
}

/** What each would be painted with, in words. */
export const WORDS: Paint = {
  error: (text) => `<red>${text}</red>`,
  warning: (text) => `<yellow>${text}</yellow>`,
  info: (text) => `<blue>${text}</blue>`,
  ok: (text) => `<green>${text}</green>`,
  heading: (text) => `<b>${text}</b>`,
  quiet: (text) => `<dim>${text}</dim>`,
}
