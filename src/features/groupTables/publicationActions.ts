import type { Db } from '../../platform/db.ts'
import { sayCount } from '../../platform/say.ts'
import { countingIn, coverFindings, publishing, sayCovered } from '../findings/index.ts'
import type { Draft } from '../publications/index.ts'
import type { Round } from '../rounds/index.ts'
import { aboutTable, questionsOf } from './countActions.ts'
import { publishedGroups, type PublishedPage } from './published.ts'
import { groupTablesOf } from './store.ts'
import { groupedOf } from './table.ts'

/** The chosen tables of a round as they would be published now, with what whoever publishes has to know, and the numbers to keep. */
export async function draftGroups(db: Db, round: Round): Promise<Omit<Draft, 'html'> & { content: PublishedPage }> {
  const { partnershipId, id: roundId } = round
  const rule = await publishing.ruleOf(db, partnershipId)
  const where = await countingIn(db, partnershipId, roundId)
  const questions = questionsOf(where)
  const chosen = await groupTablesOf(db, partnershipId, roundId)
  const known = chosen.flatMap(table => {
    const about = aboutTable(table, questions)
    return about === undefined ? [] : [{ table, about, grouped: groupedOf(table) }]
  })
  // Once the answers are deleted there is nothing to hold a number against.
  const open = round.answersDeletedAt === null ? known : []
  const grouped = open.map(one => one.grouped)
  const earlier = await publishing.publishedBefore(db, round)
  const { publication, covering, atoms } = await coverFindings(db, { partnershipId, roundId }, { findings: [], grouped, rule, earlier })
  const withheld = covering.exposed.length > 0
  const said = withheld ? [] : open.filter(one => (atoms.get(one.grouped.source) ?? []).length > 0)
  const own = new Set(publication.cells.map(({ id }) => id))
  const covered = new Map([...covering.covered].filter(([id]) => own.has(id)))
  const tables = said.map(({ table, about, grouped: { source } }) => publishedGroups(table, about, atoms.get(source) ?? [], covering))
  const figures = { publication, covered: [...covered], threshold: rule.threshold, counted: [], grouped }
  const content = { tables, threshold: rule.threshold, ...(tables.length === 0 ? {} : { figures }) }
  const gone = chosen.length - known.length
  return {
    content,
    leaves: [
      `${sayCount(tables.length, 'table')}: ${tables.map(({ title, by }) => `“${title}” ${by}`).join('; ')}.`,
      `Every group by its name, with how many establishments are counted in it: these totals are not covered.`,
      sayCovered(covered),
    ],
    doubts: [
      ...(round.status === 'open' ? ['More returns may be sent: the numbers are those of the returns so far.'] : []),
      ...(gone > 0 ? [`${sayCount(gone, 'table is', 'tables are')} left out: the questions are not asked in this round any more.`] : []),
    ],
    lacks: lacksOf(round, { chosen: chosen.length, withheld, said: tables.length }),
  }
}

function lacksOf(
  { answersDeletedAt }: Pick<Round, 'answersDeletedAt'>,
  { chosen, withheld, said }: { chosen: number; withheld: boolean; said: number },
): string {
  if (answersDeletedAt !== null) return 'The answers of this round were deleted, so nothing can be counted any more.'
  if (chosen === 0) return 'No table was added to this page yet.'
  if (withheld) return publishing.WITHHELD
  return said === 0 ? 'No table has anything to count yet.' : ''
}
