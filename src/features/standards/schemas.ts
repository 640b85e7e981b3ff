import { z } from 'zod'
import { emailAddress, idIn, optionalText, requestKey, requiredText, rowVersion, tooLong } from '../../platform/forms/fields.ts'
import { momentOf, typedMoment, type TypedDay } from '../../platform/forms/moment.ts'
import { parseForm, typed, typedAll, type FormError } from '../../platform/forms/parseForm.ts'
import type { Id } from '../../platform/id.ts'
import { ROLL_UP_RULES, type RollUp } from './rollUp.ts'
import { LONGEST } from './pasted.ts'
import { COLOURS, keyFrom, MOST_VALUES, NO_VALUES, type Scale, type ScaleValue } from './scale.ts'
import type { SetText } from './store.ts'

export const keyed = z.object({ _key: requestKey })
export const versioned = z.object({ version: rowVersion })
export const directed = z.object({ direction: z.enum(['up', 'down']).catch('up') })
/** The mark of the preview of a workbook that was seen. */
export const confirmed = z.object({ mark: z.string().max(64).catch('') })
export const statusOf = z.object({ status: z.enum(['open', 'closed']).catch('open') })

/** The most agencies that an exercise asks: the columns of one table. */
export const MOST_AGENCIES = 20

const rule = z.enum(ROLL_UP_RULES as [RollUp, ...RollUp[]], { error: 'Choose how ratings become a result' })
const shared = z
  .string()
  .optional()
  .transform(value => value === 'yes')

/** One line of the boxes of a scale, as typed. */
export type TypedValue = { key: string; word: string; colour: string; meets: boolean }

/** The values of a scale as typed: a line for each, blank ones too. */
export const typedScale = (body: unknown): TypedValue[] =>
  Array.from({ length: MOST_VALUES }, (_, at) => ({
    key: typed(body, `key-${at}`),
    word: typed(body, `word-${at}`),
    colour: typed(body, `colour-${at}`),
    meets: typed(body, `meets-${at}`) === 'yes',
  }))

const setFields = z.object({
  title: requiredText('Title', 'Enter a title for the set', 200),
  introduction: optionalText('Introduction', 4000),
  rollUp: rule,
  shared,
})

/** Reads the form of a set; every fault is told at once. */
export function parseSet(body: unknown): { ok: true; set: SetText } | { ok: false; errors: FormError[] } {
  const fields = parseForm(setFields, body)
  const scale = parseScale(typedScale(body))
  if (fields.ok && 'scale' in scale) return { ok: true, set: { ...fields.values, scale: scale.scale } }
  const errors = [...(fields.ok ? [] : fields.errors), ...('errors' in scale ? scale.errors : [])]
  return { ok: false, errors: errors.sort((one, other) => placeOf(one.field) - placeOf(other.field)) }
}

const ORDER = ['title', 'introduction', 'word', 'rollUp']
const placeOf = (field: string): number => ORDER.findIndex(name => field.startsWith(name))

/** The values from the best to the worst; blank lines are left out, and a value keeps its key when its word is changed. */
export function parseScale(lines: readonly TypedValue[]): { scale: Scale } | { errors: FormError[] } {
  const errors: FormError[] = []
  const scale: ScaleValue[] = []
  for (const [at, line] of lines.entries()) {
    const word = line.word.trim().replace(/\s+/g, ' ')
    if (word === '') continue
    const field = `word-${at}`
    if (word.length > 40) errors.push({ field, message: 'A word of the scale must be 40 characters or fewer' })
    if (scale.some(value => value.word.toLowerCase() === word.toLowerCase()))
      errors.push({ field, message: `The scale has “${word}” twice` })
    if (SAID_ALREADY.includes(word.toLowerCase()))
      errors.push({ field, message: `“${word}” can always be said, so it is no value of the scale: leave it out` })
    const taken = [...scale.map(({ key }) => key), ...lines.slice(at + 1).map(({ key }) => key)]
    const isKept = /^[a-z][a-z0-9_]{0,40}$/.test(line.key) && ![...taken, ...NO_VALUES].includes(line.key)
    const key = isKept ? line.key : keyFrom(word, taken)
    scale.push({ key, word, colour: COLOURS.find(colour => colour === line.colour) ?? 'grey', meets: line.meets })
  }
  if (scale.length < 2) errors.push({ field: 'word-0', message: 'A scale has at least two values' })
  return errors.length > 0 ? { errors } : { scale }
}

/** What forms and lists say of every standard beside the words of its scale. */
const SAID_ALREADY = ['not applicable', 'not rated yet']

/** A standard as its form holds it. */
export const standardForm = z.object({
  code: z.string().trim().max(LONGEST.code, `Code must be ${LONGEST.code} characters or fewer`).default(''),
  title: requiredText('Title', 'Enter a title for the standard', LONGEST.title),
  text: optionalText('Text', LONGEST.text),
})

const LONGEST_AGENCIES = 10_000

