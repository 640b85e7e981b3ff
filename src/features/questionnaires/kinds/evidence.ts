import type { Question } from '../document.ts'
import { textarea } from './controls.ts'
import { fieldName, subjectOf } from './names.ts'
import type { Kind } from './kind.ts'
import { one, readText } from './reading.ts'

const EVIDENCE_STATEMENT_LIMIT = 1_000

/**
 * What shows that a thing is so. The answer is a statement of where it is kept; the files themselves belong to evidence,
 * which hands their number to completeness: one file or a statement is enough.
 */
export const evidence: Kind<Extract<Question, { kind: 'evidence' }>, string, string> = {
  fromForm: (q, body) => one(body, fieldName(q)),
  toForm: (_q, answer) => answer ?? '',
  read: (q, raw) => readText(raw, subjectOf(q), EVIDENCE_STATEMENT_LIMIT),
  summary: (_q, answer) => [`Kept at: ${answer}`],
  columns: q => [{ key: q.key, type: 'text', label: `${q.label} (where it is kept)` }],
  cells: (_q, answer) => [answer],
  values: () => [],
  control: (q, typed, context) => {
    const how = 'Attach a file, or say here where it is kept and who can show it. Leave out the names of children.'
    return textarea({ q, context, hint: q.hint ? `${q.hint} ${how}` : how }, typed, 3)
  },
}
