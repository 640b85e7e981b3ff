import type { Question } from './kinds/all.ts'
import { kindOf, takesAnswer } from './kinds/index.ts'
import { idIn, nameIn, quoted, type Box } from './kinds/names.ts'
import { isBlank } from './kinds/usual.ts'
import type { Fault, Json, DateParts } from './kinds/shapes.ts'
import type { Body } from '../../platform/forms/parseForm.ts'
import { dateParts, gather, one, readDate, readText, toDateParts } from './kinds/reading.ts'

/** What will be done about an answer that falls short. Parts may be missing while drafting; submission asks for all three. */
export type Action = { what: string | null; owner: string | null; dueOn: string | null }
/** What was given to one question. */
export type Response = { answer: Json; comment: string | null; action: Action | null }

/** A response as it stands in a form, before anybody judged it: shown again untouched when there is an error. */
export type RawResponse = { answer: unknown; comment: string; action: { what: string; owner: string; due: DateParts } }

/** An error for the summary at the top of the page and beside the field. */
export type FieldError = { questionKey: string; fieldId: string; message: string }

export type SectionForm = {
  /** The valid responses, each with the base that its field was rendered with, and with what of it the form did not hold. */
  entries: Map<string, { base: string; response: Response; leaves?: readonly ['answer'] }>
  errors: FieldError[]
  /** Everything that was typed, for showing the page again. */
  raw: Map<string, RawResponse>
}

/** How many characters the boxes take that stand under every question. */
export const LIMITS = { comment: 5_000, action: 2_000, owner: 200 } as const

/**
 * Reads a section's form. Only questions that were on the page count (their marker q.<key> came along), so that an absent radio
 * button is a blank answer and a question that was not shown is not touched. Valid responses stand beside invalid ones: a faulty
 * question adds errors and no entry. Blank is valid; what is missing is completeness's business.
 */
export const parseSectionForm = (questions: readonly Question[], body: Body, today: string): SectionForm => {
  const form: SectionForm = { entries: new Map(), errors: [], raw: new Map() }
  for (const question of questions) {
    if (!takesAnswer(question) || one(body, `q.${question.key}`) === '') continue
    const raw = rawResponse(question, body)
    const { response, errors } = readResponse(question, raw, today)
    form.raw.set(question.key, raw)
    form.errors.push(...errors)
    // Rows are added and removed on a page of their own: a form that brings none leaves the list as it is.
    const leaves = kindOf(question).list !== null && isBlank(raw.answer as Json) ? { leaves: ['answer'] as const } : {}
    if (errors.length === 0) form.entries.set(question.key, { base: one(body, `v.${question.key}`), response, ...leaves })
  }
  return form
}

/** Judges one response from its raw form. Errors name the fields to mend; when there are any, the response is not to be kept. */
export const readResponse = (question: Question, raw: RawResponse, today: string): { response: Response; errors: FieldError[] } => {
  const { response, faults } = judged(question, raw, today)
  const errors = [...faults.a.map(asError('a', question)), ...faults.c.map(asError('c', question)), ...faults.x.map(asError('x', question))]
  return { response, errors }
}

/** What was written, of a form or of a workbook, before anybody judged it. */
type Written = { answer: unknown; comment: unknown; action: { what: unknown; owner: unknown; due: unknown } }

/** A response with what is wrong with each of its parts; a part with a fault is blank in it. */
export const judged = (question: Question, raw: Written, today: string): { response: Response; faults: Record<Box, Fault[]> } => {
  const faults: Record<Box, Fault[]> = { a: [], c: [], x: [] }
  const answer = gather(faults.a, kindOf(question).read(question, raw.answer, today))
  const about = quoted(question)
  const comment = gather(faults.c, readText(raw.comment, `Comment on ${about}`, LIMITS.comment))
  const action = readAction(raw.action, about, faults.x)
  return { response: { answer, comment, action }, faults }
}

/** A stored response as a form shows it. */
export const toRawResponse = (question: Question, response: Response | null): RawResponse => ({
  answer: kindOf(question).toForm(question, response?.answer ?? null),
  comment: response?.comment ?? '',
  action: {
    what: response?.action?.what ?? '',
    owner: response?.action?.owner ?? '',
    due: toDateParts(response?.action?.dueOn ?? null),
  },
})

/** Whether anything stands in the boxes of an action. */
export const isTyped = ({ what, owner, due }: RawResponse['action']): boolean =>
  [what, owner, due.day, due.month, due.year].some(text => text !== '')

/** What of a response two people can change apart from each other. A table is one answer: its rows have no names by which to tell them apart. */
export const PARTS = ['answer', 'comment', 'action'] as const satisfies readonly (keyof Response)[]

/** Of a question to which nobody has said anything. */
export const NO_RESPONSE: Response = { answer: null, comment: null, action: null }

const rawResponse = (question: Question, body: Body): RawResponse => ({
  answer: kindOf(question).fromForm(question, body),
  comment: one(body, nameIn('c', question)),
  action: {
    what: one(body, nameIn('x', question, ['what'])),
    owner: one(body, nameIn('x', question, ['owner'])),
    due: dateParts(body, nameIn('x', question, ['due'])),
  },
})

const readAction = (raw: Written['action'], about: string, faults: Fault[]): Action | null => {
  const action: Action = {
    what: gather(faults, readText(raw.what, `Action for ${about}`, LIMITS.action), 'what'),
    owner: gather(faults, readText(raw.owner, `Who acts on ${about}`, LIMITS.owner), 'owner'),
    dueOn: gather(faults, readDate(raw.due, `Date of the action for ${about}`), 'due'),
  }
  return action.what === null && action.owner === null && action.dueOn === null ? null : action
}

const asError =
  (box: Box, question: Question) =>
  ({ path, message }: Fault): FieldError => ({ questionKey: question.key, fieldId: idIn(box, question, path), message })
