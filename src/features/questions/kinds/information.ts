import { z } from 'zod'
import { base } from './base.ts'
import type { Kind } from './kind.ts'
import { paragraphs } from '../../../platform/say.ts'
import { blank } from './reading.ts'
import { usual } from './usual.ts'

const schema = z.strictObject({ kind: z.literal('information'), ...base })

/** Something to read, with nothing to answer and nothing to export. */
export const information: Kind<z.infer<typeof schema>, null, null> = {
  ...usual,
  schema,
  words: 'Information',
  takesAnswer: false,
  fromForm: () => null,
  toForm: () => null,
  inCells: () => [],
  read: () => blank,
  missing: () => null,
  summary: () => [],
  columns: () => [],
  cells: () => [],
  control: q => ({ component: 'information', label: q.label, paragraphs: [...paragraphs(q.hint), ...paragraphs(q.guidance)] }),
}
