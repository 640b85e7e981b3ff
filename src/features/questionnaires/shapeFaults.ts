import type { z } from 'zod'
import { KINDS, type Fault } from '../questions/index.ts'

type Issue = z.core.$ZodIssue

/** What is wrong with the shape of a document at one place, for its author. */
export const shapeFault = (issue: Issue): Fault => ({ path: issue.path.filter(part => typeof part !== 'symbol'), message: say(issue) })

const say = (issue: Issue): string => {
  const name = nameOf(issue)
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? `${name} is missing.` : `${name} must be ${TYPE_WORDS[issue.expected] ?? issue.expected}.`
    case 'too_small':
      return issue.origin === 'string'
        ? `${name} must have ${issue.minimum} characters or more.`
        : `${name} must have ${issue.minimum} or more.`
    case 'too_big':
      return issue.origin === 'string'
        ? `${name} must have ${issue.maximum} characters or fewer.`
        : `${name} must have ${issue.maximum} or fewer.`
    case 'invalid_format':
      if (issue.path.at(-1) === 'set') return `${name} must be a capital letter, or one followed by up to 4 capital letters and digits.`
      return `${name} must start with a small letter and hold only small letters, digits and underscores, 2 to 59 of them.`
    case 'invalid_value':
      return `${name} must be one of: ${issue.values.map(String).join(', ')}.`
    case 'unrecognized_keys':
      return `${listed(issue.keys)} ${issue.keys.length === 1 ? 'is' : 'are'} not known here.`
    case 'invalid_union':
      return issue.path.at(-1) === 'kind'
        ? `“kind” must be one of: ${Object.keys(KINDS).join(', ')}.`
        : `${name} must be a condition: a fact, a question with its answers, or “all”, “any” or “not” of these.`
    default:
      return `${name} is not valid.`
  }
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
}

/** The last word of the path: "“label”", or "“sections” 3" for a part of a list. */
const nameOf = ({ path }: Issue): string => {
  const last = path.at(-1)
  if (last === undefined) return 'The questionnaire'
  return typeof last === 'number' ? `“${String(path.at(-2) ?? 'part')}” ${last + 1}` : `“${String(last)}”`
}

const listed = (keys: readonly string[]): string => keys.map(key => `“${key}”`).join(', ')
