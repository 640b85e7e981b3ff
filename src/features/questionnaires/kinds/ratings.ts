import { radios } from './controls.ts'
import { fieldName, subjectOf } from './names.ts'
import type { Kind } from './kind.ts'
import { one, readOneOf } from './reading.ts'
import { scaleOf } from './scales.ts'
import type { AnswerValue, RatingQuestion } from './scales.ts'

type Rating = string | number

const labelOf = (q: RatingQuestion, answer: Rating): string => scaleOf(q).find(({ value }) => value === answer)?.label ?? String(answer)

/** What an author wrote about each value, shown under it. */
const descriptorOf = (q: RatingQuestion, { value }: AnswerValue): string | undefined => {
  if (q.kind === 'level') return q.descriptors[Number(value) - 1]
  if (q.kind === 'rag' && (value === 'green' || value === 'amber' || value === 'red')) return q.descriptors[value]
  return undefined
}

/** Yes or no, yes / partly / no, met / partly / not met, red / amber / green, levels 1 to 4: one of a scale, with its score beside it. */
export const rating: Kind<RatingQuestion, Rating, string> = {
  fromForm: (q, body) => one(body, fieldName(q)),
  toForm: (_q, answer) => (answer === null ? '' : String(answer)),
  read: (q, raw) =>
    readOneOf(
      raw,
      subjectOf(q),
      scaleOf(q).map(({ value }) => value as Rating),
    ),
  summary: (q, answer) => [labelOf(q, answer)],
  columns: q => [
    { key: q.key, type: q.kind === 'level' ? 'number' : 'text', label: q.label },
    { key: `${q.key}__score`, type: 'number', label: `${q.label} (score)` },
  ],
  cells: (q, answer) => [answer, scaleOf(q).find(({ value }) => value === answer)?.score ?? null],
  values: scaleOf,
  control: (q, chosen, context) =>
    radios(
      { q, context },
      scaleOf(q).map(entry => ({ value: String(entry.value), label: entry.label, hint: descriptorOf(q, entry) })),
      chosen,
      q.kind === 'yes_no',
    ),
}
