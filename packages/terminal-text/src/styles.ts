/** Dresses a piece of text, without changing its width: a colour, or nothing. */
export type Style = (text: string) => string

/** How things look, handed in: this package knows no terminal. */
export interface Styles {
  /** What a line is about. */
  readonly strong: Style
  /** What is only there to find one's way. */
  readonly faint: Style
  /** A budget that is spent, what can't be read. */
  readonly bad: Style
  /** The last place of a budget, lines that count nothing for a reason. */
  readonly warn: Style
  /** A budget with places left. */
  readonly good: Style
}

const as = (text: string): string => text

/** No colours. */
export const PLAIN_STYLES: Styles = { strong: as, faint: as, bad: as, warn: as, good: as }
