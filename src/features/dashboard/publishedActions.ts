import type { Db } from '../../platform/db.ts'
import type { Round } from '../rounds/index.ts'
import { drawUpStatement, publishedLines, type PublishedLine } from './statement.ts'
import { statementCounts } from './store.ts'

/** The statement of a round as it may leave the office, with its sum. @throws StatementDoesNotAddUp */
export async function publishedStatement(
  db: Db,
  { partnershipId, id }: Pick<Round, 'partnershipId' | 'id'>,
  threshold: number,
): Promise<{ lines: PublishedLine[]; sum: number }> {
  const statement = drawUpStatement(await statementCounts(db, partnershipId, id))
  return { lines: publishedLines(statement, threshold), sum: statement.sum }
}
