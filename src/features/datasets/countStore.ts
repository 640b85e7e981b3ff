import { row, type Db } from '../../platform/db.ts'
import { RETURNS_SQL } from '../returns/index.ts'
import type { Scope } from './scope.ts'

/** How many of everything there are, counted on its own, so that it can disagree with what was written. */
export type Counted = Record<
  'returns' | 'issued' | 'answers' | 'actions' | 'evidence' | 'extensions' | 'chases' | 'members' | 'verdicts' | 'findings',
  number
>

export async function countRound(db: Db, scope: Scope): Promise<Counted> {
  const ofRound = (table: string, more = '') =>
    `(select count(*) from ${table} t where t.partnership_id = :partnershipId and t.round_id = :roundId ${more})`
  const ofReturns = (table: string, more = '') =>
    `(select count(*) from ${table} t join returns r on r.id = t.return_id where r.partnership_id = :partnershipId and r.round_id = :roundId ${more})`
  const counted = await row<Counted>(
    db,
    `select ${ofRound('returns')} as returns, ${ofRound(RETURNS_SQL, 'and t.issued')} as issued,
       ${ofReturns('responses', `and t.answer is not null and t.answer not in ('null', '""', '[]')`)} as answers,
       ${ofReturns('responses', `and t.action is not null and t.action <> 'null'`)} as actions,
       ${ofReturns('evidence', 'and t.removed_at is null')} as evidence,
       ${ofRound('extensions')} as extensions, ${ofRound('chases')} as chases, ${ofRound('dip_sample_members')} as members,
       (select count(*) from verdicts v join dip_sample_members m on m.id = v.member_id
         where m.partnership_id = :partnershipId and m.round_id = :roundId) as verdicts,
       ${ofRound('findings')} as findings`,
    scope,
  )
  if (!counted) throw new Error('a count gave no row')
  return counted
}
