import type { Db } from '../../platform/db.ts'
import { readyAnswers } from '../counting/index.ts'
import { drawUpStatement, keptStatementCounts } from '../dashboard/index.ts'
import { currentFindings } from '../findings/index.ts'
import type { Round } from '../rounds/index.ts'
import type { Stamp } from './changes.ts'

/** The numbers of now, as the pages show them. */
export async function stampNow(db: Db, { partnershipId, id: roundId }: Pick<Round, 'partnershipId' | 'id'>): Promise<Stamp> {
  const of = { partnershipId, roundId }
  const { issued, expected, completed } = drawUpStatement(await keptStatementCounts(db, partnershipId, roundId)).figures
  const findings = await currentFindings(db, of)
  return {
    ...{ issued, expected, completed },
    generation: await readyAnswers(db, of),
    findings: findings.map(({ id, statement, n, of: among }) => ({ id, statement, n, of: among })),
  }
}