/** Names of agencies, one a line; each once. */
function parseAgencies(text: string, isNeeded: boolean): { names: string[] } | { errors: FormError[] } {
  if (text.length > LONGEST_AGENCIES) return { errors: [{ field: 'agencies', message: tooLong('The list of agencies', LONGEST_AGENCIES) }] }
  const names: string[] = []
  for (const line of text.split(/\r\n|\r|\n/)) {
    const name = line.trim().replace(/\s+/g, ' ')
    if (name.length > 100) return { errors: [{ field: 'agencies', message: 'The name of an agency must be 100 characters or fewer' }] }
    if (name !== '' && !names.some(known => known.toLowerCase() === name.toLowerCase())) names.push(name)
  }
  if (names.length === 0 && isNeeded) return { errors: [{ field: 'agencies', message: 'Enter at least one agency' }] }
  if (names.length > MOST_AGENCIES)
    return { errors: [{ field: 'agencies', message: `An exercise asks at most ${MOST_AGENCIES} agencies: these are ${names.length}` }] }
  return { names }
}

/** The new name of an agency, as lists of agencies read it. */
export const agencyName = z.object({
  name: requiredText('Name', 'Enter the name of the agency', 100).transform(name => name.replace(/\s+/g, ' ')),
  before: z.string().catch(''),
})

/** Agencies that are asked too, beside those that are asked already. */
export function parseMoreAgencies(body: unknown, asked: number): { names: string[] } | { errors: FormError[] } {
  const parsed = parseAgencies(typed(body, 'agencies'), true)
  if ('names' in parsed && parsed.names.length + asked > MOST_AGENCIES)
    return { errors: [{ field: 'agencies', message: `An exercise asks at most ${MOST_AGENCIES} agencies` }] }
  return parsed
}

const title = requiredText('Name', 'Enter a name for the exercise, like Spring 2027', 100)

/** The end of the day that was typed. */
function endOfDay(body: unknown, prefix: string, name: string): { instant: Date } | { errors: FormError[] } {
  return momentOf({ ...typedMoment(body, prefix), time: '11:59pm' }, prefix, { date: name, time: name })
}

/** Reads the form that begins an exercise. */
export function parseExercise(
  body: unknown,
): { ok: true; title: string; dueAt: Date; agencies: string[] } | { ok: false; errors: FormError[] } {
  const fields = parseForm(z.object({ title }), body)
  const due = endOfDay(body, 'due', 'The day by which it is due')
  const agencies = parseAgencies(typed(body, 'agencies'), true)
  if (fields.ok && 'instant' in due && 'names' in agencies)
    return { ok: true, title: fields.values.title, dueAt: due.instant, agencies: agencies.names }
  return { ok: false, errors: [...(fields.ok ? [] : fields.errors), ...faultsOf(due), ...faultsOf(agencies)] }
}

/** Reads the form that changes an exercise. */
export function parseChange(
  body: unknown,
): { ok: true; text: { title: string; dueAt: Date; rollUp: RollUp; shared: boolean } } | { ok: false; errors: FormError[] } {
  const fields = parseForm(z.object({ title, rollUp: rule, shared }), body)
  const due = endOfDay(body, 'due', 'The day by which it is due')
  if (fields.ok && 'instant' in due) return { ok: true, text: { ...fields.values, dueAt: due.instant } }
  return { ok: false, errors: [...(fields.ok ? [] : fields.errors), ...faultsOf(due)] }
}

const contact = z.object({
  contactName: requiredText('Name', 'Enter the name of the person who is written to', 100),
  email: emailAddress('Enter the email address to write to'),
})

/** A link that staff hand over themselves is written to nobody; they may say whom it is for. */
const handedOver = z.object({ contactName: optionalText('Name', 100) }).transform(to => ({ ...to, email: '' }))

/** What is asked for a link: who is written to, unless it is handed over, and until when it works. */
export type LinkForm = { contactName: string; contactEmail: string; endsAt: Date; byHand: boolean; seen: Id<'agencyLink'> | null }

export function parseLink(body: unknown, now: Date): { ok: true; link: LinkForm } | { ok: false; errors: FormError[] } {
  const byHand = typed(body, 'intent') === 'by_hand'
  const fields = byHand ? parseForm(handedOver, body) : parseForm(contact, body)
  const ends = endOfDay(body, 'ends', 'The last day of the link')
  const isPast = 'instant' in ends && ends.instant <= now
  if (fields.ok && 'instant' in ends && !isPast) {
    const { contactName, email: contactEmail } = fields.values
    return { ok: true, link: { contactName, contactEmail, endsAt: ends.instant, byHand, seen: idIn(typed(body, 'seen')) ?? null } }
  }
  const past = isPast ? [{ field: 'ends-day', message: 'The last day of the link must be today or later' }] : []
  return { ok: false, errors: [...(fields.ok ? [] : fields.errors), ...faultsOf(ends), ...past] }
}

const faultsOf = (read: object): FormError[] => ('errors' in read ? (read.errors as FormError[]) : [])

/** The boxes of a day as typed. */
export const typedDay = (body: unknown, prefix: string): TypedDay => typedMoment(body, prefix)

/** Everything that was ticked, for a form that is shown again. */
export const isTicked = (body: unknown, field: string): boolean => typedAll(body, field).includes('yes')
