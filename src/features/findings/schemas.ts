import { z } from 'zod'
import { idField, requestKey, rowVersion } from '../../platform/forms/fields.ts'
import { typed, typedAll, type FormError } from '../../platform/forms/parseForm.ts'
import type { Json } from '../questions/index.ts'
import { valuesToCount, type CountableQuestion } from './partQuestions.ts'
import { textOf } from './textOf.ts'
import { FINDING_KINDS, SOURCES, type CountedAnswers, type FindingKind, type PartOfAudit, type Source } from './finding.ts'

export const keyed = z.object({ _key: requestKey })
export const versioned = z.object({ version: rowVersion })
export const directed = z.object({ direction: z.enum(['up', 'down']).catch('up') })
export const actionOf = z.object({ action: idField<'action'>().optional().catch(undefined) })

/** Everything that can be typed or ticked on the page of a finding, as text. */
export type FindingForm = PartOfAudit & {
  source: Source
  kind: string
  statement: string
  /** The ticked values of each question, as text. */
  ticked: Map<string, string[]>
}

const PREFIX = 'counts.'

/** The form as it was sent, or the beginning of one that a link (a suggestion) carries. */
export function findingForm(given: unknown): FindingForm {
  const fields = Object.keys((given ?? {}) as Record<string, unknown>).filter(name => name.startsWith(PREFIX))
  return {
    ...partAsked(given),
    source: SOURCES.find(source => source === typed(given, 'source')) ?? 'completed',
    kind: typed(given, 'kind'),
    statement: typed(given, 'statement'),
    ticked: new Map(fields.map(name => [name.slice(PREFIX.length), typedAll(given, name)])),
  }
}

/** The part of the audit that an address or a form names: `area=policies` or `section=training`. */
export function partAsked(given: unknown): PartOfAudit {
  const section = typed(given, 'section')
  return section === '' ? { part: 'area', partKey: typed(given, 'area') } : { part: 'section', partKey: section }
}

/** The address of a form that is already filled in. */
export function formAddress(
  base: string,
  form: PartOfAudit & { source: Source; kind?: string; statement?: string; counted?: readonly CountedAnswers[] },
): string {
  const search = new URLSearchParams({ [form.part]: form.partKey, source: form.source })
  if (form.kind) search.set('kind', form.kind)
  if (form.statement) search.set('statement', form.statement)
  for (const { question, values } of form.counted ?? []) for (const value of values) search.append(fieldOf(question), textOf(value))
  return `${base}?${search.toString()}`
}

/** The name of a question's boxes. */
export const fieldOf = (question: string): string => `${PREFIX}${question}`

const statementText = z
  .string()
  .transform(text => text.replace(/\s+/g, ' ').trim())
  .pipe(z.string().min(1, 'Write what they have in common').max(500, 'The statement must be 500 characters or fewer'))

/** A finding as it was written, or what to mend. Questions and values that its part of the audit does not have are left out. */
export function parseFinding(
  form: FindingForm,
  questions: readonly CountableQuestion[],
): { ok: true; kind: FindingKind; statement: string; counted: CountedAnswers[] } | { ok: false; errors: FormError[] } {
  const errors: FormError[] = []
  const kind = FINDING_KINDS.find(known => known === form.kind)
  if (!kind) errors.push({ field: 'kind', message: 'Choose what kind of finding it is' })
  const statement = statementText.safeParse(form.statement)
  if (!statement.success) errors.push({ field: 'statement', message: statement.error.issues[0]?.message ?? '' })
  const counted = countedIn(form, questions)
  const [first] = questions
  if (counted.length === 0) errors.push({ field: first ? idOf(first.key) : 'statement', message: 'Tick the answers that count' })
  if (!kind || !statement.success || counted.length === 0) return { ok: false, errors }
  return { ok: true, kind, statement: statement.data, counted }
}

/** The id of a question's first box. */
export const idOf = (question: string): string => `counts-${question}`

/** The questions with ticked values, in the order of the questionnaire. */
export const countedIn = ({ ticked, source }: FindingForm, questions: readonly CountableQuestion[]): CountedAnswers[] =>
  questions.flatMap(question => {
    const texts = ticked.get(question.key) ?? []
    const values: Json[] = valuesToCount(question, source)
      .map(({ value }) => value)
      .filter(value => texts.includes(textOf(value)))
    return values.length === 0 ? [] : [{ question: question.key, values }]
  })
