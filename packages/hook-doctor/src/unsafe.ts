/** What a file or a command of a stranger could say to the reader's terminal. */
export const UNSAFE: RegExp = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu
