import { rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { PAIRS_SQL, SELF_RATED_COUNTS, type SaidOfQuestion, type SelfRated } from '../reviewing/index.ts'
import { SELF_RATED_SQL } from '../sampling/index.ts'
import { JOIN_RETURN, keyset, ROWS_AT_ONCE } from './recordsStore.ts'
import { aboutChosen, OF_RETURN, type Scope } from './scope.ts'
import type { OfReturn } from './whoseRow.ts'

type OneReading<Name extends string> = Record<`${Name}Verdict` | `${Name}By`, string> &
  Record<`${Name}Direction`, string | null> &
  Record<`${Name}Note`, string>
type OrNull<Of> = { [Field in keyof Of]: Of[Field] | null }

/** What two reviewers found of one question of one establishment, and what was settled where they differed. */
export type SourcePair = OfReturn & {
  id: Id<'verdict'>
  sampleId: Id<'sample'>
  sampleName: string
  versionId: Id<'version'>
  setCode: string
  question: string
} & OneReading<'first'> &
  OneReading<'second'> &
  OrNull<OneReading<'moderated'>> & { blind: boolean }

const READING = (name: string) =>
  `p.${name}_verdict as "${name}Verdict", p.${name}_direction as "${name}Direction", p.${name}_note as "${name}Note", p.${name}_by as "${name}By"`

export const pairsOfRound = (db: Db, scope: Scope): AsyncGenerator<SourcePair[]> =>
  keyset(after =>
    rows<SourcePair>(
      db,
      `select ${OF_RETURN}, p.id, p.sample_id as "sampleId", s.name as "sampleName", r.questionnaire_version_id as "versionId",
       r.set_code as "setCode", p.question_key as question, ${READING('first')}, ${READING('second')}, ${READING('moderated')}, p.blind
     from ${PAIRS_SQL} p join dip_samples s on s.id = p.sample_id ${JOIN_RETURN('p')}
     where p.partnership_id = :partnershipId and ${aboutChosen('p')} and p.id > :after order by p.id limit ${ROWS_AT_ONCE}`,
      { ...scope, after },
    ),
  )

/** How often the two reviewers of a sample found what of a question. */
export type SourceSaid = SaidOfQuestion & { sampleId: Id<'sample'>; sampleName: string }

export const saidOfRound = (db: Db, scope: Scope): Promise<SourceSaid[]> =>
  rows<SourceSaid>(
    db,
    `select p.sample_id as "sampleId", s.name as "sampleName", p.question_key as question, p.first_verdict as verdict,
       p.first_direction as direction, p.second_verdict as "otherVerdict", p.second_direction as "otherDirection", count(*) as n
     from ${PAIRS_SQL} p join dip_samples s on s.id = p.sample_id ${JOIN_RETURN('p')}
     where p.partnership_id = :partnershipId and p.blind and ${aboutChosen('p')} group by 1, 2, 3, 4, 5, 6, 7 order by 1`,
    { ...scope },
  )

/** What reviewers found of the self-ratings of one question. */
export type CountedSelfRating = SelfRated & { question: string }

export const selfRatingsOfRound = (db: Db, scope: Scope): Promise<CountedSelfRating[]> =>
  rows<CountedSelfRating>(
    db,
    `select v.question_key as question, ${SELF_RATED_COUNTS} from ${SELF_RATED_SQL} v ${JOIN_RETURN('v')}
     where v.partnership_id = :partnershipId and v.round_id = :roundId and ${aboutChosen('v')} group by 1`,
    { ...scope },
  )
