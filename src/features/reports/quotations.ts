import type { Db } from '../../platform/db.ts'
import type { Round } from '../rounds/index.ts'

/** What establishments wrote to questions, as somebody edited it for readers: by the key of the question. Who wrote it is nowhere in it. */
export type Quotations = ReadonlyMap<string, readonly string[]>

/** Where quotations come from: the feature that has them is put in by `src/jobs.ts`. */
export type QuotationsOf = (db: Db, round: Round, audience: 'covered' | 'whole') => Promise<Quotations>

/** As long as no feature has any. */
export const noQuotations: QuotationsOf = () => Promise.resolve(new Map())
