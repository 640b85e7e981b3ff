import type { Db } from '../../../platform/db.ts'
import { typed, type Body } from '../../../platform/forms/parseForm.ts'
import { londonDate } from '../../../platform/london.ts'
import { lists, NO_RESPONSE, toRawResponse, type Json, type Question, type SectionForm } from '../../questions/index.ts'
import type { Section } from '../../questionnaires/index.ts'
import { merge, type OpenReturn } from '../../returns/index.ts'
import { openFor, openKeyed } from '../openActions.ts'
import { findRow, placeOf, type RowForm } from '../listRows.ts'
import type { SectionActor } from './sectionDesk.ts'
import { saveForm, SIGNATURES, type PostedSection } from './sectionForm.ts'

/** The list of a question, in the section from which somebody came to it. */
export type ListOf = { open: OpenReturn; section: Section; question: Question; rowName: string; most: number }

/** By which the form of a row says what the whole list was when it was drawn. */
export const LIST = '_list'
/** How many rows the list had then. */
export const COUNT = '_rows'
/** The button that puts a row in the place of another that was shown: its print follows. */
export const INSTEAD = 'instead:'

/** What became of a row that was sent. */
export type PostedRow = {
  posted: PostedSection
  /** Where it stands, or would. */
  at: number
  /** What was typed. */
  raw: unknown
  /** Why it is not in the list. */
  kept: 'gone' | 'full' | 'busy' | null
}

type Context = { db: Db; now: () => Date; actor: SectionActor }

/** How often somebody else may change the list between reading and writing before the person is asked to press again. */
const ATTEMPTS = 5

/**
 * Saves one row of a list: the list as it is now with this row in it is the answer, saved as the form of a section saves it.
 *
 * @param body the boxes of the row, with what its form was drawn with (`RowForm`)
 */
export async function takeRow(context: Context, of: ListOf, at: number | null, body: Body): Promise<PostedRow> {
  const { question, rowName } = of
  const today = londonDate(context.now())
  const raw = lists.rowFrom(question, body)
  const row = rowFormOf(question, at, body)
  const over = typed(body, 'intent').startsWith(INSTEAD)
  let open = of.open
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const stored = rowsOf(open, question)
    // A list that is full has no room for one more to be judged in.
    const place = findRow(stored, row) ?? Math.min(stored.length, of.most - 1)
    if (raw === null)
      return { posted: nothing(of, place, `Fill in at least one box of this ${rowName.toLowerCase()}`), at: place, raw, kept: null }
    const judged = withRowAt(open, question, { at: place, raw, today })
    if (judged.errors.length > 0) return { posted: unsaved({ ...of, open }, judged.errors, raw), at: place, raw, kept: null }
    const value = (judged.response.answer as Json[])[place] ?? null
    const goes = placeOf(stored, value, row, of.most)
    if (goes === 'gone' || goes === 'full')
      return { posted: unsaved({ ...of, open }, [], raw), at: row.at ?? stored.length, raw, kept: goes }
    const posted =
      goes === 'stored'
        ? unsaved({ ...of, open }, [], raw)
        : await saveRows(context, { ...of, open }, judged.response.answer, { body, over })
    if (posted.conflicts.length === 0) return { posted, at: goes === 'stored' ? placeIn(stored, value) : place, raw, kept: null }
    open = await openAgain(context, open)
  }
  return { posted: unsaved({ ...of, open }, [], raw), at: row.at ?? 0, raw, kept: 'busy' }
}

/** What became of a row that was to go: the list as it was with it, and where it stood; null where it was not found as the form showed it. */
type DroppedRow = { posted: PostedSection; found: { of: ListOf; at: number } | null }

/** Takes one row out of a list. */
export async function dropRow(context: Context, of: ListOf, at: number, body: Body): Promise<DroppedRow> {
  let open = of.open
  const was = typed(body, `v.${of.question.key}`)
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const stored = rowsOf(open, of.question)
    const found = findRow(stored, { at, was })
    if (found === null) break
    const rows = stored.filter((_, place) => place !== found)
    const posted = await saveRows(context, { ...of, open }, rows.length === 0 ? null : rows, { body, over: false })
    if (posted.conflicts.length === 0) return { posted, found: { of: { ...of, open }, at: found } }
    open = await openAgain(context, open)
  }
  return { posted: unsaved({ ...of, open }, [], null), found: null }
}

/** The rows that are stored. */
export const rowsOf = ({ responses }: Pick<OpenReturn, 'responses'>, { key }: Question): Json[] => {
  const answer = responses.get(key)?.answer
  return Array.isArray(answer) ? answer : []
}

function rowFormOf({ key }: Question, at: number | null, body: Body): RowForm {
  const [intent, list] = [typed(body, 'intent'), typed(body, LIST)]
  if (intent === 'add') return { at: null, was: '', list }
  return { at, was: intent.startsWith(INSTEAD) ? intent.slice(INSTEAD.length) : typed(body, `v.${key}`), list }
}

const withRowAt = (open: OpenReturn, question: Question, { at, raw, today }: { at: number; raw: unknown; today: string }) => {
  const stored = toRawResponse(question, open.responses.get(question.key) ?? null)
  const rows = Array.isArray(stored.answer) ? (stored.answer as unknown[]) : []
  return lists.withRows(question, stored, at < rows.length ? rows.with(at, raw) : [...rows, raw], today)
}

/** Over a row that somebody else wrote meanwhile, and that was shown, this one was chosen: they are told. */
async function saveRows(context: Context, of: ListOf, answer: Json, { body, over }: { body: Body; over: boolean }): Promise<PostedSection> {
  const { open, section, question } = of
  const stored = open.responses.get(question.key)
  const response = { comment: null, action: null, ...stored, answer }
  const chosen = over && stored ? { base: '0', choices: { answer: merge.printOf(stored.answer) } } : {}
  const entry: merge.Entry = { base: merge.baseOf(stored, stored ?? NO_RESPONSE), response, leaves: ['comment', 'action'], ...chosen }
  const entries = new Map([[question.key, entry]])
  return saveForm(context, { open, section, form: formOf(of), bases: new Map(), entries, signatures: typed(body, SIGNATURES) })
}

const openAgain = ({ db, actor }: Context, { auditReturn }: OpenReturn): Promise<OpenReturn> =>
  actor.kind === 'contributor' ? openFor(db, actor) : openKeyed(db, actor, auditReturn.id)

/** A row of which nothing was saved. */
const unsaved = (of: ListOf, errors: SectionForm['errors'], raw: unknown): PostedSection => ({
  ...{ open: of.open, before: of.open, section: of.section, form: formOf(of, errors, raw) },
  ...{ entries: new Map(), bases: new Map(), saved: 0, conflicts: [], wouldCancel: [], refusal: null, unsaved: new Set<string>() },
})

const nothing = (of: ListOf, at: number, message: string): PostedSection => unsaved(of, [lists.atFirstBox(of.question, at, message)], null)

const formOf = ({ question }: ListOf, errors: SectionForm['errors'] = [], raw: unknown = null): SectionForm => ({
  entries: new Map(),
  errors,
  raw: new Map([[question.key, { ...toRawResponse(question, null), answer: raw === null ? [] : [raw] }]]),
})

const placeIn = (stored: readonly Json[], value: Json): number =>
  Math.max(
    0,
    stored.findIndex(row => merge.printOf(row) === merge.printOf(value)),
  )
