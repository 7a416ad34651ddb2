export { bar, cellsFor, formatAge } from './bar.ts'
export { escapeJson, escapeText } from './escape.ts'
export { type Column, renderTable } from './table.ts'
export {
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
