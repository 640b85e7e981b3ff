import { idIn, labelOf, nameIn, type Box } from './names.ts'
import type { DateParts, SaidRows } from './shapes.ts'

/**
 * What the partials in views/questions/fields/ draw: finished words and ids, nothing left to decide.
 * The markup is that of the GOV.UK components, in plain EJS because a section holds dozens of them; a test holds the two equal.
 */
type Described = {
  id: string
  name: string
  hint: string | null
  error: string | null
  /** All ids that describe the control, in reading order; null when there are none. */
  describedBy: string | null
}
/** `about` is read out after the label where sight gives the context: "Comment" stands under every question. */
type Labelled = Described & {
  label: string
  labelClass: string
  about: string | null
  /** A whole question: its label is a heading, so that those who hear the page can go from one to the next. */
  isQuestion: boolean
}
type Item = { id: string; value: string; text: string; hint: string | null; checked: boolean }

export type RadiosControl = Labelled & { component: 'radios'; inline: boolean; items: Item[] }
export type CheckboxesControl = Labelled & { component: 'checkboxes'; items: Item[] }
/** `limit` is how many characters the box takes; null where its kind says otherwise what it takes. */
export type InputControl = Labelled & { component: 'input'; value: string; limit: number | null } & InputLook
export type TextareaControl = Labelled & { component: 'textarea'; value: string; limit: number; rows: number }
export type DateControl = Labelled & {
  component: 'dateInput'
  boxes: { id: string; name: string; label: string; value: string; width: number; inError: boolean }[]
}
export type PlainControl = RadiosControl | CheckboxesControl | InputControl | TextareaControl | DateControl

type GroupControl = { id: string; label: string; hint: string | null; describedBy: string | null }
type PersonControl = GroupControl & { component: 'person'; parts: PlainControl[] }
export type TableControl = GroupControl & {
  component: 'table'
  said: SaidRows
  /** What the form sends of rows that are not stored. */
  hidden: { name: string; value: string }[]
  /** The boxes of rows that a form brought and that are no answer yet, in place of what is hidden. */
  mend: { label: string; parts: PlainControl[] }[]
  /** The button that saves and leads to the page on which rows are added, changed and removed. */
  change: { id: string; text: string; about: string | null; name: string; value: string }
}
type InformationControl = { component: 'information'; label: string; paragraphs: string[] }
export type Control = PlainControl | PersonControl | TableControl | InformationControl

/** What a control must know beside the value to show. */
export type ControlContext = {
  /** The id of the line with strength and reference that describes the question; null when it has none. */
  sourceId: string | null
  /** The message for one part of the question. */
  errorAt: (path: readonly (string | number)[]) => string | null
  /** Whether what is shown is what is stored: then the rows of a list need not be sent. */
  isStored: boolean
}

/** What a control is for: a whole question (no path), or a part of one with a label of its own. */
export type Part = {
  q: { key: string; label: string; hint?: string | undefined; instruction?: string | undefined; required?: boolean | undefined }
  path?: readonly (string | number)[]
  label?: string
  about?: string
  hint?: string | undefined
  /** The answer itself, when left out. */
  box?: Box
  context: ControlContext
}

type InputLook = {
  width: number | null
  suffix: string | null
  type: 'text' | 'email'
  inputMode: 'numeric' | 'decimal' | null
  spellcheck: boolean
}
const PLAIN: InputLook = { width: null, suffix: null, type: 'text', inputMode: null, spellcheck: true }

export const input = (
  part: Part,
  typed: string,
  { limit = null, ...look }: Partial<InputLook> & { limit?: number | null } = {},
): InputControl => ({
  component: 'input',
  ...labelled(part, 'govuk-label--s'),
  value: typed,
  limit,
  ...PLAIN,
  ...look,
})

