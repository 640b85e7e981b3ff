import type { Db } from '../../platform/db.ts'
import { handledRatings } from '../handling/index.ts'
import { lastReturnFor } from '../lastYear/index.ts'
import { openReturn, type OpenReturn } from '../returns/index.ts'
import type { SaidTexts } from './content.ts'
import { findFeedback, type Feedback } from './store.ts'
import type { YearOfRatings } from './trend.ts'

/** So many years are shown beside one another: more do not fit a page. */
const MOST_YEARS = 4

/** What an establishment was told of its return; undefined until it was sent. */
export async function sentFeedback(
  db: Db,
  { auditReturn: { partnershipId, roundId, id, answersDeletedAt } }: OpenReturn,
): Promise<(Feedback & { said: SaidTexts; sentAt: Date }) | undefined> {
  const found = answersDeletedAt === null ? await findFeedback(db, { partnershipId, roundId }, id) : undefined
  const { said, sentAt } = found ?? {}
  return found && said && sentAt ? { ...found, said, sentAt } : undefined
}

/** The establishment's own ratings in this return and in those that it completed before, or whoever it follows did: the earliest first. */
export async function ratingsThroughYears(db: Db, open: OpenReturn): Promise<YearOfRatings[]> {
  const years: YearOfRatings[] = []
  let next: OpenReturn | undefined = open
  while (next && years.length < MOST_YEARS) {
    const { auditReturn, document, responses }: OpenReturn = next
    years.unshift({ round: auditReturn.roundName, sections: handledRatings.sectionRatings(document, auditReturn.facts, responses) })
    const before = await lastReturnFor(db, { auditReturn, followsAnother: true }, [])
    next = before && (await openReturn(db, auditReturn.partnershipId, before.id))
  }
  return years
}
