import type { Question } from './kinds/all.ts'
import { kindOf, mayNeedAction, needsAction, takesAnswer, valuesOf } from './kinds/index.ts'
import { dateInput, input, textarea, type Control, type DateControl, type InputControl, type TextareaControl } from './kinds/controls.ts'
import { paragraphs } from '../../platform/say.ts'
import { idIn, type Box } from './kinds/names.ts'
import { isTyped, LIMITS, toRawResponse, type FieldError, type RawResponse, type Response } from './response.ts'
import { STRENGTH_WORDS } from './kinds/base.ts'

/** Everything that views/questions/field.ejs draws for one question. */
export type FieldView = {
  /** Where the whole return and its errors can link to. */
  id: string
  hidden: { name: string; value: string }[]
  /** How strongly the guidance asks for it, and where: null when the author named neither. */
  source: { id: string; strength: string | null; strengthClass: string; reference: string | null } | null
  control: Control
  /** The question in few words, for what is read out away from it. */
  about: string
  guidance: { summary: string; paragraphs: string[] } | null
  comment: TextareaControl | null
  action: ActionView | null
}
type ActionView = {
  isOpen: boolean
  /** The answers that need an action. */
  answers: string
  about: string
  summary: string
  legend: string
  what: TextareaControl
  owner: InputControl
  due: DateControl
}

export type FieldState = {
  /** What is stored; null when nothing is yet. */
  response: Response | null
  /** What comes back with the answer, to tell whether somebody else changed it meanwhile. */
  base: string
  /** What was typed, when the form is shown again: nothing typed is lost. */
  raw?: RawResponse | undefined
  errors?: readonly FieldError[]
}

/** The view of one question in a section's form, from what is stored or, after an error, from what was typed. */
export const fieldView = (q: Question, state: FieldState): FieldView => {
  const raw = state.raw ?? toRawResponse(q, state.response)
  const source = sourceOf(q)
  const isAnswered = takesAnswer(q)
  return {
    id: `question-${q.key}`,
    hidden: isAnswered
      ? [
          { name: `q.${q.key}`, value: '1' },
          { name: `v.${q.key}`, value: state.base },
        ]
      : [],
    source,
    control: kindOf(q).control(q, raw.answer, {
      sourceId: source?.id ?? null,
      errorAt: errorsIn('a', q, state),
      isStored: state.raw === undefined,
    }),
    about: aboutOf(q),
    guidance: q.guidance && isAnswered ? { summary: GUIDANCE_SUMMARY, paragraphs: paragraphs(q.guidance) } : null,
    comment: isAnswered ? commentOf(q, raw, state) : null,
    action: mayNeedAction(q) ? actionOf(q, raw, state) : null,
  }
}

/** Where somebody begins to answer a question: the id of its first box. */
export const firstBoxId = (q: Question): string => firstBoxOf(fieldView(q, { response: null, base: '' }).control) ?? `question-${q.key}`

function firstBoxOf(control: Control | undefined): string | undefined {
  if (control === undefined || control.component === 'information') return undefined
  if (control.component === 'person') return firstBoxOf(control.parts[0])
  if (control.component === 'table') return control.change.id
  return control.component === 'dateInput' ? control.boxes[0]?.id : control.id
}

const GUIDANCE_SUMMARY = 'What good looks like'

const aboutOf = (q: Question): string => q.shortLabel ?? q.label

const sourceOf = (q: Question): FieldView['source'] => {
  if (!takesAnswer(q) || (!q.strength && !q.reference)) return null
  return {
    id: `source-${q.key}`,
    strength: q.strength ? STRENGTH_WORDS[q.strength] : null,
    strengthClass: q.strength ? `app-question__strength--${q.strength}` : '',
    reference: q.reference ?? null,
  }
}

const errorsIn =
  (box: Box, q: Question, { errors = [] }: FieldState) =>
  (path: readonly (string | number)[]): string | null =>
    errors.find(error => error.fieldId === idIn(box, q, path))?.message ?? null

const contextOf = (box: Box, q: Question, state: FieldState) => ({ sourceId: null, errorAt: errorsIn(box, q, state), isStored: true })

/** Offered where the author wants one, where the answer needs explaining, and wherever one was written already. */
const commentOf = (q: Question, raw: RawResponse, state: FieldState): TextareaControl | null => {
  if (!q.comment && raw.comment === '' && !fallsShort(q, raw)) return null
  const label = fallsShort(q, raw) ? 'Comment: what is the position now?' : 'Comment (optional)'
  return textarea({ q, box: 'c', label, about: aboutOf(q), context: contextOf('c', q, state) }, raw.comment, {
    limit: LIMITS.comment,
    rows: 3,
  })
}

/** Folded away until it is needed, since most answers need none; a browser opens it without JavaScript too. */
const actionOf = (q: Question, raw: RawResponse, state: FieldState): ActionView => {
  const context = contextOf('x', q, state)
  const { what, owner, due } = raw.action
  const inError = (state.errors ?? []).some(error => error.fieldId.startsWith(`${idIn('x', q)}-`))
  return {
    isOpen: fallsShort(q, raw) || isTyped(raw.action) || inError,
    answers: valuesOf(q)
      .filter(({ needsAction: falls }) => falls)
      .map(({ value }) => value)
      .join(' '),
    about: aboutOf(q),
    summary: fallsShort(q, raw) ? 'Action needed' : 'Add an action',
    legend: 'If not yet in place: what will you do?',
    what: textarea({ q, box: 'x', path: ['what'], label: 'What will be done', context }, what, { limit: LIMITS.action, rows: 2 }),
    owner: input({ q, box: 'x', path: ['owner'], label: 'Who will do it', hint: 'A name or a role', context }, owner, {
      limit: LIMITS.owner,
    }),
    due: dateInput({ q, box: 'x', path: ['due'], label: 'By when', hint: 'For example, 27 3 2027', context }, due),
  }
}

/** Whether the answer in the form asks for an action; an answer that is not valid asks for nothing yet. */
const fallsShort = (q: Question, raw: RawResponse): boolean => {
  if (!mayNeedAction(q)) return false
  const reading = kindOf(q).read(q, raw.answer, '')
  return reading.ok && needsAction(q, reading.value)
}
