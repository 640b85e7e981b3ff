import { row, rows, type Db } from '../../platform/db.ts'
import { stillBlindSql } from '../reviewing/index.ts'
import { RETURNS_SQL, type Disposition } from '../returns/index.ts'
import { aboutChosen, amongChosen, type Scope } from './scope.ts'

/** How many of everything there are, counted on its own, so that it can disagree with what was written. */
export type Counted = Record<
  'returns' | 'issued' | 'answers' | 'actions' | 'evidence' | 'extensions' | 'chases' | 'members' | 'verdicts' | 'findings',
  number
>

export async function countRound(db: Db, scope: Scope): Promise<Counted> {
  const ofRound = (table: string, more = '') =>
    `(select count(*) from ${table} t where t.partnership_id = :partnershipId and t.round_id = :roundId ${more})`
  const ofReturns = (table: string, more = '') =>
    `(select count(*) from ${table} t join returns r on r.id = t.return_id
       where r.partnership_id = :partnershipId and r.round_id = :roundId and ${amongChosen('r')} ${more})`
  const counted = await row<Counted>(
    db,
    `select ${ofRound('returns', `and ${amongChosen('t')}`)} as returns, ${ofRound(RETURNS_SQL, `and t.issued and ${amongChosen('t')}`)} as issued,
       ${ofReturns('responses', `and ${aboutChosen('t')} and t.answer is not null and t.answer not in ('null', '""', '[]')`)} as answers,
       ${ofReturns('responses', `and ${aboutChosen('t')} and t.action is not null and t.action <> 'null'`)} as actions,
       ${ofReturns('evidence', 'and t.removed_at is null')} as evidence,
       ${ofReturns('extensions')} as extensions, ${ofReturns('chases')} as chases, ${ofReturns('dip_sample_members')} as members,
       ${ofReturns('verdicts', `and ${aboutChosen('t')} and not ${stillBlindSql('t.member_id')}`)} as verdicts, ${ofRound('findings')} as findings`,
    scope,
  )
  if (!counted) throw new Error('a count gave no row')
  return counted
}

/** Where the chosen returns ended, counted as the statement counts those of the whole round. */
export async function countDispositions(db: Db, scope: Scope): Promise<Partial<Record<Disposition, number>>> {
  const { partnershipId, roundId, sets, states } = scope
  const counted = await rows<{ disposition: Disposition; count: number }>(
    db,
    `select r.disposition, count(*) as count from ${RETURNS_SQL} r
     where r.partnership_id = :partnershipId and r.round_id = :roundId and r.issued and ${amongChosen('r')} group by 1`,
    { partnershipId, roundId, sets, states },
  )
  return Object.fromEntries(counted.map(({ disposition, count }) => [disposition, count]))
}
