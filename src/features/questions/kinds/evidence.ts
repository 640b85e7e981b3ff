import { z } from 'zod'
import { sayLimit } from '../../../platform/say.ts'
import { base } from './base.ts'
import { textarea } from './controls.ts'
import { fieldName, subjectOf } from './names.ts'
import type { Kind } from './kind.ts'
import { one, readText } from './reading.ts'
import { answerCell, missingWhenBlank, usual } from './usual.ts'

const schema = z.strictObject({ kind: z.literal('evidence'), ...base })

const EVIDENCE_STATEMENT_LIMIT = 1_000
const KEPT_AT = 'Where it is kept: '

/**
 * What shows that a thing is so. The answer is a statement of where it is kept; the files themselves belong to evidence,
 * which hands their number to completeness: one file or a statement is enough.
 */
export const evidence: Kind<z.infer<typeof schema>, string, string> = {
  ...usual,
  schema,
  words: 'Evidence',
  holdsFiles: true,
  fromForm: (q, body) => one(body, fieldName(q)),
  toForm: (_q, answer) => answer ?? '',
  fromText: (_q, typed) => (typed.startsWith(KEPT_AT) ? typed.slice(KEPT_AT.length) : typed),
  inCells: (_q, answer) => [
    answerCell(answer ?? '', { about: 'Files are added on the website. Here, say where it is kept and who can show it.' }),
  ],
  read: (q, raw) => readText(raw, subjectOf(q), EVIDENCE_STATEMENT_LIMIT),
  missing: (q, answer, { files }) => (files === 0 && missingWhenBlank(q, answer) !== null ? 'evidence' : null),
  summary: (_q, answer) => [`${KEPT_AT}${answer}`],
  columns: q => [{ key: q.key, type: 'text', label: `${q.label} (where it is kept)`, personal: 'words' }],
  cells: (_q, answer) => [answer],
  control: (q, typed, context) => {
    const how = 'Attach a file, or say here where it is kept and who can show it. Leave out the names of children.'
    return textarea({ q, context, hint: sayLimit(EVIDENCE_STATEMENT_LIMIT, q.hint ? `${q.hint} ${how}` : how) }, typed, {
      limit: EVIDENCE_STATEMENT_LIMIT,
      rows: 3,
    })
  },
}
