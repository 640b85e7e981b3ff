import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { staffNames } from '../accounts/index.ts'
import { peopleNamedIn } from '../coding/index.ts'
import { sayStaffNamed, type Draft } from '../publications/index.ts'
import type { Round } from '../rounds/index.ts'
import type { Answer, Placement } from './answer.ts'
import { answersIn } from './answerActions.ts'
import { saidDidOf, textsOf, type SaidDid } from './content.ts'
import { numbersOf } from './numberActions.ts'
import { doubtsOf, leavingOf, staffNamedIn } from './leaving.ts'
import type { Theme } from './theme.ts'
import { themesOf } from './themeStore.ts'

/** What would be published now, but for how it is drawn. */
export async function draftSaidDid(db: Db, round: Round): Promise<Omit<Draft, 'html'> & { shown: SaidDid }> {
  const { content, kept, answers, lacks } = await standingOf(db, round)
  const named = staffNamedIn(content, answers, await staffNames(db, round.partnershipId))
  return {
    content: kept,
    shown: content,
    leaves: leavingOf(content, answers),
    doubts: doubtsOf(content, answers, await peopleNamedIn(db, round.partnershipId, textsOf(content).join('\n'))),
    lacks: lacksOf(content, named, lacks),
  }
}

type Standing = {
  themes: Theme[]
  placements: Placement[]
  answers: Answer[]
  /** What a page would say. */
  content: SaidDid
  /** The same with the numbers that are kept beside it and not drawn: what is published next must not give away what is covered here. */
  kept: unknown
  /** Why its numbers may not leave yet; blank when they may, or when there are none. */
  lacks: string
}

/** All that staff wrote for a round as it stands now, and what a page would say of it. */
export async function standingOf(db: Db, { partnershipId, id: roundId }: Pick<Round, 'partnershipId' | 'id'>): Promise<Standing> {
  const themes = await themesOf(db, partnershipId, roundId)
  const { numbers, figures, lacks } = await numbersOf(db, partnershipId, roundId)
  const { placements, answers } = await answersIn(db, partnershipId, roundId)
  const sentences = new Map(numbers.flatMap(({ findingId, sentence }) => (sentence === '' ? [] : [[findingId, sentence]])))
  const content = saidDidOf(themes, sentences, answers, id => orderIn(placements, id))
  const hasNumbers = content.themes.some(theme => theme.numbers.length > 0)
  return { themes, placements, answers, content, kept: hasNumbers ? { ...content, figures } : content, lacks: hasNumbers ? lacks : '' }
}

/** What the page would say with these sentences of findings. */
export async function saidDidIn(
  db: Db,
  { partnershipId, id: roundId }: Pick<Round, 'partnershipId' | 'id'>,
  sentences: ReadonlyMap<Id<'finding'>, string>,
): Promise<SaidDid> {
  const { placements, answers } = await answersIn(db, partnershipId, roundId)
  return saidDidOf(await themesOf(db, partnershipId, roundId), sentences, answers, id => orderIn(placements, id))
}

const orderIn = (placements: readonly Placement[], id: Id<'theme'>): Id<'action'>[] =>
  placements.filter(({ themeId }) => themeId === id).map(({ actionId }) => actionId)

function lacksOf({ themes }: SaidDid, named: readonly string[], lacks: string): Draft['lacks'] {
  if (themes.length === 0) return 'There is no theme yet.'
  if (named.length === 0) return lacks === '' ? '' : `${lacks} Or take the findings out of the themes.`
  return sayStaffNamed(named, 'take the name out, or tick at the answer that its people may be named.')
}
