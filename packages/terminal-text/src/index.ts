export { bar, cellsFor, formatAge } from './bar.ts'
export { escapeJson, escapeText, jsonLine, tabLines } from './escape.ts'
export { type Column, renderTable } from './table.ts'
export {
  type Canvas,
  cutFrontTo,
  cutTo,
  hangText,
  PLAIN_STYLES,
  padTo,
  type Style,
  type Styles,
  widthOf,
  wrapTo,
  wrapWords,
} from './text.ts'
