import { type Type, type } from 'arktype'

/**
 * The `[marker]` table as an arktype schema: for editors (`markerTable.toJsonSchema()`), for tools that build
 * a form, and for an answer in arktype's own words. It accepts exactly what `markerPolicyFromTable` accepts.
 * Loading arktype takes far longer than deciding a Stop, so nothing on the hook's path imports this entry point.
 */
export const markerTable: Type<{
  max_streak?: number
  arm_on_env?: string | string[]
  respect_stop_hook_active?: boolean
}> = type({
  'max_streak?': type('0 <= number.integer <= 9007199254740991').describe('a whole number, 0 or more'),
  'arm_on_env?': type('string | string[]').describe('a name or a list of names'),
  'respect_stop_hook_active?': type('boolean').describe('true or false'),
})
