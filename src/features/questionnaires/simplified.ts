import type { Condition } from '../questions/index.ts'

/**
 * What is left of a condition when some questions are not asked any more: their answers are blank, and a blank answer is in no list. The
 * same rule as `holds`, worked out before anybody answers; a property test holds the two equal.
 *
 * @returns true or false where the rest decides nothing
 */
export function simplified(condition: Condition, isLeftOut: (question: string) => boolean): Condition | boolean {
  if ('fact' in condition) return condition
  if ('question' in condition) return isLeftOut(condition.question) ? false : condition
  if ('not' in condition) {
    const part = simplified(condition.not, isLeftOut)
    return typeof part === 'boolean' ? !part : part === condition.not ? condition : { not: part }
  }
  const isAll = 'all' in condition
  const given = isAll ? condition.all : condition.any
  const parts = given.map(part => simplified(part, isLeftOut))
  // One that fails decides "all", one that holds decides "any".
  if (parts.includes(!isAll)) return !isAll
  const rest = parts.filter(part => typeof part !== 'boolean')
  const [first] = rest
  if (first === undefined) return isAll
  if (rest.length === 1) return given.length === 1 && first === given[0] ? condition : first
  if (rest.length === given.length && rest.every((part, at) => part === given[at])) return condition
  return isAll ? { all: rest } : { any: rest }
}
