import { z } from 'zod'
import { base } from './base.ts'
import { radios } from './controls.ts'
import { fieldName, subjectOf } from './names.ts'
import type { Kind } from './kind.ts'
import { one, readOneOf } from './reading.ts'
import { scaleOf, valueNamed, type AnswerValue } from './scales.ts'
import { answerCell, usual } from './usual.ts'

const notApplicable = z.boolean().optional()
const yesNoSchema = z.strictObject({ kind: z.literal('yes_no'), ...base })
const yesPartlyNoSchema = z.strictObject({ kind: z.literal('yes_partly_no'), ...base, notApplicable })
const metSchema = z.strictObject({ kind: z.literal('met'), ...base, notApplicable })
const ragSchema = z.strictObject({
  kind: z.literal('rag'),
  ...base,
  descriptors: z.strictObject({ red: z.string(), amber: z.string(), green: z.string() }),
  notApplicable,
})
const levelSchema = z.strictObject({
  kind: z.literal('level'),
  ...base,
  descriptors: z.tuple([z.string(), z.string(), z.string(), z.string()]),
})
type Rag = z.infer<typeof ragSchema>
type Level = z.infer<typeof levelSchema>
type RatingQuestion = z.infer<typeof yesNoSchema> | z.infer<typeof yesPartlyNoSchema> | z.infer<typeof metSchema> | Rag | Level

type Rating = string | number

const labelOf = (q: RatingQuestion, answer: Rating): string => scaleOf(q).find(({ value }) => value === answer)?.label ?? String(answer)

/** Yes or no, yes / partly / no, met / partly / not met, red / amber / green, levels 1 to 4: one of a scale, with its score beside it. */
const rating = <Q extends RatingQuestion>(
  own: Pick<Kind<Q, Rating, string>, 'schema' | 'words'>,
  descriptorOf: (q: Q, value: AnswerValue['value']) => string | undefined = () => undefined,
): Kind<Q, Rating, string> => ({
  ...usual,
  ...own,
  explained: q =>
    scaleOf(q).flatMap(({ value, label }) => {
      const hint = descriptorOf(q, value)
      return hint === undefined ? [] : [{ text: label, hint }]
    }),
  fromForm: (q, body) => one(body, fieldName(q)),
  toForm: (_q, answer) => (answer === null ? '' : String(answer)),
  fromText: (q, typed) => valueNamed(scaleOf(q), typed),
  inCells: (q, answer) => [answerCell(answer === null ? '' : labelOf(q, answer), { listed: scaleOf(q).map(({ label }) => label) })],
  read: (q, raw) =>
    readOneOf(
      raw,
      subjectOf(q),
      scaleOf(q).map(({ value }) => value as Rating),
    ),
  summary: (q, answer) => [labelOf(q, answer)],
  columns: q => [
    { key: q.key, type: q.kind === 'level' ? 'integer' : 'code', label: q.label },
    { key: `${q.key}__score`, type: 'number', label: `${q.label} (score)` },
  ],
  cells: (q, answer) => [answer, scaleOf(q).find(({ value }) => value === answer)?.score ?? null],
  values: scaleOf,
  control: (q, chosen, context) =>
    radios(
      { q, context },
      scaleOf(q).map(entry => ({ value: String(entry.value), label: entry.label, hint: descriptorOf(q, entry.value) })),
      chosen,
      q.kind === 'yes_no',
    ),
})

export const yesNo = rating({ schema: yesNoSchema, words: 'Yes or no' })
export const yesPartlyNo = rating({ schema: yesPartlyNoSchema, words: 'Yes, partly or no' })
export const met = rating({ schema: metSchema, words: 'Met, partly met or not met' })
export const rag = rating<Rag>({ schema: ragSchema, words: 'Red, amber or green' }, ({ descriptors }, value) =>
  value === 'red' || value === 'amber' || value === 'green' ? descriptors[value] : undefined,
)
export const level = rating<Level>(
  { schema: levelSchema, words: 'Level 1 (best) to 4' },
  ({ descriptors }, value) => descriptors[Number(value) - 1],
)