export const textarea = (part: Part, typed: string, { limit, rows }: { limit: number; rows: number }): TextareaControl => ({
  component: 'textarea',
  ...labelled(part, 'govuk-label--s'),
  value: typed,
  limit,
  rows,
})

type Option = { value: string; label: string; hint?: string | undefined }

export const radios = (part: Part, options: readonly Option[], chosen: string, inline = false): RadiosControl => ({
  component: 'radios',
  ...labelled(part, LEGEND),
  inline,
  items: itemsOf(part, options, [chosen]),
})

export const checkboxes = (part: Part, options: readonly Option[], chosen: readonly string[]): CheckboxesControl => ({
  component: 'checkboxes',
  ...labelled(part, LEGEND),
  items: itemsOf(part, options, chosen),
})

const DATE_BOXES = [
  { part: 'day', label: 'Day', width: 2 },
  { part: 'month', label: 'Month', width: 2 },
  { part: 'year', label: 'Year', width: 4 },
] as const

/** Three boxes; the one that the error names is marked, and the message stands above them all. */
export const dateInput = (part: Part, typed: DateParts): DateControl => boxesInput(part, typed, DATE_BOXES)

/** The boxes of a date without the day, where nobody knows it. */
export const monthInput = (part: Part, typed: DateParts): DateControl =>
  boxesInput(
    { hint: 'For example, 3 2026', ...part },
    typed,
    DATE_BOXES.filter(box => box.part !== 'day'),
  )

const boxesInput = (part: Part, typed: DateParts, shown: readonly (typeof DATE_BOXES)[number][]): DateControl => {
  const { q, path = [], box: response = 'a' } = part
  const errors = shown.map(box => part.context.errorAt([...path, box.part]))
  return {
    component: 'dateInput',
    ...labelled(part, LEGEND, errors.find(error => error !== null) ?? null),
    boxes: shown.map((box, at) => ({
      id: idIn(response, q, [...path, box.part]),
      name: nameIn(response, q, [...path, box.part]),
      label: box.label,
      value: typed[box.part],
      width: box.width,
      inError: errors[at] !== null,
    })),
  }
}

const LEGEND = 'govuk-fieldset__legend--s'

/** What stands under a question for everyone to read: what to do, and how it is written; null for nothing. */
export const inTheOpen = ({ instruction, hint }: { instruction?: string | undefined; hint?: string | undefined }): string | null =>
  [instruction, hint].filter(text => text !== undefined).join(' ') || null

/** Whole questions have a strong label; their parts a plain one, inside a fieldset that carries the question's own description. */
const labelled = (part: Part, strong: string, error = part.context.errorAt(part.path ?? [])): Labelled => {
  const { q, path = [], label, box = 'a', context } = part
  const id = idIn(box, q, path)
  const whole = box === 'a' && path.length === 0
  const hint = whole ? inTheOpen({ instruction: q.instruction, hint: part.hint ?? q.hint }) : (part.hint ?? null)
  return {
    id,
    name: nameIn(box, q, path),
    label: label ?? labelOf(q),
    labelClass: whole ? strong : '',
    about: part.about ?? null,
    hint,
    error,
    isQuestion: whole,
    // What to do comes before where it is asked.
    describedBy: idList(hint === null ? null : `${id}-hint`, error === null ? null : `${id}-error`, whole ? context.sourceId : null),
  }
}

/** Ids as an attribute holds them; null when there are none. */
export const idList = (...ids: readonly (string | null)[]): string | null => ids.filter(id => id !== null).join(' ') || null

/** The first item has the question's own id, so that the error summary leads to it. */
const itemsOf = ({ q, path = [], box = 'a' }: Part, options: readonly Option[], chosen: readonly string[]): Item[] =>
  options.map(({ value, label, hint }, at) => ({
    id: at === 0 ? idIn(box, q, path) : `${idIn(box, q, path)}-${at + 1}`,
    value,
    text: label,
    hint: hint ?? null,
    checked: chosen.includes(value),
  }))
