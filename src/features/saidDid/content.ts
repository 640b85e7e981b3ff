import type { Id } from '../../platform/id.ts'
import { sayCount, sayList } from '../../platform/say.ts'
import { ACTION_STATES, STATE_WORDS, type ActionState } from '../actions/index.ts'
import { publicLeads, type Answer } from './answer.ts'
import type { Theme } from './theme.ts'

/** An answer as anyone may read it. */
export type PublicAnswer = { what: string; who: readonly string[]; when: string; state: ActionState }
export type PublicTheme = {
  title: string
  statement: string
  heard: string
  numbers: readonly string[]
  /** Its answers, by their places in the list of all: one that answers several themes stands there once. */
  answers: readonly number[]
}
/** What a published page says: all of it, and nothing else. */
export type SaidDid = { themes: readonly PublicTheme[]; answers: readonly PublicAnswer[] }

/**
 * What the page would say.
 *
 * @param sentences of the findings, as they may be published
 * @param answers each once, with the themes that it answers
 * @param order of the answers of a theme
 */
export function saidDidOf(
  themes: readonly Theme[],
  sentences: ReadonlyMap<Id<'finding'>, string>,
  answers: readonly Answer[],
  order: (themeId: Id<'theme'>) => readonly Id<'action'>[],
): SaidDid {
  return {
    themes: themes.map(({ id, title, statement, heard, findingIds }) => ({
      title,
      statement,
      heard,
      numbers: numbersIn(findingIds, sentences),
      answers: order(id).map(actionId => answers.findIndex(({ action }) => action.id === actionId)),
    })),
    answers: answers.map(answer => {
      const { what, timescale, state } = answer.action
      return { what, who: publicLeads(answer), when: timescale, state }
    }),
  }
}

/** The sentences of these findings, in the order of the findings. */
export const numbersIn = (ids: readonly Id<'finding'>[], sentences: ReadonlyMap<Id<'finding'>, string>): string[] =>
  [...sentences].filter(([id]) => ids.includes(id)).map(([, sentence]) => sentence)

/** "8 themes and 22 answers: 11 done, 5 under way and 6 planned." */
export function sayCounts({ themes, answers }: Pick<SaidDid, 'answers'> & { themes: readonly unknown[] }): string {
  const counts = sayList([sayCount(themes.length, 'theme'), sayCount(answers.length, 'answer')])
  const states = STATES_READ.map(state => ({ state, n: answers.filter(answer => answer.state === state).length })).filter(({ n }) => n > 0)
  const said = states.map(({ state, n }) => `${n} ${STATE_WORDS[state].words.toLowerCase()}`)
  return said.length === 0 ? `${counts}.` : `${counts}: ${sayList(said)}.`
}

/** What is done is read first. */
const STATES_READ: readonly ActionState[] = [
  'done',
  'under_way',
  ...ACTION_STATES.filter(state => state !== 'done' && state !== 'under_way'),
]

/** Every text of the page, with what it belongs to. */
export const textsOf = ({ themes, answers }: SaidDid): string[] => [
  ...themes.flatMap(({ title, statement, heard, numbers }) => [title, statement, heard, ...numbers]),
  ...answers.flatMap(({ what, when, who }) => [what, when, ...who]),
]
