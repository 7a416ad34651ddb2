import { scope, type Type } from 'arktype'
import { FIELD_RULES } from './fields.ts'
import { isTable } from './table.ts'

// JSON Schema says "object" for what the predicate below refuses, which is all that its documents can be.
const { type } = scope({}, { toJsonSchema: { fallback: { predicate: ({ base }) => base } } })

/**
 * The `[marker]` table as an arktype schema: for editors (`markerTable.toJsonSchema()`), for tools that build
 * a form, and for an answer in arktype's own words. Of the tables a TOML or JSON parser can make it accepts exactly
 * those that `markerPolicyFromTable` accepts. An explicit `undefined`, which no file can say, is refused here and
 * means "the base's value" there.
 * Loading arktype takes far longer than deciding a Stop, so nothing on the hook's path imports this entry point.
 */
export const markerTable: Type<{
  max_streak?: number
  arm_on_env?: string | string[]
  arm_on_event?: string | string[]
  respect_stop_hook_active?: boolean
  release_when_woken?: boolean
  on_exhausted?: 'release' | 'halt'
  hold_form?: 'block' | 'context'
  budget?: 'session' | 'run' | 'workspace'
}> = type({
  'max_streak?': type('0 <= number.integer <= 9007199254740991').describe('a whole number, 0 or more'),
  'arm_on_env?': type('string | string[]').describe('a name or a list of names', 'self'),
  'arm_on_event?': type('string | string[]')
    .narrow(
      (value, context) =>
        FIELD_RULES.armOnEvent.read(value) !== undefined || context.mustBe(FIELD_RULES.armOnEvent.expected),
    )
    .describe('"background_tasks", "session_crons" or a list of these', 'self'),
  'respect_stop_hook_active?': type('boolean').describe('true or false'),
  'release_when_woken?': type('boolean').describe('true or false'),
  'on_exhausted?': type("'release' | 'halt'").describe('"release" or "halt"', 'self'),
  'hold_form?': type("'block' | 'context'").describe('"block" or "context"', 'self'),
  'budget?': type("'session' | 'run' | 'workspace'").describe('"session", "run" or "workspace"', 'self'),
}).narrow((value, context) => isTable(value) || context.mustBe('a table'))
