import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { staffNames } from '../accounts/index.ts'
import { sentencesToPublish } from '../findings/index.ts'
import { sayStaffNamed, staffNamedIn, type Draft } from '../publications/index.ts'
import type { Round } from '../rounds/index.ts'
import type { Answer, Placement } from './answer.ts'
import { answersIn } from './answerActions.ts'
import { saidDidOf, type SaidDid } from './content.ts'
import { numbersOf, type Numbers } from './numberActions.ts'
import { doubtsOf, leavingOf, textsWithoutNames } from './leaving.ts'
import type { Theme } from './theme.ts'
import { themesOf } from './themeStore.ts'

/** What would be published now, but for how it is drawn. */
export async function draftSaidDid(db: Db, round: Round): Promise<Omit<Draft, 'html'> & { shown: SaidDid }> {
  const { content, answers } = await standingOf(db, round)
  const named = staffNamedIn(textsWithoutNames(content, answers), await staffNames(db, round.partnershipId))
  const { figures } = await sentencesToPublish(db, { partnershipId: round.partnershipId, roundId: round.id })
  return {
    // Kept, not drawn: what is published next must not give away what is covered here.
    content: figures && content.themes.some(theme => theme.numbers.length > 0) ? { ...content, figures } : content,
    shown: content,
    leaves: leavingOf(content, answers),
    doubts: doubtsOf(content, answers),
    lacks: lacksOf(content, named),
  }
}

/** All that staff wrote for a round as it stands now, and what a page would say of it. */
export async function standingOf(
  db: Db,
  { partnershipId, id: roundId }: Pick<Round, 'partnershipId' | 'id'>,
): Promise<{ themes: Theme[]; numbers: Numbers[]; placements: Placement[]; answers: Answer[]; content: SaidDid }> {
  const themes = await themesOf(db, partnershipId, roundId)
  const numbers = await numbersOf(db, partnershipId, roundId)
  const { placements, answers } = await answersIn(db, partnershipId, roundId)
  const sentences = new Map(numbers.map(({ findingId, sentence }) => [findingId, sentence]))
  const content = saidDidOf(themes, sentences, answers, id => orderIn(placements, id))
  return { themes, numbers, placements, answers, content }
}

const orderIn = (placements: readonly Placement[], id: Id<'theme'>): Id<'action'>[] =>
  placements.filter(({ themeId }) => themeId === id).map(({ actionId }) => actionId)

const lacksOf = ({ themes }: SaidDid, named: readonly string[]): Draft['lacks'] =>
  themes.length === 0
    ? 'There is no theme yet.'
    : sayStaffNamed(named, 'take the name out, or tick at the answer that its people may be named.')
