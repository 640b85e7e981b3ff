import { z } from 'zod'
import type { Choice } from '../datasets/index.ts'
import type { ReturnStatus } from '../returns/index.ts'

/** The lists of which parts can be chosen, with what one of each is called. The page and the command offer them by these names. */
export const LISTS = {
  sheets: { title: 'Sheets', one: 'sheet', hint: 'The codebook and the lists of questions and values are always there.' },
  sets: { title: 'Question sets', one: 'question set', hint: 'Only returns that answer one of these.' },
  sections: {
    title: 'Sections',
    one: 'section',
    hint: 'Only answers, actions, tables, verdicts, what is worked out of verdicts, and rubrics, of these. The other sheets are about whole returns or about no return.',
  },
  states: {
    title: 'States of returns',
    one: 'state',
    hint: 'Only returns that stand so now. The returns statement and the rates always count the whole round; plans, standards and the actions of the partnership are always whole.',
  },
} as const
export type List = keyof typeof LISTS
export const LIST_NAMES = Object.keys(LISTS) as List[]

export type Option = { value: string; text: string }
export type Choosable = Record<List, readonly Option[]>

/** What somebody chose, as a form or a command says it. */
export type Asked = Record<List, readonly string[]> & { people: string; labels: boolean }
export type Unknown = { list: List | 'people'; message: string }

/** Reads what somebody chose: where nothing of a list is chosen, all of it is. What there is not is refused, so that nobody gets more than they asked for. */
export function readChoice(asked: Asked, known: Choosable): { ok: true; choice: Choice } | { ok: false; unknown: Unknown[] } {
  const unknown = LIST_NAMES.flatMap(list => notAmong(list, asked[list], known[list]))
  const { people, labels } = asked
  if (people !== 'named' && people !== 'pseudonymised') unknown.push({ list: 'people', message: 'Choose with names, or pseudonymised' })
  if (unknown.length > 0) return { ok: false, unknown }
  const parts = Object.fromEntries(LIST_NAMES.map(list => [list, chosenOf(asked[list], known[list])]))
  return { ok: true, choice: storedChoice.parse({ ...parts, people, labels }) }
}

function notAmong(list: List, values: readonly string[], options: readonly Option[]): Unknown[] {
  const missing = values.find(value => !options.some(option => option.value === value))
  if (missing === undefined) return []
  const named = missing.length > 60 ? '' : ` “${missing}”`
  const { one } = LISTS[list]
  return [{ list, message: `There is no ${one}${named} in this round. Choose from: ${options.map(({ value }) => value).join(', ')}` }]
}

/** In the order in which they are offered; null where it is all of them. */
function chosenOf(values: readonly string[], options: readonly Option[]): string[] | null {
  const chosen = options.filter(({ value }) => values.includes(value)).map(({ value }) => value)
  return chosen.length === 0 || chosen.length === options.length ? null : chosen
}

const list = z.array(z.string()).nullable().default(null)

/** A choice as it is kept with its export. One that was kept before there was any choice is everything, with names. */
export const storedChoice = z
  .object({
    sheets: list,
    sets: list,
    sections: list,
    states: list,
    people: z.enum(['named', 'pseudonymised']).default('named'),
    labels: z.boolean().default(false),
  })
  .transform(kept => kept as Choice & { states: ReturnStatus[] | null })

/** What was chosen, line by line, for whoever reads the file or its page. */
export function choiceLines(choice: Choice, known: Choosable): { title: string; text: string }[] {
  const lists = LIST_NAMES.map(name => ({ title: LISTS[name].title, text: wordsOf(choice[name], known[name]) }))
  const people = choice.people === 'named' ? 'With names' : 'Pseudonymised: codes in place of names, free text left out'
  const labels = choice.labels ? 'Beside the codes in Responses wide' : 'In the sheet Values'
  return [...lists, { title: 'Names', text: people }, { title: 'What codes mean', text: labels }]
}

const wordsOf = (values: readonly string[] | null, options: readonly Option[]): string =>
  values === null ? 'All' : values.map(value => options.find(option => option.value === value)?.text ?? value).join('; ')

/** The same in a few words, for a list of exports. */
export function inShort(choice: Choice): string {
  const parts = LIST_NAMES.some(name => choice[name] !== null)
  return `${parts ? 'Some parts' : 'Everything'}, ${choice.people === 'named' ? 'with names' : 'pseudonymised'}`
}
